"""The newest items as RSS, Atom and JSON Feed: titles, summaries and addresses of what everybody may read."""

from django.contrib.syndication.views import Feed
from django.db.models import F
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from wagtail.models import Site

from wagtail_sop.models.content import page_model

from .front import front_page
from .public import public

NEWEST = 30


def newest_of(section):
    """The newest pages below a section that have a summary. Constant in queries: one for each type."""
    below = public(section.get_descendants()).exclude(first_published_at=None)
    pages = below.order_by(F("first_published_at").desc(), "-pk").specific().defer_streamfields()
    # Sections and plain pages are not news; what has a summary is.
    return [page for page in pages[: 3 * NEWEST] if getattr(page, "lead", "")][:NEWEST]


def section_for(request, section=None):
    """The page whose feed is asked for: the site's own front page, or a public section of it."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    home = front_page(request)
    if section is None:
        return home
    readable = public(page_model().objects.descendant_of(home, inclusive=True))
    return get_object_or_404(readable, pk=section)


def title_of(section, request):
    site = Site.find_for_request(request)
    name = site.site_name or site.root_page.title
    return name if section.pk == front_page(request).pk else f"{section.title} | {name}"


class RssFeed(Feed):
    def get_object(self, request, section=None):
        page = section_for(request, section)
        page.feed_request = request
        return page

    def title(self, section):
        return title_of(section, section.feed_request)

    def link(self, section):
        return section.get_full_url(section.feed_request)

    def description(self, section):
        return gettext("The newest items.")

    def items(self, section):
        items = newest_of(section)
        for item in items:
            item.feed_url = item.get_full_url(section.feed_request)
        return items

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.lead

    def item_link(self, item):
        return item.feed_url

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


class AtomFeed(RssFeed):
    feed_type = Atom1Feed
    subtitle = RssFeed.description


def json_feed(request, section=None):
    """https://www.jsonfeed.org/version/1.1/"""
    page = section_for(request, section)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title_of(page, request),
        "home_page_url": page.get_full_url(request),
        "feed_url": request.build_absolute_uri(request.path),
        "language": get_language(),
        "items": [_as_json(item, request) for item in newest_of(page)],
    }
    return JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _as_json(item, request):
    url = item.get_full_url(request)
    return {
        "id": url,
        "url": url,
        "title": item.title,
        "summary": item.lead,
        "content_text": item.lead,
        "date_published": item.first_published_at.isoformat(),
        "date_modified": item.last_published_at.isoformat(),
    }
