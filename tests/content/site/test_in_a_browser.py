"""The site in a real browser: no barriers, and nothing that needs a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from wagtail.models import Site

from wagtail_sop.content.models import HomePage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

ROOT_SIZE = "getComputedStyle(document.documentElement).fontSize"


@pytest.fixture
def visit(browser, live_server):
    """Open a page as a visitor with this width and scheme."""
    contexts = []

    def visit(address, width=390, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def front(home, section):
    """A front page of the package's own kind in the place of Wagtail's."""
    site = Site.objects.get()
    front = home.get_parent().add_child(
        instance=HomePage(title="Dinas", slug="dinas", intro="Hadir bagi warga.")
    )
    section.move(front, "last-child")
    site.root_page = front
    site.save()
    section.refresh_from_db()
    return front


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_barrier(visit, front, publish_many, width, scheme):
    publish_many(12)

    for address in ("/", "/cari/?q=berita", "/tidak-ada/", "/berita/?month=2026-11"):
        page = visit(address, width, scheme)
        page.click(".sop-aids > summary")

        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_reading_aids_need_no_script(visit, section):
    page = visit("/berita/", java_script_enabled=False)
    page.click(".sop-aids > summary")
    page.click("label:has(#sop-size-huge)")
    page.click("label:has(#sop-contrast-high)")

    header = page.locator(".sop-heading h1")
    assert header.evaluate(ROOT_SIZE) == "23px"
    assert header.evaluate("element => getComputedStyle(element).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_reading_aids_are_remembered_and_leave_no_barrier(visit, publish, width):
    item = publish()
    page = visit(item.url, width)
    page.click(".sop-aids > summary")
    for choice in ("size-huge", "contrast-high", "spacing-wide", "scheme-dark"):
        page.click(f"label:has(#sop-{choice})")

    page.reload()

    assert page.evaluate(ROOT_SIZE) == "23px"
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_reaches_the_text_first(visit, section):
    page = visit("/berita/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sop-skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_unfolds_on_a_phone_without_a_script_and_is_open_where_there_is_room(visit, front, section):
    phone = visit("/berita/", java_script_enabled=False)
    link = phone.locator(".sop-menu a", has_text="Berita")
    fold = phone.locator(".sop-menu summary")
    assert not link.is_visible()
    assert "Berita" in fold.inner_text()

    fold.focus()
    phone.keyboard.press("Enter")

    assert link.bounding_box()["height"] >= 44
    assert fold.bounding_box()["height"] >= 44
    assert Axe().run(visit("/berita/")).response["violations"] == []
    wide = visit("/berita/", 1280)
    assert wide.locator(".sop-menu a", has_text="Berita").is_visible()
    assert not wide.locator(".sop-menu summary").is_visible()
