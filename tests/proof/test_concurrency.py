"""Rule 3: two people acting at the same instant leave one consistent result, and the second is told who was first.

Real threads on PostgreSQL, two hundred tries. SQLite has its own proof in test_concurrency_on_sqlite.
"""

import threading

import pytest
from django.db import connection, transaction
from wagtail.models import TaskState, WorkflowState

from tests.proof.consistency import assert_consistent
from tests.testapp.models import SimplePage
from wagtail_sop.exceptions import Refused
from wagtail_sop.models import Case, StepState

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TRIES = 20
LONGEST_WAIT = 30


@pytest.fixture(autouse=True)
def mail_waits(settings):
    settings.WAGTAIL_SOP = {"WAKE_UP": "none"}


@pytest.fixture
def pieces(office):
    """New pieces at a step, one per try."""

    def bring(to, content_class="important"):
        office.hire("kepala_kedua", "atasan_unit", office.data)
        office.hire("admin_kedua", "admin", office.data)
        for number in range(TRIES):
            office.section.refresh_from_db()
            page = SimplePage(title=f"Berita {number}", slug=f"berita-{number}", body="Naskah.")
            case = office.write(page, office.kontributor_data)
            yield office.bring(case, to, content_class)

    return bring


def at_once(case, *acts):
    """What became of each act when all begin at the same instant, each with what its person saw before: None or the
    error."""
    barrier = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def perform(place, act):
        try:
            seen = Case.objects.select_related(*Case.NEEDED).get(pk=case.pk)
            barrier.wait(LONGEST_WAIT)
            act(seen)
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=perform, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
        assert not thread.is_alive(), "two acts wait for each other"
    case.refresh_from_db()
    assert_consistent(case)
    return results


def assert_one_won(results, first_people):
    """One act went through; the other was refused with a sentence that names who was first."""
    refused = [place for place, error in enumerate(results) if error is not None]
    assert len(refused) == len(results) - 1, results
    winner = next(place for place in range(len(results)) if place not in refused)
    for place in refused:
        assert isinstance(results[place], Refused), repr(results[place])
        assert first_people[winner].get_full_name() in str(results[place]), results[place]
    return winner


def approve(user, **kwargs):
    return lambda case: case.approve(user, seen=case.current_step_id, **kwargs)


def page_of(case):
    return SimplePage.objects.get(pk=case.object_id)


def test_one_official_approves_and_another_returns_it(office, pieces):
    for case in pieces("4"):
        people = [office.atasan_unit_data, office.kepala_kedua]
        results = at_once(
            case,
            approve(people[0]),
            lambda seen, user=people[1]: seen.send_back(user, "Judul keliru.", seen=seen.current_step_id),
        )

        winner = assert_one_won(results, people)
        assert case.current_step.key == ("5", "3")[winner]


@pytest.mark.parametrize("step", ["4", "6"])
def test_a_double_click_approves_once(office, pieces, step):
    user = office.people["atasan_unit_data" if step == "4" else "admin_data"]
    for case in pieces(step):
        results = at_once(case, approve(user), approve(user))

        assert_one_won(results, [user, user])
        assert case.current_step.key == ("5" if step == "4" else "7")
        assert case.steps.filter(key=step).count() == 1
        assert page_of(case).live == (step == "6")


def test_an_official_approves_while_the_contributor_withdraws(office, pieces):
    people = [office.atasan_unit_data, office.kontributor_data]
    for case in pieces("4"):
        results = at_once(case, approve(people[0]), lambda seen: seen.withdraw(people[1]))

        winner = assert_one_won(results, people)
        assert case.status == (Case.Status.RUNNING, Case.Status.WITHDRAWN)[winner]


def test_an_official_approves_while_somebody_raises_the_class(office, pieces):
    for case in pieces("4", content_class="routine"):
        results = at_once(
            case,
            approve(office.atasan_unit_data),
            lambda seen: seen.change_class(office.kontributor_data, "policy"),
        )

        # Whoever came first: a policy passes the head of agency.
        assert results == [None, None]
        assert case.current_step.key == "5"


@pytest.mark.parametrize("step", ["2", "3"])
def test_two_colleagues_take_the_same_piece(office, pieces, step):
    for case in pieces(step):
        people = [office.admin_data, office.admin_kedua]
        if step == "3":
            case.release(case.current_step.holder)
        results = at_once(
            case, *(lambda seen, user=user: seen.take(user, seen=seen.current_step_id) for user in people)
        )

        winner = assert_one_won(results, people)
        assert case.current_step.key == "3"
        assert case.current_step.holder == people[winner]


def save_draft(user):
    def save(case):
        page = page_of(case).get_latest_revision_as_object()
        page.body = "Naskah yang belum disetujui."
        page.save_revision(user=user)

    return save


def overwrite_draft(user):
    # As the editor's autosave does it, in one transaction.
    def overwrite(case):
        page = page_of(case).get_latest_revision_as_object()
        page.body = "Naskah yang belum disetujui."
        with transaction.atomic():
            page.save_revision(user=user, overwrite_revision=page.get_latest_revision())

    return overwrite


@pytest.mark.parametrize("save", [save_draft, overwrite_draft])
def test_a_piece_is_published_while_a_new_draft_is_saved(office, pieces, save):
    for case in pieces("6"):
        published, _saved = at_once(case, approve(office.admin_data), save(office.kontributor_data))

        page = page_of(case)
        assert page.live == (published is None)
        if page.live:
            assert page.body == "Naskah."
        else:
            assert isinstance(published, Refused), repr(published)
            assert case.current_step.key == "4"


def test_one_approves_by_wagtails_door_and_another_by_ours(office, pieces):
    def by_task(seen):
        state = StepState.objects.get(case_step=seen.current_step)
        state.task.specific.on_action(TaskState.objects.get(pk=state.pk), office.atasan_unit_data, "approve")

    for case in pieces("4"):
        people = [office.atasan_unit_data, office.kepala_kedua, office.atasan_unit_data]
        state = StepState.objects.get(case_step=case.current_step).pk
        results = at_once(
            case,
            by_task,
            approve(people[1]),
            lambda seen, state=state, user=people[2]: TaskState.objects.get(pk=state).approve(user=user),
        )

        assert_one_won(results, people)
        assert case.current_step.key == "5"


def test_an_official_approves_while_the_run_is_cancelled_in_wagtail(office, pieces):
    people = [office.atasan_unit_data, office.kontributor_data]
    for case in pieces("4"):
        results = at_once(
            case,
            approve(people[0]),
            lambda seen: WorkflowState.objects.get(pk=seen.workflow_state_id).cancel(user=people[1]),
        )

        winner = assert_one_won(results, people)
        assert case.status == (Case.Status.RUNNING, Case.Status.WITHDRAWN)[winner]


def test_a_piece_is_published_while_it_is_moved_out_of_the_section(office, pieces):
    elsewhere = office.section.get_parent().add_child(instance=SimplePage(title="Arsip", slug="arsip"))
    for case in pieces("6"):
        published, moved = at_once(
            case,
            approve(office.admin_data),
            lambda seen: page_of(seen).move(elsewhere, pos="last-child"),
        )

        assert moved is None
        assert page_of(case).live == (published is None)
        assert published is None or isinstance(published, Refused)
        assert case.status == Case.Status.ENDED
