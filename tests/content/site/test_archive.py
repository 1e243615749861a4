"""A section by month and by unit."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.content.conftest import put
from wagtail_sop.content.archive import Archive
from wagtail_sop.content.models import (
    AnnouncementPage,
    InformationCategory,
    ListingPage,
    NewsPage,
    PublicationPage,
)
from wagtail_sop.models import Case
from wagtail_sop.testing import Office

OCTOBER = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
LATE_ON_THE_LAST = datetime(2026, 10, 31, 17, 30, tzinfo=UTC)
"""Half past midnight on 1 November in Yogyakarta."""


def listed(client, section, **query):
    return [item.title for item in client.get(section.url, query).context["news"]]


def test_a_month_lists_what_was_published_in_it(client, section, publish):
    publish("November")
    publish("Oktober", at=OCTOBER)

    assert listed(client, section, month="2026-10") == ["Oktober"]


def test_a_month_begins_at_midnight_where_the_agency_is(client, section, publish):
    publish("Lewat tengah malam", at=LATE_ON_THE_LAST)

    assert listed(client, section, month="2026-10") == []
    assert listed(client, section, month="2026-11") == ["Lewat tengah malam"]


def test_the_months_offered_have_something_public(client, section, publish, hide):
    publish("November")
    publish("Oktober", at=OCTOBER)
    hide(publish("Rahasia", at=datetime(2026, 8, 1, tzinfo=UTC)))

    months = client.get(section.url).context["months"]

    assert [f"{month:%Y-%m}" for month in months] == ["2026-11", "2026-10"]


@pytest.mark.parametrize(
    "query",
    [
        {"month": "2026-13"},
        {"month": "'\"><script>"},
        {"month": "0000-01"},
        {"unit": "abc"},
        {"unit": "²"},
        {"unit": "9" * 40},
        {"category": "rahasia"},
        {"category": "'\"><script>"},
        {"category": "periodic\0"},
        {"page": "\0"},
        {"month": "1" * 10_000, "unit": "2" * 10_000, "category": "3" * 10_000, "page": "4" * 10_000},
    ],
)
def test_a_filter_that_makes_no_sense_is_ignored(client, section, publish, query):
    publish("November")

    assert listed(client, section, **query) == ["November"]


def test_an_empty_month_says_so(client, section, publish, read):
    publish("November")

    assert "sop-empty" in read(section.url, {"month": "2020-01"})


def test_a_page_number_that_does_not_exist_is_answered_within_the_month(client, section, publish):
    publish("November")

    assert listed(client, section, month="2026-11", page="999") == ["November"]


def test_later_pages_keep_the_month(client, section, publish_many, read):
    publish_many(12)

    assert "?month=2026-11&amp;page=2" in read(section.url, {"month": "2026-11"})


@pytest.fixture
def made_by_a_unit(section, publish):
    """One item whose case went live for a unit, one without any case."""
    publish("Tanpa berkas")
    item = publish("Dengan berkas")
    office = Office(section)
    Case.objects.create(
        edition=office.procedure.edition_in_force,
        content_type=item.cached_content_type,
        base_content_type=item.get_base_content_type(),
        object_id=str(item.pk),
        title=item.title,
        unit=office.care,
        content_class="routine",
        status=Case.Status.SEALED,
        opened_at=OCTOBER,
        went_live_at=OCTOBER,
        closed_at=OCTOBER,
    )
    return office.care


def test_a_unit_lists_the_items_whose_case_was_its_own(client, section, made_by_a_unit):
    assert listed(client, section, unit=made_by_a_unit.pk) == ["Dengan berkas"]
    assert client.get(section.url).context["units"] == [made_by_a_unit]


def test_a_category_lists_the_items_that_have_it(client, section, publish):
    publish("Berkala", information_category="periodic")
    publish("Serta merta", information_category="immediate")
    publish("Tanpa kategori")

    assert listed(client, section, category="immediate") == ["Serta merta"]
    assert client.get(section.url).context["categories"] == ["periodic", "immediate"]


def test_month_and_category_narrow_together(client, section, publish):
    publish("Dua-duanya", information_category="periodic")
    publish("Lain bulan", at=OCTOBER, information_category="periodic")
    publish("Lain kategori", information_category="immediate")

    page = client.get(section.url, {"month": "2026-11", "category": "periodic"})

    assert [item.title for item in page.context["news"]] == ["Dua-duanya"]
    assert page.context["news"].paginator.count == 1


def test_what_is_excluded_is_no_category_to_choose(client, section, publish):
    publish("Berkala", information_category="periodic")

    assert listed(client, section, category="excluded") == ["Berkala"]
    assert "excluded" not in client.get(section.url).context["categories"]


def test_a_section_of_several_types_is_narrowed_by_the_same_words(client, home):
    shelf = home.add_child(instance=ListingPage(title="Pustaka", slug="pustaka"))
    put(shelf, PublicationPage, "Laporan", information_category="periodic")
    put(shelf, AnnouncementPage, "Peringatan", information_category="immediate")
    put(shelf, AnnouncementPage, "Lama", information_category="immediate", at=OCTOBER)

    page = client.get(shelf.url, {"category": "immediate", "month": "2026-11"})

    assert [item.title for item in page.context["items"]] == ["Peringatan"]
    assert 'name="category"' in page.content.decode()
    assert "noindex" in page.content.decode()


def test_months_categories_and_the_number_take_one_query_and_units_another(section, publish_many):
    publish_many(30)
    archive = Archive(NewsPage.objects.child_of(section), {}, categories=InformationCategory.public())

    with CaptureQueriesContext(connection) as queries:
        assert archive.number() == 30
        archive.months(), archive.categories(), archive.units()

    assert len(queries) == 2
