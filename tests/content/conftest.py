"""A site with a home page, files of its own, and somebody who makes pages."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image as PillowImage
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, Page, Site

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 7, 5, tzinfo=UTC)
"""14.05 in Yogyakarta."""


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail keeps renditions in the cache by the number of the picture, and numbers come again.
    cache.clear()


@pytest.fixture
def in_the_language_of_the_source(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def home(db):
    """The home page, made anew where the live server of an earlier test left an empty database."""
    if site := Site.objects.filter(is_default_site=True).first():
        return site.root_page
    Locale.objects.get_or_create(language_code="id")
    Collection.add_root(name="Root")
    home = Page.add_root(title="Root", slug="root").add_child(title="Beranda", slug="home")
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_picture(**fields):
    content = io.BytesIO()
    PillowImage.new("RGB", (60, 40), "green").save(content, "PNG")
    fields = {"title": "IMG_2041.png", "file": ImageFile(content, name="bantuan.png"), **fields}
    return Image.objects.create(**fields)


def make_document(name="edaran.pdf", content=b"%PDF-1.7 surat edaran", title="Surat edaran"):
    return Document.objects.create(title=title, file=ContentFile(content, name=name))


def blocks(*named):
    """Pairs of type and value as a StreamField takes them."""
    return json.dumps([{"type": name, "value": value} for name, value in named])


def put(parent, model, title="Bantuan tersalurkan", *, at=FRIDAY_AFTERNOON, **fields):
    """A live page of this type below the parent."""
    if any(field.name == "lead" for field in model._meta.fields):
        fields = {"lead": "Dinas Sosial DIY menyalurkan bantuan.", **fields}
    page = model(title=title, first_published_at=at, last_published_at=at, **fields)
    return parent.add_child(instance=page)


def read(client, page, /, **query):
    response = client.get(page.url, query)
    assert response.status_code == 200
    return response.content.decode()


def count_queries(client, page, /, **query):
    # The first visit makes the renditions and fills the caches of sites and content types.
    read(client, page, **query)
    with CaptureQueriesContext(connection) as queries:
        read(client, page, **query)
    return len(queries)
