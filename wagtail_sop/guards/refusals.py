"""A refusal reaches the person as its sentence, also on Wagtail's own screens."""

import sys

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import auth, messages
from wagtail.admin.views.generic.workflow import BaseWorkflowFormView, WorkflowAction

from wagtail_sop.exceptions import AlreadyDone, Incomplete, NotEntitled, Refused
from wagtail_sop.models import Case, StepState

from .wrapping import guard


def install():
    guard(auth, "permission_denied", permission_denied)
    guard(BaseWorkflowFormView, "dispatch", dispatch)
    guard(WorkflowAction, "post", post)


def permission_denied(original, request):
    """Called while the refusal is being handled; Wagtail says only "Sorry, you do not have permission"."""
    refusal = sys.exc_info()[1]
    if not isinstance(refusal, Refused):
        return original(request)
    messages.error(request, str(refusal))
    return redirect(way_back(request))


def way_back(request) -> str:
    """Where the person came from, when that is a page of this site that can be shown again."""
    referer = request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if safe and request.method == "POST" else "wagtailadmin_home"


def dispatch(original, view, request, *args, **kwargs):
    """Wagtail never compares the task state in the address with the object in the address."""
    if not isinstance(view.task_state, StepState):
        return original(view, request, *args, **kwargs)
    try:
        check_address(view, request.user)
        return original(view, request, *args, **kwargs)
    except PermissionDenied as error:
        return tell(view, request, error if isinstance(error, Refused) else why_not(view, request.user))


def check_address(view, user):
    case = view.task_state.case
    if not Case.objects.visible_to(user).filter(pk=case.pk).exists():
        raise NotEntitled(_("This piece belongs to another unit."))
    shown = (view.object.get_base_content_type().pk, str(view.object.pk))
    if (case.base_content_type_id, case.object_id) != shown:
        raise Refused(_("This link belongs to another piece. Open that piece and decide there."))
    if case.current_step_id != view.task_state.case_step_id:
        raise AlreadyDone(case.who_was_first(view.task_state.case_step_id))


def why_not(view, user):
    return NotEntitled(view.task_state.case.why_not(user))


def post(original, view, request, *args, **kwargs):
    # Without JavaScript, Wagtail drops a form with errors and returns as if all were well.
    plain = isinstance(view.task_state, StepState) and not is_ajax(request)
    if plain and not view.form_class(request.POST).is_valid():
        return tell(view, request, Incomplete(_("Write the reason, so that others know what to change.")))
    return original(view, request, *args, **kwargs)


def tell(view, request, refusal):
    messages.error(request, str(refusal))
    if not is_ajax(request):
        return redirect(way_back(request))
    # The dialogue of the editor knows only success; it then opens the address, which shows the message.
    return view.render_modal_json(request, {"step": "success", "redirect": view.redirect_url})


def is_ajax(request) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"
