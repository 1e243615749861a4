"""A piece on its way is read and written by its own unit only."""

import pytest
from django.test import Client


@pytest.fixture
def piece(office, page):
    office.write(page, office.kontributor_data)
    page.refresh_from_db()
    return page


def opens(user, page):
    client = Client()
    client.force_login(user)
    addresses = [f"/admin/pages/{page.pk}/{road}/" for road in ("edit", "view_draft", "history")]
    return [client.get(address).status_code == 200 for address in addresses]


def test_writers_of_another_unit_cannot_open_a_draft(office, piece):
    assert opens(office.kontributor_data, piece) == [True, True, True]
    assert opens(office.admin_data, piece) == [True, True, True]

    assert opens(office.kontributor_care, piece) == [False, False, False]
    assert opens(office.admin_care, piece) == [False, False, False]


def test_a_draft_of_another_unit_is_not_overwritten_by_a_post(office, piece):
    client = Client()
    client.force_login(office.kontributor_care)

    client.post(f"/admin/pages/{piece.pk}/edit/", {"title": "Ditimpa", "slug": piece.slug, "body": "x"})

    assert piece.get_latest_revision_as_object().title == "Penyaluran bantuan pangan"


def test_a_listing_asks_once_for_all_pieces(office, section, django_assert_max_num_queries):
    from tests.testapp.models import SimplePage
    from wagtail_sop.guards.other_units import is_anothers

    for number in range(5):
        office.write(SimplePage(title=f"Berita {number}", slug=f"b{number}"), office.kontributor_data)
    user = office.kontributor_care
    testers = [page.permissions_for_user(user) for page in section.get_children()]

    with django_assert_max_num_queries(6):
        assert all(is_anothers(tester) for tester in testers)
