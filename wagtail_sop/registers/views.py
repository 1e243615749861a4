"""The list and the inspection of cases."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import IndexView, InspectView

from wagtail_sop.record_sheet import sheet_of
from wagtail_sop.spreadsheets import write_xlsx

from .columns import EXPORTED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def case_buttons(case) -> dict:
    """The two screens of a case, as modeladmin wants its buttons."""
    return {
        "case": {"url": reverse("wagtail_sop:case", args=[case.pk]), "label": _("Open"), "title": ""},
        "record": {"url": reverse("wagtail_sop:record", args=[case.pk]), "label": _("Record"), "title": ""},
    }


class CaseIndexView(IndexView):
    FORMATS = (IndexView.FORMAT_XLSX,)

    def get_page_title(self):
        return self.model_admin.get_menu_label()

    def get_filters(self, request):
        # Only our own filters. modeladmin would pass every other parameter to the database as a lookup, and a
        # lookup such as contributor__password__startswith tells what nobody may know.
        filters, has_filters, _ignored, distinct = super().get_filters(request)
        return filters, has_filters, {}, distinct

    def get_filters_params(self, params=None):
        known = {spec.parameter_name for spec in self.list_filter}
        return {name: value for name, value in super().get_filters_params(params).items() if name in known}

    def get_queryset(self, request=None):
        # Asked for by dispatch and again for the context; the filters' choices need reading only once.
        if not hasattr(self, "_cases"):
            self._cases = super().get_queryset(request)
        return self._cases

    def as_spreadsheet(self, queryset, spreadsheet_format):
        response = HttpResponse(write_xlsx(self.rows(queryset)), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.xlsx"'
        return response

    def rows(self, queryset):
        columns = [EXPORTED[name] for name in self.list_export]
        yield [str(heading) for heading, _value in columns]
        for case in queryset.iterator(chunk_size=1000):
            yield [value(case) for _heading, value in columns]

    def get_filename(self):
        return f"sop-{timezone.localdate():%Y-%m-%d}"


class CaseInspectView(InspectView):
    def __init__(self, model_admin, instance_pk):
        # modeladmin lets any word into the address and would fail over it.
        if not instance_pk.isdecimal():
            raise Http404
        super().__init__(model_admin, instance_pk)

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
