"""One visit of one step of a case: who, in which capacity, in what time, with what result."""

from itertools import dropwhile, takewhile

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from wagtail_sop.conf import get_settings
from wagtail_sop.exceptions import AlreadyDone, RecordProtected
from wagtail_sop.procedures import Kind

from .positions import Position
from .units import Unit


def _is_return(row) -> bool:
    return row.outcome == CaseStep.Outcome.RETURNED


class CaseStepQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at=None)

    def standing(self):
        """Finished visits that carried the piece on and still count."""
        return self.filter(outcome__in=CaseStep.PASSED, voided_at=None)

    def leading_here(self) -> list:
        """The visits that brought a case where it is, the newest first: the unbroken chain of returns that ended
        last, else the one visit that did.

        A receipt answers no return, so it breaks no chain; skipped steps had nobody.
        """
        rows = self._newest_ended()
        return list(takewhile(_is_return, rows)) or rows[:1]

    def last_returns(self) -> list:
        """The last unbroken chain of returns of a case, the newest first, whether it was answered since or not."""
        return list(takewhile(_is_return, dropwhile(lambda row: not _is_return(row), self._newest_ended())))

    def _newest_ended(self):
        ended = self.exclude(finished_at=None).exclude(outcome=CaseStep.Outcome.SKIPPED)
        return list(ended.exclude(outcome=CaseStep.Outcome.RECEIVED, note="").order_by("-finished_at", "-pk"))

    def overdue(self, at=None):
        return self.unfinished().filter(due_at__lt=at or timezone.now())

    def update(self, **kwargs):
        if set(kwargs) <= CaseStep.VOIDING:
            return super().update(**kwargs)
        return super(CaseStepQuerySet, self.unfinished()).update(**kwargs)

    def delete(self):
        raise RecordProtected("The record of a case is never removed.")


class CaseStep(models.Model):
    """Append-only once finished, but for the mark that a later return made it void. Names are copied as text."""

    class Outcome(models.TextChoices):
        OPEN = "", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        RECEIVED = "received", _("received")
        FORWARDED = "forwarded", _("forwarded")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        DOCUMENTED = "documented", _("documented")
        SKIPPED = "skipped", _("skipped")
        RETURNED = "returned", _("returned")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REROUTED = "rerouted", _("sent back for a new decision")
        ENDED = "ended", _("ended with the case")

    PASSED = (
        Outcome.SUBMITTED,
        Outcome.RECEIVED,
        Outcome.FORWARDED,
        Outcome.APPROVED,
        Outcome.PUBLISHED,
        Outcome.SCHEDULED,
        Outcome.DOCUMENTED,
        Outcome.SKIPPED,
    )
    VOIDING = frozenset({"voided_at", "voided_because"})

    case = models.ForeignKey("wagtail_sop.Case", on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=20)
    number = models.CharField(_("number"), max_length=20)
    name = models.CharField(_("step"), max_length=255)
    kind = models.CharField(_("kind"), max_length=12)
    round = models.PositiveSmallIntegerField(_("round"), default=1)

    position = models.ForeignKey(Position, null=True, on_delete=models.SET_NULL, related_name="+")
    position_name = models.CharField(_("position"), max_length=200)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="held_sop_steps"
    )
    taken_at = models.DateTimeField(null=True)

    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"), null=True, db_index=True)
    limit_text = models.CharField(_("time limit"), max_length=120, blank=True)
    limit_seconds = models.PositiveIntegerField(null=True)
    """Working seconds between start and deadline."""
    finished_at = models.DateTimeField(_("finished at"), null=True)
    used_seconds = models.PositiveIntegerField(null=True)
    """Working seconds between start and finish."""

    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome.choices, blank=True, default=Outcome.OPEN
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.CharField(_("person"), max_length=255, blank=True)
    capacity = models.CharField(_("capacity"), max_length=255, blank=True)
    decree_number = models.CharField(max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    returned_to = models.CharField(max_length=20, blank=True)
    content_class = models.CharField(max_length=12, blank=True)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)

    voided_at = models.DateTimeField(null=True)
    voided_because = models.CharField(max_length=255, blank=True)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("case step")
        verbose_name_plural = _("case steps")
        ordering = ["started_at", "pk"]
        indexes = [
            models.Index(
                fields=["position", "due_at"], condition=Q(finished_at=None), name="sop_step_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(finished_at=None), name="sop_one_open_step_per_case"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"

    def save(self, *args, **kwargs):
        if self.pk and self.finished_at and not set(kwargs.get("update_fields") or ["*"]) <= self.VOIDING:
            raise RecordProtected("A finished step is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordProtected("The record of a case is never removed.")

    def close(self, outcome, at, **facts):
        """Finish this visit, once: the second of two people at the same instant is told so."""
        facts |= {"outcome": outcome, "finished_at": at, "used_seconds": self.working_seconds(at)}
        if not CaseStep.objects.filter(pk=self.pk).update(**facts):
            raise AlreadyDone(
                _("This step was finished a moment ago. Reload the page to see where the piece is now.")
            )
        for name, value in facts.items():
            setattr(self, name, value)

    def working_seconds(self, at) -> int:
        if self.case.unit is None:
            return 0
        return max(0, self.case.worktime.between(self.started_at, at))

    def seconds_left(self, at) -> int | None:
        """Working seconds until the deadline, negative after it; None when there is none to count to."""
        if self.due_at is None or self.case.unit is None:
            return None
        return self.case.unit.worktime.between(at, self.due_at)

    @property
    def is_open(self) -> bool:
        return self.finished_at is None

    @property
    def is_decision(self) -> bool:
        return self.kind == Kind.REVIEW

    @property
    def is_late(self) -> bool:
        """Finished after its deadline, or still open after it."""
        return bool(self.due_at) and (self.finished_at or timezone.now()) > self.due_at

    def is_at_risk(self, at=None) -> bool:
        """Not late yet, but most of the time limit is used."""
        if not self.due_at or not self.limit_seconds or self.is_late:
            return False
        used = self.used_seconds if self.finished_at else self.working_seconds(at or timezone.now())
        return used * 100 >= self.limit_seconds * get_settings().AT_RISK_PERCENT
