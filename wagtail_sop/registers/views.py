"""The inspection of cases, and where to go from a row."""

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_sop.record_sheet import sheet_of

from .base import RegisterInspectView


def case_buttons(case) -> dict:
    """The two screens of a case, as modeladmin wants its buttons."""
    return {
        "case": {"url": reverse("wagtail_sop:case", args=[case.pk]), "label": _("Open"), "title": ""},
        "record": {"url": reverse("wagtail_sop:record", args=[case.pk]), "label": _("Record"), "title": ""},
    }


class CaseInspectView(RegisterInspectView):
    def get_page_title(self):
        return self.model_admin.get_menu_label()

    def get_page_subtitle(self):
        # The sheet begins with the title.
        return ""

    def get_meta_title(self):
        return f"{self.get_page_title()}: {self.instance}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(sheet=sheet_of(self.instance), fields=(), **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        with context["sheet"].in_its_zone():
            return response.render()
