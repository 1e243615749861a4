"""Who is told what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_sop.models import Appointment, Case, Notice
from wagtail_sop.models.notices import notify
from wagtail_sop.publishing import break_glass
from wagtail_sop.testing import appoint, make_user

from .conftest import names, prefer


@pytest.fixture
def move():
    """What one move writes: the recipients and kinds of the notices that are new after it."""

    def made_by(act, *args, **kwargs):
        before = set(Notice.objects.values_list("pk", flat=True))
        act(*args, **kwargs)
        return names(Notice.objects.exclude(pk__in=before))

    return made_by


def test_a_submitted_piece_calls_those_who_may_receive_it(case, office, move):
    assert move(case.submit, office.kontributor_data) == [("admin_data", "step")]


def test_saving_a_draft_writes_to_nobody(case):
    assert not Notice.objects.exists()


def test_the_shared_mailbox_of_the_unit_is_told_too(case, office, move):
    office.data.mailbox = "Bidang.Data@example.go.id"
    office.data.save()

    assert move(case.submit, office.kontributor_data) == [("admin_data", "step"), ("bidang.data", "step")]


def test_a_mailbox_that_is_also_the_address_of_an_admin_gets_one_mail(case, office, move):
    office.data.mailbox = office.admin_data.email.upper()
    office.data.save()

    assert move(case.submit, office.kontributor_data) == [("admin_data", "step")]


def test_two_accounts_with_one_address_get_one_mail(case, office, move):
    second = office.hire("admin_kedua", "admin", office.data)
    second.email = office.admin_data.email.title()
    second.save()

    assert move(case.submit, office.kontributor_data) == [("admin_data", "step")]


def test_a_person_without_an_address_is_left_out(case, office, move):
    office.admin_data.email = ""
    office.admin_data.save()

    assert move(case.submit, office.kontributor_data) == []


def test_receiving_tells_the_contributor_and_calls_the_other_admin(case, office, move):
    office.hire("admin_kedua", "admin", office.data)
    office.bring(case, "2")

    assert move(case.take, office.admin_data) == [("admin_kedua", "step"), ("kontributor_data", "progress")]


def test_approving_calls_the_next_official_and_tells_the_contributor(case, office, move):
    office.bring(case, "4")

    told = move(case.approve, office.atasan_unit_data)

    assert told == [("kepala_dinas", "step"), ("kontributor_data", "progress")]


def test_the_step_of_a_skipped_official_writes_no_mail_to_that_official(case, office, move):
    office.bring(case, "4", content_class="routine")

    told = move(case.approve, office.atasan_unit_data)

    assert told == [("admin_data", "step"), ("kontributor_data", "progress")]


def test_a_return_tells_the_contributor_and_calls_the_official_whose_approval_is_void(case, office, move):
    office.bring(case, "5")

    told = move(case.send_back, office.kepala_dinas, "Angka penerima belum benar.")

    assert told == [("atasan_unit_data", "step"), ("kontributor_data", "returned")]


def test_a_return_further_back_tells_those_whose_approval_is_void(case, office, move):
    office.bring(case, "5")

    told = move(case.send_back, office.kepala_dinas, "Ganti foto.", to="3")

    assert told == [
        ("admin_data", "step"),
        ("atasan_unit_data", "returned"),
        ("kontributor_data", "returned"),
    ]


def test_a_return_to_the_contributor_is_one_mail_with_the_reason(case, office, move):
    office.bring(case, "2")

    assert move(case.send_back, office.admin_data, "Foto belum ada.") == [("kontributor_data", "returned")]


def test_a_rejection_tells_all_who_had_passed_the_piece_on(case, office, move):
    office.bring(case, "5")

    told = move(case.reject, office.kepala_dinas, "Tidak layak tayang.")

    assert told == [
        ("admin_data", "rejected"),
        ("atasan_unit_data", "rejected"),
        ("kontributor_data", "rejected"),
    ]


def test_going_live_is_one_mail_to_the_contributor_and_none_to_who_published(case, office, move):
    office.bring(case, "6")

    assert move(case.approve, office.admin_data) == [("kontributor_data", "live")]


def test_a_scheduled_piece_tells_the_contributor_when_it_goes_live(case, office, move):
    office.bring(case, "6")

    told = move(case.approve, office.admin_data, go_live_at=timezone.now() + timezone.timedelta(days=1))

    assert told == [("kontributor_data", "progress")]
    assert Notice.objects.latest("pk").data["go_live_at"]


def test_a_change_of_class_by_another_tells_the_contributor(case, office, move):
    office.bring(case, "4", content_class="routine")

    assert move(case.change_class, office.atasan_unit_data, "policy") == [("kontributor_data", "event")]


def test_two_changes_of_class_at_one_step_and_the_decision_are_three_mails(case, office, move):
    office.bring(case, "4", content_class="routine")

    case.change_class(office.atasan_unit_data, "policy")
    case.change_class(office.atasan_unit_data, "important")
    case.approve(office.atasan_unit_data)

    to_contributor = Notice.objects.filter(user=office.kontributor_data, step__key="4")
    assert names(Notice.objects.filter(kind=Notice.Kind.EVENT)) == [("kontributor_data", "event")] * 2
    assert names(to_contributor) == [("kontributor_data", "progress")]


def test_the_contributors_own_change_of_class_writes_no_mail(case, office, move):
    assert move(case.change_class, office.kontributor_data, "policy") == []


def test_taking_a_piece_down_tells_the_contributor(case, office, move):
    office.bring(case, "7")

    assert move(case.take_down, office.kepala_dinas, "Data pribadi terlihat.") == [
        ("kontributor_data", "event")
    ]


def test_taking_down_a_live_piece_whose_next_version_is_scheduled_writes_one_mail(case, office, page, move):
    office.bring(case, "7").seal(office.admin_data)
    page.refresh_from_db()
    update = office.write(page, office.kontributor_data, title="Judul yang diperbaiki")
    office.bring(update, "6").approve(office.admin_data, go_live_at=timezone.now() + timedelta(days=1))

    told = move(update.take_down, office.kepala_dinas, "Data pribadi terlihat.")

    assert told == [("kontributor_data", "event")]
    update.refresh_from_db()
    assert (update.status, update.current_step) == (Case.Status.ENDED, None)
    assert not page.get_latest_revision().approved_go_live_at


def test_who_is_given_a_piece_is_told_and_who_takes_it_over_is_not(case, office, move):
    second = office.hire("admin_kedua", "admin", office.data)
    office.bring(case, "3")

    assert move(case.reassign, office.admin_data, second) == [("admin_kedua", "assigned")]
    assert move(case.reassign, office.admin_data, office.admin_data) == []


def test_break_glass_calls_the_head_of_agency_whatever_the_preferences(case, office, page, move):
    superuser = make_user("webmaster", is_superuser=True)
    prefer(office.kepala_dinas, submitted_notifications=False)

    told = move(break_glass, page, superuser, "Gempa; perintah lisan.")

    assert told == [("kepala_dinas", "break_glass"), ("kontributor_data", "event")]


def test_confirming_it_afterwards_tells_the_contributor(case, office, page, move):
    break_glass(page, make_user("webmaster", is_superuser=True), "Gempa.")
    case = Case.objects.current_on(page)

    assert ("kontributor_data", "progress") in move(case.confirm_live, office.kepala_dinas)


def test_a_contributor_who_is_also_called_to_the_next_step_gets_one_mail(case, office, move):
    appoint(office.kontributor_data, office.position("admin"), office.data)
    office.bring(case, "5")

    told = move(case.approve, office.kepala_dinas)

    assert told == [("admin_data", "step"), ("kontributor_data", "step")]


@pytest.mark.parametrize(
    ("preference", "kinds"),
    [
        ("submitted_notifications", {"step"}),
        ("approved_notifications", {"progress", "live"}),
        ("rejected_notifications", {"returned", "event"}),
    ],
)
def test_wagtails_own_preferences_switch_kinds_off(case, office, preference, kinds):
    for user in office.people.values():
        prefer(user, **{preference: False})

    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Perbaiki judul.")
    case.change_class(office.atasan_unit_data, "policy") if case.kind == "review" else None
    office.bring(case, "7")

    assert not {str(notice.kind) for notice in Notice.objects.all()} & kinds


def test_an_acting_official_is_called_in_that_capacity(case, office):
    deputy = make_user("sekretaris")
    appoint(deputy, office.position("kepala_dinas"), office.agency, kind=Appointment.Kind.PLH)

    office.bring(case, "5")

    assert Notice.objects.get(user=deputy).data["capacity"].startswith("Plh. ")


def test_telling_thirty_people_costs_as_many_queries_as_telling_three(case, office):
    for number in range(2):
        office.hire(f"atasan_{number}", "atasan_unit", office.data)
    office.bring(case, "3")
    with CaptureQueriesContext(
        connection,
    ) as for_three:
        case.approve(office.admin_data)
    case.send_back(office.atasan_unit_data, "Perbaiki judul.")
    for number in range(27):
        office.hire(f"atasan_lain_{number}", "atasan_unit", office.data)

    with CaptureQueriesContext(connection) as for_thirty:
        case.approve(office.admin_data)

    assert Notice.objects.filter(step=case.current_step).count() == 30
    assert len(for_thirty) <= len(for_three) + 1


def test_an_address_longer_than_ours_may_be_does_not_fail_the_act(case, office):
    # A site's own user model may allow it; Django's does not.
    office.admin_data.email = f"{'a' * 250}@example.go.id"

    notify(case, Notice.Kind.PROGRESS, [office.admin_data, office.kepala_dinas])

    assert names() == [("kepala_dinas", "progress")]
