"""What is saved in the same instant as its page is moved stays in the tree; two first drafts open one case."""

import threading

import pytest
from django.db import connection

from tests.testapp.models import SimplePage
from wagtail_sop.models import Case
from wagtail_sop.testing import make_user

from .test_concurrency import LONGEST_WAIT, mail_waits, page_of, pieces  # noqa: F401

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_the_same_instant(*acts):
    barrier = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def perform(place, act):
        try:
            barrier.wait(LONGEST_WAIT)
            act()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=perform, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
    return results


@pytest.fixture
def elsewhere(office):
    return office.section.get_parent().add_child(instance=SimplePage(title="Arsip", slug="arsip"))


def assert_moved(case, elsewhere):
    elsewhere.refresh_from_db()
    assert page_of(case).path.startswith(elsewhere.path)


def test_a_sealed_piece_is_taken_down_while_it_is_moved(office, pieces, elsewhere):  # noqa: F811
    for case in pieces("none"):
        at_the_same_instant(
            lambda case=case: Case.objects.get(pk=case.pk).take_down(office.atasan_unit_data, "Salah."),
            lambda case=case: page_of(case).move(elsewhere, pos="last-child"),
        )
        assert_moved(case, elsewhere)


def test_a_piece_is_forced_live_while_it_is_moved(office, pieces, elsewhere):  # noqa: F811
    superuser = make_user("superuser", is_superuser=True)
    for case in pieces("4"):
        at_the_same_instant(
            lambda case=case: Case.objects.get(pk=case.pk).force_live(superuser, "Darurat."),
            lambda case=case: page_of(case).move(elsewhere, pos="last-child"),
        )
        assert_moved(case, elsewhere)


def test_two_people_save_the_first_draft_of_a_new_version(office, pieces):  # noqa: F811
    people = [office.kontributor_data, office.admin_data]
    for case in pieces("none"):
        drafts = [page_of(case) for _user in people]
        for draft, user in zip(drafts, people, strict=True):
            draft.body = f"Oleh {user}."
        results = at_the_same_instant(
            *(
                lambda draft=draft, user=user: draft.save_revision(user=user)
                for draft, user in zip(drafts, people, strict=True)
            )
        )

        assert results == [None, None]
        assert {w.user for w in Case.objects.current_on(drafts[0]).writers.all()} >= set(people)
