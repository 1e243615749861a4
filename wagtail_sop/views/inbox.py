"""What waits for a person, and where the person's own pieces are."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_sop.models import Case

PER_PAGE = 50


class InboxView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_sop/inbox.html"
    page_title = _("Waiting for your action")
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        waiting = Case.objects.waiting_for(user)
        # A superuser sees every case; the register is the place for that.
        of_unit = self.request.GET.get("show") == "unit" and not user.is_superuser
        listed = Case.objects.open().visible_to(user) if of_unit else waiting
        own = Case.objects.open().filter(contributor=user).exclude(pk__in=waiting.values("pk"))
        return super().get_context_data(**kwargs) | {
            "of_unit": of_unit,
            "cases": self.page_of(listed, "p"),
            "own": None if of_unit else self.page_of(own, "own"),
        }

    def page_of(self, cases, key):
        page = WagtailPaginator(cases.by_deadline(), PER_PAGE).get_page(self.request.GET.get(key))
        page.object_list = page.object_list.as_rows()
        return page
