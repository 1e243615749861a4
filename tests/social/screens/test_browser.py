"""The screens of the wing in a real browser, on a phone and at a desk, in both themes."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail_sop.social.models import Attempt, Post

from .conftest import REGISTER, social

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

Status = Post.Status
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
PICTURES = os.environ.get("SOP_SCREENSHOTS")
"""A folder for pictures of what the tests see, to be looked at."""


@pytest.fixture
def screens(connect, write_post, photo, boss):
    """Addresses of every screen, with something of everything on it."""
    at = timezone.now()
    x = connect("x", name="Dinas Sosial DIY di X", remote_name="@dinsosdiy", checked_at=at)
    expires = at + timedelta(days=5)
    facebook = connect("facebook", name="Halaman Facebook Dinas Sosial", checked_at=at, expires_at=expires)
    mastodon = connect("mastodon", name="Mastodon dinas", status="broken", problem="token", broken_since=at)
    channel = connect("whatsapp", name="Saluran WhatsApp Dinas Sosial")
    picture = {"image": photo.pk, "alt": "Warga antre di balai desa.", "title": photo.title}
    lost = write_post(x, status=Status.UNKNOWN, problem="not_found", sending_at=at, next_try_at=None)
    Attempt.objects.create(post=lost, kind="send").finish("unknown", text="Read timed out.")
    Attempt.objects.create(post=lost, kind="look").finish("undecided", text="None of 5 posts fits.")
    failed = write_post(
        facebook, status=Status.FAILED, problem="picture", detail="(#36003) Aspect ratio.", tries=2
    )
    write_post(mastodon)
    package = write_post(channel, status=Status.BY_HAND, pictures=[picture])
    gone = {
        "status": Status.SENT,
        "piece_gone_at": at,
        "sent_at": at,
        "url": "https://x.com/dinsosdiy/status/1",
    }
    piece = write_post(x, remote_id="1", **gone)
    write_post(channel, **gone | {"url": ""})
    about = (piece.base_content_type_id, piece.object_id)
    return {
        "accounts": social("accounts"),
        "choose": social("connect"),
        "form": social("connect_to", "facebook"),
        "account": social("account", mastodon.pk),
        "close": social("account_close", mastodon.pk),
        "register": reverse(REGISTER),
        "decision": social("post", lost.pk),
        "failed": social("post", failed.pk),
        "package": social("post", package.pk),
        "gone": social("taken_down", *about),
        "dashboard": "/admin/",
    }


@pytest.fixture
def tab(browser, live_server, boss):
    contexts = []

    def open_tab(viewport, **options):
        context = browser.new_context(
            viewport=viewport, locale="id-ID", reduced_motion="reduce", base_url=live_server.url, **options
        )
        client = Client()
        client.force_login(boss)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()


def photograph(page, name):
    if PICTURES:
        size = page.viewport_size
        # Wagtail scrolls an inner part of the page, which a picture of the full page would not hold.
        page.set_viewport_size(size | {"height": 2200})
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
        page.set_viewport_size(size)


@pytest.mark.parametrize("size, scheme", [("phone", "dark"), ("desk", "light")])
def test_every_screen_fits_and_axe_finds_no_barrier(tab, screens, size, scheme):
    page = tab(SIZES[size], color_scheme=scheme)

    for name, url in screens.items():
        page.goto(url)
        page.wait_for_function(
            "document.getAnimations().every(animation => animation.playState !== 'running')"
        )
        photograph(page, f"{name}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        part = "#sop-social-section" if name == "dashboard" else "main"
        results = Axe().run(page, context=part)
        assert results.response["violations"] == [], f"{name}: {results.generate_report()}"


def test_the_example_follows_the_template_and_the_text_is_copied(tab, screens):
    page = tab(SIZES["desk"])

    page.goto(screens["form"])
    page.locator("[name=template]").fill("Kabar baik: {judul}")
    page.wait_for_function(
        "document.querySelector('[data-sop-example-text]').textContent.startsWith('Kabar baik: ')"
    )
    page.locator("[name=template]").fill("{salah}")
    page.wait_for_selector("[data-sop-example-problem]:visible")
    assert "{salah}" in page.locator("[data-sop-example-problem]").inner_text()

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(screens["package"])
    page.locator("[data-sop-copy]").click()
    page.wait_for_selector("[data-sop-copied]:visible")
    text = page.locator("#sop-package-text").input_value()
    assert text and page.evaluate("navigator.clipboard.readText()") == text


def test_a_lost_post_is_decided_without_javascript(tab, screens):
    page = tab(SIZES["phone"], java_script_enabled=False)

    page.goto(screens["decision"])
    page.locator("form:has([value=found]) [name=url]").fill("https://x.com/dinsosdiy/status/7")
    page.locator("form:has([value=found]) button").click()

    assert Post.objects.get(url="https://x.com/dinsosdiy/status/7").status == Status.SENT
