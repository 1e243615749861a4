from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_sop.procedures import (
    END_UNPUBLISHED,
    MESSAGES,
    Actor,
    Branch,
    ContentClass,
    Cycle,
    Definition,
    Kind,
    Performer,
    Role,
    Step,
    Symbol,
    TimeLimit,
    TimeUnit,
    validate,
)

ROUTINE, IMPORTANT, POLICY = ContentClass
HOUR = TimeLimit(1, 1, TimeUnit.HOUR, "1 jam")

ROLES = {Kind.HANDOVER: Role.RECEIVER, Kind.REVIEW: Role.DECIDER}
SYMBOLS = {Kind.PREPARE: Symbol.CAPSULE, Kind.PUBLISH: Symbol.CAPSULE, Kind.REVIEW: Symbol.DIAMOND}


def row(key, kind, **fields):
    defaults = {
        "performers": (Performer("admin", ROLES.get(kind, Role.ACTOR)),),
        "symbol": SYMBOLS.get(kind, Symbol.BOX),
        "limit": HOUR,
        "no": "1" if kind == Kind.REVIEW else None,
    }
    return Step(key, key, kind, "Mengerjakan", **defaults | fields)


def procedure(*steps, actors=None, **fields):
    return Definition("sop", "SOP", actors=actors or (Actor("admin", "Admin"),), steps=steps, **fields)


def found(sop):
    return [(problem.code, problem.step) for problem in validate(sop)]


WRITE = row("1", Kind.PREPARE)
EDIT = row("2", Kind.EDIT)
REVIEW = row("3", Kind.REVIEW)
PUBLISH = row("4", Kind.PUBLISH)


def test_a_plain_procedure_has_no_problems():
    assert validate(procedure(WRITE, EDIT, REVIEW, PUBLISH)) == []


ERRORS = {
    "two steps of one key": (procedure(WRITE, EDIT, EDIT, PUBLISH), [("duplicate_step", "2")]),
    "two actors of one code": (
        procedure(WRITE, REVIEW, PUBLISH, actors=(Actor("admin", "A"), Actor("admin", "B"))),
        [("duplicate_actor", None)],
    ),
    "an actor who is not listed": (
        procedure(WRITE, REVIEW, row("4", Kind.PUBLISH, performers=(Performer("x"),))),
        [("unknown_actor", "4")],
    ),
    "a handover that nobody receives": (
        procedure(WRITE, row("2", Kind.HANDOVER, performers=(Performer("admin"),)), REVIEW, PUBLISH),
        [("no_acting_actor", "2")],
    ),
    "a row without actors": (
        procedure(WRITE, REVIEW, row("4", Kind.PUBLISH, performers=())),
        [("no_acting_actor", "4")],
    ),
    "a yes that leads nowhere": (
        procedure(WRITE, row("3", Kind.REVIEW, yes=(Branch("9"),)), PUBLISH),
        [("target_missing", "3")],
    ),
    "a refusal that leads nowhere": (
        procedure(WRITE, row("3", Kind.REVIEW, no="9"), PUBLISH),
        [("target_missing", "3")],
    ),
    "a refusal into a yearly duty": (
        procedure(
            row("0", Kind.DUTY, cycle=Cycle.YEARLY, symbol=Symbol.CAPSULE),
            WRITE,
            row("3", Kind.REVIEW, no="0"),
            PUBLISH,
        ),
        [("target_outside", "3")],
    ),
    "no steps at all": (procedure(), [("no_workflow_steps", None)]),
    "nobody ever waits": (
        procedure(WRITE, row("2", Kind.DOCUMENT, symbol=Symbol.CAPSULE)),
        [("no_workflow_steps", None)],
    ),
    "a class for which nobody ever waits": (
        procedure(
            row("1", Kind.PREPARE, yes=(Branch("5", (ROUTINE,)), Branch("3")), no=END_UNPUBLISHED),
            REVIEW,
            PUBLISH,
            row("5", Kind.DOCUMENT, symbol=Symbol.CAPSULE),
        ),
        [("empty_path", None)],
    ),
    "no step that publishes": (
        procedure(WRITE, row("3", Kind.REVIEW, symbol=Symbol.CAPSULE)),
        [("no_publish", None)],
    ),
    "two steps that publish": (
        procedure(WRITE, REVIEW, PUBLISH, row("5", Kind.PUBLISH)),
        [("many_publish", "5")],
    ),
    "a review after publishing": (
        procedure(WRITE, PUBLISH, row("5", Kind.REVIEW, symbol=Symbol.CAPSULE)),
        [("publish_not_last", "4")],
    ),
    "a step that every branch jumps over": (
        procedure(WRITE, row("3", Kind.REVIEW, yes=(Branch("4"),)), row("x", Kind.HANDOVER), PUBLISH),
        [("unreachable", "x")],
    ),
    "a yes that leads back": (
        procedure(WRITE, EDIT, row("3", Kind.REVIEW, yes=(Branch("2"),)), PUBLISH),
        [("no_publish", None), ("endless", "2"), ("unreachable", "4")],
    ),
    "a yes that leads back for one class": (
        procedure(WRITE, row("3", Kind.REVIEW, yes=(Branch("1", (POLICY,)), Branch("4"))), PUBLISH),
        [("no_publish", None), ("endless", "1")],
    ),
    "a refusal to itself": (
        procedure(WRITE, row("3", Kind.REVIEW, no="3"), PUBLISH),
        [("return_later", "3")],
    ),
    "a refusal that goes forward": (
        procedure(WRITE, row("3", Kind.REVIEW, no="4"), PUBLISH),
        [("return_later", "3")],
    ),
    "a refusal to a step that the class skips": (
        procedure(
            WRITE,
            row("2", Kind.REVIEW, yes=(Branch("4", (ROUTINE,)), Branch("3"))),
            row("3", Kind.EDIT),
            row("4", Kind.REVIEW, no="3"),
            row("5", Kind.PUBLISH),
        ),
        [("return_off_path", "4")],
    ),
    "editing after the last review": (
        procedure(WRITE, REVIEW, row("x", Kind.EDIT), PUBLISH),
        [("edit_after_review", "x")],
    ),
    "preparing what is under way": (
        procedure(WRITE, row("2", Kind.HANDOVER), row("x", Kind.PREPARE), REVIEW, PUBLISH),
        [("prepare_late", "x")],
    ),
    "documenting what is not live": (
        procedure(WRITE, REVIEW, row("x", Kind.DOCUMENT), PUBLISH),
        [("document_early", "x")],
    ),
}


@pytest.mark.parametrize(("sop", "expected"), ERRORS.values(), ids=ERRORS)
def test_a_procedure_that_cannot_run_is_told_why(sop, expected):
    errors = [problem for problem in validate(sop) if problem.level == "error"]

    assert [(problem.code, problem.step) for problem in errors] == expected


WARNINGS = {
    "a decision without a refusal": (
        procedure(WRITE, EDIT, row("3", Kind.REVIEW, no=None), PUBLISH),
        [("no_refusal", "3")],
    ),
    "a class without a branch": (
        procedure(WRITE, row("3", Kind.REVIEW, yes=(Branch("4", (ROUTINE,)),)), PUBLISH),
        [("unclear_branch", "3")],
    ),
    "no decision at all": (procedure(WRITE, PUBLISH), [("no_review", None)]),
    "a step without a time": (
        procedure(WRITE, row("2", Kind.EDIT, limit=None), REVIEW, PUBLISH),
        [("no_time", "2")],
    ),
    "no capsules": (
        procedure(
            row("1", Kind.PREPARE, symbol=Symbol.BOX), REVIEW, row("4", Kind.PUBLISH, symbol=Symbol.BOX)
        ),
        [("first_symbol", "1"), ("last_symbol", "4")],
    ),
    "two actors in a row": (
        procedure(
            WRITE,
            row("2", Kind.HANDOVER, performers=(Performer("admin"), Performer("admin", Role.RECEIVER))),
            REVIEW,
            PUBLISH,
        ),
        [("several_actors", "2")],
    ),
    "a duty without a time is nobody's concern": (
        procedure(
            row("0", Kind.DUTY, cycle=Cycle.YEARLY, limit=None, symbol=Symbol.CAPSULE), WRITE, REVIEW, PUBLISH
        ),
        [],
    ),
}


@pytest.mark.parametrize(("sop", "expected"), WARNINGS.values(), ids=WARNINGS)
def test_a_procedure_that_departs_from_the_guidelines_is_warned(sop, expected):
    problems = validate(sop)

    assert [(problem.code, problem.step) for problem in problems] == expected
    assert all(problem.level == "warning" for problem in problems)


@pytest.mark.parametrize(
    ("activity", "actor"),
    [
        ("Admin menyunting bahan", "Admin"),
        ("petugas lapangan menyerahkan bahan", "Petugas Lapangan"),
        ("Administrasi bahan", None),
        ("Menyerahkan kepada Admin", None),
    ],
)
def test_an_activity_begins_with_its_verb_and_not_with_an_actor(activity, actor):
    actors = (Actor("admin", "Admin"), Actor("peliput", "Peliput/Petugas Lapangan (ASN)"))
    edit = Step("2", "2", Kind.EDIT, activity, (Performer("admin"),), limit=HOUR)

    problems = validate(procedure(WRITE, edit, REVIEW, PUBLISH, actors=actors))

    assert [problem.params["actor"] for problem in problems] == ([actor] if actor else [])


@pytest.mark.parametrize(
    ("law", "successor"),
    [
        (
            "Peraturan Komisi Informasi nomor 1 Tahun 2010 tentang Standar Layanan Informasi Publik.",
            "PerKI 1/2021",
        ),
        ("PerKI No. 1 Tahun 2010", "PerKI 1/2021"),
        ("Perki 1/2010", "PerKI 1/2021"),
        ("Peraturan Menteri Dalam Negeri Nomor 35 Tahun 2010", "Permendagri 3/2017"),
        ("Peraturan Komisi Informasi No. 1 Tahun 2021 tentang Standar Layanan Informasi Publik", None),
        ("Peraturan Komisi Informasi No. 1 Tahun 2013 tentang Sengketa Informasi", None),
        ("Peraturan Komisi Informasi Nomor 11 Tahun 2010", None),
        ("Undang-Undang Nomor 1 Tahun 2010", None),
    ],
)
def test_a_repealed_law_is_named_with_its_successor(law, successor):
    problems = validate(procedure(WRITE, REVIEW, PUBLISH, legal_basis=(law,)))

    assert [problem.params["successor"] for problem in problems] == ([successor] if successor else [])


def test_a_problem_is_a_sentence_whose_template_can_be_translated():
    sop = procedure(WRITE, row("3", Kind.REVIEW, yes=(Branch("1", (ROUTINE, POLICY)), Branch("4"))), PUBLISH)

    problem = next(problem for problem in validate(sop) if problem.code == "endless")

    assert problem.message is MESSAGES["endless"]
    assert problem.params == {"step": "1", "steps": ("1", "3"), "classes": ("routine", "policy")}
    assert str(problem).startswith("From step 1 a piece of class routine, policy never comes to an end")


# Any table at all

KEYS = ["1", "2", "3", "4", "5"]


def tables(count):
    targets = st.sampled_from([*KEYS[:count], END_UNPUBLISHED])
    classes = st.lists(st.sampled_from(ContentClass), max_size=2).map(tuple)
    steps = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(Kind),
            "yes": st.lists(st.builds(Branch, targets, classes), max_size=2).map(tuple),
            "no": st.none() | targets,
        }
    )
    rows = st.lists(steps, min_size=count, max_size=count)
    return rows.map(lambda rows: procedure(*(row(key, **r) for key, r in zip(KEYS, rows, strict=False))))


@given(
    st.lists(
        st.builds(
            Step,
            key=st.sampled_from(KEYS),
            number=st.just(""),
            kind=st.sampled_from(Kind),
            activity=st.text(max_size=5),
            performers=st.lists(st.builds(Performer, st.sampled_from(["admin", ""])), max_size=2).map(tuple),
            yes=st.lists(st.builds(Branch, st.sampled_from([*KEYS, END_UNPUBLISHED, "x"])), max_size=2).map(
                tuple
            ),
            no=st.none() | st.sampled_from([*KEYS, END_UNPUBLISHED, "x"]),
            cycle=st.sampled_from(Cycle),
        ),
        max_size=6,
    )
)
def test_no_draft_is_too_broken_to_be_checked(steps):
    for problem in validate(procedure(*steps)):
        assert str(problem)


def walk(sop, decisions, content_class):
    """Where a piece stands after these decisions, one at each step; None when it has come to an end."""
    order = [step.key for step in sop.steps if step.kind != Kind.DUTY]
    rows = {step.key: step for step in sop.steps if step.kind != Kind.DUTY}
    place = order[0] if order else None
    for agreed in decisions:
        if place is None:
            return None
        step = rows[place]
        if agreed:
            branches = [b.to for b in step.yes if not b.classes or content_class in b.classes]
            ahead = order[order.index(place) + 1 :]
            place = branches[0] if branches else next(iter(ahead), None)
        elif step.no:
            place = step.no
        elif step.kind == Kind.REVIEW:
            makers = [
                key for key in order[: order.index(place)] if rows[key].kind in (Kind.EDIT, Kind.PREPARE)
            ]
            place = makers[-1] if makers else None
        place = place if place in rows else None
    return place


def never_ends(sop):
    """Some decisions bring a piece to where even agreeing ever after brings it to no end."""
    return any(
        walk(sop, [*decisions, *[True] * (len(KEYS) + 1)], content_class)
        for content_class in ContentClass
        for decisions in product([True, False], repeat=len(KEYS))
    )


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(KEYS)).flatmap(tables))
def test_a_way_that_never_ends_is_found_exactly_when_there_is_one(sop):
    codes = {problem.code for problem in validate(sop)}
    if codes & {"target_missing", "target_outside"}:
        return

    assert ("endless" in codes) == never_ends(sop)
