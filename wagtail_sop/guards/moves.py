"""Moving what is live into a governed section would publish it there."""

from django.db import transaction
from django.db.models import F
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction, MovePagePermissionError
from wagtail.admin import messages
from wagtail.models import PagePermissionTester, Revision
from wagtail.signals import post_page_move

from wagtail_sop.models import Case
from wagtail_sop.models.content import base_content_type
from wagtail_sop.models.enactment import any_enacted

from .refused import MoveRefused
from .territory import Territory, territory_of
from .wrapping import guard


def install():
    guard(PagePermissionTester, "can_move_to", can_move_to)
    guard(MovePageAction, "check", check)
    guard(MovePageAction, "_move_page", move_page)
    post_page_move.connect(on_moved, dispatch_uid="wagtail_sop_moved_in")


def can_move_to(original, tester, destination):
    allowed = original(tester, destination)
    return allowed and not brings_in(territory_of(tester.user), tester.page, destination)


def brings_in(territory, page, destination) -> bool:
    """Whether the move would put what is or will be public under a procedure it did not go through."""
    if not enters(territory, page, page, destination):
        return False
    subtree = page.get_descendants(inclusive=True)
    return (
        subtree.filter(live=True).exists()
        or subtree.filter(alias_of__isnull=False).exists()
        or has_schedule(page, subtree)
    )


def enters(territory, page, place_before, place_after) -> bool:
    if page.path in territory.sections:
        # A section that is moved as a whole keeps its own procedure.
        return False
    after = territory.of_page(place_after)
    return after is not None and after != territory.of_page(place_before)


def has_schedule(page, subtree) -> bool:
    ids = [str(pk) for pk in subtree.values_list("pk", flat=True)]
    scheduled = Revision.objects.filter(base_content_type=base_content_type(page), object_id__in=ids)
    return scheduled.filter(approved_go_live_at__isnull=False).exists()


def check(original, action, parent_after, skip_permission_checks=False):
    try:
        return original(action, parent_after, skip_permission_checks)
    except MovePagePermissionError as error:
        if not brings_in(territory_of(action), action.page, parent_after):
            raise
        raise MoveRefused() from error


def move_page(original, action, page, *args):
    """Not while somebody acts on a case below, and together with what the move means for it: a piece published in the
    same instant would be saved with its old path, and so be lost to the tree."""
    cases = Case.objects.within(page) if any_enacted() else Case.objects.none()
    if not cases.exists():
        return original(action, page, *args)
    with transaction.atomic():
        cases.update(version=F("version") + 1)
        return original(action, page, *args)


def refuse_before_asking(request, page, destination):
    """For Wagtail's hook ``before_move_page``: its screen would ask "are you sure?" first, and refuse the yes."""
    if not brings_in(territory_of(request.user), page, destination):
        return None
    messages.error(request, str(MoveRefused()))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def on_moved(sender, instance, parent_page_before=None, parent_page_after=None, **kwargs):
    """Code may move without asking for permission; what arrives live is flagged."""
    if parent_page_before == parent_page_after:
        return
    # Moving to a place among siblings may have shifted the paths of these two.
    for parent in (parent_page_before, parent_page_after):
        parent.refresh_from_db(fields=["path"])
    territory = Territory.now()
    if not enters(territory, instance, parent_page_before, parent_page_after):
        return
    procedure, reason = territory.of_page(parent_page_after), _("The page was live when it was moved in.")
    arrived = (
        instance.get_descendants(inclusive=True)
        .filter(live=True)
        .select_related("live_revision", "latest_revision")
    )
    for page in arrived:
        if territory.of_page(page) == procedure:
            Case.objects.flag(page, None, reason, page.live_revision or page.latest_revision)
