"""A piece goes on only when it has what its SOP requires; which that is, the SOP says, not a program."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from wagtail import hooks

from tests.screens.conftest import act, as_user, look, page_of
from wagtail_sop.actions.enact import enact
from wagtail_sop.completeness import Check
from wagtail_sop.exceptions import Incomplete
from wagtail_sop.models import Case
from wagtail_sop.procedures import Completeness

pytestmark = pytest.mark.django_db


def body_is_long_enough(case, piece):
    is_long = len(getattr(piece, "body", "").split()) > 2
    yield Check("passed" if is_long else "warning", "The body has more than two words.", "panjang")


@pytest.fixture(autouse=True)
def wing():
    with hooks.register_temporarily("register_sop_checks", body_is_long_enough):
        yield


def require(office, **codes):
    """A new edition of the office's SOP that says so."""
    definition = replace(office.procedure.definition, completeness=Completeness(**codes))
    office.procedure.draft = definition.to_data()
    office.procedure.save()
    enact(office.procedure)


@pytest.fixture
def written(office, page):
    def write(body="Naskah pertama.", **codes):
        require(office, **codes)
        return office.write(page, office.kontributor_data, body=body)

    return write


def make_incomplete(page):
    """Past the editor, as an import would do it."""
    page.refresh_from_db()
    page.body = "Pendek."
    page.save_revision()


def test_a_piece_that_lacks_what_is_required_is_not_handed_over(office, written):
    case = written(required=("panjang",))

    with pytest.raises(Incomplete, match="The body has more than two words."):
        case.submit(office.kontributor_data)

    case.refresh_from_db()
    assert case.is_with_contributor
    assert case.workflow_state is None


def test_a_piece_that_lacks_what_is_only_advised_goes_on(office, written):
    case = written(advised=("panjang",))

    office.bring(case, "7")

    assert case.status == Case.Status.LIVE


def test_an_sop_that_says_nothing_requires_nothing(office, written):
    office.bring(case := written(), "7")

    assert case.status == Case.Status.LIVE


def test_a_complete_piece_goes_all_the_way(office, written):
    case = written("Naskah yang cukup panjang.", required=("panjang",))

    office.bring(case, "7")

    assert case.status == Case.Status.LIVE


@pytest.mark.parametrize("key, who", [("2", "admin_data"), ("4", "atasan_unit_data"), ("6", "admin_data")])
def test_nobody_receives_approves_or_publishes_an_incomplete_piece(office, written, key, who):
    case = office.bring(written(required=()), key, content_class="routine")
    user = getattr(office, who)

    with (
        hooks.register_temporarily(
            "register_sop_checks", lambda case, piece: [Check("blocking", "NIK tercantum.")]
        ),
        pytest.raises(Incomplete, match="NIK tercantum."),
    ):
        case.take(user) if key == "2" else case.approve(user)

    case.refresh_from_db()
    assert case.current_step.key == key
    assert case.current_step.is_open


def test_editing_is_where_a_piece_is_completed_so_it_is_forwarded_as_it_is(office, written, page):
    case = office.bring(written("Naskah yang cukup panjang.", required=("panjang",)), "3")
    make_incomplete(page)

    case.approve(office.admin_data)

    assert case.current_step.key == "4"


def test_an_incomplete_piece_can_always_be_returned(office, written, page):
    case = office.bring(written("Naskah yang cukup panjang.", required=("panjang",)), "3")
    make_incomplete(page)
    case.approve(office.admin_data)

    case.send_back(office.atasan_unit_data, "Lengkapi naskahnya.")

    assert case.current_step.key == "3"


def test_wagtails_own_door_gives_the_same_answer(office, written, page):
    case = office.bring(written("Naskah yang cukup panjang.", required=("panjang",)), "3")
    make_incomplete(page)
    case.approve(office.admin_data)
    state = case.current_step.state

    with pytest.raises(Incomplete):
        state.approve(user=office.atasan_unit_data)


def test_a_running_case_stays_on_what_its_own_edition_required(office, written):
    case = office.bring(written(), "4", content_class="routine")
    require(office, required=("panjang",))

    case.approve(office.atasan_unit_data)

    assert case.current_step.key == "6"


def test_break_glass_publishes_what_is_incomplete(office, written):
    case = written(required=("panjang",))
    chief = get_user_model().objects.create_superuser("super", "super@example.go.id", "sop")

    case.force_live(chief, "Peringatan dini banjir.")

    assert case.content_object.live


def test_the_contributor_reads_what_is_missing_before_and_after_submitting(office, written):
    case = written(required=("panjang",))
    client = as_user(office.kontributor_data)

    before = client.get(page_of(case, "submit")).content.decode()
    answer = client.post(page_of(case, "submit"), {"content_class": "routine", "seen": case.current_step.pk})

    assert "Must be put right:" in before
    assert answer.status_code == 200
    assert "The SOP does not let this piece go on yet." in answer.content.decode()


def test_the_side_panel_says_what_is_missing_while_the_piece_is_written(office, written):
    case = written(required=("panjang",))

    page = as_user(office.kontributor_data).get(f"/admin/pages/{case.object_id}/edit/").content.decode()

    assert "Still missing" in page
    assert "The body has more than two words." in page


def test_the_approver_is_offered_no_button_that_would_be_refused_and_reads_why(office, written, page):
    case = office.bring(written("Naskah yang cukup panjang.", required=("panjang",)), "3")
    make_incomplete(page)
    case.approve(office.admin_data)
    case.refresh_from_db()

    shown = look(office.atasan_unit_data, case)

    assert "Must be put right:" in shown
    assert "does not let this piece go on until" in shown
    assert "Approve – goes to" not in shown
    assert "Return – to" in shown


def test_whoever_approves_from_an_older_page_reads_what_is_missing(office, written, page):
    case = office.bring(written("Naskah yang cukup panjang.", required=("panjang",)), "3")
    make_incomplete(page)
    case.approve(office.admin_data)
    case.refresh_from_db()

    answer = act(office.atasan_unit_data, case, "approve")

    assert "The SOP does not let this piece go on yet." in answer.content.decode()


def test_an_sop_that_lists_its_checks_is_not_shown_others(office, written):
    case = office.bring(written(advised=("lain",)), "4")

    assert "The body has more than two words." not in look(office.atasan_unit_data, case)


def test_a_check_without_a_code_stands_whatever_the_sop_says(office, written):
    case = office.bring(written(advised=("lain",)), "4")
    found = [SimpleNamespace(level="warning", message="Periksa nama.")]

    with hooks.register_temporarily("register_sop_checks", lambda case, piece: found):
        assert "Periksa nama." in look(office.atasan_unit_data, case)


@pytest.mark.parametrize("codes, is_known", [({"panjang": "Panjang"}, True), ({}, False)])
def test_the_system_check_names_what_an_sop_asks_for_and_nothing_checks(office, codes, is_known):
    require(office, required=("panjang",))

    with hooks.register_temporarily("register_sop_check_codes", lambda: codes):
        found = run_checks(databases=["default"])

    assert (
        any(message.id == "wagtail_sop.W015" and "panjang" in message.msg for message in found)
        is not is_known
    )
