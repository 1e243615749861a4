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
        way = self._way_taken(home_depth)
        if way is None:
            way = self.get_ancestors().filter(depth__gte=home_depth)
        return [page for page in way if page.live]

    def _way_taken(self, home_depth):
        """The pages by which Wagtail came here, from above; None where it came otherwise, as in a preview."""
        way, page = [], self
        while page.depth and page.depth > home_depth:
            page = getattr(page, "_cached_parent_obj", None)
            if page is None:
                return None
            way.insert(0, page)
        return way
