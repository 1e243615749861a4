"""The columns of the case register: on the screen, and as values in the spreadsheet."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wagtail_sop.formats import official_date, official_datetime
from wagtail_sop.models.classes import ContentClassChoices


class CaseColumns:
    """Mixed into the register; each method is a column."""

    list_display = (
        "title",
        "unit_name",
        "class_word",
        "step_name",
        "status_tag",
        "contributor_name",
        "opened_on",
        "due",
        "late",
    )

    @admin.display(description=_("class"), ordering="content_class")
    def class_word(self, case):
        return class_word(case)

    @admin.display(description=_("current step"), ordering="current_step__number")
    def step_name(self, case):
        return step_name(case)

    @admin.display(description=_("status"), ordering="status")
    def status_tag(self, case):
        classes = "w-status w-status--primary" if case.is_open else "w-status"
        return format_html('<span class="{}">{}</span>', classes, case.status_words)

    @admin.display(description=_("opened"), ordering="opened_at")
    def opened_on(self, case):
        return official_date(case.opened_at)

    @admin.display(description=_("due"), ordering="current_step__due_at")
    def due(self, case):
        return official_datetime(due_at(case)) if due_at(case) else ""

    @admin.display(description=_("late"), ordering="late_steps")
    def late(self, case):
        words = lateness(case)
        return format_html('<span class="w-status w-status--label">{}</span>', words) if words else ""


def class_word(case) -> str:
    return str(dict(ContentClassChoices.choices).get(case.content_class, case.content_class))


def step_name(case) -> str:
    return str(case.current_step or "")


def due_at(case):
    return case.current_step.due_at if case.current_step else None


def lateness(case) -> str:
    """Late now, else how many steps were late, else nothing; ``late_steps`` is the register's queryset's."""
    if due_at(case) and due_at(case) < timezone.now():
        return capfirst(str(_("late now")))
    if case.late_steps:
        return ngettext("%(n)d step was late", "%(n)d steps were late", case.late_steps) % {
            "n": case.late_steps
        }
    return ""


EXPORTED = {
    "number": (_("Case number"), lambda case: case.pk),
    "title": (_("Title"), lambda case: case.title),
    "unit": (_("Unit"), lambda case: case.unit_name),
    "class": (_("Class"), class_word),
    "step": (_("Current step"), step_name),
    "status": (_("Status"), lambda case: case.status_words),
    "contributor": (_("Contributor"), lambda case: case.contributor_name),
    "opened_at": (_("Opened"), lambda case: case.opened_at),
    "due_at": (_("Due"), due_at),
    "late": (_("Late"), lateness),
    "went_live_at": (_("Went live"), lambda case: case.went_live_at),
    "closed_at": (_("Closed"), lambda case: case.closed_at),
    "address": (_("Address"), lambda case: case.url),
    "procedure": (_("SOP"), lambda case: case.edition.title),
    "edition": (_("Edition"), lambda case: case.edition.number),
    "break_glass": (_("Outside the procedure"), lambda case: _("Yes") if case.break_glass else ""),
}
"""Heading and value of each column of the spreadsheet."""
