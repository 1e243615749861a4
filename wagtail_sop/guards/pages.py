"""Publishing pages: editor, bulk actions, history and the APIs all ask ``PagePermissionTester``."""

from wagtail.actions.publish_page_revision import PublishPagePermissionError, PublishPageRevisionAction
from wagtail.models import PagePermissionTester

from wagtail_sop.models import Case

from .refused import PublishRefused
from .submitting import may_submit
from .territory import territory_of
from .wrapping import guard


def install():
    guard(PagePermissionTester, "can_publish", can_publish)
    guard(PagePermissionTester, "can_publish_subpage", can_publish_subpage)
    guard(PagePermissionTester, "can_set_view_restrictions", can_set_view_restrictions)
    guard(PagePermissionTester, "can_unschedule", can_unschedule)
    guard(PagePermissionTester, "can_submit_for_moderation", can_submit_for_moderation)
    guard(PublishPageRevisionAction, "check", check)


def is_governed(tester) -> bool:
    return territory_of(tester.user).of_page(tester.page) is not None


def can_publish(original, tester):
    return original(tester) and (getattr(tester, "_sop_asks_plainly", False) or not is_governed(tester))


def can_publish_subpage(original, tester):
    return original(tester) and not is_governed(tester)


def can_set_view_restrictions(original, tester):
    return ask_plainly(original, tester)


def can_unschedule(original, tester):
    # A schedule from before the SOP must stay cancellable; one that a case made is called off on the case.
    if not ask_plainly(original, tester):
        return False
    return not (is_governed(tester) and is_scheduled_by_case(tester.page))


def ask_plainly(original, tester):
    """Wagtail answers by asking ``can_publish``; but hiding a page or calling it off publishes nothing."""
    tester._sop_asks_plainly = True
    try:
        return original(tester)
    finally:
        tester._sop_asks_plainly = False


def is_scheduled_by_case(obj) -> bool:
    return Case.objects.about(obj).filter(status=Case.Status.SCHEDULED).exists()


def can_submit_for_moderation(original, tester):
    return original(tester) and (not is_governed(tester) or may_submit(tester.user, tester.page))


def check(original, action, skip_permission_checks=False):
    try:
        return original(action, skip_permission_checks)
    except PublishPagePermissionError as error:
        if territory_of(action.user).of_page(action.object) is None:
            raise
        raise PublishRefused() from error
