"""Working calendars, with their office hours and exceptions on one screen."""

from datetime import time
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column

from wagtail_sop.models import WorkCalendar
from wagtail_sop.models.calendars import build_worktime
from wagtail_sop.worktime import WorkTimeError

from .base import KeepIfUsedDeleteView, OrganisationIndexView, OrganisationViewSet
from .choices import fit_on_a_phone

INDONESIA = [
    ("Asia/Jakarta", "WIB – Asia/Jakarta"),
    ("Asia/Makassar", "WITA – Asia/Makassar"),
    ("Asia/Jayapura", "WIT – Asia/Jayapura"),
]


def timezone_choices():
    others = sorted(available_timezones() - {name for name, _label in INDONESIA})
    return [
        (gettext_lazy("Indonesia"), INDONESIA),
        (gettext_lazy("Elsewhere"), [(name, name) for name in others]),
    ]


class WorkCalendarForm(WagtailAdminModelForm):
    """Refuses what working time would refuse later, when a deadline is asked for."""

    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=timezone_choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit_on_a_phone(self)

    def clean(self):
        cleaned = super().clean()
        windows, exceptions = (self._rows(name) for name in ("windows", "exceptions"))
        if windows is None or exceptions is None or "timezone" not in cleaned:
            return cleaned
        if not windows:
            raise ValidationError(_("Enter office hours: without any, no deadline can be worked out."))
        clashes = _overlaps(windows, _same_weekday) + _overlaps(exceptions, _same_day)
        for row in clashes:
            row.add_error("opens", _("These hours overlap others of the same day. Change one of the two."))
        if not clashes:
            self._build(cleaned["timezone"], windows, exceptions)
        return cleaned

    def _rows(self, name):
        """The forms of the rows that stay; None when one of them has errors of its own."""
        formset = self.formsets.get(name)
        if formset is None:
            return []
        if not formset.is_valid():
            return None
        return [row for row in formset.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]

    def _build(self, zone, windows, exceptions):
        try:
            build_worktime(zone, [row.instance for row in windows], [row.instance for row in exceptions])
        except WorkTimeError as error:
            # The message is in English, and for developers; what people usually get wrong is caught above.
            raise ValidationError(
                _("Working time cannot be counted with these office hours: %(reason)s") % {"reason": error}
            ) from error


def _same_weekday(row):
    return row.cleaned_data["starts_on"], row.cleaned_data["weekday"]


def _same_day(row):
    return row.cleaned_data["day"]


def _overlaps(rows, day_of):
    """Rows that begin before the row before them has ended. A day off overlaps any hours on its day."""
    ordered = sorted(
        rows, key=lambda row: (day_of(row), row.instance.opens is not None, row.instance.opens or time.min)
    )
    return [
        row
        for before, row in zip(ordered, ordered[1:], strict=False)
        if day_of(before) == day_of(row) and _overlap(before.instance, row.instance)
    ]


def _overlap(before, row):
    if before.closes is None or row.opens is None:
        return True
    return before.ends_at > row.opens


class WorkCalendarIndexView(OrganisationIndexView):
    def get_base_queryset(self):
        first = WorkCalendar.objects.order_by("pk").values("pk")[:1]
        calendars = super().get_base_queryset()
        return calendars.annotate(number_units=Count("units", distinct=True), default_pk=Subquery(first))


class WorkCalendarDeleteView(KeepIfUsedDeleteView):
    @cached_property
    def reason_to_keep(self):
        if self.object.is_default:
            return _(
                "This calendar serves every unit that has none of its own, nor above it. Change it instead."
            )
        return ""


class WorkCalendarViewSet(OrganisationViewSet):
    model = WorkCalendar
    icon = "calendar-alt"
    menu_order = 540
    index_view_class = WorkCalendarIndexView
    delete_view_class = WorkCalendarDeleteView
    ordering = "pk"
    list_display = [
        "name",
        "timezone",
        Column("number_units", label=gettext_lazy("Units that name it")),
        Column(
            "default",
            label=gettext_lazy("Default"),
            accessor=lambda calendar: _("yes") if calendar.pk == calendar.default_pk else "",
        ),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("timezone"),
            InlinePanel(
                "windows",
                heading=gettext_lazy("Office hours"),
                label=gettext_lazy("Office hours"),
                panels=[
                    FieldRowPanel([FieldPanel("weekday"), FieldPanel("starts_on")]),
                    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                ],
                help_text=gettext_lazy(
                    "One row for each stretch without a break. Hours in force from a later date replace the "
                    "whole week from that date on."
                ),
            ),
            InlinePanel(
                "exceptions",
                heading=gettext_lazy("Holidays and other exceptions"),
                label=gettext_lazy("Exception"),
                panels=[
                    FieldRowPanel([FieldPanel("day"), FieldPanel("name")]),
                    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                ],
                help_text=gettext_lazy("Leave both times empty for a day off."),
            ),
        ],
        base_form_class=WorkCalendarForm,
    )
