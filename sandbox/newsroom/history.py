"""Carries a piece through its procedure, by the verbs everybody uses, in the name of its unit's people."""

from datetime import timedelta

from django.utils import timezone
from wagtail.log_actions import LogContext

from wagtail_sop.models import Case
from wagtail_sop.procedures import Kind
from wagtail_sop.publishing import break_glass

from .agency import ACTING_DAYS_AGO


class Teller:
    def __init__(self, people, clock, writer):
        self.people = people
        self.clock = clock
        self.writer = writer

    def tell(self, story):
        """The case of the story, at the moment where it stands now."""
        self.clock.go_back(story.minutes)
        page = self.writer.write(story, self.people[f"kontributor.{story.unit}"])
        case = Case.objects.current_on(page)
        for move in story.moves:
            self.clock.forward(move.minutes)
            user = self.people[move.by or self._turn(case, story.unit)]
            with LogContext(user=user):
                getattr(self, move.verb)(case, user, move)
            case = Case.objects.get(pk=case.pk)
        return case

    def _turn(self, case, unit):
        """The user name of whoever of the unit acts on the case as it stands."""
        if case.is_with_contributor:
            return f"kontributor.{unit}"
        if case.step.acting == "atasan_unit":
            return self._head(unit)
        return f"admin.{unit}"

    def _head(self, unit):
        """Of whom the unit had at the moment of the clock."""
        if unit == "perempuan":
            begun, ended = ACTING_DAYS_AGO
            ago = (timezone.localdate(self.clock.today) - timezone.localdate()).days
            return "kepala.perempuan.lama" if ended <= ago <= begun else "sekretaris"
        return "sekretaris" if unit == "sekretariat" else f"kepala.{unit}"

    def submit(self, case, user, move):
        case.submit(user, content_class=move.content_class, note=move.note)

    def receive(self, case, user, move):
        case.take(user)

    take = receive

    def edit(self, case, user, move):
        if case.current_step.holder_id != user.pk:
            case.take(user)
        self.writer.polish(case.piece, user)
        case.approve(user)

    def approve(self, case, user, move):
        case.approve(user, note=move.note)

    publish = approve

    def schedule(self, case, user, move):
        # A morning two working days on, so that the demo shows it scheduled whenever it is started.
        day = self.clock.worktime.close_of_day(self.clock.today, 2)
        case.approve(user, go_live_at=timezone.localtime(day).replace(hour=8, minute=0))

    def document(self, case, user, move):
        case.seal(user, note=move.note)

    def send_back(self, case, user, move):
        case.send_back(user, move.note)

    def reject(self, case, user, move):
        case.reject(user, move.note)

    def withdraw(self, case, user, move):
        case.withdraw(self.people[case.contributor.username], note=move.note)

    def break_glass(self, case, user, move):
        break_glass(case.content_object.specific, user, move.note)


def settle_notices():
    """Mail about what is over is not sent any more; what waits for somebody is left for the worker."""
    from wagtail_sop.models import Notice

    waiting = Notice.objects.filter(
        step__finished_at=None, kind__in=[Notice.Kind.STEP, Notice.Kind.BREAK_GLASS]
    )
    recent = Notice.objects.filter(
        kind=Notice.Kind.RETURNED, case__current_step__kind__in=[Kind.PREPARE, Kind.EDIT]
    )
    kept = {*waiting.values_list("pk", flat=True), *recent.values_list("pk", flat=True)}
    Notice.objects.exclude(pk__in=kept).update(status=Notice.Status.OBSOLETE)
    Notice.objects.filter(pk__in=kept).update(next_try_at=timezone.now() - timedelta(seconds=1))
