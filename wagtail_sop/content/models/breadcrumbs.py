"""The trail above a page."""

from django.db import models
from wagtail.models import Site


class BreadcrumbMixin(models.Model):
    """A page that can say where it stands below the home page of its site."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "breadcrumbs": self.breadcrumbs(request)}

    def breadcrumbs(self, request):
        site = Site.find_for_request(request)
        # An agency's site may hang below the page of its region: the trail starts at its own home page.
        home_depth = site.root_page.depth if site else 2
        return list(self.get_ancestors().live().filter(depth__gte=home_depth))
