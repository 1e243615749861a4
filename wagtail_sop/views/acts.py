"""The one address to which everything is posted that a person does to a case."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from wagtail_sop.exceptions import AlreadyDone, Incomplete, Refused
from wagtail_sop.models import Case

from . import forms, words


@dataclass(frozen=True)
class Act:
    form: type
    do: Callable
    """Called with the case, the user and the bound, valid form."""
    done: str
    """What happened, for acts that leave the step open."""
    ends_otherwise: bool = False
    """The step on the screen ends by this, but not with what its outcome says."""
    stays: bool = False
    """The person goes on working on the piece and is not led back to the inbox."""


def _approve(case, user, form):
    said = form.cleaned_data
    go_live_at = said.get("go_live_at")
    case.approve(user, said["note"], seen=said["seen"], seen_hash=said["seen_hash"], go_live_at=go_live_at)


def _send_back(case, user, form):
    said = form.cleaned_data
    to = said["to"] or None
    case.send_back(user, said["reason"], to=to, seen=said["seen"], seen_hash=said["seen_hash"])


def _reject(case, user, form):
    said = form.cleaned_data
    case.reject(user, said["reason"], seen=said["seen"], seen_hash=said["seen_hash"])


def _change_class(case, user, form):
    said = form.cleaned_data
    case.change_class(user, said["content_class"], said["note"], seen=said["seen"])


def _with_note(verb):
    return lambda case, user, form: getattr(case, verb)(
        user, form.cleaned_data["note"], seen=form.cleaned_data["seen"]
    )


def _bare(verb):
    return lambda case, user, form: getattr(case, verb)(user, seen=form.cleaned_data["seen"])


ACTS = {
    "take": Act(forms.ActForm, _bare("take"), gettext_lazy("taken by you"), stays=True),
    "release": Act(forms.ActForm, _bare("release"), gettext_lazy("put back for your colleagues")),
    "reassign": Act(
        forms.ReassignForm,
        lambda case, user, form: case.reassign(user, form.colleague(), seen=form.cleaned_data["seen"]),
        gettext_lazy("reassigned"),
        stays=True,
    ),
    "approve": Act(forms.NoteForm, _approve, gettext_lazy("passed on")),
    "schedule": Act(forms.ScheduleForm, _approve, gettext_lazy("scheduled")),
    "send_back": Act(forms.ReturnForm, _send_back, gettext_lazy("returned")),
    "reject": Act(forms.ReasonForm, _reject, gettext_lazy("rejected")),
    "seal": Act(forms.NoteForm, _with_note("seal"), gettext_lazy("documented")),
    "confirm_live": Act(forms.NoteForm, _with_note("confirm_live"), gettext_lazy("confirmed")),
    "withdraw_live": Act(
        forms.ReasonForm,
        lambda case, user, form: case.withdraw_live(
            user, form.cleaned_data["reason"], seen=form.cleaned_data["seen"]
        ),
        gettext_lazy("taken down"),
        ends_otherwise=True,
    ),
    "change_class": Act(forms.ClassForm, _change_class, gettext_lazy("the class was changed"), stays=True),
    "withdraw": Act(
        forms.NoteForm,
        lambda case, user, form: case.withdraw(user, form.cleaned_data["note"]),
        gettext_lazy("withdrawn"),
    ),
    "unschedule": Act(
        forms.ReasonForm,
        lambda case, user, form: case.unschedule(user, form.cleaned_data["reason"]),
        gettext_lazy("the schedule was cancelled"),
    ),
    "force_live": Act(
        forms.ReasonForm,
        lambda case, user, form: case.force_live(user, form.cleaned_data["reason"]),
        gettext_lazy("published outside the procedure"),
        ends_otherwise=True,
    ),
    "take_down": Act(
        forms.ReasonForm,
        lambda case, user, form: case.take_down(user, form.cleaned_data["reason"]),
        gettext_lazy("taken down"),
    ),
}


class ActsOnCase:
    """Mixed into the review page: does what was posted, or shows the page again with the reason why not."""

    def post(self, request, *args, **kwargs):
        name = request.POST.get("verb", "")
        act = ACTS.get(name)
        if act is None:
            return HttpResponseBadRequest(_("Unknown action “%s”.") % name)
        form = act.form(request.POST, case=self.case, user=request.user, name=name)
        if not form.is_valid():
            return self.show_again(name, form)
        try:
            act.do(self.case, request.user, form)
        except Incomplete as error:
            return self.show_incomplete(name, form, error)
        except Refused as error:
            return self.show_refused(name, form, error)
        left = self.leave(act, None if act.ends_otherwise else form.cleaned_data["seen"])
        return self.asked_by_wings(name) or left

    def asked_by_wings(self, name):
        """What follows from an act in a wing, and has to be decided next.

        From the hook ``after_sop_act``: a function of the request, the case and the name of the act, which gives a
        response, or None.
        """
        answers = (asked(self.request, self.case, name) for asked in hooks.get_hooks("after_sop_act"))
        return next((answer for answer in answers if answer is not None), None)

    def show_incomplete(self, name, form, error):
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return self.show_again(name, form)

    def show_refused(self, name, form, error):
        seen = form.cleaned_data["seen"]
        if isinstance(error, AlreadyDone) and words.finished_by(self.case, self.request.user, seen):
            # The second half of a double click: what this person wanted has happened.
            self.read_again()
            sentence = words.what_happened(self.case, self.request.user, seen, "")
            messages.info(self.request, f"{sentence} {words.where_it_is(self.case)}")
            return redirect("wagtail_sop:inbox")
        return self.show_again(name, form, refusal=str(error), status=409)

    def show_again(self, name, form, refusal="", status=200):
        self.read_again()
        # Which choices there are may have changed with the case; what was typed has not.
        again = type(form)(self.request.POST, case=self.case, user=self.request.user, name=name)
        again._errors = form.errors
        context = self.get_context_data(bound_name=name, bound=again, refusal=refusal)
        return self.render_to_response(context, status=status)

    def leave(self, act, seen):
        self.case = Case.objects.select_related(*Case.NEEDED).get(pk=self.case.pk)
        happened = words.what_happened(self.case, self.request.user, seen, act.done)
        words.say(self.request, self.case, happened)
        may_stay = act.stays and Case.objects.visible_to(self.request.user).filter(pk=self.case.pk).exists()
        return redirect(self.case_url if may_stay else "wagtail_sop:inbox")
