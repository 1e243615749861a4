"""A small site: a front page, a section of news, and a unit whose case a piece was."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from wagtail_sop.content.models import NewsIndexPage, NewsPage

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 7, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail keeps renditions in the cache by the number of the picture, and numbers come again.
    cache.clear()


@pytest.fixture
def home(db):
    """Made anew where the live server of an earlier test left an empty database."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Locale.objects.get_or_create(language_code="id")
        Collection.add_root(name="Root")
        page = Page.add_root(title="Root", slug="root").add_child(title="Beranda", slug="home")
        site = Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    Site.objects.filter(pk=site.pk).update(site_name="Dinas Sosial DIY", hostname="testserver", port=80)
    Site.clear_site_root_paths_cache()
    return site.root_page


@pytest.fixture
def section(home):
    section = NewsIndexPage(title="Berita", slug="berita", intro="Kabar dari dinas.", show_in_menus=True)
    return home.add_child(instance=section)


@pytest.fixture
def picture():
    content = io.BytesIO()
    PillowImage.new("RGB", (700, 500), "green").save(content, "PNG")
    file = ImageFile(content, name="bantuan.png")
    return Image.objects.create(title="IMG_2041.png", description="Warga menerima bantuan", file=file)


@pytest.fixture
def publish(section):
    def publish(title="Bantuan tersalurkan", *, at=FRIDAY_AFTERNOON, below=section, **fields):
        fields = {"lead": "Dinas Sosial DIY menyalurkan bantuan.", **fields}
        item = NewsPage(title=title, first_published_at=at, last_published_at=at, **fields)
        return below.add_child(instance=item)

    return publish


@pytest.fixture
def publish_many(publish):
    def publish_many(number, **fields):
        return [
            publish(f"Berita {day}", at=FRIDAY_AFTERNOON - timedelta(days=day), **fields)
            for day in range(number)
        ]

    return publish_many


@pytest.fixture
def hide():
    """Make a page private, as an editor does."""

    def hide(page):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        return page

    return hide


@pytest.fixture
def read(client):
    def read(address, query=None):
        response = client.get(address, query or {})
        assert response.status_code == 200
        return response.content.decode()

    return read


SECRETS = ("RAHASIA-KONSEP", "RAHASIA-PRIBADI", "RAHASIA-PENDAMPING")


@pytest.fixture
def secrets(publish, hide):
    """What the public must find nowhere: a draft, a private page, an unpublished change, and what wings keep."""
    publish("RAHASIA-KONSEP satu", live=False)
    hide(publish("RAHASIA-PRIBADI satu"))
    item = publish("Untuk umum", sop_companions={"social": {"text": "RAHASIA-PENDAMPING"}})
    item.lead = "RAHASIA-KONSEP dua"
    item.save_revision()
    return SECRETS
