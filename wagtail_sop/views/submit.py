"""Handing a piece in: its class, its unit, a note, and what will happen."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_sop.completeness import checks_of
from wagtail_sop.exceptions import AlreadyDone, Incomplete, Refused
from wagtail_sop.formats import near_deadline
from wagtail_sop.models import Appointment, Case, Section, Unit
from wagtail_sop.models.classes import ContentClassChoices
from wagtail_sop.models.content import content_hash

from . import words
from .case import CaseView
from .forms import NoteForm


class SubmitForm(NoteForm):
    content_class = forms.CharField(
        label=gettext_lazy("Class of the piece"),
        required=False,
        widget=forms.RadioSelect(attrs={"required": True}),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, widget=forms.RadioSelect)

    field_order = ["content_class", "unit", "note"]

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["content_class"].widget.choices = list(class_choices(self.case))
        # Whoever submits for the first time says the class; what nobody chose is not put before them.
        self.fields["content_class"].initial = (
            self.case.content_class if self.case.workflow_state_id else None
        )
        self.fields["note"].help_text = _("For those who receive the piece.")
        if units:
            self.fields["unit"].widget.choices = [(unit.pk, str(unit)) for unit in units]
            self.fields["unit"].initial = self.case.unit_id
        else:
            del self.fields["unit"]

    def chosen_unit(self):
        """The chosen unit; None to leave it as it is."""
        return self.units.get(self.cleaned_data.get("unit"))


def class_choices(case):
    """Each class with what choosing it leads to."""
    for value, label in ContentClassChoices.choices:
        yield value, format_html("<span><strong>{}</strong>: {}</span>", label, leads_to(case, value))


def leads_to(case, content_class) -> str:
    """One line: which steps a piece of that class is spared, or that it passes them all."""
    path = case.definition.path(content_class)
    spared = [f"{step.number}. {step.name}" for step in case.definition.workflow_steps if step not in path]
    if not spared:
        return _("passes every step of the SOP")
    return _("skips %(steps)s") % {"steps": ", ".join(spared)}


@dataclass
class Next:
    """What submitting leads to, as far as it is known now."""

    step: str
    position: str
    people: list
    """Names of those who will receive the piece; empty when nobody can, or when the unit is not known."""
    unit: Unit | None
    deadline: str

    @property
    def label(self) -> str:
        values = {"position": self.position, "deadline": self.deadline}
        if not self.deadline:
            return _("Submit – goes to %(position)s") % values
        return _("Submit – goes to %(position)s, due %(deadline)s") % values


def what_follows(case, at) -> Next:
    step = case.definition.workflow_steps[0]
    position = case.edition.position(step.acting)
    deadline, people = "", []
    if case.unit is not None:
        people = [appointment.person for appointment in Appointment.objects.acting(position, case.unit, at)]
        if step.limit is not None:
            due_at = case.unit.worktime.due(at, step.limit.maximum, str(step.limit.unit))
            deadline = near_deadline(due_at, at)
    return Next(f"{step.number}. {step.name}", case.addressee(step, at), people, case.unit, deadline)


class SubmitView(CaseView):
    template_name = "wagtail_sop/submit.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Submit")}]

    def get(self, request, *args, **kwargs):
        if reason := self.why_not():
            messages.warning(request, reason)
            return redirect(self.case_url)
        return super().get(request, *args, **kwargs)

    def why_not(self) -> str:
        if not self.case.is_with_contributor:
            return _("This piece has already been submitted.")
        if self.case.submitter_appointment(self.request.user) is None and not self.units:
            return self.case.why_not_submit(self.request.user)
        return ""

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        form.is_valid()
        said = form.cleaned_data
        try:
            self.case.submit(
                request.user,
                content_class=said["content_class"],
                unit=form.chosen_unit(),
                note=said["note"],
                seen=said["seen"],
            )
        except Incomplete as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
            return self.show_again(form)
        except Refused as error:
            return self.show_refused(form, error)
        return self.leave()

    def get_form(self, data=None):
        return SubmitForm(data, case=self.case, user=self.request.user, name="submit", units=self.units)

    @cached_property
    def units(self):
        """The units to choose from: none when the section or the person's only appointment has decided it."""
        section = Section.objects.governing(self.case.content_object) if self.case.content_object else None
        if section and section.unit_id:
            return []
        position = self.case.edition.position(self.case.definition.contributor)
        held = Appointment.objects.of_user(self.request.user).filter(position=position)
        units = list(Unit.objects.filter(pk__in=held.values("unit")))
        decided = len(units) == 1 and units[0].pk == self.case.unit_id
        return [] if decided else units

    def show_refused(self, form, error):
        seen = form.cleaned_data["seen"]
        mine = words.finished_by(self.case, self.request.user, seen)
        if isinstance(error, AlreadyDone) and mine:
            # The second half of a double click.
            self.read_again()
            messages.info(self.request, words.where_it_is(self.case))
            return redirect("wagtail_sop:inbox")
        return self.show_again(form, refusal=str(error), status=409)

    def show_again(self, form, refusal="", status=200):
        self.read_again()
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=status)

    def leave(self):
        self.case = Case.objects.select_related(*Case.NEEDED).get(pk=self.case.pk)
        words.say(self.request, self.case, _("“%(title)s”: submitted.") % {"title": self.case.title})
        return redirect("wagtail_sop:inbox")

    def get_context_data(self, form=None, **kwargs):
        return super().get_context_data(**kwargs) | {
            "case": self.case,
            "step": self.case.current_step,
            "form": form or self.get_form(),
            "seen_hash": content_hash(self.case.latest_revision),
            "checks": checks_of(self.case, self.case.piece),
            "next": what_follows(self.case, timezone.now()),
            "refusal": kwargs.get("refusal", ""),
        }
