"""The story of the reference SOP in a real browser: five people, in Indonesian, the two heads on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from wagtail_sop.content.models import NewsIndexPage, NewsPage
from wagtail_sop.models import Case
from wagtail_sop.testing import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def newsroom(section):
    """The SOP on a section of news pages."""
    index = section.add_child(instance=NewsIndexPage(title="Berita dinas", slug="berita-dinas"))
    return Office(index)


@pytest.fixture
def people(browser, live_server, newsroom):
    """Opens a tab for a person: ``people("admin_data", PHONE)``."""
    contexts = []

    def tab(name, viewport=DESK, **options):
        context = browser.new_context(
            viewport=viewport, locale="id-ID", reduced_motion="reduce", base_url=live_server.url, **options
        )
        client = Client()
        client.force_login(newsroom.people[name])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield tab
    for context in contexts:
        context.close()


def write(tab, newsroom, title):
    """The contributor writes a news item in Wagtail's editor and presses Ajukan; the submit page opens."""
    tab.goto(f"/admin/pages/add/wagtail_sop_content/newspage/{newsroom.section.pk}/")
    tab.locator("#id_title").fill(title)
    tab.locator("#id_lead").fill("Bantuan disalurkan kepada warga di balai desa.")
    tab.locator("#id_dateline_place").fill("Yogyakarta")
    if tab.locator("[name=action-sop-submit]").is_hidden():
        tab.locator("[data-w-dropdown-target=toggle]").last.click()
    tab.locator("[name=action-sop-submit]").click()
    tab.wait_for_url("**/submit/")


def submit(tab, content_class):
    tab.locator(f"[name=content_class][value={content_class}]").check()
    press(tab, "form .button[type=submit]")


def press(tab, selector):
    tab.locator(selector).first.click()
    tab.wait_for_load_state()


def open_first_of_inbox(tab):
    tab.goto("/admin/sop/inbox/")
    press(tab, ".sop-cases a[href*='/sop/cases/'], a[href*='/sop/cases/']")


def decide(tab):
    press(tab, ".sop-bar__primary")


def give_back(tab, reason):
    tab.locator("#sop-send_back > summary").click()
    tab.locator("#sop-send_back textarea").fill(reason)
    press(tab, "#sop-send_back button[type=submit]")


def has_no_barrier(tab):
    """axe-core finds nothing in our part of the screen; the rest of the admin is Wagtail's."""
    # A message that is fading in has, for a moment, too little contrast.
    tab.wait_for_function("document.getAnimations().every(animation => animation.playState !== 'running')")
    results = Axe().run(tab, context="main")
    assert results.response["violations"] == [], results.generate_report()


def fits(tab):
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def the_case():
    return Case.objects.select_related("current_step").get()


def test_an_important_piece_passes_both_heads_is_returned_twice_and_goes_live(people, newsroom, live_server):
    contributor = people("kontributor_data")
    write(contributor, newsroom, "Penyaluran bantuan pangan")
    has_no_barrier(contributor)
    submit(contributor, "important")
    assert the_case().current_step.key == "2"

    admin = people("admin_data")
    open_first_of_inbox(admin)
    decide(admin)
    assert the_case().current_step.key == "3"
    open_first_of_inbox(admin)
    decide(admin)

    head = people("atasan_unit_data", PHONE, color_scheme="dark")
    open_first_of_inbox(head)
    fits(head)
    has_no_barrier(head)
    assert "Setujui" in head.locator(".sop-bar__primary").inner_text()
    decide(head)

    chief = people("kepala_dinas", PHONE)
    open_first_of_inbox(chief)
    fits(chief)
    assert chief.frame_locator(".sop-preview").locator("h1").inner_text() == "Penyaluran bantuan pangan"
    assert chief.locator(".sop-widths").is_hidden()
    chief.set_viewport_size(DESK)
    chief.locator(".sop-widths [value=tablet]").check()
    assert chief.locator(".sop-preview").bounding_box()["width"] == 768
    chief.set_viewport_size(PHONE)
    fits(chief)
    give_back(chief, "Judul terlalu umum.")
    assert the_case().current_step.key == "4"

    open_first_of_inbox(head)
    assert "Judul terlalu umum." in head.locator("main").inner_text()
    give_back(head, "Perjelas judulnya.")
    assert the_case().current_step.key == "3"

    open_first_of_inbox(admin)
    decide(admin)
    open_first_of_inbox(head)
    decide(head)
    open_first_of_inbox(chief)
    decide(chief)
    open_first_of_inbox(admin)
    assert "Tayangkan sekarang" in admin.locator(".sop-bar__primary").inner_text()
    decide(admin)

    piece = NewsPage.objects.get()
    assert piece.live
    visitor = people("kontributor_data", PHONE)
    visitor.goto(piece.url)
    assert visitor.locator("h1").inner_text() == "Penyaluran bantuan pangan"

    open_first_of_inbox(admin)
    decide(admin)
    assert the_case().status == Case.Status.SEALED
    admin.goto(f"/admin/sop/cases/{the_case().pk}/record/")
    record = admin.locator("main").inner_text()
    assert "Judul terlalu umum." in record
    assert "Kepala Dinas" in record
    has_no_barrier(admin)


def test_a_routine_piece_skips_the_head_of_agency(people, newsroom):
    contributor, admin, head = (
        people("kontributor_data"),
        people("admin_data"),
        people("atasan_unit_data", PHONE),
    )
    write(contributor, newsroom, "Senam pagi")
    submit(contributor, "routine")
    for tab in (admin, admin, head, admin):
        open_first_of_inbox(tab)
        decide(tab)

    assert NewsPage.objects.get().live
    assert the_case().steps.get(key="5").outcome == "skipped"


def test_a_wrong_units_head_can_neither_see_nor_approve_it(people, newsroom):
    page = NewsPage(title="Penyaluran bantuan pangan", slug="bantuan", lead="Bantuan disalurkan.")
    case = newsroom.bring(newsroom.write(page, newsroom.kontributor_data), "4")

    stranger = people("atasan_unit_care", PHONE)
    stranger.goto("/admin/sop/inbox/")
    assert "bantuan pangan" not in stranger.locator("body").inner_text()
    stranger.goto(f"/admin/sop/cases/{case.pk}/")
    assert "bantuan pangan" not in stranger.locator("body").inner_text()
    stranger.goto(f"/admin/pages/{page.pk}/edit/")
    assert "bantuan pangan" not in stranger.locator("body").inner_text()

    assert the_case().current_step.key == "4"


def test_a_stale_tab_is_told_who_was_first(people, newsroom):
    page = NewsPage(title="Penyaluran bantuan pangan", slug="bantuan", lead="Bantuan disalurkan.")
    newsroom.bring(newsroom.write(page, newsroom.kontributor_data), "4")
    newsroom.hire("kepala_lain", "atasan_unit", newsroom.data)
    first, second = people("atasan_unit_data", PHONE), people("kepala_lain", PHONE)
    for tab in (first, second):
        open_first_of_inbox(tab)

    decide(first)
    decide(second)

    assert "Atasan Unit Data" in second.locator("main").inner_text()
    assert the_case().current_step.key == "5"
    assert the_case().steps.filter(key="4").count() == 1


def test_an_empty_reason_keeps_the_person_on_the_page(people, newsroom):
    page = NewsPage(title="Penyaluran bantuan pangan", slug="bantuan", lead="Bantuan disalurkan.")
    newsroom.bring(newsroom.write(page, newsroom.kontributor_data), "4")
    head = people("atasan_unit_data", PHONE)
    open_first_of_inbox(head)

    head.locator("#sop-send_back > summary").click()
    head.evaluate("document.querySelectorAll('#sop-send_back form').forEach(form => form.noValidate = true)")
    press(head, "#sop-send_back button[type=submit]")

    # The reason is asked for in place; the approval waits behind the open form.
    assert head.locator("#sop-send_back textarea").is_visible()
    assert the_case().current_step.key == "4"
    has_no_barrier(head)
