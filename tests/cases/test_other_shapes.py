"""SOPs of other shapes than the reference: they run to the end by their own people, for every class."""

from pathlib import Path

import pytest

from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.models import Case, Position, Unit
from wagtail_sop.procedures import ContentClass, load
from wagtail_sop.testing import appoint, make_user

SHAPES = sorted((Path(__file__).parent.parent / "procedures" / "data").glob("*.yaml"))
TALKATIVE = pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)


@pytest.fixture
def staff(section):
    """Installs a shape and appoints one person per position, all at the agency."""

    def hire(shape):
        agency = Unit.objects.create(name="Dinas Contoh")
        procedure = install_procedure(load(shape), [section], agency=agency)
        people = {}
        for position in Position.objects.filter(agency=agency):
            people[position.code] = make_user(position.code)
            appoint(people[position.code], position, agency)
        return procedure.edition_in_force.definition, people

    return hire


def draft(section, page, by):
    page.live, page.owner = False, by
    section.add_child(instance=page)
    page.save_revision(user=by)
    return Case.objects.current_on(page)


def finish(case, people):
    while case.current_step:
        actor = people[case.step.acting]
        (case.seal if case.status == Case.Status.LIVE else case.approve)(actor)


@TALKATIVE
@pytest.mark.parametrize("content_class", list(ContentClass))
def test_a_piece_goes_live_along_the_path_of_its_class(shape, content_class, staff, section, page):
    definition, people = staff(shape)
    case = draft(section, page, people[definition.contributor])
    case.submit(people[definition.contributor], content_class=str(content_class))

    finish(case, people)

    page.refresh_from_db()
    assert page.live
    assert case.status == Case.Status.SEALED
    walked = [row.key for row in case.steps.exclude(outcome="skipped")]
    assert walked == [step.key for step in definition.path(content_class)]


@TALKATIVE
def test_every_step_can_be_refused_where_the_shape_offers_it(shape, staff, section, page):
    definition, people = staff(shape)
    contributor = people[definition.contributor]
    case = draft(section, page, contributor)
    case.submit(contributor, content_class="policy")

    for _turn in range(len(definition.workflow_steps)):
        offers = {verb.name for verb in case.verbs_for(people[case.step.acting])}
        assert "send_back" in offers
        before = case.current_step.key
        case.send_back(people[case.step.acting], "Belum sesuai.")
        if not case.is_open:
            break
        if case.is_with_contributor:
            case.submit(contributor)
        while case.current_step.key != before:
            case.approve(people[case.step.acting])
        case.approve(people[case.step.acting])
        if case.status != Case.Status.RUNNING:
            break

    assert case.status in (Case.Status.LIVE, Case.Status.SEALED, Case.Status.REJECTED)
