"""How long pages may be kept, and by whom; and which addresses must be forgotten when a page comes or goes."""

from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from wagtail.models import Site

IN_BROWSERS = 60
"""Seconds. A piece that is taken down in an emergency must be gone from screens soon."""
IN_FRONT = 3600
"""Seconds in a cache in front of the site. Only where Wagtail can tell it what to forget."""
FEEDS = ("rss", "atom", "json_feed")


def for_everybody(request, response):
    """Let caches keep an answer that is the same for all, and answer 304 to who has it already."""
    if not _is_public(request, response):
        patch_cache_control(response, private=True, no_store=True)
        return response
    if hasattr(response, "add_post_render_callback") and not response.is_rendered:
        response.add_post_render_callback(lambda rendered: _keepable(request, rendered))
        return response
    return _keepable(request, response)


def cached_view(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        return for_everybody(request, view(request, *args, **kwargs))

    return inner


def _is_public(request, response):
    # Who has a session may be logged in, or has given the password of a private page. Asking for the cookie and
    # not for the user leaves the session unread, and its queries unmade.
    by_cookie, by_header = (
        settings.SESSION_COOKIE_NAME in request.COOKIES,
        "HTTP_AUTHORIZATION" in request.META,
    )
    is_known = by_cookie or by_header or getattr(request, "is_preview", False)
    return request.method in ("GET", "HEAD") and not is_known and not response.cookies


def _keepable(request, response):
    if response.status_code != 200 or response.streaming or response.has_header("Cache-Control"):
        return response
    patch_cache_control(response, public=True, max_age=IN_BROWSERS, s_maxage=_seconds_in_front(request))
    response["ETag"] = quote_etag(sha256(response.content).hexdigest()[:32])
    return get_conditional_response(request, etag=response["ETag"], response=response)


def is_told_to_forget() -> bool:
    """Whether the site names a cache that Wagtail can call."""
    names = ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    return any(getattr(settings, name, None) for name in names)


def _seconds_in_front(request):
    # An address with a query is one of too many to be forgotten one by one.
    return IN_FRONT if is_told_to_forget() and not request.META.get("QUERY_STRING") else IN_BROWSERS


def addresses_showing(page) -> list[str]:
    """The page itself, every section above it, their feeds and the sitemap: all that shows it by a fixed address."""
    site = _site_of(page)
    if site is None:
        return []
    above = page.get_ancestors(inclusive=True).filter(depth__gte=site.root_page.depth)
    pages = [page.full_url for page in above.specific() if page.full_url]
    feeds = [_address(site, name) for name in (*FEEDS, "sitemap")]
    sections = [_address(site, name, ancestor.pk) for ancestor in above for name in FEEDS]
    return [*pages, *filter(None, feeds + sections)]


def _site_of(page):
    # By path and not by request: a page is published by workers and commands too.
    sites = Site.objects.select_related("root_page")
    return next((site for site in sites if page.path.startswith(site.root_page.path)), None)


def _address(site, name, *arguments):
    try:
        return site.root_url + reverse(f"wagtail_sop_content:{name}", args=arguments)
    except NoReverseMatch:
        return ""
