"""Wagtail's page editor on governed content: accepted buttons, the lock, and the side panel."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data

from tests.testapp.models import SimplePage
from wagtail_sop.models import Appointment, Case
from wagtail_sop.testing import appoint, make_user

FRIDAY_MORNING = "2026-11-20 09:05+07:00"
WAGTAILS_OWN = ("action-publish", "action-submit", "action-restart-workflow", "action-cancel-workflow")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def superuser(db):
    return make_user("pengelola", is_superuser=True)


@pytest.fixture
def case(office, page):
    return office.write(page, office.kontributor_data)


@pytest.fixture
def edit_url(page, case):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def add_url(office):
    return reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", office.section.pk])


@pytest.fixture
def opened(client, edit_url):
    """The editor, as a user sees it."""

    def opened(user, url=edit_url):
        client.force_login(user)
        response = client.get(url)
        assert response.status_code == 200
        return response.content.decode()

    return opened


def form(**changes):
    return nested_form_data(
        {
            "title": "Penyaluran bantuan pangan",
            "slug": "bantuan-pangan",
            "body": "Naskah",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
        }
        | changes
    )


def offered(html):
    """The names of the buttons that send the editor's form."""
    return set(re.findall(r'name="(action-[\w-]+)"', html)) | set(
        re.findall(r'data-workflow-action-name="([\w-]+)"', html)
    )


def text_of_panel(html):
    found = re.search(
        r'<div class="sop-panel">.*?(?=<div class="form-side__panel"|</aside>)', html, re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


# The buttons


def test_the_contributor_saves_or_submits_and_nothing_else(office, opened):
    assert offered(opened(office.kontributor_data)) == {"action-sop-submit"}


def test_a_new_page_under_the_section_offers_its_contributor_the_same(office, opened, add_url):
    assert offered(opened(office.kontributor_data, add_url)) == {"action-sop-submit"}


def test_an_admin_who_may_write_but_not_submit_is_offered_no_submission(office, opened, add_url):
    assert offered(opened(office.admin_data)) == set()
    assert offered(opened(office.admin_data, add_url)) == set()


def test_not_even_a_superuser_is_offered_wagtails_publication(opened, superuser, add_url):
    for html in (opened(superuser), opened(superuser, add_url)):
        assert not offered(html) & set(WAGTAILS_OWN)


@pytest.mark.parametrize("step", ["2", "3", "4", "5", "6"])
def test_while_a_case_runs_nobody_is_offered_a_button_of_wagtails_workflow(
    case, office, client, edit_url, superuser, step
):
    office.bring(case, step)

    for user in (*office.people.values(), superuser):
        client.force_login(user)
        response = client.get(edit_url)
        assert not offered(response.content.decode()) & {*WAGTAILS_OWN, "approve", "reject", "sop-reject"}


def test_in_the_edit_step_the_admin_forwards_with_one_short_word(case, office, opened):
    office.bring(case, "3")

    html = opened(office.admin_data)

    assert offered(html) == {"action-sop-open"}
    assert "Teruskan …" in html
    assert case.verbs_for(office.admin_data)[0].label not in html


def test_the_editor_is_locked_for_the_contributor_and_leads_to_the_case(case, office, opened):
    office.bring(case, "4")

    html = opened(office.kontributor_data)

    assert offered(html) == set()
    assert reverse("wagtail_sop:case", args=[case.pk]) in html


def test_the_lock_says_where_the_piece_is_with_whom_and_until_when(case, office, opened):
    office.bring(case, "4")

    html = opened(office.kontributor_data)

    assert "4. Penyaringan oleh atasan unit" in html
    assert "Sekretaris, Ka. Bidang, Ka. Balai – Bidang Data" in html
    assert "11.05" in html


def test_a_locked_page_saves_nothing(case, office, client, edit_url):
    office.bring(case, "4")
    client.force_login(office.kontributor_data)
    before = case.latest_revision.pk

    client.post(edit_url, form(body="Diam-diam"))

    assert Case.objects.get(pk=case.pk).latest_revision.pk == before


def test_a_page_that_no_sop_governs_keeps_wagtails_buttons_and_gets_no_panel(section, superuser, client):
    home = Page.objects.get(pk=section.get_parent().pk)
    free = home.add_child(instance=SimplePage(title="Bebas", slug="bebas"))
    client.force_login(superuser)

    html = client.get(reverse("wagtailadmin_pages:edit", args=[free.pk])).content.decode()

    assert "action-publish" in html
    assert "action-sop-submit" not in html
    assert "sop-panel" not in html


# Saving and going on


def test_submitting_saves_the_draft_and_leads_to_the_submission(case, office, client, edit_url):
    client.force_login(office.kontributor_data)

    response = client.post(edit_url, form(body="Naskah kedua") | {"action-sop-submit": "Ajukan …"})

    assert response.url == reverse("wagtail_sop:submit", args=[case.pk])
    assert case.piece.body == "Naskah kedua"
    assert Case.objects.get(pk=case.pk).is_with_contributor


def test_a_new_page_is_created_as_a_draft_and_led_to_the_submission(office, client, add_url):
    client.force_login(office.kontributor_data)

    response = client.post(add_url, form(title="Baru", slug="baru") | {"action-sop-submit": "Ajukan …"})

    created = SimplePage.objects.get(slug="baru")
    assert response.url == reverse("wagtail_sop:submit", args=[Case.objects.current_on(created).pk])
    assert not created.live


def test_a_draft_with_errors_stays_in_the_editor_and_keeps_what_was_typed(case, office, client, edit_url):
    client.force_login(office.kontributor_data)

    response = client.post(edit_url, form(title="", body="Jangan hilang") | {"action-sop-submit": "Ajukan …"})

    assert response.status_code == 200
    assert "Jangan hilang" in response.content.decode()
    assert case.piece.title == "Penyaluran bantuan pangan"


def test_a_gap_that_a_draft_may_have_keeps_a_piece_from_being_submitted(office, client):
    from wagtail_sop.content.models import NewsIndexPage, NewsPage

    index = office.section.add_child(instance=NewsIndexPage(title="Kabar", slug="kabar"))
    url = reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", "newspage", index.pk])
    data = nested_form_data(
        {
            "title": "Kabar pertama",
            "slug": "kabar-pertama",
            "lead": "",
            "dateline_date": "2026-11-20",
            "body": {"count": "0"},
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
        }
    ) | {"body-count": "0"}
    client.force_login(office.kontributor_data)

    refused = client.post(url, data | {"action-sop-submit": "Ajukan …"})
    saved = client.post(url, data)

    assert refused.status_code == 200
    assert saved.status_code == 302
    assert NewsPage.objects.count() == 1


def test_forwarding_saves_what_was_edited_and_leads_to_the_page_of_the_case(case, office, client, edit_url):
    office.bring(case, "3")
    client.force_login(office.admin_data)

    response = client.post(edit_url, form(body="Disunting") | {"action-sop-open": "Teruskan …"})

    assert response.url == reverse("wagtail_sop:case", args=[case.pk])
    assert Case.objects.get(pk=case.pk).piece.body == "Disunting"
    assert Case.objects.get(pk=case.pk).current_step.key == "3"


def test_saving_the_first_draft_tells_the_step_and_its_deadline(office, client, add_url):
    client.force_login(office.kontributor_data)

    response = client.post(add_url, form(title="Baru", slug="baru"), follow=True)

    said = " ".join(str(message) for message in response.context["messages"])
    assert "Susun bahan" in said
    assert "16.30" in said


def test_a_live_page_that_was_not_changed_has_nothing_to_submit(case, office, client, page, edit_url):
    office.bring(case, "7")
    case.seal(office.admin_data)
    client.force_login(office.kontributor_data)
    live = case.piece

    response = client.post(
        edit_url, form(title=live.title, slug=live.slug, body=live.body) | {"action-sop-submit": "Ajukan …"}
    )

    assert response.url == edit_url
    assert Case.objects.count() == 1


def test_autosaving_a_new_page_is_answered_as_wagtail_answers(office, client, add_url):
    client.force_login(office.kontributor_data)

    response = client.post(add_url, form(title="Baru", slug="baru"), headers={"accept": "application/json"})

    assert response.json()["success"]
    follow = client.get(response.json()["hydrate_url"])
    assert "data-side-panel='sop'" in follow.content.decode()


# The side panel


def test_the_panel_says_where_the_piece_is_and_who_acts_until_when(case, office, opened):
    office.bring(case, "4")

    text = text_of_panel(opened(office.kontributor_data))

    assert "4 " in text and "7" in text
    assert "Penyaringan oleh atasan unit" in text
    assert "Sekretaris, Ka. Bidang, Ka. Balai – Bidang Data" in text
    assert "Atasan Unit Data" in text
    assert "2 jam" in text
    assert "pukul" in text or " at " in text


def test_a_returned_piece_shows_the_reason_first(case, office, opened):
    office.bring(case, "2")
    case.send_back(office.admin_data, "Foto belum ada keterangan.")

    text = text_of_panel(opened(office.kontributor_data))

    assert "Foto belum ada keterangan." in text[:300]
    assert "Admin Data" in text[:300]


def test_a_return_that_was_passed_further_back_shows_every_reason_until_it_is_answered(case, office, opened):
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Angka belum benar.", to="3")
    case.send_back(office.admin_data, "Mohon diperbaiki.", to="1")

    text = text_of_panel(opened(office.kontributor_data))
    assert text.index("Mohon diperbaiki.") < text.index("Angka belum benar.") < 400

    case.submit(office.kontributor_data)
    assert "Mohon diperbaiki." not in text_of_panel(opened(office.admin_data))[:400]


def test_a_post_that_fell_vacant_during_the_step_is_said_in_the_panel(case, office, opened):
    office.bring(case, "4")
    Appointment.objects.filter(user=office.atasan_unit_data).delete()
    appoint(make_user("sekretaris"), office.position("atasan_unit"), office.agency)

    text = text_of_panel(opened(office.kontributor_data))

    assert "Ka. Balai – Dinas Contoh" in text


def test_the_panel_of_a_new_page_says_how_the_case_begins(office, opened, add_url):
    text = text_of_panel(opened(office.kontributor_data, add_url))

    assert "Susun bahan" in text
    assert "1 hari" in text


def test_the_panel_links_to_the_case_and_to_its_record(case, office, opened):
    html = opened(office.kontributor_data)

    assert reverse("wagtail_sop:case", args=[case.pk]) in html
    assert reverse("wagtail_sop:record", args=[case.pk]) in html


def test_who_may_not_see_the_case_gets_no_history_of_it(case, office, opened):
    office.bring(case, "2")
    case.send_back(office.admin_data, "Rahasia bidang.")

    client = Client()
    client.force_login(office.kontributor_care)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[case.object_id]), follow=True)

    html = response.content.decode()
    assert reverse("wagtail_sop:case", args=[case.pk]) not in html
    assert "Rahasia bidang." not in html


def test_after_publication_the_panel_still_tells_the_story(case, office, opened):
    office.bring(case, "7")
    case.seal(office.admin_data)

    assert "Kepala Dinas" in text_of_panel(opened(office.kontributor_data))


def test_a_long_history_costs_as_many_queries_as_a_short_one(case, office, client, edit_url):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(edit_url).status_code == 200
        return len(captured)

    office.bring(case, "4")
    client.force_login(office.admin_data)
    client.get(edit_url)
    short = queries()
    for _round in range(14):
        case.send_back(office.atasan_unit_data, "Lagi.")
        case.approve(office.admin_data)

    assert case.steps.count() > 30
    assert queries() == short
