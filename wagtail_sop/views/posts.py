"""Which posts of the SOPs in force are vacant, and who acts for them."""

from itertools import groupby
from operator import attrgetter

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_sop.models import Appointment, Unit

PERMISSIONS = [f"wagtail_sop.{verb}_appointment" for verb in ("view", "add", "change", "delete")]


def may_see_posts(user) -> bool:
    return any(user.has_perm(permission) for permission in PERMISSIONS)


class PostsView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_sop/organisation/posts.html"
    page_title = _("Posts and vacancies")
    header_icon = "clipboard-list"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_posts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return self.breadcrumbs_items + [{"url": "", "label": self.get_page_title()}]

    @cached_property
    def agencies(self):
        return list(Unit.objects.agencies())

    @cached_property
    def agency(self):
        """The agency asked for, else the first; None when there is none yet."""
        asked = self.request.GET.get("agency", "")
        if asked.isdecimal():
            return get_object_or_404(Unit.objects.agencies(), pk=asked)
        return self.agencies[0] if self.agencies else None

    def get_context_data(self, **kwargs):
        posts = Appointment.objects.posts(self.agency) if self.agency else []
        vacant_only = "all" not in self.request.GET
        shown = [post for post in posts if post.is_vacant] if vacant_only else posts
        return super().get_context_data(
            agency=self.agency,
            agencies=self.agencies,
            units=[(unit, list(group)) for unit, group in groupby(shown, attrgetter("unit"))],
            may_appoint=self.request.user.has_perm("wagtail_sop.add_appointment"),
            number=len(posts),
            number_vacant=sum(post.is_vacant for post in posts),
            number_stuck=sum(post.is_stuck for post in posts),
            vacant_only=vacant_only,
            **kwargs,
        )


class PostsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_posts(request.user)


def posts_menu_item():
    url = reverse("wagtail_sop:posts")
    return PostsMenuItem(
        _("Posts and vacancies"), url, name="sop-posts", icon_name="clipboard-list", order=530
    )
