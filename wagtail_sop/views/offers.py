"""The buttons of the review page: exactly what the case offers this user, each with its form."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from .acts import ACTS
from .forms import ActForm

ONWARD = ("take", "approve", "schedule")
"""What an incomplete piece is refused at the steps that need it complete."""

REFUSALS = ("send_back", "withdraw_live")
"""Half of a decision, so they stand beside the other half."""

CRITICAL = ("reject", "take_down", "withdraw_live", "unschedule", "withdraw", "force_live")


@dataclass
class Offer:
    name: str
    label: str
    form: ActForm | None = None
    url: str = ""
    is_main: bool = False
    """Stands in the bar that is always in sight."""
    is_open: bool = False
    """Its form is unfolded, because what was filled in was refused."""

    @property
    def submit_label(self) -> str:
        """Inside its form: another target may be chosen there, and nothing more is asked after it."""
        return _("Return") if self.name == "send_back" else self.label.removesuffix(" …")

    @property
    def is_critical(self) -> bool:
        return self.name in CRITICAL

    @property
    def is_plain(self) -> bool:
        return self.form is not None and not self.form.own_fields


class Offers(list):
    """The offers of a case to a user.

    ``is_incomplete`` says that something blocks the piece; ``bound`` is the refused form of the act ``bound_name``,
    to be shown again.
    """

    def __init__(self, case, user, bound_name="", bound=None, *, is_incomplete=False):
        self.case, self.user = case, user
        self.is_held_back = is_incomplete and case.is_running and case.needs_completeness
        self.bound_name, self.bound = bound_name, bound
        super().__init__(self._of_verbs())
        self._add_schedule()
        self._add_class()
        if self.is_held_back:
            self[:] = [offer for offer in self if offer.name not in self._held_back]

    @property
    def _held_back(self):
        # Taking a review is only saying that one is on it; taking what was handed over is receiving it.
        return ONWARD if self.case.kind == "handover" else ONWARD[1:]

    def _of_verbs(self):
        for verb in self.case.verbs_for(self.user):
            if verb.name == "submit":
                url = reverse("wagtail_sop:submit", args=[self.case.pk])
                yield Offer(verb.name, verb.label, url=url, is_main=True)
            else:
                yield self._offer(verb.name, verb.label, is_main=verb.is_primary or verb.name in REFUSALS)

    def _offer(self, name, label, is_main=False):
        refused = name == self.bound_name
        form = self.bound if refused else ACTS[name].form(case=self.case, user=self.user, name=name)
        return Offer(name, label, form, is_main=is_main, is_open=refused)

    def _add_schedule(self):
        if self.case.kind == "publish" and any(offer.name == "approve" for offer in self):
            self.append(self._offer("schedule", _("Publish on a date …")))

    def _add_class(self):
        offer = self._offer("change_class", _("Change the class …"))
        if self.case.is_open and offer.form.fields["content_class"].widget.choices:
            self.append(offer)

    @property
    def primary(self):
        """What carries the piece on; None when this user cannot."""
        return next((offer for offer in self if offer.is_main and offer.name not in REFUSALS), None)

    @property
    def refusal(self):
        return next((offer for offer in self if offer.name in REFUSALS), None)

    @property
    def others(self):
        return [offer for offer in self if not offer.is_main]

    @property
    def unsent(self) -> list[str]:
        """What was written into a form that is no longer offered, so that nobody has to write it twice."""
        if self.bound is None or any(offer.form is self.bound for offer in self):
            return []
        return [text for name in ("reason", "note") if (text := self.bound.data.get(name, "").strip())]
