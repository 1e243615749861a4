"""What all mails about one state of a case share."""

from django.utils.functional import cached_property

from wagtail_sop.models import CaseStep


class Background:
    """Facts about a case as it stands now, each looked up when first asked for.

    A sender keeps it for the mails of one state of the case, so that thirty mails ask no more than three.
    """

    def __init__(self, case, at):
        self.case = case
        self.at = at
        self.letters = {}

    @cached_property
    def called(self) -> set[int]:
        """Primary keys of the users whom the current step waits for."""
        return self.case.whom_it_waits_for(self.at)

    @cached_property
    def came_from(self):
        """The last visit that ended, whatever its result; skipped steps had nobody."""
        return self._ended().exclude(outcome=CaseStep.Outcome.SKIPPED).last()

    @cached_property
    def returns(self) -> list:
        """The last unbroken chain of visits that returned the piece, the newest first; empty if none did."""
        return self.case.steps.last_returns()

    def _ended(self):
        return self.case.steps.exclude(finished_at=None).order_by("finished_at", "pk")

    @cached_property
    def seconds_left(self) -> int | None:
        """Working seconds until the deadline of the current step, negative after it; None without one."""
        row, unit = self.case.current_step, self.case.unit
        if row is None or row.due_at is None or unit is None:
            return None
        if self.at > row.due_at:
            return -unit.worktime.between(row.due_at, self.at)
        return unit.worktime.between(self.at, row.due_at)
