"""What the wing adds to Wagtail."""

from wagtail import hooks

from .cache import for_everybody
from .models import BreadcrumbMixin


@hooks.register("on_serve_page")
def keep_public_pages(serve_next):
    """Only pages of this wing's kinds: what a site's own page answers is the site's own affair."""

    def serve(page, request, args, kwargs):
        response = serve_next(page, request, args, kwargs)
        return for_everybody(request, response) if isinstance(page, BreadcrumbMixin) else response

    return serve
