"""What the screens of the organisation share."""

from django.db import models, router
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from wagtail_sop.menu import SOP_MENU_HOOK

EXAMPLES = 5


class KeepIfUsedDeleteView(generic.DeleteView):
    """Says what still uses a row before anybody presses a button that would then fail."""

    template_name = "wagtail_sop/organisation/confirm_delete.html"

    @cached_property
    def users(self):
        return what_uses(self.object)

    @cached_property
    def reason_to_keep(self):
        """A sentence, when the row must stay although nothing refers to it; see subclasses."""
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(users=self.users, reason_to_keep=self.reason_to_keep, **kwargs)

    def form_valid(self, form):
        if self.users or self.reason_to_keep:
            return redirect(self.get_delete_url())
        try:
            return super().form_valid(form)
        except (models.ProtectedError, models.RestrictedError):
            # Something began to use it between our look and the deletion.
            messages.error(self.request, _("Something has just begun to use this. Look again."))
            return redirect(self.get_delete_url())


def what_uses(instance) -> list[dict]:
    """What keeps a row from being deleted: label, number and examples of each kind; empty if nothing."""
    by_model = {}
    for row in _protected_rows(instance):
        by_model.setdefault(type(row), []).append(row)
    return [
        {
            "label": capfirst(model._meta.verbose_name_plural),
            "count": len(rows),
            "examples": sorted(map(str, rows))[:EXAMPLES],
            "more": max(0, len(rows) - EXAMPLES),
        }
        for model, rows in by_model.items()
    ]


def _protected_rows(instance):
    rows = list(getattr(instance, "needed_by", ()))
    try:
        Collector(using=router.db_for_write(type(instance)), origin=instance).collect([instance])
    except models.ProtectedError as error:
        rows += error.protected_objects
    except models.RestrictedError as error:
        rows += error.restricted_objects
    return rows


class OrganisationIndexView(generic.IndexView):
    """A listing that can be scrolled on a phone."""

    template_name = "wagtail_sop/organisation/index.html"
    results_template_name = "wagtail_sop/organisation/index_results.html"
    title_label = None
    """Heading of the first column, when the model has no word for it."""

    @cached_property
    def columns(self):
        title, *others = super().columns
        title.label = self.title_label or title.label
        return [title, *others]


class OrganisationViewSet(ModelViewSet):
    """Listed for those who hold Django's own permissions on the model, and nobody else."""

    menu_hook = SOP_MENU_HOOK
    index_view_class = OrganisationIndexView
    delete_view_class = KeepIfUsedDeleteView
    copy_view_enabled = False
    list_per_page = 50
    # The index would follow every case and step that refers to a unit, at each move of a case.
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"usage_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
