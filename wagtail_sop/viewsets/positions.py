"""Positions: the columns of the SOPs. The group of each is made by itself and only shown."""

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column

from wagtail_sop.models import Position

from .base import OrganisationIndexView, OrganisationViewSet
from .choices import UnitChoiceField, fit_on_a_phone


class PositionForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Position
        fields = ["agency", "name", "code", "level"]
        field_classes = {"agency": UnitChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit_on_a_phone(self)


class ExistingPositionForm(PositionForm):
    """SOPs find the position by its agency and code, so these two stay."""

    group_name = forms.CharField(
        label=_("Group"),
        required=False,
        disabled=True,
        help_text=_(
            "Made with the position, and joined and left by people as their appointments begin and end. "
            "It lets them write where an SOP needs it; it never lets anybody publish."
        ),
    )

    class Meta(PositionForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["group_name"] = self.instance.group.name
        for name in ("agency", "code"):
            self.fields[name].disabled = True


class PositionIndexView(OrganisationIndexView):
    def get_base_queryset(self):
        positions = super().get_base_queryset().select_related("agency")
        return positions.annotate(number_appointed=Count("appointments", distinct=True))


class PositionViewSet(OrganisationViewSet):
    model = Position
    icon = "group"
    menu_order = 510
    index_view_class = PositionIndexView
    search_fields = ["name", "code"]
    list_filter = ["agency", "level"]
    list_display = [
        "name",
        "code",
        "agency",
        "level",
        Column("number_appointed", label=_("Appointments")),
    ]

    def get_form_class(self, for_update=False):
        return ExistingPositionForm if for_update else PositionForm
