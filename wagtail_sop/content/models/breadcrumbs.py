"""The way to a page, and the trail above it."""

from django.db import models
from django.db.models import Q
from wagtail.models import PageViewRestriction

from wagtail_sop.content.front import front_page
from wagtail_sop.content.kinds import as_their_kinds
from wagtail_sop.models.content import page_model

MOST_KINDS = 8
"""That are looked for at once. A query over more tables costs more than the one it saves."""
COME_ALONG = ("main_picture", "procedure", "video_file", "captions_file")
"""What a page is shown with, whatever its type."""


class BreadcrumbMixin(models.Model):
    """A page that can say where it stands below the home page of its site."""

    class Meta:
        abstract = True

    def route(self, request, path_components):
        """The page below with its picture at once, where Wagtail asks for page, type and picture."""
        kinds = self._kinds_below() if path_components else []
        if not 0 < len(kinds) <= MOST_KINDS:
            return super().route(request, path_components)
        below = page_model().objects.child_of(self).filter(slug=path_components[0])
        page = as_their_kinds(below, kinds, *COME_ALONG, streams=True).first()
        if page is None:
            return super().route(request, path_components)
        # As Wagtail does, so that the way back is known.
        page._cached_parent_obj = self
        return page.route(request, path_components[1:])

    def _kinds_below(self):
        return [kind for kind in self.allowed_subpage_models() if issubclass(kind, BreadcrumbMixin)]

    def get_view_restrictions(self):
        """What keeps this page private: of itself, of the pages above, and of the originals of those that are aliases.
        Wagtail's answer in one query, where it fetches the pages above first."""
        step = self.steplen
        paths = [self.path[: step * depth] for depth in range(1, len(self.path) // step + 1)]
        ways = ("page", "page__aliases", "page__aliases__aliases")
        concerned = Q(*((f"{way}__path__in", paths) for way in ways), _connector=Q.OR)
        # What an alias says for itself does not count.
        return PageViewRestriction.objects.filter(concerned, page__alias_of=None).distinct()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "breadcrumbs": self.breadcrumbs(request)}

    def breadcrumbs(self, request):
        home = front_page(request)
        # An agency's site may hang below the page of its region: the trail starts at its own home page.
        home_depth = home.depth if home else 2
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
