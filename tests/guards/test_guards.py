"""What Wagtail does to governed content by other doors than the case's own verbs (rules 1, 2 and 8)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.admin.views.generic.mixins import CreateEditViewOptionalFeaturesMixin
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Revision,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from tests.testapp.models import Advert, SimplePage
from wagtail_sop import guards
from wagtail_sop.actions.enact import enact
from wagtail_sop.exceptions import Incomplete, NotEntitled, Refused
from wagtail_sop.guards.wrapping import guard
from wagtail_sop.models import Case, StepTask
from wagtail_sop.publishing import break_glass
from wagtail_sop.testing import appoint

from .forms import fields, read

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def case(draft):
    return Case.objects.current_on(draft)


@pytest.fixture
def plain_workflow(moderator):
    """A workflow of the site's own, whose only step is one group's approval."""
    workflow = Workflow.objects.create(name="Persetujuan biasa")
    task = GroupApprovalTask.objects.create(name="Moderasi")
    task.groups.set(moderator.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@pytest.fixture
def edition(office):
    return office.procedure.edition_in_force


def live(page):
    return Page.objects.get(pk=page.pk).live


def message(client):
    return " ".join(read(client))


# The guards themselves


def test_a_guard_for_a_method_that_wagtail_no_longer_has_is_an_error():
    with pytest.raises(AttributeError):
        guard(Page, "no_such_method", lambda original: None)


def test_putting_the_guards_in_place_again_changes_nothing():
    several = CreateEditViewOptionalFeaturesMixin
    before = several.get_available_actions, Workflow.start, TaskState.approve

    guards.install()

    # The first has more than one guard.
    assert (several.get_available_actions, Workflow.start, TaskState.approve) == before


# Another workflow


def test_governed_content_is_not_submitted_to_another_workflow(office, draft, plain_workflow):
    with pytest.raises(Refused, match="Persetujuan biasa"):
        plain_workflow.start(draft, office.kontributor_data)

    assert Case.objects.current_on(draft).is_with_contributor


def test_a_workflow_left_below_the_section_is_neither_offered_nor_obeyed(
    client_of, office, draft, plain_workflow
):
    # As left behind from before the SOP came.
    WorkflowPage.objects.bulk_create([WorkflowPage(page=draft.page_ptr, workflow=plain_workflow)])
    client, address = client_of("kontributor_data"), reverse("wagtailadmin_pages:edit", args=[draft.pk])

    shown = client.get(address)
    client.post(address, fields(draft, **{"action-submit": "1"}))

    assert b'name="action-submit"' not in shown.content
    assert not draft.workflow_states.exists()


def test_a_run_from_before_the_sop_does_not_finish_but_can_be_cancelled(
    office, elsewhere, moderator, superuser, plain_workflow
):
    page = elsewhere.add_child(instance=SimplePage(title="Naskah", slug="naskah", live=False))
    page.save_revision(user=moderator)
    run = plain_workflow.start(page, moderator)
    page.move(office.section, pos="last-child", user=superuser)

    with pytest.raises(Refused, match="SOP"):
        run.current_task_state.approve(user=moderator)
    run.refresh_from_db()
    assert run.status == "in_progress"
    assert not live(page)

    run.cancel(user=moderator)
    run.refresh_from_db()
    assert run.status == "cancelled"


@pytest.mark.parametrize(
    "person", ["kontributor_data", "admin_data", "atasan_unit_data", "moderator", "superuser"]
)
def test_wagtail_lets_those_submit_who_may_hand_in(client_of, office, draft, person):
    client, address = client_of(person), reverse("wagtailadmin_pages:edit", args=[draft.pk])
    new = reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", office.section.pk])

    offered = {b'name="action-submit"' in client.get(shown).content for shown in (address, new)}
    allowed = draft.permissions_for_user(office.people[person]).can_submit_for_moderation()
    client.post(address, fields(draft, **{"action-submit": "1"}))

    submitted = Case.objects.current_on(draft).is_running
    assert submitted == allowed == (person == "kontributor_data")
    assert submitted or offered == {False}


def test_a_contributor_of_two_units_is_sent_to_our_own_form_to_choose(client_of, office, draft):
    appoint(office.kontributor_data, office.position("kontributor"), office.care)
    new = reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", office.section.pk])

    shown = client_of("kontributor_data").get(new)

    assert b'name="action-submit"' not in shown.content


def test_a_new_page_submitted_by_somebody_else_stays_a_draft_and_says_why(client_of, office):
    client = client_of("superuser")
    new = reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", office.section.pk])

    answer = client.post(new, fields(SimplePage(title="Baru", slug="baru"), **{"action-submit": "1"}))

    assert answer.status_code == 302
    assert "unit" in message(client)
    page = Page.objects.child_of(office.section).get(slug="baru")
    assert not page.live
    assert not page.workflow_states.exists()


def test_a_draft_from_before_a_new_edition_runs_on_the_new_one(client_of, office, draft, case):
    newer = enact(office.procedure)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    client_of("kontributor_data").post(address, fields(draft, **{"action-submit": "1"}))

    case.refresh_from_db()
    assert case.is_running
    assert case.edition == newer
    assert case.workflow_state.workflow == newer.workflow


def test_a_run_of_an_older_edition_is_not_started_on_a_newer_draft(office, draft, edition):
    enact(office.procedure)

    with pytest.raises(Refused, match="newer edition"):
        edition.workflow.start(draft, office.kontributor_data)

    assert Case.objects.current_on(draft).is_with_contributor
    assert not draft.workflow_states.exists()


# Cancelling and resuming


@pytest.mark.parametrize("at_step", ["2", "3", "4", "5", "6"])
def test_cancel_is_offered_exactly_to_those_whose_cancelling_is_accepted(
    office, case, moderator, superuser, at_step
):
    office.bring(case, at_step)
    people = [*office.people.values(), moderator, superuser]

    offered = [user for user in people if case.workflow_state.user_can_cancel(user)]

    for user in people:
        if user not in offered:
            with pytest.raises(Refused):
                case.workflow_state.cancel(user=user)
    case.refresh_from_db()
    assert case.is_running
    for user in offered:
        case.workflow_state.cancel(user=user)
        case.refresh_from_db()
        assert case.status == Case.Status.WITHDRAWN
    # The steps of decision are 4 and 5; once somebody decided, nobody cancels.
    assert [user.username for user in offered] == (["kontributor_data"] if at_step in "234" else [])


def test_cancelling_in_wagtails_editor_withdraws_the_piece(client_of, office, draft, case):
    office.bring(case, "3")
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client = client_of("kontributor_data")

    answer = client.post(address, fields(draft, **{"action-cancel-workflow": "1"}))

    assert answer.status_code < 500
    case.refresh_from_db()
    assert case.status == Case.Status.WITHDRAWN
    assert case.workflow_state.status == "cancelled"
    assert not case.steps.filter(finished_at=None).exists()


def test_restarting_a_returned_piece_is_not_offered(client_of, office, draft, case):
    office.bring(case, "2")
    case.send_back(office.admin_data, "Foto belum ada.")
    client, address = client_of("kontributor_data"), reverse("wagtailadmin_pages:edit", args=[draft.pk])

    shown = client.get(address)
    client.post(address, fields(draft, **{"action-restart-workflow": "1"}))

    assert b'name="action-restart-workflow"' not in shown.content
    case.refresh_from_db()
    assert case.is_with_contributor
    assert case.workflow_state.status == "needs_changes"


def test_only_a_contributor_of_the_unit_resumes_and_a_refusal_leaves_nothing_half_done(office, case):
    office.bring(case, "2")
    case.send_back(office.admin_data, "Foto belum ada.")
    run = WorkflowState.objects.get(pk=case.workflow_state_id)
    refused = run.current_task_state

    for user in (office.kontributor_care, office.admin_data, office.kepala_dinas):
        with pytest.raises(Refused):
            run.resume(user)
        assert run.status == "needs_changes"
        run.refresh_from_db()
        assert (run.status, run.current_task_state) == ("needs_changes", refused)

    run.resume(office.kontributor_data)
    case.refresh_from_db()
    assert case.is_running
    assert case.step.key == "2"


def test_nobody_in_particular_withdraws_nothing(office, case):
    office.bring(case, "2")

    with pytest.raises(NotEntitled):
        case.workflow_state.cancel()

    case.refresh_from_db()
    assert case.is_running


def test_a_task_state_from_wagtails_base_class_decides_through_its_case(office, case):
    office.bring(case, "4")
    plain = TaskState.objects.get(pk=case.current_step.state.pk)

    with pytest.raises(NotEntitled):
        plain.approve(user=office.admin_data)
    with pytest.raises(Refused):
        plain.cancel(user=office.atasan_unit_data)
    plain.approve(user=office.atasan_unit_data)

    case.refresh_from_db()
    assert case.step.key == "5"


# Settings → Workflows


def test_a_step_of_an_sop_is_not_switched_off(office, case, edition):
    office.bring(case, "4")
    for task in (edition.task("4"), Task.objects.get(pk=edition.task("4").pk)):
        with pytest.raises(Refused, match="SOP"):
            task.deactivate()

    assert edition.task("4").active
    case.refresh_from_db()
    assert case.step.key == "4"


def test_the_workflow_of_an_sop_is_not_switched_off(office, case, edition):
    office.bring(case, "4")

    with pytest.raises(Refused, match="enacted SOP"):
        edition.workflow.deactivate()

    edition.workflow.refresh_from_db()
    assert edition.workflow.active
    case.refresh_from_db()
    assert case.is_running


def test_an_old_edition_is_put_away_once_nothing_runs_on_it(client_of, office, case, edition):
    enact(office.procedure)
    with pytest.raises(Refused):
        edition.workflow.deactivate()
    case.withdraw(office.kontributor_data)

    client_of("superuser").post(reverse("wagtailadmin_workflows:disable", args=[edition.workflow_id]))
    client_of("superuser").post(reverse("wagtailadmin_workflows:disable_task", args=[edition.first_task.pk]))

    edition.workflow.refresh_from_db()
    assert not edition.workflow.active
    assert not edition.first_task.active


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("screen", ["edit", "disable", "edit_task", "disable_task"])
def test_the_settings_screens_say_why_and_lead_back(client_of, edition, screen, method):
    pk = edition.first_task.pk if "task" in screen else edition.workflow_id
    client = client_of("superuser")

    answer = getattr(client, method)(reverse(f"wagtailadmin_workflows:{screen}", args=[pk]), {"name": "Lain"})

    assert answer.status_code == 302
    assert "is an enacted SOP" in message(client)
    edition.workflow.refresh_from_db()
    assert edition.workflow.active
    assert edition.workflow.name != "Lain"
    assert edition.tasks.filter(active=True).count() == edition.tasks.count()


def test_the_workflow_is_not_taken_off_the_section(client_of, office, edition):
    client, section = client_of("superuser"), office.section
    for args in ([section.pk], [section.pk, edition.workflow_id]):
        name = "remove" if len(args) == 2 else "remove_page"
        address = reverse("wagtailadmin_workflows:remove", args=args)
        assert client.post(address).status_code == 302, name
        assert "is an enacted SOP" in message(client)

    assert WorkflowPage.objects.filter(page=section, workflow=edition.workflow).exists()


def test_a_section_without_its_workflow_row_stays_governed(office, draft, superuser):
    WorkflowPage.objects.all().delete()

    with pytest.raises(Refused):
        draft.get_latest_revision().publish(user=superuser)

    assert not live(draft)


def test_a_deleted_section_takes_its_workflow_row_along(office, edition):
    office.section.delete()

    assert not WorkflowPage.objects.filter(workflow=edition.workflow).exists()


def workflow_form(task, page=None, content_types=(), **more):
    data = {
        "name": "Alur baru",
        "workflow_tasks-TOTAL_FORMS": 1,
        "workflow_tasks-INITIAL_FORMS": 0,
        "workflow_tasks-0-task": task.pk,
        "workflow_tasks-0-id": "",
        "workflow_tasks-0-ORDER": 0,
        "pages-TOTAL_FORMS": 1,
        "pages-INITIAL_FORMS": 0,
        "pages-MIN_NUM_FORMS": 0,
        "pages-MAX_NUM_FORMS": 1000,
        "pages-0-page": page.pk if page else "",
        "content_types": [str(pk) for pk in content_types],
    }
    return data | more


def test_no_other_workflow_is_put_on_pages_of_the_section(client_of, office, draft, plain_workflow):
    task, client = plain_workflow.tasks.get(), client_of("superuser")

    # Of the section itself Wagtail says that it already has a workflow.
    for page, sentence in ((office.section, "already has workflow"), (draft, "takes no other workflow")):
        answer = client.post(reverse("wagtailadmin_workflows:add"), workflow_form(task, page))
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        with pytest.raises(Refused, match="takes no other workflow"):
            WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": plain_workflow})

    assert not Workflow.objects.filter(name="Alur baru").exists()


def test_no_other_workflow_is_put_on_a_governed_kind_of_snippet(client_of, advert_office, plain_workflow):
    advert_type = ContentType.objects.get_for_model(Advert)
    WorkflowContentType.objects.all().delete()
    form = workflow_form(plain_workflow.tasks.get(), content_types=[advert_type.pk])

    answer = client_of("superuser").post(reverse("wagtailadmin_workflows:add"), form)

    assert answer.status_code == 200
    assert "takes no other workflow" in answer.content.decode()
    with pytest.raises(Refused):
        WorkflowContentType.objects.create(content_type=advert_type, workflow=plain_workflow)


def test_a_step_of_an_sop_is_not_built_into_another_workflow(client_of, edition, plain_workflow):
    step = edition.task("4")

    answer = client_of("superuser").post(reverse("wagtailadmin_workflows:add"), workflow_form(step))

    assert answer.status_code == 200
    assert "belongs to that SOP alone" in answer.content.decode()
    with pytest.raises(Refused):
        WorkflowTask.objects.create(workflow=plain_workflow, task=step)
    with pytest.raises(Refused):
        WorkflowTask.objects.create(workflow=edition.workflow, task=plain_workflow.tasks.get())
    with pytest.raises(Refused):
        edition.workflow.workflow_tasks.first().delete()


def test_steps_of_an_sop_are_not_offered_as_tasks(client_of, edition, plain_workflow):
    client = client_of("superuser")

    types = client.get(reverse("wagtailadmin_workflows:select_task_type"), follow=True)
    chooser = client.get(reverse("wagtailadmin_workflows:task_chooser")).json()["html"]
    found = client.get(reverse("wagtailadmin_workflows:task_chooser_results"), {"q": "a"}).content.decode()

    assert "steptask" not in types.content.decode()
    assert "Moderasi" in chooser
    assert edition.task("4").name not in chooser
    assert edition.task("4").name not in found


def test_steps_are_not_offered_either_where_the_site_has_task_types_of_its_own(
    client_of, edition, plain_workflow, monkeypatch
):
    monkeypatch.setattr("wagtail.workflows.TASK_TYPES", [GroupApprovalTask, Task])

    chooser = client_of("superuser").get(reverse("wagtailadmin_workflows:task_chooser")).json()["html"]

    assert "Moderasi" in chooser
    assert edition.task("4").name not in chooser


def test_a_step_of_an_sop_is_not_added_by_hand(client_of, office):
    address = reverse("wagtailadmin_workflows:add_task", args=["wagtail_sop", "steptask"])
    client, before = client_of("superuser"), StepTask.objects.count()

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302

    assert "Enact the SOP" in message(client)
    assert StepTask.objects.count() == before


# What stays allowed


def test_who_could_hide_or_take_down_a_page_still_can(office, draft, moderator, superuser):
    draft.get_latest_revision().publish(skip_permission_checks=True)
    page = Page.objects.get(pk=draft.pk)

    for user in (moderator, superuser):
        tester = page.permissions_for_user(user)
        assert tester.can_set_view_restrictions()
        assert tester.can_unpublish()
        assert tester.can_unschedule()
        assert not tester.can_publish()
        assert office.section.permissions_for_user(user).can_reorder_children()


def test_a_schedule_of_the_case_is_called_off_on_the_case_only(client_of, office, draft, case):
    office.bring(case, "6")
    case.approve(office.admin_data, go_live_at=timezone.now() + timezone.timedelta(days=2))
    revision = draft.revisions.get(approved_go_live_at__isnull=False)
    address = reverse("wagtailadmin_pages:revisions_unschedule", args=[draft.pk, revision.pk])

    for person in ("moderator", "superuser"):
        assert client_of(person).post(address).status_code == 302

    revision.refresh_from_db()
    assert revision.approved_go_live_at
    case.refresh_from_db()
    assert case.status == Case.Status.SCHEDULED


def test_the_schedule_of_a_governed_snippet_is_called_off_on_the_case_only(client_of, advert_office):
    advert = Advert(text="Pasar murah", live=False)
    advert.save()
    advert.save_revision(user=advert_office.kontributor_data)
    case = advert_office.bring(Case.objects.current_on(advert), "6")
    case.approve(advert_office.admin_data, go_live_at=timezone.now() + timezone.timedelta(days=2))
    revision = advert.revisions.get(approved_go_live_at__isnull=False)
    client = client_of("superuser")
    address = reverse("wagtailsnippets_testapp_advert:revisions_unschedule", args=[advert.pk, revision.pk])

    screens = [
        client.get(reverse(f"wagtailsnippets_testapp_advert:{name}", args=[advert.pk]))
        for name in ("edit", "history")
    ]
    client.post(address)

    assert all(address not in screen.content.decode() for screen in screens)
    assert "scheduled by its SOP" in message(client)
    revision.refresh_from_db()
    assert revision.approved_go_live_at


# Past the procedure, by code: it happens, and it is flagged


def flagged(page):
    return Case.objects.about(page).get(break_glass=True)


def test_a_publication_by_code_is_flagged_with_its_publisher(office, draft, case, superuser):
    office.bring(case, "4")

    draft.get_latest_revision().publish(user=superuser, skip_permission_checks=True)

    assert live(draft)
    case.refresh_from_db()
    assert case.break_glass
    assert case.status == Case.Status.UNDER_REVIEW
    assert case.workflow_state.status == "cancelled"
    event = case.events.get(kind="break_glass")
    assert event.user == superuser
    assert "No reason given" in event.note
    assert case.current_step.due_at


def test_a_schedule_from_before_the_sop_is_flagged_when_it_goes_live(office, elsewhere):
    page = office.section.add_child(instance=SimplePage(title="Lama", slug="lama", live=False))
    page.go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    call_command("publish_scheduled")

    assert live(page)
    assert flagged(page).status == Case.Status.UNDER_REVIEW


def test_a_schedule_of_the_case_goes_live_without_a_flag(office, draft, case):
    office.bring(case, "6")
    case.approve(office.admin_data, go_live_at=timezone.now() + timezone.timedelta(days=2))
    Revision.objects.exclude(approved_go_live_at=None).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1)
    )
    revision = draft.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - timezone.timedelta(minutes=1)).isoformat()
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    call_command("publish_scheduled")

    assert live(draft)
    case.refresh_from_db()
    assert (case.status, case.break_glass) == (Case.Status.LIVE, False)


def test_a_live_copy_by_code_is_flagged(office, elsewhere):
    elsewhere.add_child(instance=SimplePage(title="Anak", slug="anak"))
    elsewhere.refresh_from_db()

    copy = CopyPageAction(
        elsewhere, to=office.section, recursive=True, update_attrs={"slug": "salinan"}
    ).execute()

    assert flagged(copy)
    assert Case.objects.filter(break_glass=True).count() == 2


def test_an_alias_by_code_and_each_of_its_updates_are_flagged(office, elsewhere):
    alias = CreatePageAliasAction(elsewhere, parent=office.section, update_slug="alias").execute()
    assert flagged(alias)

    elsewhere.body = "Berubah."
    elsewhere.save_revision().publish()

    assert SimplePage.objects.get(pk=alias.pk).body == "Berubah."
    assert Case.objects.about(alias).filter(break_glass=True).count() == 2


def test_an_alias_outside_follows_what_the_procedure_published(office, elsewhere, draft, case):
    alias = CreatePageAliasAction(draft, parent=elsewhere, update_slug="alias").execute()
    assert not alias.live

    office.bring(case, "7")

    assert live(alias)
    assert not Case.objects.filter(break_glass=True).exists()


def test_a_live_page_moved_in_by_code_is_flagged(office, elsewhere):
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk"))
    page.add_child(instance=SimplePage(title="Anak", slug="anak", live=False))

    page.move(office.section, pos="last-child")

    assert flagged(page)
    assert Case.objects.filter(break_glass=True).count() == 1


def test_a_forced_publication_is_flagged_also_when_no_edition_is_in_force(office, draft, edition):
    office.procedure.editions.update(revoked_at=timezone.now())

    draft.get_latest_revision().publish(skip_permission_checks=True)

    assert flagged(draft).edition == edition


# Break-glass


def bring_to(office, case, state):
    """Let the case stand where the name says."""
    if state == "scheduled":
        office.bring(case, "6")
        case.approve(office.admin_data, go_live_at=timezone.now() + timezone.timedelta(days=2))
    elif state == "sealed":
        office.bring(case, None)
    elif state == "live":
        office.bring(case, "7")
    elif state != "1":
        office.bring(case, state)


@pytest.mark.parametrize("state", ["1", "3", "5", "6", "scheduled", "live", "sealed", "under review"])
@pytest.mark.parametrize("kind", ["page", "snippet"])
def test_a_superuser_can_force_a_publication_and_it_is_reviewed(advert_office, page, superuser, state, kind):
    office = advert_office
    piece = page if kind == "page" else Advert(text="Pasar murah", live=False)
    if kind == "snippet":
        piece.save()
        piece.save_revision(user=office.kontributor_data)
    else:
        office.write(page, by=office.kontributor_data)
    if state == "under review":
        break_glass(piece, superuser, "Pertama.")
    else:
        bring_to(office, Case.objects.current_on(piece), state)

    case = break_glass(type(piece).objects.get(pk=piece.pk), superuser, "Banjir di Bantul.")

    assert type(piece).objects.get(pk=piece.pk).live
    assert case.break_glass
    assert case.status == Case.Status.UNDER_REVIEW
    event = case.events.get(kind="break_glass")
    assert (event.user, event.note) == (superuser, "Banjir di Bantul.")
    row = case.current_step
    assert row.position == office.position("kepala_dinas")
    assert row.due_at == office.agency.worktime.due(row.started_at, 1, "day")
    assert case.may_act(office.kepala_dinas)
    assert case in Case.objects.waiting_for(office.kepala_dinas)
    assert not Case.objects.about(piece).before_live().exists()


def test_a_forced_publication_is_confirmed_and_documented(office, draft, case, superuser):
    office.bring(case, "3")
    case = break_glass(draft, superuser, "Banjir di Bantul.")

    case.confirm_live(office.kepala_dinas)
    case.seal(office.admin_data)

    case.refresh_from_db()
    assert case.status == Case.Status.SEALED
    assert case.record["break_glass"]


def test_a_forced_publication_is_taken_down_by_its_review(office, draft, case, superuser):
    case = break_glass(draft, superuser, "Banjir di Bantul.")

    case.withdraw_live(office.kepala_dinas, "Belum benar.")

    assert not live(draft)
    case.refresh_from_db()
    assert case.status == Case.Status.ENDED


def test_who_forced_a_publication_does_not_review_it(office, draft, case, superuser):
    appoint(superuser, office.position("kepala_dinas"), office.agency)

    case = break_glass(draft, superuser, "Banjir di Bantul.")

    with pytest.raises(NotEntitled, match="separation of duties"):
        case.confirm_live(superuser)
    assert case not in Case.objects.waiting_for(superuser)
    case.confirm_live(office.kepala_dinas)


@pytest.mark.parametrize("person", ["kontributor_data", "admin_data", "kepala_dinas", "moderator"])
def test_only_a_superuser_breaks_the_glass(office, draft, moderator, person):
    with pytest.raises(NotEntitled):
        break_glass(draft, (office.people | {"moderator": moderator})[person], "Banjir di Bantul.")

    assert not live(draft)


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_breaking_the_glass_needs_a_reason(draft, superuser, reason):
    with pytest.raises(Incomplete):
        break_glass(draft, superuser, reason)

    assert not live(draft)


def test_an_inactive_superuser_forces_nothing(draft, superuser):
    superuser.is_active = False

    with pytest.raises(NotEntitled):
        break_glass(draft, superuser, "Banjir di Bantul.")


def test_a_date_in_the_draft_does_not_postpone_a_forced_publication(office, draft, superuser):
    draft.go_live_at = timezone.now() + timezone.timedelta(days=30)
    draft.save_revision(user=office.kontributor_data)

    break_glass(draft, superuser, "Banjir di Bantul.")

    assert live(draft)
    assert flagged(draft)


def test_where_no_sop_governs_there_is_no_glass_to_break(elsewhere, superuser):
    elsewhere.save_revision()

    with pytest.raises(Refused, match="Publish it as usual"):
        break_glass(elsewhere, superuser, "Banjir di Bantul.")


def test_the_refusals_are_permission_errors_to_wagtail():
    assert issubclass(Refused, PermissionDenied)
