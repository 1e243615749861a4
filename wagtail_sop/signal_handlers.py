"""What the rest of Wagtail does to governed content, brought to the notice of its case."""

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, WorkflowState
from wagtail.signals import post_page_move, published, unpublished

from . import signals
from .actions.wake_up import wake_up
from .exceptions import ContentChanged, Refused
from .guards.publisher import current_publisher
from .models import Case, CaseEvent, Edition, Section
from .models.content import content_hash, is_page, is_unpublished_by_case
from .models.enactment import on_edition_saved, on_migrated, where_sops_run
from .models.forcing import forced_reason
from .models.holding import held_case
from .notifications import wagtail_mail


def register_signal_handlers():
    # A post_save although we prefer signals with a meaning: Wagtail sends none for a saved draft, and every door
    # (admin, API, shell) passes here.
    pre_save.connect(before_draft_overwritten, sender=Revision, dispatch_uid="wagtail_sop_draft_overwritten")
    post_save.connect(on_draft_saved, sender=Revision, dispatch_uid="wagtail_sop_draft_saved")
    pre_delete.connect(on_revision_deleted, sender=Revision, dispatch_uid="wagtail_sop_revision_deleted")
    pre_delete.connect(on_run_deleted, sender=WorkflowState, dispatch_uid="wagtail_sop_run_deleted")
    post_delete.connect(on_content_deleted, dispatch_uid="wagtail_sop_content_deleted")
    published.connect(on_published, dispatch_uid="wagtail_sop_published")
    unpublished.connect(on_unpublished, dispatch_uid="wagtail_sop_unpublished")
    post_page_move.connect(on_page_moved, dispatch_uid="wagtail_sop_page_moved")
    post_save.connect(on_edition_saved, sender=Edition, dispatch_uid="wagtail_sop_edition_saved")
    ours = apps.get_app_config("wagtail_sop")
    post_migrate.connect(on_migrated, sender=ours, dispatch_uid="wagtail_sop_migrated")
    signals.notices_waiting.connect(wake_up, dispatch_uid="wagtail_sop_wake_up")
    wagtail_mail.take_over()


@where_sops_run
def before_draft_overwritten(sender, instance, raw=False, update_fields=None, **kwargs):
    """What was approved for publication stays as it was approved: an editor left open would save over it by itself.

    Also takes the case's lock before the revision's, as the verbs do; the other way round the two would wait for each
    other for ever.
    """
    if raw or instance._state.adding or (update_fields and "content" not in update_fields):
        return
    about = Case.objects.filter(base_content_type=instance.base_content_type_id, object_id=instance.object_id)
    if not about.update(version=F("version")):
        return
    decided = about.filter(Q(status=Case.Status.SCHEDULED) | Q(went_live_at__isnull=False))
    approved = decided.filter(approved_revision=instance.pk).order_by("pk").last()
    if approved and approved.approved_hash != content_hash(instance):
        raise ContentChanged(
            _("This version has been approved for publication. Reload the page, then write a new one.")
        )


@where_sops_run
def on_draft_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    """Open the case with the first draft; afterwards remember who wrote, and let approvals lapse."""
    if raw or (update_fields and "content" not in update_fields):
        return
    with transaction.atomic():
        case = held_case_of(instance) or open_new_case(instance)
        if case is None:
            return
        if instance.user_id:
            case.add_writer(instance.user)
        if case.is_running:
            case.look_again(instance.user)


def held_case_of(revision):
    """The case that is not live yet, locked; None also when it went live or ended while this waited for the lock."""
    if case := open_case_of(revision):
        case.touch()
    return case if case and case.status in Case.BEFORE_LIVE else None


def open_case_of(revision):
    return (
        Case.objects.before_live()
        .filter(base_content_type_id=revision.base_content_type_id, object_id=revision.object_id)
        .first()
    )


def open_new_case(revision):
    """A case for this draft where a procedure governs, unless it says the same as what is live."""
    obj = Section.objects.exists() and revision.content_object
    section = obj and Section.objects.governing(obj)
    if not section:
        return None
    live = getattr(obj, "live_revision", None)
    if live and live.pk != revision.pk and content_hash(live) == content_hash(revision):
        return None
    try:
        with transaction.atomic():
            return Case.objects.open_under(section, obj, revision.user)
    except Refused:
        return None
    except IntegrityError:
        # Somebody else's first draft was saved in the same instant, and opened the case.
        return held_case_of(revision)


@where_sops_run
def on_revision_deleted(sender, instance, **kwargs):
    """Purging a revision must not let its writer approve the piece, nor empty the record of what is live."""
    case = open_case_of(instance) if instance.user_id else None
    if case and instance.pk > case.base_revision_id:
        case.add_writer(instance.user)
    for case in Case.objects.open().filter(approved_revision=instance):
        case.keep_content()


@where_sops_run
def on_run_deleted(sender, instance, **kwargs):
    if case := Case.objects.open().filter(workflow_state=instance).select_related(*Case.NEEDED).first():
        Case.objects.filter(pk=case.pk).update(workflow_state=None)
        user = get_active_log_context().user
        case.end_with_content(CaseEvent.Kind.DELETED, user, note=_("The content was deleted."))


@where_sops_run
def on_content_deleted(sender, instance, **kwargs):
    if not hasattr(sender, "get_latest_revision") or not hasattr(instance, "get_base_content_type"):
        return
    for case in Case.objects.about(instance).open().select_related(*Case.NEEDED):
        user = get_active_log_context().user
        case.end_with_content(CaseEvent.Kind.DELETED, user, note=_("The content was deleted."))


@where_sops_run
def on_published(sender, instance, revision=None, **kwargs):
    """Governed content went live: by its case, or outside the procedure."""
    if not instance.live or revision is None:
        return
    case = case_going_live(instance)
    # Forced before its date, what was approved is still published past the procedure.
    if case and is_approved(case, revision) and not forced_reason():
        case.mark_live(instance)
        open_case_of_later_draft(case)
        return
    if case is None and not Section.objects.governing(instance):
        return
    reason = forced_reason() or _("No reason given: the content was published past the procedure.")
    Case.objects.flag(instance, current_publisher() or get_active_log_context().user, reason, revision)


def case_going_live(instance):
    held = held_case(instance)
    if held and held.status in Case.BEFORE_LIVE:
        return held
    return Case.objects.about(instance).before_live().first()


def is_approved(case, revision) -> bool:
    return case.approved_revision_id == revision.pk and case.approved_hash == content_hash(revision)


def open_case_of_later_draft(case):
    """A draft saved while its predecessor was scheduled, or was just being published, runs on a case of its own."""
    latest = case.latest_revision
    if latest and latest.pk != case.approved_revision_id:
        open_new_case(latest)


@where_sops_run
def on_unpublished(sender, instance, **kwargs):
    for case in Case.objects.about(instance).filter(status=Case.Status.SCHEDULED):
        case.end_with_content(CaseEvent.Kind.CLOSED, note=_("The content was unpublished."))
    if not is_unpublished_by_case():
        record_plain_unpublishing(instance)


def record_plain_unpublishing(instance):
    """Wagtail's own button asks for no reason; still, the record must say that the content is down, and by whom."""
    if instance.expired or is_being_deleted(instance) or not Section.objects.governing(instance):
        return
    cases = Case.objects.about(instance).select_related(*Case.NEEDED).order_by("-pk")
    # A draft of a later version is another piece than the one that was taken down.
    if case := cases.exclude(went_live_at=None).first() or cases.first():
        note = _("Taken down with Wagtail's own button, no reason given.")
        case.add_event(CaseEvent.Kind.TAKEN_DOWN, get_active_log_context().user, timezone.now(), note=note)


def is_being_deleted(instance) -> bool:
    """Before it deletes live pages, Wagtail unpublishes them without saving that."""
    return type(instance)._base_manager.filter(pk=instance.pk, live=True).exists()


@where_sops_run
def on_page_moved(sender, instance, parent_page_before=None, parent_page_after=None, **kwargs):
    """A piece that leaves the section leaves its procedure; its case ends."""
    if parent_page_before == parent_page_after or not is_page(instance):
        return
    for case in Case.objects.open().within(instance).select_related(*Case.NEEDED):
        section = Section.objects.governing(case.content_object)
        if section is None or section.procedure_id != case.edition.procedure_id:
            case.end_with_content(
                CaseEvent.Kind.MOVED,
                note=_("The page was moved out of the section at %(time)s.")
                % {"time": timezone.localtime().strftime("%d-%m-%Y %H.%M")},
            )
