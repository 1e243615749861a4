"""Everything that happened to one piece, on one page to print."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_sop.record_sheet import RecordSheet, sheet_of

from .case import visible_case


class RecordView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_sop/record.html"
    header_icon = "doc-full"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, pk=pk, **kwargs)
        self.case = visible_case(request, pk)

    @cached_property
    def sheet(self) -> RecordSheet:
        return sheet_of(self.case)

    def get_page_title(self):
        return _("Record")

    def get_page_subtitle(self):
        return self.sheet.data["title"]

    def get_breadcrumbs_items(self):
        url = reverse("wagtail_sop:case", args=[self.case.pk])
        here = [{"url": url, "label": self.get_page_subtitle()}, {"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, *here]

    def get_context_data(self, **kwargs):
        return super().get_context_data(sheet=self.sheet, case=self.case, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        with self.sheet.in_its_zone():
            return response.render()
