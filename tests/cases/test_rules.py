"""The rules that never break, each asked of the model layer. The roads past it are in test_roads_to_live."""

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from wagtail_sop.actions.enact import enact
from wagtail_sop.exceptions import AlreadyDone, ContentChanged, NotEntitled, RecordProtected, Refused
from wagtail_sop.models import Appointment, Case, CaseEvent, CaseStep, StepState
from wagtail_sop.models.content import content_hash
from wagtail_sop.testing import appoint


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel("2026-11-18 09:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def case(office, page):
    return office.write(page, office.kontributor_data)


def state_of(case):
    return StepState.objects.get(case_step=case.current_step)


# Rule 1: live only by finishing the procedure


def test_the_approved_revision_is_published_and_not_a_later_draft(case, office, page):
    office.bring(case, "6")
    approved = case.latest_revision

    def slip_in(sender, instance, **kwargs):
        # Between the approval and the publication, past every signal.
        if instance.status == WorkflowState.STATUS_APPROVED:
            content = approved.content | {"body": "Belum disetujui."}
            later = Revision(
                object_id=approved.object_id, content=content, object_str="x", created_at=timezone.now()
            )
            later.content_type, later.base_content_type = approved.content_type, approved.base_content_type
            Revision.objects.bulk_create([later])

    pre_save.connect(slip_in, sender=WorkflowState)
    try:
        case.approve(office.admin_data)
    finally:
        pre_save.disconnect(slip_in, sender=WorkflowState)

    page.refresh_from_db()
    assert page.body == "Naskah pertama."
    assert page.live_revision_id == approved.pk
    assert case.latest_revision.content["body"] == "Belum disetujui."


def test_an_approved_revision_whose_content_was_overwritten_is_not_published(case, office, page):
    office.bring(case, "6")
    revision = case.latest_revision
    case.approved_revision, case.approved_hash = revision, content_hash(revision)
    case.save()
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"body": "Lain."})
    case.refresh_from_db()

    with pytest.raises(ContentChanged):
        case.publish_approved(office.admin_data)

    page.refresh_from_db()
    assert not page.live


def test_no_group_of_a_position_holds_publish_permission(office):
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission

    groups = Group.objects.exclude(sop_position=None)
    assert groups.exists()
    assert not GroupPagePermission.objects.filter(
        group__in=groups, permission__codename__startswith="publish"
    ).exists()
    assert not groups.filter(permissions__codename__startswith="publish").exists()


# Rule 2: who may act is decided from the case itself


@pytest.mark.parametrize("stranger", ["atasan_unit_care", "kepala_dinas", "admin_data", "kontributor_data"])
def test_only_the_head_of_the_unit_decides_at_step_4(case, office, stranger):
    office.bring(case, "4")

    with pytest.raises(NotEntitled):
        case.approve(office.people[stranger])

    assert case.current_step.is_open


def test_a_superuser_without_an_appointment_cannot_approve(case, office):
    office.bring(case, "4")
    superuser = get_user_model().objects.create_superuser("root", "root@example.go.id", "sop")

    with pytest.raises(NotEntitled):
        case.approve(superuser)


def test_nobody_at_all_cannot_approve(case, office):
    office.bring(case, "4")

    with pytest.raises(NotEntitled):
        case.approve(None)


@pytest.mark.parametrize(
    "dates", [{"valid_until": "2026-11-17"}, {"valid_from": "2026-11-19"}], ids=["expired", "not begun"]
)
def test_an_appointment_counts_only_on_its_days(case, office, dates):
    office.bring(case, "4")
    Appointment.objects.filter(user=office.atasan_unit_data).update(**dates)

    with pytest.raises(NotEntitled, match="not valid today"):
        case.approve(office.atasan_unit_data)


def test_an_author_cannot_approve_even_as_an_acting_official(case, office, page):
    writer = office.kontributor_data
    appoint(writer, office.position("atasan_unit"), office.data, kind=Appointment.Kind.PLH)
    office.bring(case, "4")

    with pytest.raises(NotEntitled, match="separation of duties"):
        case.approve(writer)


def test_whoever_wrote_any_draft_since_the_last_live_version_cannot_approve(case, office, page):
    head = office.atasan_unit_data
    page.refresh_from_db()
    office.write(page, head, body="Disunting pejabat.")
    office.write(page, office.kontributor_data, body="Disunting lagi.")
    office.bring(case, "4")

    with pytest.raises(NotEntitled, match="separation of duties"):
        case.approve(head)


def test_purging_revisions_does_not_let_their_writer_approve(case, office, page):
    head = office.atasan_unit_data
    page.refresh_from_db()
    office.write(page, head, body="Disunting pejabat.")
    office.write(page, office.kontributor_data, body="Disunting lagi.")
    call_command("purge_revisions")
    office.bring(case, "4")

    with pytest.raises(NotEntitled, match="separation of duties"):
        case.approve(head)


def test_the_writer_of_the_version_that_is_live_may_approve_the_next_one(case, office, page):
    head = office.atasan_unit_data
    appoint(head, office.position("kontributor"), office.data)
    other = office.hire("kepala_lain", "atasan_unit", office.data)
    case.submit(head, content_class="routine")
    case.approve(office.admin_data)
    case.approve(office.admin_data)
    case.approve(other)
    case.approve(office.admin_data)
    page.refresh_from_db()
    newer = office.write(page, office.kontributor_data, body="Versi berikutnya.")

    office.bring(newer, "4", content_class="routine")

    newer.approve(head)
    assert newer.current_step.key == "6"


def test_who_approved_one_step_cannot_approve_another(case, office):
    head = office.atasan_unit_data
    appoint(head, office.position("kepala_dinas"), office.agency, kind=Appointment.Kind.PLH)
    office.bring(case, "5")

    with pytest.raises(NotEntitled, match="separation of duties"):
        case.approve(head)


def test_when_the_only_head_wrote_the_piece_the_unit_above_decides(case, office, page):
    secretary = office.hire("sekretaris", "atasan_unit", office.agency)
    page.refresh_from_db()
    office.write(page, office.atasan_unit_data, body="Ditulis kepala.")
    office.bring(case, "3")
    case.approve(office.admin_data)

    assert [a.user for a in case.entitled()] == [secretary]
    case.approve(secretary)


def test_every_door_gives_the_same_answer(case, office):
    office.bring(case, "4")
    state = state_of(case)
    stranger = office.atasan_unit_care
    task = state.task.specific

    for door in (
        lambda: case.approve(stranger),
        lambda: state.approve(user=stranger),
        lambda: TaskState.objects.get(pk=state.pk).specific.approve(user=stranger),
        lambda: task.on_action(TaskState.objects.get(pk=state.pk), stranger, "approve", update=False),
        lambda: state.reject(user=stranger, comment="x"),
        lambda: state.approve(user=None),
    ):
        with pytest.raises(Refused):
            door()

    assert task.get_actions(case.content_object, stranger) == []
    case.refresh_from_db()
    assert case.current_step.key == "4"


def test_nothing_from_the_browser_but_the_note_reaches_the_verb(case, office):
    office.bring(case, "4")
    state = state_of(case)

    state.task.specific.on_action(
        state, office.atasan_unit_data, "approve", update=False, user=None, comment="Baik."
    )

    case.refresh_from_db()
    assert case.current_step.key == "5"
    assert case.steps.get(key="4").note == "Baik."


# Rule 3: the second of two is told who was first


def test_the_second_click_is_told_who_was_first(case, office):
    office.bring(case, "4")
    seen = case.current_step.pk
    case.approve(office.atasan_unit_data, seen=seen)

    with pytest.raises(AlreadyDone, match="Atasan Unit Data"):
        case.approve(office.atasan_unit_data, seen=seen)

    assert case.steps.filter(key="4").count() == 1


def test_a_stale_state_of_wagtail_cannot_be_approved_twice(case, office):
    office.bring(case, "4")
    first, second = state_of(case), state_of(case)
    first.approve(user=office.atasan_unit_data)

    with pytest.raises(Refused):
        second.reject(user=office.atasan_unit_data, comment="Terlambat.")

    assert TaskState.objects.get(pk=first.pk).status == "approved"


# Rule 4: an approval is bound to its content


def test_a_change_after_the_approval_makes_it_void_and_the_piece_goes_back(case, office, page):
    office.bring(case, "6")
    page.refresh_from_db()

    office.write(page, office.admin_data, body="Diubah diam-diam.")

    case.refresh_from_db()
    assert case.current_step.key == "4"
    assert case.steps.get(key="4", round=1).voided_at
    assert case.steps.get(key="5", round=1).voided_at
    assert case.events.filter(kind=CaseEvent.Kind.APPROVALS_VOID).exists()


def test_overwriting_the_approved_revision_makes_the_approval_void_too(case, office, page):
    office.bring(case, "6")
    page.refresh_from_db()
    page.body = "Ditimpa."
    page.save_revision(user=office.kontributor_data, overwrite_revision=case.latest_revision)

    with pytest.raises(Refused):
        Case.objects.get(pk=case.pk).approve(office.admin_data, seen=case.current_step.pk)

    case.refresh_from_db()
    page.refresh_from_db()
    assert not page.live
    assert case.current_step.key == "4"


def test_a_change_past_every_signal_is_found_when_the_next_person_acts(case, office, page):
    office.bring(case, "6")
    revision = case.latest_revision
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"body": "Lewat basis data."})

    with pytest.raises(Refused):
        case.approve(office.admin_data, seen=case.current_step.pk)

    page.refresh_from_db()
    assert not page.live
    assert case.current_step.key == "4"


def test_a_decision_on_content_that_changed_while_it_was_read_is_refused(case, office):
    office.bring(case, "4")

    with pytest.raises(ContentChanged):
        case.approve(office.atasan_unit_data, seen_hash="0" * 64)


def test_saving_again_without_a_change_keeps_the_approval(case, office, page):
    office.bring(case, "6")
    page.refresh_from_db()

    page.get_latest_revision_as_object().save_revision(user=office.admin_data)

    case.refresh_from_db()
    assert case.current_step.key == "6"


# Rule 5: a return names step and reason, and voids what came after


def test_a_return_keeps_the_void_approvals_in_the_record(case, office):
    office.bring(case, "5")
    case.send_back(office.kepala_dinas, "Data belum lengkap.", to="3")

    returned = case.steps.get(key="5")
    void = case.steps.get(key="4")
    assert (returned.returned_to, returned.note) == ("3", "Data belum lengkap.")
    assert void.outcome == CaseStep.Outcome.APPROVED
    assert void.voided_at
    assert case.steps.get(key="2").voided_at is None


# Rule 6: the record survives


@pytest.fixture
def sealed(case, office):
    return office.bring(case, None)


def test_a_finished_step_cannot_be_changed_or_removed(sealed):
    row = sealed.steps.first()
    row.note = "Lain."

    with pytest.raises(RecordProtected):
        row.save()
    with pytest.raises(RecordProtected):
        row.delete()
    with pytest.raises(RecordProtected):
        sealed.steps.all().delete()
    assert sealed.steps.filter(pk=row.pk).update(note="Lain.") == 0


def test_a_case_and_its_events_cannot_be_removed(sealed):
    for act in (
        sealed.delete,
        Case.objects.all().delete,
        sealed.events.first().delete,
        sealed.events.all().delete,
        lambda: sealed.events.update(note="x"),
    ):
        with pytest.raises(RecordProtected):
            act()


@pytest.mark.parametrize("loss", ["page", "user", "unit", "revisions", "edition"])
def test_a_closed_case_says_the_same_after_what_it_was_about_is_gone(sealed, office, page, loss):
    before = sealed.record
    people = [(row.person, row.capacity) for row in sealed.steps.all()]

    if loss == "page":
        page.refresh_from_db()
        page.delete()
    elif loss == "user":
        office.atasan_unit_data.delete()
    elif loss == "unit":
        Appointment.objects.filter(unit=office.data).delete()
        office.data.delete()
    elif loss == "revisions":
        call_command("purge_revisions")
    else:
        office.procedure.draft = office.procedure.draft | {"title": "Judul lain"}
        office.procedure.title = "Judul lain"
        office.procedure.save()
        enact(office.procedure)

    case = Case.objects.get(pk=sealed.pk)
    assert case.record == before
    assert [(row.person, row.capacity) for row in case.steps.all()] == people
    assert case.unit_name == "Bidang Data"
    assert case.title == "Penyaluran bantuan pangan"


# Rule 7: late is recorded, never blocking: see test_story. No deadline approves by itself:


def test_no_sweep_approves_anything(case, office, page, wednesday_morning):
    from datetime import timedelta

    office.bring(case, "6")
    wednesday_morning.shift(timedelta(days=365))

    call_command("sop_sweep")
    call_command("publish_scheduled")

    page.refresh_from_db()
    case.refresh_from_db()
    assert not page.live
    assert case.current_step.key == "6"


# What happens to the page in the middle of a case


def test_a_page_moved_out_of_the_section_ends_its_case(case, office, page, section):
    from tests.testapp.models import SimplePage

    office.bring(case, "5")
    elsewhere = section.get_parent().add_child(instance=SimplePage(title="Arsip lama", slug="arsip-lama"))
    page.refresh_from_db()

    page.move(elsewhere, pos="last-child")

    case.refresh_from_db()
    page.refresh_from_db()
    assert case.status == Case.Status.ENDED
    assert case.events.filter(kind=CaseEvent.Kind.MOVED).exists()
    assert not WorkflowState.objects.active().exists()
    assert not page.live


def test_a_page_moved_within_the_section_keeps_its_case(case, office, page, section):
    from tests.testapp.models import SimplePage

    inner = section.add_child(instance=SimplePage(title="Tahun 2026", slug="2026", live=False))
    office.bring(case, "5")
    page.refresh_from_db()

    page.move(inner, pos="last-child")

    case.refresh_from_db()
    assert case.current_step.key == "5"


@pytest.mark.parametrize("step", ["1", "2", "4", "7"])
def test_a_page_deleted_in_the_middle_ends_its_case_and_keeps_its_record(case, office, page, step):
    if step != "1":
        office.bring(case, step)
    page.refresh_from_db()

    page.delete()

    case = Case.objects.get(pk=case.pk)
    assert case.status == Case.Status.ENDED
    assert case.title == "Penyaluran bantuan pangan"
    assert case.record["events"][-1]["kind"] == CaseEvent.Kind.DELETED


def test_a_new_edition_leaves_running_cases_on_theirs(case, office, page):
    office.bring(case, "4")
    old = case.edition
    office.procedure.draft = office.procedure.draft | {"title": "SOP baru"}
    office.procedure.save()

    newer = enact(office.procedure)

    case.refresh_from_db()
    assert case.edition == old != newer
    case.approve(office.atasan_unit_data)
    case.approve(office.kepala_dinas)
    case.approve(office.admin_data)
    page.refresh_from_db()
    assert page.live


def test_a_piece_not_yet_submitted_follows_the_new_edition(case, office):
    office.procedure.draft = office.procedure.draft | {"title": "SOP baru"}
    office.procedure.save()
    newer = enact(office.procedure)

    case.submit(office.kontributor_data)

    assert case.edition == newer


def test_an_enacted_edition_is_never_changed(office):
    edition = office.procedure.edition_in_force
    edition.title = "Lain"

    with pytest.raises(RecordProtected):
        edition.save()


def test_a_wrong_units_head_sees_nothing_of_the_piece(case, office):
    office.bring(case, "4")
    assert case not in Case.objects.visible_to(office.atasan_unit_care)
    assert case not in Case.objects.waiting_for(office.atasan_unit_care)
    assert case in Case.objects.waiting_for(office.atasan_unit_data)
    page = case.content_object.specific
    assert not page.permissions_for_user(office.atasan_unit_care).can_edit()

    client = Client()
    client.force_login(office.atasan_unit_care)
    for address in (
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/view_draft/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/revisions/{case.latest_revision.pk}/view/",
        f"/admin/pages/{page.pk}/workflow/status/",
        f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/",
    ):
        response = client.get(address)
        body = response.content.decode() if hasattr(response, "content") else ""
        assert response.status_code != 200 or page.title not in body, address
