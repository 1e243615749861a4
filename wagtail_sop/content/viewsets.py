"""The templates of pieces in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView

from wagtail_sop.viewsets.base import OrganisationIndexView, OrganisationViewSet

from .models import PieceTemplate


class PieceTemplateIndexView(OrganisationIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("page_type")


class PieceTemplateViewSet(OrganisationViewSet):
    """For those who hold Django's own permissions on the model."""

    model = PieceTemplate
    icon = "doc-full-inverse"
    menu_order = 320
    copy_view_enabled = True
    index_view_class = PieceTemplateIndexView
    delete_view_class = DeleteView
    search_fields = ["name", "description"]
    list_display = ["name", Column("type_name", label=_("Page type")), "description"]


def register_templates():
    return PieceTemplateViewSet("sop_piece_templates")
