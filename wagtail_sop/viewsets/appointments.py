"""Appointments: who holds which position where, from when until when."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from wagtail_sop.actions.import_people import may_import_people
from wagtail_sop.models import Appointment, Position, Unit

from .base import OrganisationIndexView, OrganisationViewSet
from .choices import PersonChoiceField, PositionChoiceField, UnitChoiceField, fit_on_a_phone, name_fields


class AppointmentForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Appointment
        fields = ["user", "position", "unit", "kind", "title", "valid_from", "valid_until", "decree_number"]
        field_classes = {"user": PersonChoiceField, "position": PositionChoiceField, "unit": UnitChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit_on_a_phone(self)
        if self.instance.user_id:
            # A deactivated account stays selected on its own appointments.
            person = self.fields["user"]
            person.queryset = person.queryset | person.queryset.model._default_manager.filter(
                pk=self.instance.user_id
            )


class UnitFilter(django_filters.ModelChoiceFilter):
    field_class = UnitChoiceField

    def filter(self, queryset, unit):
        return queryset.filter(unit__path__startswith=unit.path) if unit else queryset


class PositionFilter(django_filters.ModelChoiceFilter):
    field_class = PositionChoiceField


class AppointmentFilterSet(WagtailFilterSet):
    unit = UnitFilter(label=gettext_lazy("Unit, with all below it"), queryset=Unit.objects.all())
    position = PositionFilter(label=gettext_lazy("Position"), queryset=Position.objects.all())
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=Appointment.Kind.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    validity = django_filters.ChoiceFilter(
        label=gettext_lazy("Today"),
        choices=[
            ("valid", gettext_lazy("valid")),
            ("future", gettext_lazy("not yet valid")),
            ("expired", gettext_lazy("expired")),
        ],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
        method="filter_validity",
    )

    class Meta:
        model = Appointment
        fields = ["unit", "position", "kind", "validity"]

    def filter_validity(self, queryset, name, value):
        return getattr(queryset, value)()


class ValidityColumn(Column):
    """A status tag whose words say the same as its colour."""

    cell_template_name = "wagtailadmin/tables/status_tag_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        validity = instance.validity()
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"value": validity.label, "primary": validity == Appointment.Validity.VALID}


class AppointmentIndexView(OrganisationIndexView):
    title_label = gettext_lazy("Person")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user", "position", "unit")

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if may_import_people(self.request.user):
            url = reverse("wagtail_sop:people_import")
            buttons.append(HeaderButton(_("Import people"), url=url, icon_name="upload"))
        return buttons


class WarnOfOpenEnd:
    """Plh. and Plt. without a last day are accepted, with a word of warning."""

    def save_action(self):
        if self.object.lacks_end:
            messages.warning(
                self.request,
                _(
                    "%(capacity)s has no last day. Acting officials are appointed for a time: "
                    "enter the last day soon."
                )
                % {"capacity": self.object.capacity},
                buttons=[messages.button(self.get_edit_url(), _("Edit"))],
            )
        return super().save_action()


class AppointmentCreateView(WarnOfOpenEnd, generic.CreateView):
    def get_initial(self):
        """The overview of posts links here with the position and the unit."""
        asked = {name: self.request.GET.get(name, "") for name in ("position", "unit")}
        return super().get_initial() | {name: value for name, value in asked.items() if value.isdecimal()}


class AppointmentEditView(WarnOfOpenEnd, generic.EditView):
    pass


class AppointmentViewSet(OrganisationViewSet):
    model = Appointment
    icon = "user"
    menu_order = 520
    index_view_class = AppointmentIndexView
    add_view_class = AppointmentCreateView
    edit_view_class = AppointmentEditView
    filterset_class = AppointmentFilterSet
    list_display = [
        "person",
        Column("position", label=gettext_lazy("Position"), sort_key="position__name"),
        Column("unit", label=gettext_lazy("Unit"), sort_key="unit__path"),
        Column("kind", label=gettext_lazy("Kind"), accessor=lambda row: row.prefix or row.get_kind_display()),
        Column("period", label=gettext_lazy("Period"), sort_key="valid_from"),
        ValidityColumn("validity", label=gettext_lazy("Today")),
    ]

    @cached_property
    def search_fields(self):
        return [f"user__{name}" for name in name_fields()] + ["title", "decree_number"]

    def get_form_class(self, for_update=False):
        return AppointmentForm
