"""Public pages may be kept by caches."""

from .cache import for_everybody
from .models import BreadcrumbMixin


def keep_public_pages(serve_next):
    """Only pages of this wing's kinds: what a site's own page answers is the site's own affair."""

    def serve(page, request, args, kwargs):
        response = serve_next(page, request, args, kwargs)
        return for_everybody(request, response) if isinstance(page, BreadcrumbMixin) else response

    return serve
