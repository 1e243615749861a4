"""The visits of a case to the steps of its SOP: opened with a deadline, finished with a decision."""

from django.utils.translation import gettext as _

from wagtail_sop import signals

from . import content
from .entitlement import person_name
from .steps import CaseStep


class CaseRows:
    """One row for each visit, mixed into ``Case`` through ``CaseProgress``."""

    def open_row(self, step, at, *, by=None, holder=None, kind=None, limit=None):
        """A new visit of a printed step, with its deadline."""
        row = self._row_of(
            step,
            at,
            kind=kind or step.kind,
            round=sum(row.key == step.key for row in self.rows) + 1,
            unit=self.unit,
            unit_name=self.unit_name,
            holder=holder,
            taken_at=at if holder else None,
        )
        self.set_deadline(row, limit or step.limit)
        self._place(row, at)
        self.current_step = row
        self.save(update_fields=["current_step"])
        self.announce_step(row, by)
        self.send(signals.step_started, step=row)
        return row

    def set_deadline(self, row, limit):
        """Deadline and limit in working seconds; none while the unit is not known or the SOP names no time."""
        if limit is None or self.unit is None:
            return
        worktime = self.worktime
        row.limit_text = limit.text
        row.due_at = worktime.due(row.started_at, limit.maximum, str(limit.unit))
        row.limit_seconds = max(0, worktime.between(row.started_at, row.due_at))

    def _place(self, row, at):
        # Saved first: who may act is asked of the saved row.
        row.save()
        self.remember_row(row)
        self.current_step = row
        nearest = self.entitled_list(at)
        unit = nearest[0].unit if nearest else self.unit
        if unit is not None and unit.pk != row.unit_id:
            CaseStep.objects.filter(pk=row.pk).update(unit=unit, unit_name=unit.name)
            row.unit, row.unit_name = unit, unit.name

    def finish_row(self, outcome, user, at, *, appointment=None, note="", **facts):
        """Finish the current visit with what was decided, by whom, on which content."""
        row = self.current_step
        row.case = self
        revision, content_hash = self._content_in_question()
        row.close(
            outcome,
            at,
            actor=user,
            person=person_name(user),
            capacity=appointment.capacity if appointment else "",
            decree_number=appointment.decree_number if appointment else "",
            note=note,
            content_class=self.content_class,
            content_hash=content_hash,
            **{"revision": revision} | facts,
        )
        self.remember_row(row)
        self.send(signals.step_finished, step=row)
        return row

    def _content_in_question(self):
        """The latest draft; once the case is live, what is public: newer drafts have a case of their own."""
        if self.status in self.BEFORE_LIVE:
            return self.latest_revision, content.content_hash(self.latest_revision)
        return self.approved_revision, self.approved_hash

    @property
    def rows(self) -> list:
        """All visits so far, oldest first."""
        return self.known("rows", lambda: list(self.steps.all()))

    @property
    def standing_rows(self) -> list:
        """Visits that carried the piece on and still count."""
        return [row for row in self.rows if row.outcome in CaseStep.PASSED and row.voided_at is None]

    def remember_row(self, row):
        """A visit that was added or finished, so that the others need no reading again."""
        if self._known is not None and "rows" in self._known:
            others = [known for known in self._known["rows"] if known.pk != row.pk]
            self._known["rows"] = sorted([*others, row], key=lambda known: known.pk)

    def forget_rows(self):
        if self._known is not None:
            self._known.pop("rows", None)

    def skip_row(self, step, at):
        row = self._row_of(
            step,
            at,
            finished_at=at,
            used_seconds=0,
            outcome=CaseStep.Outcome.SKIPPED,
            note=_("The class of the piece is %(class)s, so this step does not apply.")
            % {"class": self.class_label},
        )
        row.save()
        self.remember_row(row)
        self.log("sop.skip", None, {"step": str(row)})
        return row

    def _row_of(self, step, at, **facts):
        """Not saved. What a row always takes from its step, so that the record outlives the SOP."""
        position = self.edition.position(step.acting)
        copied = {"key": step.key, "number": step.number, "name": step.name, "kind": step.kind}
        known = {"position": position, "position_name": position.name, "content_class": self.content_class}
        return CaseStep(case=self, started_at=at, **(copied | known | facts))
