"""The agency's SOPs as visitors read them, and what a published item says of the one it passed."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from tests.testapp.models import SimplePage
from wagtail_sop.actions.enact import enact
from wagtail_sop.content.models import NewsPage, SopListPage, SopPage
from wagtail_sop.models import Procedure
from wagtail_sop.testing import Office

from .conftest import count_queries, put, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(home):
    return Office(home.add_child(instance=SimplePage(title="Berita", slug="berita")))


@pytest.fixture
def sop_list(home):
    return put(home, SopListPage, "SOP kami")


def make_procedures(office, number):
    for each in range(number):
        procedure = Procedure.objects.create(
            agency=office.agency, key=f"sop-{each}", title=f"SOP {each}", draft=office.definition.to_data()
        )
        enact(procedure)
        yield procedure


def names_in(html, office):
    """Persons who are named; the head of agency is called as the office in these tests."""
    names = {user.get_full_name() for user in office.people.values()} - {"Kepala Dinas"}
    return [name for name in names if name in html]


# The sheet


def test_the_sheet_names_every_step_with_who_has_which_part(client, sop_list, office):
    with translation.override("en"):
        html = read(client, put(sop_list, SopPage, "Pengelolaan media", procedure=office.procedure))

    assert html.count('<th role="rowheader" scope="row">') == 7
    assert "Sekretaris, Ka. Bidang, Ka. Balai" in html
    assert "000.8.3.3/102" in html
    assert "1-3 jam" in html
    assert "Informasi yang berupa data penting atau kebijakan harus melalui Kepala Dinas" in html


def test_the_sheet_says_in_words_what_the_symbols_say(office):
    from wagtail_sop.content.sheets import sheet_of

    with translation.override("en"):
        sheet = sheet_of(office.definition)

    assert [part for _actor, part in sheet.rows[1].parts] == ["does it", "receives it", "", ""]
    assert sheet.rows[3].branches == (
        "Yes, if important, policy: step 5",
        "Yes, if routine: step 6",
        "No: step 3",
    )


def test_the_sheet_names_no_person(client, sop_list, office):
    html = read(client, put(sop_list, SopPage, "Pengelolaan media", procedure=office.procedure))

    assert not names_in(html, office)


def test_the_sheet_is_always_the_edition_in_force(client, sop_list, office):
    page = put(sop_list, SopPage, "Pengelolaan media", procedure=office.procedure)
    enact(office.procedure)

    assert page.__class__.objects.get().edition_number == 2


def test_an_sop_without_an_edition_in_force_says_so(client, sop_list, office):
    draft = Procedure.objects.create(agency=office.agency, key="baru", title="SOP baru")
    page = put(sop_list, SopPage, "SOP baru", procedure=draft)

    with translation.override("en"):
        assert "No edition of this SOP is in force." in read(client, page)
        assert "No edition is in force." in read(client, sop_list)


def test_thirty_sops_take_no_more_queries_than_three(client, sop_list, office):
    procedures = list(make_procedures(office, 6))
    for number in range(3):
        put(sop_list, SopPage, f"SOP {number}", procedure=procedures[number])
    with_three = count_queries(client, sop_list)
    for number in range(27):
        put(sop_list, SopPage, f"Lagi {number}", procedure=procedures[number % 6])

    assert count_queries(client, sop_list) == with_three


# By which procedure an item was made


@pytest.fixture
def item():
    return NewsPage(title="Penyaluran bantuan", slug="bantuan", lead="Bantuan disalurkan.")


def publish(office, item, **changes):
    case = office.write(item, office.kontributor_data, **changes)
    office.bring(case, "7")
    return NewsPage.objects.get(pk=item.pk)


def test_a_published_item_says_by_which_sop_it_was_made_and_whose_hands_it_passed(client, office, item):
    with translation.override("en"):
        html = " ".join(read(client, publish(office, item)).split())

    assert "Made by the SOP “Pengelolaan Media Informasi Website" in html
    assert "number 000.8.3.3/102, edition 1: Kontributor (ASN/PPPK) → Admin" in html
    assert html.index("→ Sekretaris, Ka. Bidang, Ka. Balai") < html.index("→ Kepala Dinas")
    assert not names_in(html, office)


def test_an_item_can_be_silent_about_its_procedure(client, office, item):
    page = publish(office, item, shows_procedure=False)

    assert "sop-made-by" not in read(client, page)


def test_a_site_can_be_silent_about_procedures(client, office, item, settings):
    settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "CONTENT": {"SHOW_PROCEDURE": False}}

    assert "sop-made-by" not in read(client, publish(office, item))


def test_an_item_that_no_procedure_governed_claims_none(client, home):
    assert "sop-made-by" not in read(client, put(home, NewsPage))


def test_an_item_that_was_forced_live_does_not_claim_to_have_followed_the_sop(client, office, item):
    case = office.write(item, office.kontributor_data)
    chief = get_user_model().objects.create_superuser("super", "super@example.go.id", "sop")
    case.force_live(chief, "Peringatan dini banjir.")

    assert "sop-made-by" not in read(client, NewsPage.objects.get(pk=item.pk))
