"""Handing a piece in."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from tests.screens.conftest import as_user, page_of, shown
from wagtail_sop.models import Appointment, Case
from wagtail_sop.testing import appoint

INBOX = reverse("wagtail_sop:inbox")


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def said(response):
    return " ".join(unescape(response.content.decode()).split())


def read(user, case):
    return said(as_user(user).get(page_of(case, "submit")))


def hand_in(user, case, **fields):
    values = {"seen": shown(case)["seen"], "content_class": "routine", "note": "", **fields}
    return as_user(user).post(page_of(case, "submit"), values)


def test_each_class_says_what_choosing_it_leads_to(office, case):
    page = read(office.kontributor_data, case)

    assert "skips 5. Penyaringan oleh Kepala Dinas" in page
    assert page.count("passes every step of the SOP") == 2


def test_the_page_says_who_receives_the_piece_and_until_when(office, case):
    page = read(office.kontributor_data, case)

    assert "Next is step “2. Serahkan kepada Admin”, done by Admin Sekretariat, Bidang, Balai." in page
    assert "It is due today 13.00." in page or "It is due today 12.00." in page
    assert "Those who receive the piece: Admin Data." in page
    assert "Submit – goes to Admin Sekretariat, Bidang, Balai, due today" in page


def test_submitting_hands_the_piece_in_with_class_and_note(office, case):
    response = hand_in(office.kontributor_data, case, content_class="policy", note="Mohon segera.")

    case.refresh_from_db()
    assert response.url == INBOX
    assert case.status == Case.Status.RUNNING
    assert case.content_class == "policy"
    assert case.current_step.key == "2"
    assert case.steps.get(key="1").note == "Mohon segera."


def test_the_contributor_is_told_who_has_the_piece_now(office, case):
    client = as_user(office.kontributor_data)
    response = client.post(
        page_of(case, "submit"), {**shown(case), "content_class": "routine", "note": ""}, follow=True
    )

    assert "“Penyaluran bantuan pangan”: submitted." in said(response)
    assert "It is now with Admin Sekretariat, Bidang, Balai – Bidang Data" in said(response)


def test_a_missing_class_is_asked_for_and_the_note_is_kept(office, case):
    response = hand_in(office.kontributor_data, case, content_class="", note="Catatan saya.")

    assert response.status_code == 200
    assert "Choose the class of the piece: routine, important or policy." in said(response)
    assert "Catatan saya.</textarea>" in said(response)
    case.refresh_from_db()
    assert case.is_with_contributor


def test_no_class_is_chosen_beforehand_for_who_submits_for_the_first_time(office, case):
    first = read(office.kontributor_data, case)
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Kurang lengkap.", to="1")
    again = read(office.kontributor_data, case)

    assert 'value="routine" required' in first
    assert "checked" not in first
    assert re.search('value="important"[^>]* checked', again)


def test_the_unit_is_only_asked_of_who_contributes_for_several(office, case):
    assert 'name="unit"' not in read(office.kontributor_data, case)

    appoint(office.kontributor_data, office.position("kontributor"), office.care)

    assert 'name="unit"' in read(office.kontributor_data, case)
    hand_in(office.kontributor_data, case, unit=str(office.care.pk))
    case.refresh_from_db()
    assert case.unit == office.care


def test_an_unknown_unit_must_be_chosen(office, page):
    appoint(office.kontributor_data, office.position("kontributor"), office.care)
    case = office.write(page, office.kontributor_data)
    assert case.unit is None

    response = hand_in(office.kontributor_data, case, unit="")

    assert response.status_code == 200
    assert "Choose the unit this piece belongs to." in said(response)
    assert "Who receives it depends on the unit you choose." in said(response)


def test_a_unit_that_was_not_offered_is_not_taken(office, case):
    hand_in(office.kontributor_data, case, unit=str(office.care.pk))

    case.refresh_from_db()
    assert case.unit == office.data


def test_a_vacant_receiving_post_is_said_before_submitting(office, case):
    Appointment.objects.filter(user=office.admin_data).delete()

    assert "Nobody holds this post for Bidang Data" in read(office.kontributor_data, case)


def test_the_second_half_of_a_double_click_submits_nothing_twice_and_is_no_error(office, case):
    before = shown(case)["seen"]
    hand_in(office.kontributor_data, case)

    response = hand_in(office.kontributor_data, case, seen=before)

    assert response.url == INBOX
    assert case.steps.filter(outcome="submitted").count() == 1


def test_a_piece_that_is_on_its_way_cannot_be_submitted_again(office, case):
    office.bring(case, "3")
    client = as_user(office.kontributor_data)

    response = client.get(page_of(case, "submit"), follow=True)

    assert "This piece has already been submitted." in said(response)
    assert response.redirect_chain[0][0] == page_of(case)


def test_who_may_not_submit_is_told_who_may(office, case):
    response = as_user(office.atasan_unit_data).get(page_of(case, "submit"), follow=True)
    posted = hand_in(office.atasan_unit_data, case)

    assert "Only a Kontributor (ASN/PPPK) of Bidang Data with a valid appointment" in said(response)
    assert posted.status_code == 409
    assert "Only a Kontributor (ASN/PPPK) of Bidang Data" in said(posted)


def test_another_units_contributor_learns_nothing(office, case):
    client = as_user(office.kontributor_care)

    response = client.post(page_of(case, "submit"), {"content_class": "routine"}, follow=True)

    assert case.title not in said(response)
    case.refresh_from_db()
    assert case.is_with_contributor


def test_a_returned_piece_is_submitted_again_on_the_same_page(office, case):
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Kurang lengkap.", to="1")

    hand_in(office.kontributor_data, case, content_class="important", note="Sudah dilengkapi.")

    case.refresh_from_db()
    assert case.current_step.key == "2"
    assert case.current_step.round == 2
