"""Filters of the case register."""

from django.utils.translation import gettext_lazy as _

from wagtail_sop.models import Case, CaseStep, Procedure
from wagtail_sop.models.classes import ContentClassChoices

from .base import OfferedFilter


class StepFilter(OfferedFilter):
    title = _("Current step")
    parameter_name = "step"

    def lookups(self, request, model_admin):
        waiting = (
            CaseStep.objects.unfinished()
            .order_by("number", "name")
            .values_list("key", "number", "name")
            .distinct()
        )
        return [(key, f"{number}. {name}") for key, number, name in waiting if key]

    def narrow(self, cases, value):
        return cases.filter(current_step__key=value)


class StatusFilter(OfferedFilter):
    title = _("Status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [("open", _("all open cases")), *Case.Status.choices]

    def narrow(self, cases, value):
        return cases.filter(status__in=Case.OPEN) if value == "open" else cases.filter(status=value)


class ClassFilter(OfferedFilter):
    title = _("Class")
    parameter_name = "class"

    def lookups(self, request, model_admin):
        return ContentClassChoices.choices

    def narrow(self, cases, value):
        return cases.filter(content_class=value)


class ProcedureFilter(OfferedFilter):
    title = _("SOP")
    parameter_name = "procedure"

    def lookups(self, request, model_admin):
        return [(str(pk), title) for pk, title in Procedure.objects.values_list("pk", "title")]

    def narrow(self, cases, value):
        return cases.filter(edition__procedure=value)
