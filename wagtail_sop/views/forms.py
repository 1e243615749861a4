"""What a person fills in to act on a case.

The forms only read; what is right is for the case to say, in its own sentences. So hardly anything is
required here: a stale page is then told that it is stale, and not that its form lacks something.
"""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from wagtail_sop.exceptions import Incomplete
from wagtail_sop.models.classes import ContentClassChoices
from wagtail_sop.procedures import END_UNPUBLISHED


def text_input(**attrs):
    # Not Wagtail's input that grows by script: it measures itself while its section is still folded.
    return forms.Textarea(attrs={"rows": 3, **attrs})


class ActForm(forms.Form):
    """``seen`` and ``seen_hash`` say what the screen showed: the step and the content."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_hash = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, case, user, name):
        super().__init__(data, auto_id=f"sop-{name}-%s")
        self.case, self.user = case, user

    def clean_seen(self):
        """None when the case had no step to show; 0, which is no step, for what is not a number."""
        seen = self.cleaned_data["seen"]
        if not seen:
            return None
        return int(seen) if seen.isascii() and seen.isdecimal() else 0

    @property
    def own_fields(self):
        return [field for field in self if not field.is_hidden]


class NoteForm(ActForm):
    note = forms.CharField(label=_("Note"), required=False, widget=text_input())


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Reason"), required=False, widget=text_input(required=True))


class ReturnForm(ReasonForm):
    to = forms.CharField(label=_("Return to"), required=False, widget=forms.RadioSelect)

    field_order = ["to", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.case.is_running and self.case.current_step:
            self.fields["to"].widget.choices = list(self._choices())
            self.fields["to"].initial = self.case.return_target

    def _choices(self):
        edition = self.case.edition
        for step in self.case.return_choices:
            yield step.key, f"{step.number}. {step.name} – {edition.position(step.acting).name}"
        if self.case.return_target == END_UNPUBLISHED:
            yield END_UNPUBLISHED, _("Ends unpublished")


class ReassignForm(ActForm):
    to = forms.CharField(label=_("Give to"), required=False, widget=forms.Select(attrs={"required": True}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.case.current_step:
            colleagues = list(self._choices())
            # A single colleague needs no choosing.
            nobody = [] if len(colleagues) == 1 else [("", "—")]
            self.fields["to"].widget.choices = nobody + colleagues

    def _choices(self):
        for appointment in self.case.entitled():
            if appointment.user_id != self.case.current_step.holder_id:
                yield appointment.user_id, f"{appointment.person} – {appointment.capacity}"

    def colleague(self):
        """The chosen person. Raises ``Incomplete`` when nobody was chosen."""
        chosen = self.cleaned_data["to"]
        user = get_user_model().objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        if user is None:
            raise Incomplete(_("Choose the colleague who gets the piece."), "to")
        return user


class ScheduleForm(NoteForm):
    go_live_at = forms.DateTimeField(
        label=_("Date and time of publication"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"required": _("Choose the date and time of publication, or publish now.")},
    )

    field_order = ["go_live_at", "note"]


class ClassForm(NoteForm):
    content_class = forms.CharField(
        label=_("New class"), required=False, widget=forms.Select(attrs={"required": True})
    )

    field_order = ["content_class", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(ContentClassChoices.choices)
        allowed = [value for value in labels if self.case.may_change_class(self.user, value)]
        self.fields["content_class"].widget.choices = [(value, labels[value]) for value in allowed]
