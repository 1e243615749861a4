"""The reference SOP on a real page, from the first draft to the sealed record."""

import pytest
import time_machine
from wagtail.models import TaskState, WorkflowState

from wagtail_sop.exceptions import AlreadyDone, Incomplete, NotEntitled, Refused, TakenByAnother
from wagtail_sop.models import Appointment, Case, CaseEvent, StepState
from wagtail_sop.testing import appoint, make_user

WEDNESDAY_9 = "2026-11-18 09:00+07:00"


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(WEDNESDAY_9, tick=False) as clock:
        yield clock


@pytest.fixture
def case(office, page):
    return office.write(page, office.kontributor_data)


def visits(case):
    return [(row.key, row.outcome) for row in case.steps.all()]


def local(moment):
    from django.utils import timezone

    return timezone.localtime(moment).strftime("%a %d %H.%M")


def test_the_first_draft_opens_a_case_at_step_one_with_its_deadline(case, office):
    assert case.status == Case.Status.DRAFTING
    assert case.unit == office.data
    assert case.contributor == office.kontributor_data
    assert case.current_step.key == "1"
    assert local(case.current_step.due_at) == "Thu 19 16.30"


def test_a_second_draft_of_the_same_piece_opens_no_second_case(case, office, page):
    office.write(page, office.kontributor_data, body="Naskah kedua.")

    assert Case.objects.count() == 1


def test_a_routine_piece_skips_the_head_of_agency_visibly(case, office, page):
    office.bring(case, "4", content_class="routine")
    case.approve(office.atasan_unit_data)
    case.approve(office.admin_data)
    case.seal(office.admin_data)

    page.refresh_from_db()
    assert page.live
    assert case.status == Case.Status.SEALED
    assert ("5", "skipped") in visits(case)
    assert case.steps.get(key="5").note


def test_an_important_piece_passes_the_head_of_agency(case, office, page):
    office.bring(case, "5")
    page.refresh_from_db()
    assert not page.live

    case.approve(office.kepala_dinas)
    case.approve(office.admin_data)

    page.refresh_from_db()
    assert page.live
    assert case.status == Case.Status.LIVE
    assert case.current_step.key == "7"
    assert case.url.endswith("/bantuan-pangan/")


def test_a_refusal_of_the_head_of_agency_lands_at_step_4_and_then_at_3(case, office):
    office.bring(case, "5")

    case.send_back(office.kepala_dinas, "Judul terlalu panjang.")
    assert case.current_step.key == "4"

    case.send_back(office.atasan_unit_data, "Judul terlalu panjang.")
    assert case.current_step.key == "3"
    assert case.steps.get(key="4", round=1).voided_at
    assert case.steps.get(key="4", round=1).person == "Atasan Unit Data"


def test_after_a_return_every_later_step_decides_again(case, office):
    office.bring(case, "5")
    case.send_back(office.kepala_dinas, "Perbaiki.")
    case.send_back(office.atasan_unit_data, "Perbaiki.")

    case.approve(office.admin_data)
    assert case.current_step.key == "4"
    case.approve(office.atasan_unit_data)
    assert case.current_step.key == "5"


def test_a_return_may_name_an_earlier_step_up_to_the_contributor(case, office):
    office.bring(case, "5")

    case.send_back(office.kepala_dinas, "Tulis ulang.", to="1")

    assert case.status == Case.Status.DRAFTING
    assert case.current_step.key == "1"
    assert case.current_step.holder == office.kontributor_data
    case.submit(office.kontributor_data, content_class="important")
    assert case.current_step.key == "2"
    assert WorkflowState.objects.count() == 1


def test_a_return_without_a_reason_is_refused_and_changes_nothing(case, office):
    office.bring(case, "4")

    with pytest.raises(Incomplete) as refusal:
        case.send_back(office.atasan_unit_data, "  ")

    assert refusal.value.field == "reason"
    assert case.current_step.key == "4"
    assert case.current_step.is_open


def test_a_return_cannot_lead_forward(case, office):
    office.bring(case, "4")

    with pytest.raises(Incomplete):
        case.send_back(office.atasan_unit_data, "Salah langkah.", to="6")


def test_incomplete_material_goes_back_from_the_handover_to_the_contributor(case, office):
    office.bring(case, "2")

    case.send_back(office.admin_data, "Foto belum ada.")

    assert case.status == Case.Status.DRAFTING
    assert case.current_step.key == "1"


def test_a_rejection_ends_the_case_unpublished(case, office, page):
    office.bring(case, "4")

    case.reject(office.atasan_unit_data, "Tidak layak tayang.")

    page.refresh_from_db()
    assert not page.live
    assert case.status == Case.Status.REJECTED
    assert not WorkflowState.objects.active().exists()
    assert case.record["steps"][-1]["note"] == "Tidak layak tayang."


def test_taking_what_was_handed_over_receives_it(case, office):
    office.bring(case, "2")

    case.take(office.admin_data)

    assert visits(case)[1] == ("2", "received")
    assert case.current_step.key == "3"
    assert case.current_step.holder == office.admin_data


def test_a_piece_taken_by_a_colleague_is_left_to_the_colleague(case, office):
    colleague = office.hire("admin_dua", "admin", office.data)
    office.bring(case, "2")
    case.take(office.admin_data)

    with pytest.raises(TakenByAnother, match="Admin Data"):
        case.approve(colleague)

    case.release(office.admin_data)
    case.approve(colleague)
    assert case.current_step.key == "4"


def test_a_piece_can_be_reassigned_within_the_position(case, office):
    colleague = office.hire("admin_dua", "admin", office.data)
    office.bring(case, "2")
    case.take(office.admin_data)

    case.reassign(colleague, to=colleague)

    assert case.current_step.holder == colleague
    with pytest.raises(NotEntitled):
        case.reassign(colleague, to=office.admin_care)


def test_a_user_deactivated_while_holding_a_piece_blocks_nobody(case, office):
    colleague = office.hire("admin_dua", "admin", office.data)
    office.bring(case, "2")
    case.take(office.admin_data)
    office.admin_data.is_active = False
    office.admin_data.save()

    case = Case.objects.get(pk=case.pk)
    case.approve(colleague)

    assert case.current_step.key == "4"


def test_the_contributor_withdraws_before_a_decision(case, office):
    office.bring(case, "3")

    case.withdraw(office.kontributor_data, "Ada data baru.")

    assert case.status == Case.Status.WITHDRAWN
    assert not WorkflowState.objects.active().exists()


def test_nobody_withdraws_after_a_decision(case, office):
    office.bring(case, "5")

    with pytest.raises(Refused):
        case.withdraw(office.kontributor_data)

    assert case.current_step.key == "5"


def test_after_a_withdrawal_the_next_draft_begins_a_new_case(case, office, page):
    case.submit(office.kontributor_data)
    case.withdraw(office.kontributor_data)

    newer = office.write(page, office.kontributor_data, body="Naskah baru.")

    assert newer.pk != case.pk
    assert newer.status == Case.Status.DRAFTING


def test_the_class_is_proposed_by_the_contributor_and_recorded_when_it_changes(case, office):
    office.bring(case, "4", content_class="routine")

    case.change_class(office.atasan_unit_data, "policy", "Menyangkut peraturan.")

    event = case.events.get(kind=CaseEvent.Kind.CLASS_CHANGED)
    assert (event.data["from"], event.data["to"]) == ("routine", "policy")
    assert event.capacity == "Sekretaris, Ka. Bidang, Ka. Balai, Bidang Data"
    case.approve(office.atasan_unit_data)
    assert case.current_step.key == "5"


def test_anybody_of_the_unit_may_raise_the_class_but_only_the_deciding_official_lower_it(case, office):
    office.bring(case, "3", content_class="routine")

    case.change_class(office.admin_data, "important")
    with pytest.raises(NotEntitled):
        case.change_class(office.admin_data, "routine")
    with pytest.raises(NotEntitled):
        case.change_class(office.atasan_unit_care, "policy")

    case.approve(office.admin_data)
    case.change_class(office.atasan_unit_data, "routine")
    assert case.content_class == "routine"


def test_raising_the_class_after_the_skip_brings_the_skipped_step_back(case, office):
    office.bring(case, "6", content_class="routine")

    case.change_class(office.admin_data, "important")

    assert case.current_step.key == "5"
    assert case.is_running
    case.approve(office.kepala_dinas)
    assert case.current_step.key == "6"


def test_publication_on_a_date_documents_only_once_it_is_live(case, office, page, wednesday_morning):
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    office.bring(case, "6")
    case.approve(office.admin_data, go_live_at=timezone.now() + timedelta(hours=2))
    page.refresh_from_db()
    assert not page.live
    assert case.status == Case.Status.SCHEDULED

    wednesday_morning.shift(timedelta(hours=3))
    call_command("publish_scheduled")

    page.refresh_from_db()
    case.refresh_from_db()
    assert page.live
    assert case.status == Case.Status.LIVE
    assert case.current_step.key == "7"


def test_a_scheduled_publication_can_be_called_off(case, office, page, wednesday_morning):
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    office.bring(case, "6")
    case.approve(office.admin_data, go_live_at=timezone.now() + timedelta(hours=2))

    case.unschedule(office.atasan_unit_data, "Acara ditunda.")

    wednesday_morning.shift(timedelta(hours=3))
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live
    assert case.status == Case.Status.ENDED


def test_a_time_of_publication_in_the_past_is_refused(case, office):
    from datetime import timedelta

    from django.utils import timezone

    office.bring(case, "6")

    with pytest.raises(Incomplete):
        case.approve(office.admin_data, go_live_at=timezone.now() - timedelta(minutes=1))

    assert case.current_step.key == "6"
    assert case.current_step.is_open


def test_a_live_piece_is_taken_down_by_those_entitled_with_a_reason(case, office, page):
    office.bring(case, "7")

    with pytest.raises(NotEntitled):
        case.take_down(office.atasan_unit_care, "Data pribadi.")
    with pytest.raises(Incomplete):
        case.take_down(office.atasan_unit_data, "")
    case.take_down(office.atasan_unit_data, "Data pribadi.")

    page.refresh_from_db()
    assert not page.live
    assert case.events.get(kind=CaseEvent.Kind.TAKEN_DOWN).note == "Data pribadi."


def test_an_edit_of_a_live_piece_begins_a_new_case_and_leaves_the_old_one_alone(case, office, page):
    office.bring(case, None)
    assert case.status == Case.Status.SEALED
    page.refresh_from_db()

    newer = office.write(page, office.kontributor_data, body="Pemutakhiran.")

    assert newer.pk != case.pk
    page.refresh_from_db()
    assert page.live
    assert page.body == "Naskah pertama."


def test_saving_without_a_change_opens_no_case_on_a_live_piece(case, office, page):
    office.bring(case, None)
    page.refresh_from_db()

    page.save_revision(user=office.kontributor_data)

    assert Case.objects.count() == 1


def test_the_deadline_and_the_used_working_time_are_kept_on_every_step(case, office, wednesday_morning):
    from datetime import timedelta

    case.submit(office.kontributor_data)
    assert local(case.current_step.due_at) == "Wed 18 12.00"

    wednesday_morning.shift(timedelta(hours=5))
    case.take(office.admin_data)

    received = case.steps.get(key="2")
    # 09.00–14.00 without the break from 12.00 to 13.00.
    assert received.used_seconds == 4 * 3600
    assert received.limit_seconds == 3 * 3600
    assert received.is_late


def test_late_is_recorded_and_never_blocks(case, office, wednesday_morning):
    from datetime import timedelta

    office.bring(case, "4")
    wednesday_morning.shift(timedelta(days=30))

    case.approve(office.atasan_unit_data)

    assert case.current_step.key == "5"
    assert case.steps.get(key="4").is_late


def test_wagtails_own_states_tell_the_same_story(case, office):
    office.bring(case, "5")
    case.send_back(office.kepala_dinas, "Perbaiki.")
    office.bring(case, "7")

    states = [(state.task.specific.step_key, state.status) for state in TaskState.objects.order_by("pk")]
    assert states == [
        ("2", "approved"),
        ("3", "approved"),
        ("4", "cancelled"),
        ("5", "rejected"),
        ("4", "approved"),
        ("5", "approved"),
        ("6", "approved"),
    ]
    assert WorkflowState.objects.get().status == "approved"
    assert StepState.objects.count() == len(states)


def test_a_vacant_post_is_served_by_the_nearest_unit_above_and_the_row_says_so(case, office):
    Appointment.objects.filter(user=office.atasan_unit_data).delete()
    secretary = office.hire("sekretaris", "atasan_unit", office.agency)

    office.bring(case, "4")

    assert case.current_step.unit == office.agency
    assert case.may_act(secretary)
    case.approve(secretary)


def test_a_step_whose_position_nobody_holds_waits_and_can_be_served_later(case, office):
    Appointment.objects.filter(user=office.atasan_unit_data).delete()
    office.bring(case, "4")
    assert not case.entitled().exists()

    newcomer = office.hire("kepala_baru", "atasan_unit", office.data)

    case.approve(newcomer)
    assert case.current_step.key == "5"


def test_an_acting_head_decides_and_the_record_names_the_capacity(case, office):
    from datetime import date

    acting = make_user("plh_kepala")
    appoint(
        acting,
        office.position("kepala_dinas"),
        office.agency,
        kind=Appointment.Kind.PLH,
        valid_from=date(2026, 11, 16),
        valid_until=date(2026, 11, 20),
        decree_number="800/12/2026",
    )
    office.bring(case, "5")

    case.approve(acting)

    row = case.steps.get(key="5")
    assert row.capacity == "Plh. Kepala Dinas"
    assert row.decree_number == "800/12/2026"


def test_submitting_twice_is_answered_plainly(case, office):
    case.submit(office.kontributor_data)

    with pytest.raises(AlreadyDone):
        case.submit(office.kontributor_data)


def test_a_person_of_several_units_must_say_which(office, page):
    writer = office.kontributor_data
    appoint(writer, office.position("kontributor"), office.care)
    case = office.write(page, writer)
    assert case.unit is None

    with pytest.raises(Incomplete) as refusal:
        case.submit(writer)
    assert refusal.value.field == "unit"

    case.submit(writer, unit=office.care)
    assert case.unit == office.care


def test_a_unit_one_does_not_contribute_for_cannot_be_chosen(case, office):
    with pytest.raises(NotEntitled):
        case.submit(office.kontributor_data, unit=office.care)

    case.refresh_from_db()
    assert case.unit == office.data
    assert case.status == Case.Status.DRAFTING


def test_a_draft_that_somebody_else_saved_waits_for_the_contributors_of_the_unit(case, office, page):
    office.bring(case, None)
    page.refresh_from_db()

    newer = office.write(page, office.admin_data, body="Dibetulkan admin.")

    assert newer.unit == office.data
    assert newer.contributor is None
    assert newer.current_step.holder is None
    assert newer in Case.objects.waiting_for(office.kontributor_data)
    assert newer not in Case.objects.waiting_for(office.admin_data)
    assert newer.verbs_for(office.admin_data) == []
    newer.submit(office.kontributor_data)
    assert newer.contributor == office.kontributor_data


def test_a_first_draft_by_a_superuser_is_seen_and_adopted_by_a_contributor(office, page, django_user_model):
    root = django_user_model.objects.create_superuser("root", "root@example.go.id", "sop")
    case = office.write(page, root)
    assert (case.unit, case.contributor) == (None, None)

    assert case in Case.objects.visible_to(office.kontributor_data)
    case.submit(office.kontributor_data)

    assert case.unit == office.data


def test_a_superuser_is_offered_break_glass_and_nobody_else(case, office, page, django_user_model):
    root = django_user_model.objects.create_superuser("root", "root@example.go.id", "sop")
    office.bring(case, "4")
    assert "force_live" not in {verb.name for verb in case.verbs_for(office.kepala_dinas)}
    with pytest.raises(NotEntitled):
        case.force_live(office.kepala_dinas, "Mendesak.")
    with pytest.raises(Incomplete):
        case.force_live(root, " ")

    assert [verb.name for verb in case.verbs_for(root)] == ["force_live"]
    case.force_live(root, "Bencana di depan mata.")

    page.refresh_from_db()
    assert page.live
    assert case.break_glass
    assert case.status == Case.Status.UNDER_REVIEW
    assert case.current_step.due_at
