"""Duplicating a piece: Wagtail's copy, which under an SOP is a first draft by who made it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from tests.screens.conftest import as_user
from wagtail_sop.content.models import NewsIndexPage, NewsPage
from wagtail_sop.models import Case
from wagtail_sop.testing import Office

from .conftest import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(home):
    return Office(put(home, NewsIndexPage, "Berita"))


@pytest.fixture
def published(newsroom):
    """A live report of Bidang Data, with what was written for its posts."""
    item = NewsPage(title="Bantuan", slug="bantuan", lead="Tiga ton.", expire_at="2027-01-01 00:00+07:00")
    item.sop_companions = {"social": {"text": "Unggahan lama"}}
    newsroom.bring(newsroom.write(item, newsroom.kontributor_data), to="")
    item.refresh_from_db()
    assert item.live
    return item


def copy_address(item):
    return reverse("wagtailadmin_pages:copy", args=[item.pk])


def duplicate(user, item):
    said = {"new_title": "Bantuan lagi", "new_slug": "bantuan-lagi", "new_parent_page": item.get_parent().pk}
    assert as_user(user).post(copy_address(item), said).status_code == 302
    return NewsPage.objects.get(slug="bantuan-lagi")


def test_a_duplicate_is_a_first_draft_of_who_made_it(newsroom, published):
    author = newsroom.kontributor_care

    copy = duplicate(author, published)

    case = Case.objects.current_on(copy)
    assert case.is_with_contributor and case.unit == newsroom.care
    assert case.submitter_appointment(author)
    assert copy.owner == author
    assert [revision.user for revision in copy.revisions.all()] == [author]
    assert not copy.live and copy.first_published_at is None and copy.last_published_at is None
    assert copy.live_revision is None and copy.expire_at is None


def test_a_duplicate_says_what_the_newest_draft_says_and_brings_no_posts(newsroom, published):
    newsroom.write(published, newsroom.admin_data, lead="Lima ton.")

    copy = duplicate(newsroom.kontributor_data, published)

    for version in (copy, copy.get_latest_revision_as_object()):
        assert (version.title, version.lead, version.sop_companions) == ("Bantuan lagi", "Lima ton.", {})
    published.refresh_from_db()
    assert published.sop_companions


def test_a_duplicate_has_neither_the_dates_nor_the_lock_of_what_it_copies(newsroom, published):
    dates = {"go_live_at": localtime() + timedelta(days=1), "expire_at": localtime() + timedelta(days=2)}
    newsroom.write(published, newsroom.kontributor_data, **dates)
    lock = {"locked": True, "locked_by": newsroom.kontributor_data, "locked_at": localtime()}
    NewsPage.objects.filter(pk=published.pk).update(**lock)

    copy = duplicate(newsroom.kontributor_data, published)

    for version in (copy, copy.get_latest_revision_as_object()):
        assert version.go_live_at is None and version.expire_at is None
        assert not version.locked and version.locked_by is None and version.locked_at is None


def test_who_wrote_the_original_may_decide_on_the_duplicate(newsroom, published):
    newsroom.write(published, newsroom.atasan_unit_data, lead="Lima ton.")
    copy = duplicate(newsroom.kontributor_data, published)

    case = newsroom.bring(Case.objects.current_on(copy), to="")

    assert case.status == Case.Status.SEALED


@pytest.mark.parametrize("screen", ["edit", "explore"])
def test_authors_find_the_duplicate_in_the_menu_of_the_page(newsroom, published, screen):
    address = {
        "edit": reverse("wagtailadmin_pages:edit", args=[published.pk]),
        "explore": reverse("wagtailadmin_explore", args=[published.get_parent().pk]),
    }[screen]

    assert copy_address(published) in as_user(newsroom.kontributor_data).get(address).content.decode()


def test_a_draft_of_another_unit_is_not_duplicated(newsroom, published):
    newsroom.write(published, newsroom.admin_data, lead="Lima ton.")

    assert as_user(newsroom.kontributor_care).get(copy_address(published)).status_code == 302


def test_who_may_not_write_may_not_duplicate(newsroom, published):
    answer = as_user(newsroom.kepala_dinas).post(copy_address(published), {"new_title": "A", "new_slug": "a"})

    assert answer.status_code in (302, 403)
    assert NewsPage.objects.count() == 1
