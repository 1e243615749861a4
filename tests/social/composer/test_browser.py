"""The composer in a real browser, on a desk and on a phone, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from tests.social.composer.conftest import edit_url, kept
from wagtail_sop.models import Case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def opened(browser, live_server):
    """Opens an address for a person."""
    contexts = []

    def open_tab(user, address, viewport, scheme="light"):
        context = browser.new_context(
            viewport=viewport, color_scheme=scheme, reduced_motion="reduce", base_url=live_server.url
        )
        contexts.append(context)
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        session = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([session])
        tab = context.new_page()
        tab.goto(address)
        return tab

    yield open_tab
    for context in contexts:
        context.close()


def has_no_barrier(tab, part):
    tab.wait_for_function("document.getAnimations().every(animation => animation.playState !== 'running')")
    results = Axe().run(tab, context=part)
    assert results.response["violations"] == [], results.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def may_choose_pictures(user):
    choose = Permission.objects.get(content_type__app_label="wagtailimages", codename="choose_image")
    GroupCollectionPermission.objects.create(
        group=user.groups.get(), collection=Collection.get_first_root_node(), permission=choose
    )


def in_dark(tab):
    tab.emulate_media(color_scheme="dark")


def test_counter_and_card_follow_what_is_typed_and_chosen(opened, newsroom, connect, write, picture):
    account, item = connect("x"), write(main_picture=picture(description="Warga"))
    may_choose_pictures(newsroom.kontributor_data)
    picture("Beras di balai", description="Karung beras")
    tab = opened(newsroom.kontributor_data, edit_url(item), DESK)
    part = tab.locator(".sop-account")
    text, length, card = (
        part.locator("[data-sop-text]"),
        part.locator("[data-sop-length]"),
        part.locator(".sop-post"),
    )

    # What is written into the piece goes into the usual text.
    tab.locator("#id_title").fill("Judul yang baru")
    card.get_by_text("Judul yang baru").wait_for()
    assert text.get_attribute("placeholder").startswith("Judul yang baru")

    # The counter moves at once; the link counts as 23 with the blank lines before it.
    text.fill("Halo #Sleman")
    assert length.inner_text() == str(len("Halo #Sleman") + 2 + 23)
    card.locator("b", has_text="#Sleman").wait_for()
    text.fill("a" * 300)
    assert part.locator("[data-sop-over]").is_visible()
    part.locator("[data-sop-use-usual]").click()
    assert text.input_value() == ""
    assert "Judul yang baru" in card.inner_text()

    # Another picture, by Wagtail's own chooser.
    part.locator("[data-sop-source][value=own]").check()
    part.locator("[data-sop-add]").click()
    tab.locator(".modal a[data-chooser-modal-choice]", has_text="Beras di balai").click()
    alts = part.locator(".sop-picture [name$='-alt']")
    alts.nth(1).wait_for()
    assert [alts.nth(number).input_value() for number in (0, 1)] == ["Warga", "Karung beras"]
    card.get_by_text("Karung beras").wait_for()
    has_no_barrier(tab, ".sop-compose")
    in_dark(tab)
    has_no_barrier(tab, ".sop-compose")

    # Wagtail saves the draft by itself. One thing after the other: what is typed while it saves, it takes for saved
    # until the next key; that is how Wagtail is, here and in every other field.
    said = saved(tab, item, account, text="", pictures=2)
    assert [entry["alt"] for entry in said["pictures"]] == ["Warga", "Karung beras"]
    tab.locator("form[data-w-unsaved-has-edits-value=false]").wait_for(state="attached")
    text.fill("Halo")
    said = saved(tab, item, account, text="Halo", pictures=2)
    assert [entry["alt"] for entry in said["pictures"]] == ["Warga", "Karung beras"]


def saved(tab, item, account, text, pictures):
    """What is kept for an account, as soon as the draft has this text and so many pictures."""
    for _attempt in range(100):
        said = (kept(item) or {"accounts": {}})["accounts"].get(str(account.pk), {})
        if said.get("text") == text and len(said["pictures"] or ()) == pictures:
            return said
        tab.wait_for_timeout(100)
    # What Wagtail says of its saving, which it does by itself.
    status = tab.locator("footer").first.inner_text()
    raise AssertionError(f"The draft does not say {text}, but {said}. The editor says: {status}")


def test_on_a_phone_one_composes_and_the_head_reads(opened, newsroom, connect, write, picture):
    for network in ("instagram", "x", "tiktok"):
        connect(network)
    off = connect("mastodon", shares_by_default=False)
    item = write(main_picture=picture(size=(1600, 400)))
    tab = opened(newsroom.kontributor_data, edit_url(item), PHONE)

    switched = tab.locator(f"[data-sop-account][data-pk='{off.pk}']")
    assert not switched.locator("summary").is_visible()
    switched.locator("input[type=checkbox]").first.check(force=True)
    switched.locator("summary").click()
    assert switched.locator(".sop-post").is_visible()
    has_no_barrier(tab, ".sop-compose")
    in_dark(tab)
    has_no_barrier(tab, ".sop-compose")

    case = Case.objects.current_on(item)
    newsroom.bring(case, "4")
    tab = opened(newsroom.atasan_unit_data, reverse("wagtail_sop:case", args=[case.pk]), PHONE, "dark")
    assert tab.locator("#sop-social-section .sop-post").count() == 3
    has_no_barrier(tab, "#sop-social-section")
    tab.emulate_media(color_scheme="light")
    has_no_barrier(tab, "#sop-social-section")
