"""The register of cases ("Register berkas")."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper

from wagtail_sop.models import Case, CaseStep
from wagtail_sop.models.enactment import takes_part

from .base import ReadingPermissionHelper, Register, UnitFilter
from .columns import EXPORTED, CaseColumns
from .filters import ClassFilter, ProcedureFilter, StatusFilter, StepFilter
from .views import CaseInspectView, case_buttons


class CasePermissionHelper(ReadingPermissionHelper):
    """By appointment: Wagtail's model permissions say nothing about cases."""

    def user_can_list(self, user):
        return user.is_superuser or takes_part(user)

    def user_can_inspect_obj(self, user, obj):
        return self.user_can_list(user) and Case.objects.visible_to(user).filter(pk=obj.pk).exists()


class CaseButtonHelper(ButtonHelper):
    """Where to go from a row. No question to the database: only visible rows are listed."""

    def get_primary_button(self, obj):
        return case_buttons(obj)["case"]

    def get_buttons_for_obj(self, obj, exclude=(), classnames_add=(), classnames_exclude=()):
        buttons = case_buttons(obj) | {"inspect": self.inspect_button(obj.pk)}
        # In the list the title leads to the case, and the inspection shows what the record shows.
        names = ("case", "record") if "inspect" in exclude else ("inspect",)
        small = ["button-secondary"] if classnames_add else []
        classes = self.finalise_classname([*small, *classnames_add], list(classnames_exclude))
        return [buttons[name] | {"classname": classes} for name in names]


def late_steps():
    """How many finished steps of a case were late; asked for the rows on the screen only."""
    late = CaseStep.objects.filter(case=OuterRef("pk"), finished_at__gt=F("due_at"))
    return late.order_by().values("case").annotate(number=Count("pk")).values("number")


class CaseRegister(CaseColumns, Register):
    model = Case
    menu_label = _("Case register")
    menu_icon = "table"
    menu_order = 100
    base_url_path = "sop/register"
    inspect_view_enabled = True
    permission_helper_class = CasePermissionHelper
    button_helper_class = CaseButtonHelper
    inspect_view_class = CaseInspectView
    inspect_template_name = "wagtail_sop/register_inspect.html"
    inspect_view_extra_css = ["wagtail_sop/css/record.css"]
    # One place of inspection for the row, and no field of the model shown raw.
    inspect_view_fields = ["title"]
    exported = EXPORTED
    list_filter = (UnitFilter, StepFilter, StatusFilter, ClassFilter, ProcedureFilter)
    search_fields = ("title", "contributor_name")

    def get_queryset(self, request):
        return (
            Case.objects.visible_to(request.user)
            .select_related("edition", "current_step")
            .annotate(late_steps=Coalesce(Subquery(late_steps()), 0))
            .defer("record", "edition__data")
        )
