"""The line in ``MIDDLEWARE`` by which the site keeps its public pages for a minute."""

from django.utils.cache import get_conditional_response, patch_cache_control

from . import keeping


class KeepPublicPagesMiddleware:
    """Answers visitors without a session from the cache. Stands below what compresses, above everything else::

    "django.middleware.gzip.GZipMiddleware",
    "wagtail_sop.content.middleware.KeepPublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.cookies and "public" in response.get("Cache-Control", ""):
            # A template of the site's own with a form: its token is one visitor's, and came after the page had spoken.
            del response["Cache-Control"], response["ETag"]
            patch_cache_control(response, private=True, no_store=True)
        if key := getattr(request, "sop_kept_under", ""):
            keeping.keep(key, request, response)
        return response

    def process_view(self, request, view, arguments, named):
        """Here and not above: previews go through all middleware with the address of the page, but have no view; and
        the language is known by now."""
        key = keeping.key_for(request)
        found = key and keeping.kept(key)
        if not found:
            request.sop_kept_under = key
            return None
        return get_conditional_response(request, etag=found.get("ETag"), response=found)
