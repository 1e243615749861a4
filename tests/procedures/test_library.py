import re

import pytest

from wagtail_sop.procedures import (
    Channel,
    ContentClass,
    Kind,
    LoadError,
    TimeUnit,
    library,
    load_library,
    validate,
)


@pytest.fixture(scope="module")
def dinsos():
    return load_library("dinsos-diy")


def keys(steps):
    return [step.key for step in steps]


def test_a_routine_piece_goes_live_without_the_head_of_the_agency(dinsos):
    assert keys(dinsos.path(ContentClass.ROUTINE)) == ["1", "2", "3", "4", "6", "7"]


@pytest.mark.parametrize("content_class", [ContentClass.IMPORTANT, ContentClass.POLICY])
def test_what_is_important_or_policy_passes_every_step(dinsos, content_class):
    assert keys(dinsos.path(content_class)) == ["1", "2", "3", "4", "5", "6", "7"]


def test_every_step_has_the_kind_and_the_actor_of_the_signed_document(dinsos):
    assert [(step.kind, step.acting) for step in dinsos.steps] == [
        (Kind.PREPARE, "kontributor"),
        (Kind.HANDOVER, "admin"),
        (Kind.EDIT, "admin"),
        (Kind.REVIEW, "atasan_unit"),
        (Kind.REVIEW, "kepala_dinas"),
        (Kind.PUBLISH, "admin"),
        (Kind.DOCUMENT, "admin"),
    ]


def test_every_step_has_its_printed_time(dinsos):
    limits = [(step.limit.minimum, step.limit.maximum, step.limit.unit) for step in dinsos.steps]

    assert limits == [
        (1, 1, TimeUnit.DAY),
        (1, 3, TimeUnit.HOUR),
        (1, 3, TimeUnit.HOUR),
        (2, 2, TimeUnit.HOUR),
        (1, 1, TimeUnit.HOUR),
        (30, 30, TimeUnit.MINUTE),
        (30, 30, TimeUnit.MINUTE),
    ]


def test_a_refusal_goes_one_level_down_and_not_back_to_the_author(dinsos):
    assert dinsos.step("4").no == dinsos.return_target("4") == "3"
    assert dinsos.step("5").no == dinsos.return_target("5") == "4"


def test_admins_and_heads_of_unit_belong_to_the_unit_of_the_piece(dinsos):
    assert [actor.per_unit for actor in dinsos.actors] == [False, True, True, False]


def test_the_contributor_submits_what_the_admin_receives(dinsos):
    assert dinsos.contributor == "kontributor"
    assert keys(dinsos.workflow_steps) == ["2", "3", "4", "5", "6"]


def test_steps_have_names_that_fit_on_a_button(dinsos):
    assert [step.name for step in dinsos.steps] == [
        "Susun bahan",
        "Serahkan kepada Admin",
        "Sunting",
        "Penyaringan oleh atasan unit",
        "Penyaringan oleh Kepala Dinas",
        "Tayangkan di situs web",
        "Dokumentasikan",
    ]


def test_it_is_published_on_the_website_and_the_networks(dinsos):
    assert dinsos.step("6").channels == (Channel.WEBSITE, Channel.SOCIAL)


def test_the_head_of_the_form_is_kept_as_printed(dinsos):
    identity = dinsos.identity

    assert identity.number == "000.8.3.3/102"
    assert identity.created.text == "3 Januari 2024"
    assert identity.created.date.isoformat() == "2024-01-03"
    assert identity.revised.is_dash
    assert identity.effective.is_empty
    assert identity.approved is None
    assert identity.signer_position == "Kepala Dinas"
    assert len(dinsos.legal_basis) == 8


def test_it_can_be_enacted_and_only_its_handover_row_deviates_from_the_guidelines(dinsos):
    assert [(problem.level, problem.code, problem.step) for problem in validate(dinsos)] == [
        ("warning", "several_actors", "2")
    ]


@pytest.mark.parametrize("key", library())
def test_a_shipped_procedure_has_its_key_and_can_be_enacted(key):
    definition = load_library(key)

    assert definition.key == key
    assert not [problem for problem in validate(definition) if problem.level == "error"]


@pytest.mark.parametrize("key", library())
def test_a_shipped_procedure_names_offices_and_no_persons(key):
    text = library()[key].read_text(encoding="utf-8")

    signer = re.search(r"^  disahkan_oleh:.*\n(?:    .*\n)*", text, re.MULTILINE).group()
    assert re.findall(r"\b(?:nama|nip|pangkat|golongan|jabatan)\b", signer) == ["jabatan"]
    # Civil servants' numbers have 18 digits; degrees follow a person's name after a comma.
    assert not re.search(r"\d{18}", text)
    assert not re.search(r",\s*(?:S\.|M\.|SH\b|SE\b|Drs?\b|Ir\b)", text)


@pytest.mark.parametrize("key", library())
def test_a_shipped_procedure_says_every_kind_and_name_itself(key):
    text = library()[key].read_text(encoding="utf-8")
    steps = text[text.index("\nlangkah:") :]

    count = len(load_library(key).steps)
    assert len(re.findall(r"^    jenis: ", steps, re.MULTILINE)) == count
    assert len(re.findall(r"^    nama: ", steps, re.MULTILINE)) == count


def test_asking_for_a_procedure_that_is_not_shipped_lists_those_that_are():
    with pytest.raises(LoadError) as raised:
        load_library("dinas-lain")

    assert str(raised.value) == "There is no procedure “dinas-lain” in the library; use one of: dinsos-diy."


def test_only_what_the_signed_document_names_is_required_the_rest_is_advised(dinsos):
    assert dinsos.completeness.required == ("naskah", "petunjuk")
    assert "teks_alternatif" in dinsos.completeness.advised
