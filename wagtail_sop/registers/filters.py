"""Filters of the case register. A value that is not on offer is no filter at all."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from wagtail_sop.models import Case, CaseStep, Procedure, Unit
from wagtail_sop.models.classes import ContentClassChoices


class OfferedFilter(SimpleListFilter):
    def has_output(self):
        # Also with one choice: the row of filters stays the same whatever is in the register.
        return bool(self.lookup_choices)

    def queryset(self, request, queryset):
        if self.chosen is None:
            return queryset
        return self.narrow(queryset, self.chosen)

    @property
    def chosen(self):
        value = self.value()
        return value if value in {str(offered) for offered, _words in self.lookup_choices} else None

    @property
    def options(self):
        return [
            {"value": str(value), "words": words, "chosen": str(value) == self.chosen}
            for value, words in self.lookup_choices
        ]


class UnitFilter(OfferedFilter):
    title = _("Unit")
    parameter_name = "unit"

    def lookups(self, request, model_admin):
        indent = "\u2003"
        return [(str(unit.pk), f"{indent * unit.depth}{unit}") for unit in Unit.objects.all()]

    def narrow(self, cases, value):
        """The unit and everything below it."""
        return cases.filter(unit__in=Unit.objects.under(Unit.objects.get(pk=value)))


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
