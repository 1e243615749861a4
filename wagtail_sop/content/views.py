"""Pages of the site that are not in the page tree."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache

from .front import front_page
from .searching import Search

RESULTS_PER_PAGE = 10


@never_cache
def search(request):
    home = front_page(request)
    found = Search(home, request.GET)
    paginator = Paginator(found.results(), RESULTS_PER_PAGE)
    results = paginator.get_page(request.GET.get("page"))
    results.object_list = found.shown(results.object_list)
    context = {
        "search": found,
        "results": results,
        "page_numbers": list(paginator.get_elided_page_range(results.number, on_each_side=1, on_ends=1)),
        "breadcrumbs": [home] if home else [],
    }
    response = render(request, "wagtail_sop_content/search.html", context)
    # Nobody outside keeps what somebody searched for; the site answers the same words for a minute.
    response.may_be_kept_here = True
    return response


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _not_for_robots())]
    try:
        sitemap = reverse("wagtail_sop_content:sitemap")
        lines += ["", f"Sitemap: {request.build_absolute_uri(sitemap)}"]
    except NoReverseMatch:
        pass
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _not_for_robots():
    """Endless lists of results. Not the admin: a rule against it would tell everybody where it is."""
    return [reverse("wagtail_sop_content:search")]


def page_not_found(request, exception, template_name="wagtail_sop_content/404.html"):
    return render(request, template_name, status=404)


def server_error(request, template_name="wagtail_sop_content/500.html"):
    """Without the request and the database: one of them may be what failed."""
    return HttpResponse(render_to_string(template_name), status=500)
