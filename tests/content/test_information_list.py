"""The public information list: seven columns, by category, to filter and to take along."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.utils.timezone import localdate
from django.utils.translation import gettext
from wagtail.models import PageViewRestriction

from tests.testapp.models import SimplePage
from wagtail_sop.content.models import (
    InformationListPage,
    ListingPage,
    NewsIndexPage,
    NewsPage,
    PlainPage,
    PublicationPage,
    SopListPage,
    SopPage,
)
from wagtail_sop.testing import Office

from .conftest import blocks, count_queries, put, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home):
    return put(home, NewsIndexPage, "Berita")


@pytest.fixture
def dip(home):
    return put(home, InformationListPage, "Daftar Informasi Publik")


def listed(section, title="Laporan penyaluran", **fields):
    fields = {"information_category": "periodic", "dateline_date": date(2026, 11, 20), **fields}
    return put(section, NewsPage, title, **fields)


def row_by_hand(**said):
    value = {
        "summary": "Arsip pengaduan",
        "category": "on_request",
        "holder": "Sekretariat",
        "responsible": "Sekretaris",
        "made_on": "2025-01-31",
        "place": "Yogyakarta",
        "form": "soft copy dan hard copy",
        "retention": "2 tahun",
        "document": None,
        "address": "",
    }
    return ("row", value | said)


def summaries(client, dip, **query):
    return [row.summary for _number, row in client.get(dip.url, query).context["items"]]


def test_a_page_with_a_category_stands_on_the_list_by_itself(client, section, dip):
    listed(section, dateline_place="Yogyakarta", retention="5 tahun")

    ((number, row),) = client.get(dip.url).context["items"]

    assert number == 1
    assert row.summary == "Laporan penyaluran. Dinas Sosial DIY menyalurkan bantuan."
    assert row.made == "20 November 2026, Yogyakarta"
    assert row.retention == "5 tahun"
    assert row.url == section.get_children().get().get_url()


def test_only_the_title_of_a_row_is_the_link_to_its_page(client, section, dip):
    page = listed(section)

    assert f'<a href="{page.url}">Laporan penyaluran</a><span' in read(client, dip)


def test_pages_of_every_type_are_listed(client, home, section, dip):
    listed(section, "Berita")
    put(put(home, ListingPage, "Unduhan"), PublicationPage, "Laporan", information_category="periodic")
    put(home, PlainPage, "Maklumat", information_category="on_request", lead="")

    assert {text.split(".")[0] for text in summaries(client, dip)} == {"Berita", "Laporan", "Maklumat"}


def test_what_has_no_category_is_a_draft_or_private_is_not_listed(client, section, dip):
    listed(section, "Tanpa kategori", information_category="")
    listed(section, "Konsep", live=False)
    private = listed(section, "Khusus pegawai")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert summaries(client, dip) == []


def test_what_is_excluded_is_not_even_named(client, section, dip):
    listed(section, "Rahasia", information_category="excluded")

    assert "Rahasia" not in read(client, dip)


def test_rows_entered_by_hand_stand_beside_those_of_pages_the_newest_first(client, section, dip):
    listed(section)
    dip.rows = blocks(row_by_hand(), row_by_hand(summary="Terbaru", made_on="2026-12-01"))
    dip.save()

    assert [text.split(".")[0] for text in summaries(client, dip)] == [
        "Terbaru",
        "Laporan penyaluran",
        "Arsip pengaduan",
    ]


def test_the_unit_and_the_position_that_decided_come_from_the_record(client, home, dip):
    office = Office(home.add_child(instance=SimplePage(title="Berita", slug="kabar")))
    item = NewsPage(title="Bantuan", slug="bantuan", lead="Bantuan.", information_category="periodic")
    office.bring(office.write(item, office.kontributor_data), "7")

    ((_number, row),) = client.get(dip.url).context["items"]

    assert row.holder == "Bidang Data"
    assert row.responsible == "Kepala Dinas"


def test_the_list_can_be_filtered_by_category_and_by_words(client, section, dip):
    listed(section, "Laporan bulanan")
    listed(section, "Peringatan banjir", information_category="immediate")

    assert len(summaries(client, dip)) == 2
    assert summaries(client, dip, category="immediate")[0].startswith("Peringatan banjir")
    assert summaries(client, dip, q="BULANAN laporan")[0].startswith("Laporan bulanan")


@pytest.mark.parametrize(
    "query",
    [
        {"category": "excluded"},
        {"category": "' OR 1=1"},
        {"q": "\0"},
        {"page": "99"},
        {"page": "abc"},
        {"format": "exe"},
    ],
)
def test_a_question_that_makes_no_sense_is_still_answered(client, section, dip, query):
    listed(section)

    page = read(client, dip, **query)

    assert "Laporan penyaluran" in page or gettext("Show the whole list") in page


def test_a_filter_that_finds_nothing_leads_back_to_the_whole_list(client, section, dip):
    listed(section)

    assert gettext("Show the whole list") in read(client, dip, q="tidak ada")


def test_an_empty_list_says_so(client, dip):
    assert gettext("There is no information on this list yet.") in read(client, dip)


def test_the_filtered_list_can_be_taken_along_as_csv(client, section, dip):
    listed(section, "=HYPERLINK(1)")
    listed(section, "Peringatan banjir", information_category="immediate")

    response = client.get(dip.url, {"format": "csv", "category": "periodic"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))

    assert response["Content-Disposition"] == 'attachment; filename="daftar-informasi-publik.csv"'
    assert len(rows) == 2
    assert len(rows[0]) == 9
    assert rows[1][1].startswith("'=HYPERLINK")
    assert rows[1][8].startswith("http://testserver/berita/")


def test_the_list_can_be_taken_along_as_a_sheet(client, section, dip):
    listed(section)

    response = client.get(dip.url, {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active

    assert sheet.max_row == 2
    assert sheet["B2"].value.startswith("Laporan penyaluran")


def test_thirty_rows_take_no_more_queries_than_three(client, section, dip):
    for number in range(3):
        listed(section, f"Laporan {number}")
    with_three = count_queries(client, dip)
    for number in range(27):
        listed(section, f"Lagi {number}")

    assert count_queries(client, dip) == with_three


@pytest.fixture
def sops(home):
    return put(home, SopListPage, "SOP", slug="daftar-sop")


@pytest.fixture
def procedure(home):
    return Office(home.add_child(instance=SimplePage(title="Bagian", slug="bagian"))).procedure


def test_an_sop_stands_on_the_list_as_available_at_any_time(client, dip, sops, procedure):
    put(sops, SopPage, "SOP media", procedure=procedure)

    ((_number, row),) = client.get(dip.url).context["items"]

    assert row.summary == "SOP media"
    assert row.category == "on_request"
    assert row.holder == procedure.agency.name
    assert row.responsible == procedure.edition_in_force.definition.identity.signer_position
    assert row.made_on == localdate(procedure.edition_in_force.enacted_at)


def test_an_sop_page_that_lost_its_procedure_or_has_no_category_leaves_the_list_in_order(
    client, dip, sops, procedure
):
    put(sops, SopPage, "Kehilangan SOP", procedure=procedure)
    put(sops, SopPage, "Tidak didaftar", procedure=procedure, information_category="")
    SopPage.objects.update(procedure=None)

    assert summaries(client, dip) == ["Kehilangan SOP"]


def test_thirty_sops_and_items_take_no_more_queries_than_three(client, dip, sops, section, procedure):
    def fill(numbers):
        for number in numbers:
            put(sops, SopPage, f"SOP {number}", procedure=procedure)
            listed(section, f"Laporan {number}")

    fill(range(3))
    with_three = count_queries(client, dip)
    fill(range(3, 30))

    assert count_queries(client, dip) == with_three <= 12
