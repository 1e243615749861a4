"""What every register shares: reading only, its own filters only, and a spreadsheet; wings build theirs on it."""

from django.contrib.admin import SimpleListFilter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from wagtail_sop.menu import SOP_MENU_HOOK
from wagtail_sop.models import Unit
from wagtail_sop.spreadsheets import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OfferedFilter(SimpleListFilter):
    """A value that is not on offer is no filter at all."""

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
    """The unit and everything below it; ``unit_lookup`` leads from a row to its unit."""

    title = _("Unit")
    parameter_name = "unit"
    unit_lookup = "unit"

    def lookups(self, request, model_admin):
        indent = "\u2003"
        return [(str(unit.pk), f"{indent * unit.depth}{unit}") for unit in Unit.objects.all()]

    def narrow(self, rows, value):
        units = Unit.objects.under(Unit.objects.get(pk=value))
        return rows.filter(**{f"{self.unit_lookup}__in": units})


class ReadingPermissionHelper(PermissionHelper):
    """Reading only; who may read says the register."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class RegisterIndexView(IndexView):
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
        if not hasattr(self, "_rows"):
            self._rows = super().get_queryset(request)
        return self._rows

    def as_spreadsheet(self, queryset, spreadsheet_format):
        response = HttpResponse(write_xlsx(self.rows(queryset)), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.xlsx"'
        return response

    def rows(self, queryset):
        columns = [self.model_admin.exported[name] for name in self.list_export]
        yield [str(heading) for heading, _value in columns]
        for row in queryset.iterator(chunk_size=1000):
            yield [value(row) for _heading, value in columns]

    def get_filename(self):
        return f"{self.model_admin.file_name}-{timezone.localdate():%Y-%m-%d}"


class RegisterInspectView(InspectView):
    def __init__(self, model_admin, instance_pk):
        # modeladmin lets any word into the address and would fail over it.
        if not instance_pk.isdecimal():
            raise Http404
        super().__init__(model_admin, instance_pk)


class Register(ModelAdmin):
    """Rows of what happened, in the SOP menu. ``exported`` is heading and value of each column of the spreadsheet."""

    exported = {}
    file_name = "sop"
    add_to_admin_menu = False
    history_view_enabled = False
    index_view_class = RegisterIndexView
    index_template_name = "wagtail_sop/register_index.html"
    index_view_extra_css = ["wagtail_sop/css/register.css"]
    list_per_page = 50

    @property
    def list_export(self):
        return tuple(self.exported)

    def get_permissions_for_registration(self):
        # Nothing to tick in a group: who sees which row comes from the appointments.
        return super().get_permissions_for_registration().none()

    def get_admin_urls_for_registration(self):
        actions = ("index", "inspect") if self.inspect_view_enabled else ("index",)
        names = {self.url_helper.get_action_url_name(action) for action in actions}
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name in names)

    def register_with_wagtail(self):
        super().register_with_wagtail()
        hooks.register(SOP_MENU_HOOK, self.get_menu_item)

    def register_indexing(self):
        # A row refers to content in its own way; Wagtail's index would be rewritten at every move.
        pass

    def register_admin_url_finders(self):
        # There is no edit view to find.
        pass
