"""An author at work in a real browser: begins with a template, and fills a gallery with many pictures at once."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from wagtail_sop.content.models import GalleryPage, ListingPage, NewsIndexPage, NewsPage
from wagtail_sop.content.shipped_templates import load_templates
from wagtail_sop.testing import Office

from .conftest import make_picture, put
from .test_uploads import photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def newsroom(home):
    load_templates()
    newsroom = Office(put(home, NewsIndexPage, "Berita"))
    newsroom.galleries = put(newsroom.section, ListingPage, "Galeri")
    author = newsroom.kontributor_data
    UserProfile.objects.create(user=author, preferred_language="id")
    for permission in Permission.objects.filter(codename__in=["add_image", "choose_image"]):
        GroupCollectionPermission.objects.create(
            group=author.groups.get(), collection=Collection.get_first_root_node(), permission=permission
        )
    return newsroom


@pytest.fixture
def author(browser, live_server, newsroom):
    """The contributor's browser, on a phone."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", base_url=live_server.url)
    client = Client()
    client.force_login(newsroom.kontributor_data)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def has_no_barrier(tab, part):
    for size, scheme in ((PHONE, "light"), (DESK, "dark")):
        tab.set_viewport_size(size)
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function(
            "document.getAnimations().every(animation => animation.playState !== 'running')"
        )
        results = Axe().run(tab, context=part)
        assert results.response["violations"] == [], results.generate_report()
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def add_address(kind, parent):
    return reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", kind, parent.pk])


def test_an_author_begins_with_a_template(author, newsroom):
    author.goto(add_address("newspage", newsroom.section))
    has_no_barrier(author, "#main")
    author.get_by_role("link", name="Informasi bencana").click()

    author.locator("#id_lead").wait_for()
    assert author.locator("#id_lead").input_value().startswith("[isi: bencana apa")
    assert author.get_by_text("[isi: tindakan penyelamatan diri]", exact=True).is_visible()
    assert not NewsPage.objects.exists()


def test_an_author_fills_a_gallery_with_many_pictures(author, newsroom):
    make_picture(title="Dapur umum", description="Relawan memasak")
    author.goto(add_address("gallerypage", newsroom.galleries))
    part, blocks = author.locator(".sop-pictures"), author.locator("[name^='pictures-'][name$='-alt_text']")
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
        for name, content in (
            ("satu.jpg", photo()),
            ("rusak.jpg", photo()[:200]),
            ("tiga.jpg", photo(size=(50, 50))),
        )
    ]

    with author.expect_file_chooser() as chooser:
        part.locator("[data-upload]").focus()
        author.keyboard.press("Enter")
    chooser.value.set_files(files)
    part.locator("[data-undo]").wait_for()

    assert [block.input_value() for block in blocks.all()] == ["", ""]
    assert part.locator("[data-refused] li").inner_text().startswith("rusak.jpg: ")
    has_no_barrier(author, ".sop-pictures")

    part.locator("[data-choose]").click()
    author.get_by_role("checkbox", name="Dapur umum").check()
    author.locator(".modal [data-multiple-choice-submit]").click()
    author.locator(".modal").wait_for(state="detached")
    assert [block.input_value() for block in blocks.all()] == ["", "", "Relawan memasak"]

    part.locator("[data-undo]").click()
    visible = [block for block in blocks.all() if block.is_visible()]
    assert len(visible) == 2
    assert not GalleryPage.objects.exists()
