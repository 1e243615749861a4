"""The review page: read, decide, and be told what happened. All through the real views."""

from datetime import date, datetime
from html import unescape
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail import hooks

from tests.screens.conftest import act, as_user, look, page_of, shown
from tests.testapp.models import Advert, SimplePage
from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.models import Appointment, Case, CaseStep
from wagtail_sop.procedures import load_library

HOME = reverse("wagtailadmin_home")
INBOX = reverse("wagtail_sop:inbox")


@pytest.fixture(autouse=True)
def english(settings):
    """The exact words are those of the source; the catalogues have tests of their own."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def said(response):
    """The page as a person reads it: entities and runs of white space resolved."""
    return " ".join(unescape(response.content.decode()).split())


def read(user, case):
    return " ".join(unescape(look(user, case)).split())


def after(response, client_user):
    """What the next page tells the person."""
    return said(as_user(client_user).get(response.url))


def press(user, case, verb, **fields):
    """Press a button and read the page that follows."""
    client = as_user(user)
    values = {**shown(case), "verb": verb, **fields}
    return said(client.post(page_of(case, "act"), values, follow=True))


# Reading


def test_the_head_of_section_sees_where_the_piece_is_and_two_buttons_that_say_what_will_happen(office, case):
    office.bring(case, "4")

    page = read(office.atasan_unit_data, case)

    assert "Penyaluran bantuan pangan" in page
    assert "4. Penyaringan oleh atasan unit" in page
    assert "Bidang Data" in page
    assert "2 hours of working time left" in page
    assert "18 November 2026, at 11.00 WIB" in page
    assert "Approve – goes to Kepala Dinas, due today 10.00" in page
    assert "Return – to Admin Sekretariat, Bidang, Balai" in page
    assert "Reject – ends unpublished" in page


def test_the_offered_buttons_are_exactly_the_verbs_of_the_case(office, case):
    office.bring(case, "4")
    head = office.atasan_unit_data

    page = read(head, case)

    for verb in case.verbs_for(head):
        assert verb.label in page
        assert f'name="verb" value="{verb.name}"' in page
    assert 'value="seal"' not in page
    assert 'value="withdraw"' not in page


def test_approving_takes_two_taps_because_the_button_needs_nothing_filled_in(office, case):
    office.bring(case, "4", "routine")
    head = office.atasan_unit_data

    response = act(head, case, "approve")

    case.refresh_from_db()
    assert response.url == INBOX
    assert case.current_step.key == "6"
    assert case.steps.get(key="4").actor == head


def test_the_message_says_what_happened_and_who_has_the_piece_now(office, case):
    office.bring(case, "4")

    page = press(office.atasan_unit_data, case, "approve", note="Sudah baik.")

    assert "“Penyaluran bantuan pangan”: approved." in page
    assert "It is now with Kepala Dinas – Dinas Contoh, at step “5. Penyaringan oleh Kepala Dinas”" in page
    assert "due today 10.00" in page
    assert case.steps.get(key="4").note == "Sudah baik."


def test_the_message_leads_to_the_next_piece_that_waits(office, case):
    office.bring(case, "4")
    other = office.write(SimplePage(title="Lansia", slug="lansia"), office.kontributor_data)
    office.bring(other, "4")

    page = press(office.atasan_unit_data, case, "approve")

    assert "Next: Lansia" in page
    assert page_of(other) in page


def test_a_piece_that_was_never_live_is_called_new(office, case):
    office.bring(case, "4")

    assert "This piece is new: nothing of it has been live before." in read(office.atasan_unit_data, case)


def test_what_changed_since_the_live_version_is_shown_field_by_field(office, case, page):
    office.bring(case, "7")
    page.refresh_from_db()
    again = office.write(page, office.kontributor_data, body="Naskah kedua.")
    office.bring(again, "4")

    screen = read(office.atasan_unit_data, again)

    assert '<span class="deletion">pertama.</span>' in screen
    assert '<span class="addition">kedua.</span>' in screen


def test_a_returned_piece_tells_its_contributor_why_at_the_top(office, case):
    office.bring(case, "4")
    act(office.atasan_unit_data, case, "send_back", to="1", reason="Tambahkan jumlah penerima.")

    page = read(office.kontributor_data, case)

    assert "Returned by Atasan Unit Data:" in page
    assert "Tambahkan jumlah penerima." in page
    assert "Submit …" in page


def test_a_return_that_was_passed_further_back_tells_every_reason_the_newest_first(office, case):
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Angka belum benar.", to="3")
    case.send_back(office.admin_data, "Mohon diperbaiki.", to="1")

    top = read(office.kontributor_data, case).split('id="sop-history')[0]

    assert top.index("Mohon diperbaiki.") < top.index("Angka belum benar.")


def test_a_return_that_was_dealt_with_is_no_longer_held_against_the_piece(office, case):
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Angka belum benar.", to="3")
    case.approve(office.admin_data)

    top = read(office.atasan_unit_data, case).split('id="sop-history')[0]

    assert "Angka belum benar." not in top


def test_a_return_whose_target_can_be_chosen_is_sent_by_a_button_that_names_none(office, case):
    office.bring(case, "4")

    page = read(office.atasan_unit_data, case)

    assert '<button type="submit" class="button">Return</button>' in page
    assert '<button type="submit" class="button">Change the class</button>' in page


def test_the_link_to_the_live_piece_goes_when_the_piece_is_taken_down(office, case):
    office.bring(case, "7")
    assert "View live" in read(office.atasan_unit_data, case)

    case.take_down(office.atasan_unit_data, "Foto tanpa izin.")

    assert "View live" not in read(office.atasan_unit_data, case)


def test_a_post_that_falls_vacant_during_the_step_is_named_too(office, case):
    office.bring(case, "4")
    Appointment.objects.filter(user=office.atasan_unit_data).delete()
    head = office.hire("sekretaris", "atasan_unit", office.agency)

    page = read(head, case)

    assert "is vacant in Bidang Data; Dinas Contoh acts for it." in page
    assert "Sekretaris, Ka. Bidang, Ka. Balai – Dinas Contoh" in page


def test_approvals_that_a_return_made_void_stay_in_the_history_with_the_reason(office, case):
    office.bring(case, "5")
    act(office.kepala_dinas, case, "send_back", reason="Perlu data baru.", to="3")

    page = read(office.admin_data, case)

    assert "No longer counts:" in page
    assert "The piece was returned to this step or an earlier one." in page


def test_a_vacant_post_is_named_together_with_who_acts_for_it(office, case):
    Appointment.objects.filter(user=office.atasan_unit_data).delete()
    head = office.hire("sekretaris", "atasan_unit", office.agency)
    office.bring(case, "3")
    act(office.admin_data, case, "approve")
    case.refresh_from_db()

    page = read(head, case)

    assert "is vacant in Bidang Data; Dinas Contoh acts for it." in page
    assert "Approve – goes to Kepala Dinas" in page


def test_the_flag_of_a_forced_publication_is_shown(office, case, page):
    from wagtail_sop.publishing import break_glass

    chief = get_user_model().objects.create_superuser("super", "super@example.go.id", "sop")
    page.refresh_from_db()
    break_glass(page, chief, "Peringatan dini banjir.")
    case.refresh_from_db()

    screen = read(office.kepala_dinas, case)

    assert "This piece was published outside the procedure." in screen
    assert "Peringatan dini banjir." in screen
    assert "Confirm the publication" in screen
    assert "Take down" in screen


def test_wings_put_their_checks_before_the_person_who_decides_the_gravest_first(office, case):
    office.bring(case, "4")
    found = [
        SimpleNamespace(level="passed", message="Judul ada."),
        SimpleNamespace(level="blocking", message="NIK tercantum."),
    ]

    with hooks.register_temporarily("register_sop_checks", lambda case, obj: found):
        page = read(office.atasan_unit_data, case)

    assert page.index("NIK tercantum.") < page.index("Judul ada.")
    assert "Must be put right:" in page


def test_without_checks_there_is_no_empty_area_for_them(office, case):
    office.bring(case, "4")

    assert "sop-checks" not in read(office.atasan_unit_data, case)


def test_the_page_of_a_deleted_piece_still_shows_its_history(office, case, page):
    office.bring(case, "4")
    page.delete()

    screen = read(office.atasan_unit_data, case)

    assert "The content was deleted. Its history is kept below." in screen
    assert "<iframe" not in screen


def test_a_snippet_is_reviewed_like_a_page(office):
    install_procedure(load_library("dinsos-diy"), [Advert], agency=office.agency)
    advert = Advert(text="Posko bantuan", live=False)
    advert.save()
    case = office.write(advert, office.kontributor_data)
    office.bring(case, "4")

    page = read(office.atasan_unit_data, case)
    preview = as_user(office.atasan_unit_data).get(page_of(case, "case_preview"))

    assert "Posko bantuan" in page
    assert "Approve – goes to Kepala Dinas" in page
    assert preview.status_code == 200


# Who may look, who may act


@pytest.mark.parametrize("name", ["case", "case_preview", "submit", "act", "record"])
def test_another_units_head_reaches_no_address_of_the_piece_and_learns_nothing_of_it(office, case, name):
    office.bring(case, "4")
    client = as_user(office.atasan_unit_care)

    response = client.get(page_of(case, name))

    assert response.status_code == 302
    assert response.url == HOME
    told = said(client.get(HOME))
    assert "Sorry, you do not have permission" in told
    assert case.title not in told


def test_another_units_head_cannot_approve_by_posting_to_the_address(office, case):
    office.bring(case, "4")

    response = act(office.atasan_unit_care, case, "approve")

    case.refresh_from_db()
    assert response.url == HOME
    assert case.current_step.key == "4"


def test_an_unknown_case_is_not_found(office):
    assert as_user(office.kepala_dinas).get(reverse("wagtail_sop:case", args=[999])).status_code == 404


def test_who_is_not_logged_in_is_asked_to(office, case):
    response = Client().get(page_of(case))

    assert response.status_code == 302
    assert "login" in response.url


def test_who_can_see_but_not_act_is_told_why_and_gets_no_buttons(office, case):
    office.bring(case, "4")

    page = read(office.admin_data, case)

    assert "Only Sekretaris, Ka. Bidang, Ka. Balai of Bidang Data can act on the step" in page
    assert 'value="approve"' not in page


def test_an_author_who_is_acting_head_is_told_that_somebody_else_must_decide(office, case):
    office.bring(case, "4")
    Appointment.objects.create(
        user=office.kontributor_data,
        position=office.position("kepala_dinas"),
        unit=office.agency,
        kind="plh",
        valid_from=date(2026, 11, 1),
    )
    act(office.atasan_unit_data, case, "approve")
    case.refresh_from_db()

    page = read(office.kontributor_data, case)
    response = act(office.kontributor_data, case, "approve")

    assert "You wrote or already approved this piece" in page
    assert 'value="approve"' not in page
    assert response.status_code == 409
    case.refresh_from_db()
    assert case.current_step.key == "5"


def test_a_superuser_sees_everything_and_may_decide_nothing(office, case):
    office.bring(case, "4")
    chief = get_user_model().objects.create_superuser("super", "super@example.go.id", "sop")

    page = read(chief, case)
    response = act(chief, case, "approve")

    assert case.title in page
    assert 'value="approve"' not in page
    assert response.status_code == 409
    assert "Only Sekretaris, Ka. Bidang, Ka. Balai of Bidang Data can act" in said(response)


def test_an_appointment_that_ran_out_is_named_and_nothing_of_the_piece_is_shown(office, case):
    office.bring(case, "4")
    Appointment.objects.filter(user=office.atasan_unit_data).update(valid_until=date(2026, 11, 17))
    client = as_user(office.atasan_unit_data)
    # Still a member of staff: another post keeps the door to the admin open.
    Appointment.objects.create(
        user=office.atasan_unit_data, position=office.position("kontributor"), unit=office.care
    )

    response = client.post(page_of(case, "act"), {**shown(case), "verb": "approve"}, follow=True)

    assert "Your appointment as Sekretaris, Ka. Bidang, Ka. Balai is not valid today." in said(response)
    assert case.title not in said(response)
    case.refresh_from_db()
    assert case.current_step.key == "4"


# Refused, and nothing lost


def test_a_return_without_a_reason_is_asked_for_it_next_to_the_field(office, case):
    office.bring(case, "4")

    response = act(office.atasan_unit_data, case, "send_back", to="1", reason="   ")

    page = said(response)
    assert response.status_code == 200
    assert "Write the reason of the return, so that the next person knows what to change." in page
    assert 'id="sop-send_back" open' in page
    assert 'value="1" required' in page or 'value="1"' in page
    case.refresh_from_db()
    assert case.current_step.key == "4"


def test_what_was_typed_is_kept_when_the_act_is_refused(office, case, page):
    office.bring(case, "4")
    before = shown(case)
    case.content_object.specific.save_revision(user=office.admin_data)
    page.refresh_from_db()
    page.body = "Naskah yang berubah."
    page.save_revision(user=office.admin_data)

    response = act(
        office.atasan_unit_data, case, "send_back", to="1", reason="Alasan yang panjang.", **before
    )

    assert response.status_code == 409
    assert "The content changed while you were looking at it." in said(response)
    assert "Alasan yang panjang.</textarea>" in said(response)


def test_content_that_changed_is_not_approved_unread_and_the_page_shows_it_anew(office, case, page):
    office.bring(case, "4")
    before = shown(case)
    page.refresh_from_db()
    page.body = "Naskah yang berubah."
    page.save_revision(user=office.admin_data)

    response = act(office.atasan_unit_data, case, "approve", **before)

    case.refresh_from_db()
    assert response.status_code == 409
    assert "Read it again, then decide." in said(response)
    assert shown(case)["seen_hash"] in said(response)
    assert before["seen_hash"] not in said(response)
    assert case.current_step.key == "4"


def test_a_stale_page_names_who_was_first_and_gives_back_what_was_written(office, case):
    second = office.hire("wakil", "atasan_unit", office.data)
    office.bring(case, "4")
    before = shown(case)
    act(office.atasan_unit_data, case, "approve")
    case.refresh_from_db()

    response = act(second, case, "send_back", to="1", reason="Sumber belum jelas.", **before)

    page = said(response)
    assert response.status_code == 409
    assert "Atasan Unit Data was first: the step “Penyaringan oleh atasan unit” is already approved." in page
    assert "What you wrote was not sent." in page
    assert "Sumber belum jelas." in page
    case.refresh_from_db()
    assert case.current_step.key == "5"


def test_the_second_half_of_a_double_click_is_no_error(office, case):
    office.bring(case, "4")
    before = shown(case)
    act(office.atasan_unit_data, case, "approve", **before)

    response = act(office.atasan_unit_data, case, "approve", **before)

    assert response.url == INBOX
    assert case.steps.filter(key="4", outcome="approved").count() == 1


def test_looking_at_the_address_for_acts_does_nothing_and_leads_to_the_piece(office, case):
    office.bring(case, "4")

    response = as_user(office.atasan_unit_data).get(page_of(case, "act"), {"verb": "approve"})

    assert response.url == page_of(case)
    case.refresh_from_db()
    assert case.current_step.key == "4"


def test_a_post_without_the_sites_token_is_refused(office, case):
    office.bring(case, "4")
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.atasan_unit_data)

    response = client.post(page_of(case, "act"), {**shown(case), "verb": "approve"})

    assert response.status_code == 403
    case.refresh_from_db()
    assert case.current_step.key == "4"


@pytest.mark.parametrize("seen", ["abc", "-1", "²", "9" * 40])
def test_nonsense_in_the_hidden_fields_is_taken_for_a_stale_page(office, case, seen):
    office.bring(case, "4")

    response = act(office.atasan_unit_data, case, "approve", seen=seen)

    assert response.status_code == 409
    assert "Reload the page to see where the piece is now." in said(response)


def test_an_unknown_verb_is_a_bad_request(office, case):
    assert act(office.kontributor_data, case, "delete").status_code == 400


# The other acts


def test_receiving_leads_back_to_the_piece_because_the_work_begins_now(office, case):
    office.bring(case, "2")

    response = act(office.admin_data, case, "take")

    case.refresh_from_db()
    assert response.url == page_of(case)
    assert case.current_step.key == "3"
    assert "Open in the editor" in read(office.admin_data, case)
    assert "taken by Admin Data" in read(office.admin_data, case)


def test_a_colleague_sees_who_has_taken_the_piece_and_may_take_it_over(office, case):
    colleague = office.hire("admin_kedua", "admin", office.data)
    office.bring(case, "2")
    act(office.admin_data, case, "take")
    case.refresh_from_db()

    before = read(colleague, case)
    refused = act(colleague, case, "approve")
    act(colleague, case, "reassign", to=colleague.pk)

    assert "taken by Admin Data" in before
    assert "Take over or reassign …" in before
    assert 'value="approve"' not in before
    assert refused.status_code == 409
    case.refresh_from_db()
    assert case.current_step.holder == colleague


@pytest.mark.parametrize("to", ["", "kepala", "999999"])
def test_reassigning_asks_for_a_colleague(office, case, to):
    office.hire("admin_kedua", "admin", office.data)
    office.bring(case, "2")
    act(office.admin_data, case, "take")
    case.refresh_from_db()

    response = act(office.admin_data, case, "reassign", to=to)

    assert response.status_code == 200
    assert "Choose the colleague who gets the piece." in said(response)


def test_a_taken_piece_is_put_back_for_the_colleagues(office, case):
    office.bring(case, "4")
    act(office.atasan_unit_data, case, "take")
    case.refresh_from_db()

    act(office.atasan_unit_data, case, "release")

    case.refresh_from_db()
    assert case.current_step.holder is None


def test_rejecting_ends_the_case_with_the_reason(office, case):
    office.bring(case, "4")

    page = press(office.atasan_unit_data, case, "reject", reason="Bukan urusan kami.")

    assert "“Penyaluran bantuan pangan”: rejected." in page
    case.refresh_from_db()
    assert case.status == Case.Status.REJECTED


def test_publishing_now_puts_the_piece_live(office, case, page):
    office.bring(case, "6")

    screen = press(office.admin_data, case, "approve")

    page.refresh_from_db()
    assert page.live
    assert "“Penyaluran bantuan pangan”: published." in screen


def test_publishing_on_a_date_schedules_the_piece_in_the_persons_time_zone(office, case, page):
    office.bring(case, "6")

    act(office.admin_data, case, "schedule", go_live_at="2026-11-23T08:00")

    case.refresh_from_db()
    page.refresh_from_db()
    assert case.status == Case.Status.SCHEDULED
    assert not page.live
    go_live_at = case.approved_revision.as_object().go_live_at
    assert go_live_at == datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Jakarta"))


def test_scheduling_without_a_date_never_publishes_now(office, case, page):
    office.bring(case, "6")

    response = act(office.admin_data, case, "schedule", go_live_at="", note="Pagi hari.")

    page.refresh_from_db()
    assert response.status_code == 200
    assert "Choose the date and time of publication, or publish now." in said(response)
    assert "Pagi hari.</textarea>" in said(response)
    assert not page.live


def test_a_date_in_the_past_is_refused_next_to_the_field(office, case, page):
    office.bring(case, "6")

    response = act(office.admin_data, case, "schedule", go_live_at="2026-11-17T08:00")

    assert response.status_code == 200
    assert "The time of publication lies in the past." in said(response)
    assert "2026-11-17T08:00" in said(response)


def test_the_official_who_decides_lowers_the_class_and_others_are_only_offered_to_raise_it(office, case):
    office.bring(case, "4")

    deciding = read(office.atasan_unit_data, case)
    involved = read(office.admin_data, case)
    act(office.atasan_unit_data, case, "change_class", content_class="routine", note="Kegiatan rutin.")

    assert '<option value="routine">' in deciding
    assert '<option value="policy">' in involved
    assert '<option value="routine">' not in involved
    case.refresh_from_db()
    assert case.content_class == "routine"


def test_the_documenting_admin_closes_the_case(office, case):
    office.bring(case, "7")

    assert "Document and close the case" in read(office.admin_data, case)
    act(office.admin_data, case, "seal", note="Diarsipkan.")

    case.refresh_from_db()
    assert case.status == Case.Status.SEALED
    page = read(office.admin_data, case)
    assert "sealed" in page
    assert f'href="{page_of(case, "record")}"' in page


def test_the_contributor_withdraws_before_a_decision(office, case):
    office.bring(case, "3")

    act(office.kontributor_data, case, "withdraw", note="Acara batal.")

    case.refresh_from_db()
    assert case.status == Case.Status.WITHDRAWN


def test_a_live_piece_is_taken_down_with_a_reason(office, case, page):
    office.bring(case, "7")

    act(office.atasan_unit_data, case, "take_down", reason="Foto tanpa izin.")

    page.refresh_from_db()
    assert not page.live


# The preview


def test_the_preview_shows_the_latest_draft_inside_the_review_page(office, case, page):
    office.bring(case, "3")
    page.refresh_from_db()
    page.title = "Judul yang disunting"
    page.save_revision(user=office.admin_data)
    case.refresh_from_db()

    response = as_user(office.admin_data).get(page_of(case, "case_preview"))

    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "Judul yang disunting" in response.content.decode()
    assert page_of(case, "case_preview") in look(office.admin_data, case)


def test_the_preview_of_the_review_page_is_of_the_very_content_a_decision_is_bound_to(office, case, page):
    office.bring(case, "4")
    approving = case.latest_revision
    page.refresh_from_db()
    page.title = "Judul yang berubah"
    page.save_revision(user=office.admin_data)

    address = f"{page_of(case, 'case_preview')}?revision={approving.pk}"
    response = as_user(office.atasan_unit_data).get(address)

    assert "Judul yang berubah" not in response.content.decode()


def test_a_revision_of_another_piece_is_never_previewed_through_this_one(office, case):
    secret = office.write(SimplePage(title="Rahasia balai", slug="rahasia"), office.kontributor_care)
    address = f"{page_of(case, 'case_preview')}?revision={secret.latest_revision.pk}"

    response = as_user(office.kontributor_data).get(address)

    assert "Rahasia balai" not in response.content.decode()


# Constant cost


def test_a_long_history_costs_no_more_queries_than_a_short_one(office, case, django_assert_max_num_queries):
    office.bring(case, "4")
    client = as_user(office.atasan_unit_data)
    client.get(page_of(case))
    with django_assert_max_num_queries(200) as short:
        client.get(page_of(case))
    for _round in range(3):
        case.send_back(office.atasan_unit_data, "Lagi.", to="3")
        case.approve(office.admin_data)

    with django_assert_max_num_queries(len(short)):
        client.get(page_of(case))

    assert CaseStep.objects.filter(case=case).count() > 8


def test_the_button_names_the_office_that_is_held_not_only_the_column_of_the_sop(office, case):
    Appointment.objects.filter(user=office.atasan_unit_data).update(title="Kepala Bidang Data", kind="plh")
    office.bring(case, "3")

    assert "goes to Plh. Kepala Bidang Data" in read(office.admin_data, case)


def test_a_single_colleague_needs_no_choosing(office, case):
    office.hire("admin_kedua", "admin", office.data)
    office.bring(case, "3")
    case.take(office.admin_data)

    page = read(office.admin_data, case)

    assert "Admin Kedua – " in page
    assert '<option value="">' not in page
