import dataclasses
import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_sop.procedures import (
    END_UNPUBLISHED,
    Actor,
    Agency,
    Branch,
    ColumnLabels,
    ContentClass,
    Cycle,
    DateBox,
    Decree,
    Definition,
    Identity,
    Kind,
    Letterhead,
    Performer,
    Role,
    Schedule,
    Step,
    Symbol,
    TimeLimit,
    load_library,
)

ROUTINE, IMPORTANT, POLICY = ContentClass


def row(key, kind, *performers, **fields):
    performers = tuple(
        Performer(*p) if isinstance(p, tuple) else Performer(p) for p in performers or ("admin",)
    )
    return Step(key, key, kind, fields.pop("activity", "Mengerjakan"), performers, **fields)


def procedure(*steps):
    codes = dict.fromkeys(p.actor for step in steps for p in step.performers)
    return Definition("sop", "SOP", actors=tuple(Actor(code, code.title()) for code in codes), steps=steps)


@pytest.fixture
def plan():
    """A duty, then a piece: written, received, edited; routine skips the head; published; documented."""
    return procedure(
        row("A", Kind.DUTY, "tim", cycle=Cycle.YEARLY),
        row("1", Kind.PREPARE, "author"),
        row("2", Kind.HANDOVER, "author", ("admin", Role.RECEIVER)),
        row("3", Kind.EDIT, "admin"),
        row("4", Kind.REVIEW, ("chief", Role.DECIDER), yes=(Branch("6", (ROUTINE,)), Branch("5")), no="3"),
        row("5", Kind.REVIEW, ("admin", Role.PROPOSER), ("head", Role.DECIDER)),
        row("6", Kind.PUBLISH, "admin"),
        row("7", Kind.DOCUMENT, "admin"),
        row("B", Kind.DUTY, "tim", cycle=Cycle.PERIODIC),
    )


def keys(steps):
    return [step.key for step in steps]


def test_a_piece_passes_item_steps_only(plan):
    assert keys(plan.item_steps) == ["1", "2", "3", "4", "5", "6", "7"]
    assert plan.item_count == 7


def test_people_wait_in_workflow_steps_only(plan):
    assert keys(plan.workflow_steps) == ["2", "3", "4", "5", "6"]


def test_a_step_that_a_branch_jumps_over_does_not_apply(plan):
    assert not plan.applies("5", ROUTINE)
    assert plan.applies("5", POLICY)
    assert not plan.applies("A", POLICY)


def test_the_next_step_depends_on_the_class(plan):
    assert plan.next_step("4", ROUTINE).key == "6"
    assert plan.next_step("4", IMPORTANT).key == "5"
    assert plan.next_step("7", IMPORTANT) is None


def test_a_piece_that_becomes_routine_while_with_the_head_goes_on_to_a_step_it_passes(plan):
    assert plan.next_step("5", ROUTINE).key == "6"


def test_earlier_steps_come_nearest_first(plan):
    assert keys(plan.earlier_steps("4")) == ["3", "2", "1"]
    assert plan.earlier_steps("1") == ()


def test_a_refusal_goes_to_the_printed_step_or_to_the_nearest_that_makes_the_text(plan):
    assert plan.return_target("4") == "3"
    assert plan.return_target("5") == "3"
    assert plan.return_target("2") == "1"


def test_a_refusal_may_end_the_piece():
    sop = procedure(row("1", Kind.REVIEW, ("head", Role.DECIDER), no=END_UNPUBLISHED))

    assert sop.return_target("1") == END_UNPUBLISHED


def test_a_refusal_with_no_step_to_return_to_leaves_the_workflow():
    sop = procedure(row("1", Kind.HANDOVER, "author", ("admin", Role.RECEIVER)))

    assert sop.return_target("1") is None


def test_a_yes_may_end_the_piece_too():
    ends = row("1", Kind.REVIEW, ("head", Role.DECIDER), yes=(Branch(END_UNPUBLISHED),))
    sop = procedure(ends, row("2", Kind.PUBLISH))

    assert keys(sop.path(POLICY)) == ["1"]


def test_a_path_that_runs_in_a_circle_is_cut_where_it_comes_round():
    sop = procedure(row("1", Kind.PREPARE), row("2", Kind.REVIEW, yes=(Branch("1"),)))

    assert keys(sop.path(ROUTINE)) == ["1", "2"]
    assert sop.next_step("2", ROUTINE) is None


def test_steps_are_numbered_among_the_steps_of_a_piece(plan):
    assert plan.number_of("1") == 1
    assert plan.number_of("7") == 7


@pytest.mark.parametrize(
    ("performers", "kind", "acting"),
    [
        (["author", ("admin", Role.RECEIVER)], Kind.HANDOVER, "admin"),
        ([("admin", Role.PROPOSER), ("head", Role.DECIDER)], Kind.REVIEW, "head"),
        (["admin"], Kind.REVIEW, "admin"),
        (["admin"], Kind.PUBLISH, "admin"),
        ([("head", Role.DECIDER)], Kind.DUTY, "head"),
        (["author"], Kind.HANDOVER, ""),
        ([("admin", Role.RECEIVER)], Kind.EDIT, ""),
    ],
)
def test_the_role_that_fits_the_kind_acts(performers, kind, acting):
    assert row("1", kind, *performers).acting == acting


@pytest.mark.parametrize(
    ("steps", "contributor"),
    [
        ([row("1", Kind.PREPARE, "author"), row("2", Kind.EDIT, "admin")], "author"),
        ([row("1", Kind.HANDOVER, "author", ("admin", Role.RECEIVER))], "author"),
        ([row("1", Kind.HANDOVER, ("author", Role.PROPOSER), ("admin", Role.RECEIVER))], "author"),
        ([row("1", Kind.EDIT, "admin"), row("2", Kind.PUBLISH, "tim")], "admin"),
        ([row("1", Kind.DUTY, "tim", cycle=Cycle.YEARLY)], ""),
        ([], ""),
    ],
)
def test_the_contributor_is_who_prepares_or_hands_over_or_begins(steps, contributor):
    assert procedure(*steps).contributor == contributor


def test_a_step_without_a_name_is_called_by_the_beginning_of_its_activity():
    long = "Menginventarisir dan melakukan editing informasi berupa data-data sebelum proses updating"

    assert row("1", Kind.EDIT, activity="Menyunting").name == "Menyunting"
    assert (
        row("1", Kind.EDIT, activity=long).name == "Menginventarisir dan melakukan editing informasi berupa…"
    )
    assert row("1", Kind.EDIT, activity="x" * 100).name == "x" * 60 + "…"
    assert row("1", Kind.EDIT, activity=long, name="Sunting").name == "Sunting"


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda sop: sop.step("9"), ["sop", "“9”", "A, 1, 2"]),
        (lambda sop: sop.actor("nobody"), ["sop", "“nobody”", "tim, author"]),
        (lambda sop: sop.number_of("A"), ["“A”", "1, 2, 3"]),
    ],
)
def test_asking_for_what_is_not_there_says_what_is(plan, ask, words):
    with pytest.raises(KeyError) as raised:
        ask(plan)

    assert all(word in str(raised.value) for word in words)


def test_a_definition_cannot_be_changed(plan):
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.title = "Another"


# Stored and read again

words = st.text(string.ascii_letters + " -/“”é", max_size=12)
codes = st.text(string.ascii_lowercase, min_size=1, max_size=4)


def tuples(members):
    return st.lists(members, max_size=3).map(tuple)


time_limits = st.builds(TimeLimit, minimum=st.integers(0, 5), maximum=st.integers(5, 9))
steps = st.builds(
    Step,
    performers=tuples(st.builds(Performer, actor=codes)),
    symbol=st.sampled_from(Symbol),
    requirements=words,
    limit=st.none() | time_limits,
    yes=tuples(st.builds(Branch, to=codes, classes=tuples(st.sampled_from(ContentClass)))),
    no=st.none() | codes,
    cycle=st.sampled_from(Cycle),
    schedule=st.none() | st.builds(Schedule),
    name=words,
)
boxes = st.none() | st.builds(DateBox, text=words, date=st.none() | st.dates(), label=words)
identities = st.builds(
    Identity,
    number=st.none() | words,
    created=boxes,
    approved=boxes,
    signer_position=st.none() | words,
    decree=st.none() | st.builds(Decree, number=words),
)
letterheads = st.builds(Letterhead, address=words, javanese_script=st.booleans())
definitions = st.builds(
    Definition,
    agency=st.builds(Agency, name=words, letterhead=st.none() | letterheads),
    identity=identities,
    legal_basis=tuples(words),
    columns=st.builds(ColumnLabels, number=st.none() | words, printed_numbers=tuples(st.integers(1, 20))),
    actors=tuples(st.builds(Actor, per_unit=st.booleans())),
    steps=tuples(steps),
)


@given(definitions)
def test_a_stored_definition_comes_back_exactly(definition):
    stored = json.loads(json.dumps(definition.to_data()))

    assert Definition.from_data(stored) == definition


def test_a_definition_that_comes_back_has_its_own_kinds_of_values():
    definition = load_library("dinsos-diy")

    restored = Definition.from_data(json.loads(json.dumps(definition.to_data())))

    assert restored.step("4").kind is Kind.REVIEW
    assert restored.step("4").yes[0].classes == (IMPORTANT, POLICY)
    assert hash(restored) == hash(definition)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "sop-ap/9"},
        {"steps": "none"},
        {"steps": [{"key": "1"}]},
        {"actors": [{"code": "a", "name": "A", "per_unit": "yes"}]},
        {"colour": "red"},
        {"title": None},
        {"title": 5},
        {"columns": {"printed_numbers": [True]}},
    ],
)
def test_data_that_no_definition_wrote_are_refused(plan, change):
    with pytest.raises(ValueError, match="."):
        Definition.from_data(plan.to_data() | change)


@pytest.mark.parametrize("stored", [None, [], "text", {}])
def test_what_is_no_procedure_at_all_is_refused_with_a_sentence(stored):
    with pytest.raises(ValueError, match="not the data of a procedure"):
        Definition.from_data(stored)
