"""The buttons that save first: what they demand of the form, and where they lead."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic.mixins import CreateEditViewOptionalFeaturesMixin
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from wagtail_sop.formats import near_deadline
from wagtail_sop.guards.wrapping import guard

from .menu import OPEN, SUBMIT
from .standing import Standing, forget

BUTTONS = (SUBMIT, OPEN)


def install():
    """A draft may have gaps, a piece that is handed on may not: Wagtail fills in no excuse for these buttons.

    Wagtail has no hook for it: it forgives missing fields to every action that it takes for "save draft".
    """
    for view in (CreateView, EditView):
        wrap_action_name(view)
    guard(CreateEditViewOptionalFeaturesMixin, "get_available_actions", get_available_actions)


def wrap_action_name(view):
    original = view.action_name.fget
    if getattr(original, "sop_wrapped", False):
        return

    def action_name(self):
        name = original(self)
        return (
            pressed(self.request).removeprefix("action-")
            if name == "save" and pressed(self.request)
            else name
        )

    action_name.sop_wrapped = True
    view.action_name = property(action_name)


def get_available_actions(original, view):
    return [*original(view), *(name.removeprefix("action-") for name in BUTTONS)]


def pressed(request) -> str:
    """The name of our button that was pressed; empty for another."""
    return next((name for name in BUTTONS if request.POST.get(name)), "")


def after_create(request, obj):
    return lead_on(request, obj, is_new=True)


def after_edit(request, obj):
    return lead_on(request, obj)


def lead_on(request, obj, is_new=False):
    """Where the pressed button leads, once the draft is saved; None to stay in the editor."""
    forget(request)
    # Autosave comes here after every few words: it has pressed nothing, and nobody would read a message.
    if not request.accepts("text/html"):
        return None
    standing = Standing(request.user, obj)
    button = pressed(request)
    if not button:
        return tell_where_it_begins(request, standing) if is_new else None
    if standing.running is None:
        return tell_nothing_to_submit(request, standing)
    if button == SUBMIT and standing.verb("submit"):
        return redirect("wagtail_sop:submit", standing.running.pk)
    return redirect("wagtail_sop:case", standing.running.pk) if standing.is_seen else None


def tell_where_it_begins(request, standing):
    case = standing.running
    if case is None or case.step is None:
        return None
    step = case.current_step
    values = {
        "number": case.definition.number_of(step.key),
        "count": case.definition.item_count,
        "step": step.name,
    }
    if step.due_at:
        values["deadline"] = near_deadline(step.due_at)
        messages.info(request, _("Step %(number)s of %(count)s, %(step)s, due %(deadline)s.") % values)
    else:
        messages.info(request, _("Step %(number)s of %(count)s, %(step)s.") % values)


def tell_nothing_to_submit(request, standing):
    if standing.is_governed:
        messages.warning(
            request,
            _("There is nothing to submit: this draft says the same as what is live. Change it first."),
        )
