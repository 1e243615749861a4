"""Units: the tree by indentation."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column

from wagtail_sop.models import Unit

from .base import OrganisationIndexView, OrganisationViewSet
from .choices import UnitChoiceField, fit_on_a_phone


class UnitForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Unit
        fields = ["name", "short_name", "parent", "mailbox", "calendar"]
        field_classes = {"parent": UnitChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit_on_a_phone(self)
        parent = self.fields["parent"]
        if self.instance.pk:
            parent.queryset = Unit.objects.exclude(path__startswith=self.instance.path)
        parent.error_messages["invalid_choice"] = _(
            "This unit cannot be the parent: a unit is never placed below itself. Choose another one."
        )
        self.fields["calendar"].empty_label = _("As the unit above")


class UnitIndexView(OrganisationIndexView):
    title_label = _("Name")

    def get_base_queryset(self):
        units = super().get_base_queryset().select_related("parent", "calendar")
        return units.annotate(number_appointed=Count("appointments", distinct=True))


class UnitViewSet(OrganisationViewSet):
    model = Unit
    icon = "site"
    menu_order = 500
    index_view_class = UnitIndexView
    ordering = "path"
    search_fields = ["name", "short_name"]
    list_display = [
        "indented_name",
        "mailbox",
        Column(
            "calendar",
            label=_("Working calendar"),
            accessor=lambda unit: unit.calendar or _("as the unit above"),
        ),
        Column("number_appointed", label=_("Appointments")),
    ]
    list_per_page = 200

    def get_form_class(self, for_update=False):
        return UnitForm
