"""What the rest of Wagtail does to governed content, brought to the notice of its case."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, WorkflowState
from wagtail.signals import post_page_move, published, unpublished

from . import signals
from .actions.wake_up import wake_up
from .exceptions import Refused
from .guards.publisher import current_publisher
from .models import Case, CaseEvent, Section
from .models.content import base_content_type, content_hash, is_page
from .notifications import wagtail_mail
from .publishing import forced_reason


def register_signal_handlers():
    # A post_save although we prefer signals with a meaning: Wagtail sends none for a saved draft, and every door
    # (admin, API, shell) passes here.
    post_save.connect(on_draft_saved, sender=Revision, dispatch_uid="wagtail_sop_draft_saved")
    pre_delete.connect(on_revision_deleted, sender=Revision, dispatch_uid="wagtail_sop_revision_deleted")
    pre_delete.connect(on_run_deleted, sender=WorkflowState, dispatch_uid="wagtail_sop_run_deleted")
    post_delete.connect(on_content_deleted, dispatch_uid="wagtail_sop_content_deleted")
    published.connect(on_published, dispatch_uid="wagtail_sop_published")
    unpublished.connect(on_unpublished, dispatch_uid="wagtail_sop_unpublished")
    post_page_move.connect(on_page_moved, dispatch_uid="wagtail_sop_page_moved")
    signals.notices_waiting.connect(wake_up, dispatch_uid="wagtail_sop_wake_up")
    wagtail_mail.take_over()


def on_draft_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    """Open the case with the first draft; afterwards remember who wrote, and let approvals lapse."""
    if raw or (update_fields and "content" not in update_fields):
        return
    case = open_case_of(instance) or open_new_case(instance)
    if case is None:
        return
    if instance.user_id:
        case.add_writer(instance.user)
    if case.is_running:
        case.look_again(instance.user)


def open_case_of(revision):
    return (
        Case.objects.before_live()
        .filter(base_content_type_id=revision.base_content_type_id, object_id=revision.object_id)
        .select_related(*Case.NEEDED)
        .first()
    )


def open_new_case(revision):
    """A case for this draft where a procedure governs, unless it says the same as what is live."""
    if not Section.objects.exists():
        return None
    obj = revision.content_object
    if obj is None or not Section.objects.governing(obj):
        return None
    live = getattr(obj, "live_revision", None)
    if live and live.pk != revision.pk and content_hash(live) == content_hash(revision):
        return None
    try:
        return Case.objects.open_for(obj, revision.user)
    except Refused:
        return None


def on_revision_deleted(sender, instance, **kwargs):
    """Purging a revision must not let its writer approve the piece, nor empty the record of what is live."""
    if instance.user_id and (case := open_case_of(instance)):
        if instance.pk > case.base_revision_id:
            case.add_writer(instance.user)
    for case in Case.objects.open().filter(approved_revision=instance):
        case.keep_content()


def on_run_deleted(sender, instance, **kwargs):
    if case := Case.objects.open().filter(workflow_state=instance).select_related(*Case.NEEDED).first():
        Case.objects.filter(pk=case.pk).update(workflow_state=None)
        case.end_with_content(CaseEvent.Kind.DELETED, note=_("The content was deleted."))


def on_content_deleted(sender, instance, **kwargs):
    if not hasattr(sender, "get_latest_revision") or not hasattr(instance, "get_base_content_type"):
        return
    for case in Case.objects.about(instance).open().select_related(*Case.NEEDED):
        case.end_with_content(CaseEvent.Kind.DELETED, note=_("The content was deleted."))


def on_published(sender, instance, revision=None, **kwargs):
    """Governed content went live: by its case, or outside the procedure."""
    if not instance.live or revision is None:
        return
    cases = Case.objects.about(instance).before_live().select_related(*Case.NEEDED)
    case = cases.first()
    if case and case.approved_revision_id == revision.pk and case.approved_hash == content_hash(revision):
        case.mark_live(instance)
        return
    if case is None and not Section.objects.governing(instance):
        return
    reason = forced_reason() or _("No reason given: the content was published past the procedure.")
    Case.objects.flag(instance, current_publisher() or get_active_log_context().user, reason, revision)


def on_unpublished(sender, instance, **kwargs):
    for case in Case.objects.about(instance).filter(status=Case.Status.SCHEDULED):
        case.end_with_content(CaseEvent.Kind.CLOSED, note=_("The content was unpublished."))


def on_page_moved(sender, instance, parent_page_before=None, parent_page_after=None, **kwargs):
    """A piece that leaves the section leaves its procedure; its case ends."""
    if parent_page_before == parent_page_after or not is_page(instance):
        return
    pages = {str(pk) for pk in instance.get_descendants(inclusive=True).values_list("pk", flat=True)}
    cases = Case.objects.open().filter(base_content_type=base_content_type(instance), object_id__in=pages)
    for case in cases.select_related(*Case.NEEDED):
        section = Section.objects.governing(case.content_object)
        if section is None or section.procedure_id != case.edition.procedure_id:
            case.end_with_content(CaseEvent.Kind.MOVED, note=_("The page was moved out of the section at %(time)s.") % {
                "time": timezone.localtime().strftime("%d-%m-%Y %H.%M")
            })

