"""The front page that a request belongs to."""

from wagtail.models import Site


def front_page(request):
    """That of the request's site, in the language of the request where it is published in that; None without a site."""
    if not hasattr(request, "sop_front_page"):
        site = Site.find_for_request(request)
        request.sop_front_page = site.root_page.localized if site else None
    return request.sop_front_page
