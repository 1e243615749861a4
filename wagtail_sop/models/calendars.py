"""Working calendars as rows: dated weekly patterns with several windows a day, and dated exceptions."""

from collections import defaultdict
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from wagtail_sop import worktime

from .units import Unit

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class WorkCalendarManager(models.Manager):
    def for_unit(self, unit):
        """The nearest calendar upwards from the unit, else the default one (made on first need)."""
        lineage = unit.lineage_ids if unit is not None else []
        depth = models.Max("units__depth", filter=models.Q(units__in=lineage))
        nearest_first = [models.F("depth").desc(nulls_last=True), "pk"]
        return self.annotate(depth=depth).order_by(*nearest_first).first() or self.create_example()

    def attach_to(self, units):
        """Tell each unit its calendar in force: at most five queries for a whole list, then none per unit."""
        units = [unit for unit in units if unit is not None]
        nodes = Unit.objects.filter(pk__in={pk for unit in units for pk in unit.lineage_ids}).exclude(
            calendar=None
        )
        chosen = dict(nodes.values_list("pk", "calendar_id"))
        calendars = self.in_bulk(set(chosen.values()))
        default = (
            self.default() if any(chosen.keys().isdisjoint(unit.lineage_ids) for unit in units) else None
        )
        for unit in units:
            nearest = next((pk for pk in reversed(unit.lineage_ids) if pk in chosen), None)
            unit.calendar_in_force = calendars[chosen[nearest]] if nearest else default
        unbuilt = {unit.calendar_in_force for unit in units if not unit.calendar_in_force.is_built}
        models.prefetch_related_objects(list(unbuilt), "windows", "exceptions")

    def default(self):
        return self.order_by("pk").first() or self.create_example()

    @transaction.atomic
    def create_example(self):
        """The office hours shipped as an example, for the agency to replace by its own decree."""
        calendar = self.create(
            name="Contoh: Senin–Kamis 07.30–16.30, Jumat 07.30–14.30", timezone="Asia/Jakarta"
        )
        for weekday, windows in enumerate(worktime.EXAMPLE_WEEK.windows):
            for opens, closes in windows:
                CalendarWindow.objects.create(
                    calendar=calendar, starts_on=date(2020, 1, 1), weekday=weekday, opens=opens, closes=closes
                )
        return calendar


class WorkCalendar(ClusterableModel):
    """Office hours of a unit and of all units below that have no calendar of their own."""

    name = models.CharField(_("name"), max_length=200)
    timezone = models.CharField(_("time zone"), max_length=60, default="Asia/Jakarta")
    updated_at = models.DateTimeField(auto_now=True)

    objects = WorkCalendarManager()

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")

    def __str__(self):
        return self.name

    @property
    def is_built(self) -> bool:
        return (self.pk, self.updated_at) in _built

    @property
    def is_default(self) -> bool:
        """Whether units without a calendar of their own, or above them, use this one. One query."""
        return self.pk == WorkCalendar.objects.order_by("pk").values_list("pk", flat=True).first()

    @cached_property
    def worktime(self) -> worktime.WorkTime:
        """This calendar as plain working time; built once per change and process."""
        key = (self.pk, self.updated_at)
        if key not in _built:
            if len(_built) > 100:
                _built.clear()
            _built[key] = self._build()
        return _built[key]

    def _build(self):
        return build_worktime(self.timezone, self.windows.all(), self.exceptions.all())


def build_worktime(zone, windows, exceptions) -> worktime.WorkTime:
    """Rows of a calendar, saved or not, as plain working time. Raises ``WorkTimeError`` if they clash."""
    patterns = defaultdict(lambda: [[] for _day in range(7)])
    for window in windows:
        patterns[window.starts_on][window.weekday].append((window.opens, window.closes))
    days = {}
    for exception in exceptions:
        hours = days.setdefault(exception.day, [])
        if exception.opens is not None:
            hours.append((exception.opens, exception.closes))
    return worktime.WorkTime(
        zone=zone,
        patterns=tuple(
            worktime.WeekPattern(starts_on, tuple(tuple(sorted(day)) for day in week))
            for starts_on, week in sorted(patterns.items())
        ),
        exceptions={day: tuple(sorted(hours)) for day, hours in days.items()},
    )


_built: dict = {}


class TouchesCalendar(models.Model):
    """Rows of a calendar: a change makes every process build the calendar anew."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.calendar.save(update_fields=["updated_at"])

    def delete(self, *args, **kwargs):
        calendar = self.calendar
        result = super().delete(*args, **kwargs)
        calendar.save(update_fields=["updated_at"])
        return result

    @property
    def ends_at(self):
        """When the hours end on the clock; a close at 00.00 is the midnight that ends the day."""
        return time.max if self.closes == time.min else self.closes

    def clean(self):
        if self.opens is not None and self.closes is not None and self.ends_at <= self.opens:
            raise ValidationError({"closes": _("The closing time must be later than the opening time.")})
        if (self.opens is None) != (self.closes is None):
            raise ValidationError({"closes": _("Give both times, or neither for a day off.")})


class CalendarWindow(TouchesCalendar):
    """One stretch of office hours on one weekday, in force from a date until the next pattern's date."""

    calendar = ParentalKey(
        WorkCalendar, verbose_name=_("calendar"), on_delete=models.CASCADE, related_name="windows"
    )
    starts_on = models.DateField(_("in force from"), default=date(2020, 1, 1))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens"), default=time(7, 30))
    closes = models.TimeField(_("closes"), default=time(12, 0))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ["starts_on", "weekday", "opens"]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class CalendarException(TouchesCalendar):
    """A day that differs: a holiday (no times) or other hours."""

    calendar = ParentalKey(
        WorkCalendar, verbose_name=_("calendar"), on_delete=models.CASCADE, related_name="exceptions"
    )
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=200)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["day", "opens"]

    def __str__(self):
        return f"{self.day:%d-%m-%Y} {self.name}"
