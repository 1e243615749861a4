"""Publishing snippets. Their views ask a permission policy that knows only the user, not the content.

The buttons below the editors, of pages too, are the business of ``wagtail_sop.editor``.
"""

from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.mixins import CreateEditViewOptionalFeaturesMixin
from wagtail.admin.views.generic.models import RevisionsUnscheduleView
from wagtail.models import DraftStateMixin

from wagtail_sop.exceptions import Refused

from .pages import is_scheduled_by_case
from .refused import PublishRefused, unschedule_refused
from .territory import territory_of
from .wrapping import guard


def install():
    guard(PublishRevisionAction, "check", check)
    guard(CreateEditViewOptionalFeaturesMixin, "get_available_actions", get_available_actions)
    guard(CreateEditViewOptionalFeaturesMixin, "user_has_permission", user_has_permission)
    guard(HistoryView, "user_can_unschedule", user_can_unschedule)
    guard(RevisionsUnscheduleView, "post", unschedule)
    guard(CreateViewMixin, "save_form", save_form)


def check(original, action, skip_permission_checks=False):
    # Pages have a check of their own and do not come here.
    original(action, skip_permission_checks)
    if action.user and not skip_permission_checks and territory_of(action.user).of_model(type(action.object)):
        raise PublishRefused()


def get_available_actions(original, view):
    actions = list(original(view))
    user = view.request.user
    if "publish" in actions and is_governed(user, view.model):
        actions.remove("publish")
    return actions


def is_governed(user, model) -> bool:
    return territory_of(user).of_model(model) is not None


def user_has_permission(original, view, permission):
    # Asked for "publish", the editor decides whether to offer to cancel the schedule.
    answer = original(view, permission)
    return answer and not (permission == "publish" and case_has_scheduled(view))


def user_can_unschedule(original, view):
    return original(view) and not case_has_scheduled(view)


def case_has_scheduled(view) -> bool:
    obj = getattr(view, "object", None)
    return bool(obj and obj.pk) and is_governed(view.request.user, type(obj)) and is_scheduled_by_case(obj)


def unschedule(original, view, request, *args, **kwargs):
    # Pages too, though their view has asked ``can_unschedule`` before.
    if is_scheduled_by_case(view.object):
        raise Refused(unschedule_refused())
    return original(view, request, *args, **kwargs)


def save_form(original, view, form):
    """A chooser saves what it creates as live at once; governed, it is a first draft."""
    model = type(form.instance)
    if not issubclass(model, DraftStateMixin) or not is_governed(view.request.user, model):
        return original(view, form)
    form.instance.live = False
    obj = original(view, form)
    obj.save_revision(user=view.request.user)
    return obj
