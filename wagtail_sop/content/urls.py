"""Search, feeds, sitemap and robots.txt of the site: ``path("", include("wagtail_sop.content.urls"))`` before
Wagtail's own. For pages that are not there: ``handler404 = "wagtail_sop.content.views.page_not_found"``, and
``handler500 = "wagtail_sop.content.views.server_error"``.
"""

from django.apps import apps
from django.urls import path

from . import feeds, views
from .cache import cached_view

app_name = "wagtail_sop_content"

rss, atom = cached_view(feeds.RssFeed()), cached_view(feeds.AtomFeed())
json_feed = cached_view(feeds.json_feed)

urlpatterns = [
    path("cari/", views.search, name="search"),
    path("umpan/rss.xml", rss, name="rss"),
    path("umpan/atom.xml", atom, name="atom"),
    path("umpan/feed.json", json_feed, name="json_feed"),
    path("umpan/<int:section>/rss.xml", rss, name="rss"),
    path("umpan/<int:section>/atom.xml", atom, name="atom"),
    path("umpan/<int:section>/feed.json", json_feed, name="json_feed"),
    path("robots.txt", cached_view(views.robots), name="robots"),
]

# Its template comes with Django's app.
if apps.is_installed("django.contrib.sitemaps"):
    from wagtail.contrib.sitemaps.views import sitemap

    urlpatterns += [path("sitemap.xml", cached_view(sitemap), name="sitemap")]
