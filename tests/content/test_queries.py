"""How often a page asks the database: at most twelve times, never once more for more items, and not at all when the
site has kept it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.testapp.models import SimplePage
from wagtail_sop.content import models
from wagtail_sop.testing import Office

from .conftest import blocks, make_document, make_picture, put

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

MOST = 12
FEEDS = ["/umpan/rss.xml", "/umpan/feed.json"]
PATHS = {
    "front page": "/",
    "news": "/kabar/",
    "news item": "/kabar/item-1/",
    "section of items": "/pustaka/",
    "gallery": "/pustaka/galeri-1/",
    "video": "/pustaka/video-1/",
    "publication": "/pustaka/laporan-1/",
    "announcement": "/pustaka/umum-1/",
    "agenda": "/agenda/",
    "event": "/agenda/acara-1/",
    "list of SOPs": "/sop/",
    "SOP": "/sop/sop-1/",
    "information list": "/dip/",
    "plain page": "/maklumat/",
    "search": "/cari/?q=halaman",
    "search without words": "/cari/",
}


@pytest.fixture
def kept(settings):
    settings.MIDDLEWARE = ["wagtail_sop.content.middleware.KeepPublicPagesMiddleware", *settings.MIDDLEWARE]


@pytest.fixture
def front(home):
    site = Site.objects.get()
    front = home.get_parent().add_child(instance=models.HomePage(title="Dinas", slug="dinas"))
    site.root_page, site.hostname, site.port = front, "testserver", 80
    site.save()
    for kind, slug in SECTIONS.items():
        put(front, kind, slug, slug=slug, show_in_menus=True)
    return front


SECTIONS = {
    models.NewsIndexPage: "kabar",
    models.ListingPage: "pustaka",
    models.EventIndexPage: "agenda",
    models.SopListPage: "sop",
    models.InformationListPage: "dip",
    models.PlainPage: "maklumat",
}


@pytest.fixture
def fill(front, home):
    office = Office(home.add_child(instance=SimplePage(title="Tempat SOP", slug="tempat-sop")))
    parents = {kind: kind.objects.get() for kind in SECTIONS}
    pictures = [make_picture(title=f"{number}.png") for number in range(4)]
    files = blocks(("document", {"document": make_document().pk, "title": ""}))
    shows = {"alt_text": "a", "caption": "b"}
    gallery = blocks(*(("picture", {"image": each.pk, **shows}) for each in pictures))
    body = blocks(*(("image", shown(picture)) for picture in pictures))

    def add(kind, name, number, **said):
        below = parents[next(each for each in SECTIONS if kind in each.allowed_subpage_models())]
        put(below, kind, f"Halaman {name} {number}", slug=f"{name}-{number}", **said)

    def fill(numbers):
        for number in numbers:
            main = {"main_picture": pictures[number % 4], "information_category": "periodic"}
            starts = timezone.now() + timedelta(days=1 + number)
            add(models.NewsPage, "item", number, body=body, **main)
            add(models.GalleryPage, "galeri", number, body=body, pictures=gallery, **main)
            add(models.VideoPage, "video", number, body=body, address="https://youtu.be/abcdefghijk", **main)
            add(models.PublicationPage, "laporan", number, body=body, files=files, **main)
            add(models.AnnouncementPage, "umum", number, body=body, **main)
            add(models.EventPage, "acara", number, body=body, starts_at=starts, **main)
            add(models.SopPage, "sop", number, procedure=office.procedure)

    return fill


def shown(picture):
    return {"image": {"image": picture.pk, "alt_text": "Dua", "decorative": False}, "caption": ""}


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


def cold(client, path):
    # Pictures have been made and content types are known, as after the first minute of a site.
    client.get(path)
    cache.clear()
    return asked(client, path)


def test_no_page_asks_more_than_twelve_times_nor_more_for_more_items(client, kept, fill):
    fill(range(3))
    with_three = {name: cold(client, path) for name, path in PATHS.items()}
    fill(range(3, 30))
    with_thirty = {name: cold(client, path) for name, path in PATHS.items()}

    assert {name: number for name, number in with_thirty.items() if number > MOST} == {}
    assert with_thirty == with_three


def test_a_page_that_was_kept_asks_nothing(client, kept, fill):
    fill(range(2))

    for path in [*PATHS.values(), *FEEDS, "/sitemap.xml", "/robots.txt"]:
        client.get(path)
        assert (path, asked(client, path)) == (path, 0)
