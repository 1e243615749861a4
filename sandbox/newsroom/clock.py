"""The demo's past: cases are carried through their procedure at moments that lie before now."""

from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone


class Clock:
    """The moment at which the loader acts; moved in working time, so that nobody works at night."""

    def __init__(self, worktime):
        self.worktime = worktime
        self.today = timezone.now()
        self.moment = self.today

    def go_back(self, minutes):
        """To the last moment that lies this many working minutes before today."""
        self.moment = latest_before(self.worktime, self.today, minutes * 60)

    def forward(self, minutes):
        self.moment = self.worktime.add(self.moment, minutes * 60)

    @contextmanager
    def running(self):
        """Whoever asks Django for the time is told this clock's.

        Replaced at its one source, ``django.utils.timezone.now``: the verbs take no moment from outside, and
        must not, or a caller could date an approval back. Only in this process, while the loader runs.
        """
        real = timezone.now
        timezone.now = lambda: self.moment
        try:
            yield self
        finally:
            timezone.now = real


def latest_before(worktime, end: datetime, seconds: int) -> datetime:
    """The latest moment from which ``seconds`` of working time pass until ``end``, to the second.

    By halving: the working time between a moment and ``end`` only shrinks as the moment comes nearer.
    """
    # An hour of work never takes more than a quarter of a day, holidays and nights included.
    early, late = end - timedelta(days=30 + seconds // 3600 // 4), end
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if worktime.between(middle, end) >= seconds:
            early = middle
        else:
            late = middle
    # On the minute, as people's clocks have it.
    return early.replace(second=0, microsecond=0)
