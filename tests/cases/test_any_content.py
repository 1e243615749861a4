"""A procedure runs over the site's own page types and over snippets, and over nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, WorkflowState

from tests.testapp.models import Advert, EventPage, SimplePage
from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.exceptions import Incomplete, InstallationError
from wagtail_sop.models import Case, Edition, Procedure, Section, StepTask
from wagtail_sop.publishing import break_glass


@pytest.fixture
def adverts(office):
    """The SOP governs the snippet model as well."""
    install_procedure(office.definition, [Advert], agency=office.agency)
    return office


def draft_of(advert, by):
    advert.live = False
    advert.save()
    advert.save_revision(user=by)
    return Case.objects.current_on(advert)


def test_a_page_type_of_the_sites_own_runs_through_the_procedure(office):
    event = EventPage(title="Pelatihan", slug="pelatihan", location="Balai desa")

    case = office.bring(office.write(event, office.kontributor_data), None)

    event.refresh_from_db()
    assert event.live
    assert case.status == Case.Status.SEALED


def test_a_piece_with_gaps_is_not_handed_in_by_any_door(office):
    from wagtail.models import Revision

    event = EventPage(title="Pelatihan", slug="pelatihan", location="Balai desa")
    case = office.write(event, office.kontributor_data)
    revision = case.latest_revision
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"title": ""})

    with pytest.raises(Incomplete, match="not complete"):
        case.submit(office.kontributor_data)
    with pytest.raises(Incomplete, match="not complete"):
        event.get_workflow().start(event, office.kontributor_data)

    assert Case.objects.get().status == Case.Status.DRAFTING
    assert not WorkflowState.objects.exists()


def test_a_snippet_runs_through_the_procedure(adverts):
    advert = Advert(text="Layanan aduan")

    case = adverts.bring(draft_of(advert, adverts.kontributor_data), None)

    advert.refresh_from_db()
    assert advert.live
    assert case.status == Case.Status.SEALED
    assert case.title == "Layanan aduan"


def test_a_snippet_is_returned_and_its_approval_lapses_when_it_changes(adverts):
    advert = Advert(text="Layanan aduan")
    case = adverts.bring(draft_of(advert, adverts.kontributor_data), "6")

    advert.text = "Layanan lain"
    advert.save_revision(user=adverts.admin_data)

    case.refresh_from_db()
    assert case.current_step.key == "4"
    case.send_back(adverts.atasan_unit_data, "Periksa lagi.")
    assert case.current_step.key == "3"


def test_a_deleted_snippet_ends_its_case(adverts):
    advert = Advert(text="Layanan aduan")
    case = adverts.bring(draft_of(advert, adverts.kontributor_data), "4")

    advert.delete()

    case.refresh_from_db()
    assert case.status == Case.Status.ENDED
    assert case.title == "Layanan aduan"


def test_a_snippet_forced_live_is_flagged_and_reviewed_afterwards(adverts, django_user_model):
    advert = Advert(text="Darurat")
    draft_of(advert, adverts.kontributor_data)
    root = django_user_model.objects.create_superuser("root", "root@example.go.id", "sop")

    case = break_glass(advert, root, "Bencana")

    advert.refresh_from_db()
    assert advert.live
    assert case.break_glass
    assert case.status == Case.Status.UNDER_REVIEW
    case.confirm_live(adverts.kepala_dinas)
    assert case.status == Case.Status.LIVE


def test_content_outside_every_section_gets_no_case(office, section):
    outside = section.get_parent().add_child(instance=SimplePage(title="Profil", slug="profil", live=False))

    outside.save_revision(user=office.kontributor_data).publish()

    outside.refresh_from_db()
    assert outside.live
    assert not Case.objects.exists()


def test_a_section_belongs_to_one_procedure_only(office, section):
    from wagtail_sop.procedures import Definition

    other = Definition.from_data(office.definition.to_data() | {"key": "lain"})

    with pytest.raises(InstallationError, match="already governed"):
        install_procedure(other, [section], agency=office.agency)
    assert not Procedure.objects.filter(key="lain").exists()


def test_installing_again_changes_nothing(office, section):
    install_procedure(office.definition, [section], agency=office.agency)

    assert Edition.objects.count() == 1
    assert Section.objects.count() == 1
    assert StepTask.objects.count() == 5


# The command


def test_the_command_puts_a_section_under_the_shipped_sop(section):
    out = StringIO()

    call_command("sop_install", "dinsos-diy", "--section", "/berita/", stdout=out)

    assert Section.objects.get().object_id == str(section.pk)
    assert "/berita/" in out.getvalue()
    assert Page.objects.get(pk=section.pk).get_workflow().sop_edition.number == 1


@pytest.mark.parametrize(
    "arguments, answer",
    [
        (["tidak-ada", "--section", "/berita/"], "dinsos-diy"),
        (["dinsos-diy", "--section", "/tak-ada/"], "There is no page at"),
        (["dinsos-diy"], "Name where the SOP applies"),
        (["dinsos-diy", "--snippet", "testapp.Nothing"], "There is no model"),
        (["dinsos-diy", "--snippet", "auth.User"], "not a snippet model"),
    ],
)
def test_the_command_says_what_to_repair(section, arguments, answer):
    with pytest.raises(CommandError, match=answer):
        call_command("sop_install", *arguments)

    assert not Procedure.objects.exists()


def test_a_file_with_errors_installs_nothing_and_names_the_line(section, tmp_path):
    file = tmp_path / "rusak.yaml"
    file.write_text("skema: sop-ap/1\nid: rusak\nlangkah:\n  - nomor: 1\n    kegitan: Menulis\n")

    with pytest.raises(CommandError, match=r"rusak\.yaml:\d+"):
        call_command("sop_install", str(file), "--section", "/berita/")

    assert not Procedure.objects.exists()


def test_an_sop_that_can_never_end_is_not_enacted(section, office, tmp_path):
    from wagtail_sop.procedures import load_library

    data = load_library("dinsos-diy").to_data()
    for step in data["steps"]:
        if step["key"] == "4":
            step["yes"] = [{"to": "3", "classes": []}]
    office.procedure.draft = data

    from wagtail_sop.actions.enact import enact

    with pytest.raises(InstallationError) as refusal:
        enact(office.procedure)

    assert refusal.value.problems
    assert Edition.objects.count() == 1
