"""What wings add to the record of a case."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail import hooks

from wagtail_sop.models import Case

LINE = {"label": "X", "text": "tayang", "at": "2026-11-20T02:05:00+00:00", "url": "https://x.example/1"}


@pytest.fixture
def case(office, page):
    return office.write(page, office.kontributor_data)


@pytest.fixture
def posts():
    """What a wing says of the case, to be changed by the test."""
    lines = [dict(LINE)]

    def part_of(case):
        return (
            {"key": "social", "heading": _("Record"), "lines": [dict(line) for line in lines]}
            if lines
            else None
        )

    with hooks.register_temporarily("register_sop_record_parts", part_of):
        yield lines


def sealed(office, case):
    office.bring(case, "7").seal(office.admin_data)
    return Case.objects.get(pk=case.pk)


def read(client, office, case):
    client.force_login(office.admin_data)
    return client.get(reverse("wagtail_sop:record", args=[case.pk])).content.decode()


def test_the_record_shows_what_a_wing_adds(office, case, posts, client):
    page = read(client, office, sealed(office, case))

    assert "20 November 2026, pukul 09.05 WIB" in page
    assert '<a href="https://x.example/1">' in page


def test_a_sealed_record_keeps_what_the_wing_said_when_the_wing_is_gone(office, case, posts, client):
    case = sealed(office, case)
    posts.clear()

    assert "https://x.example/1" in read(client, office, case)


def test_what_changed_after_closing_stands_apart_and_the_sealed_lines_stay(office, case, posts, client):
    posts[0] |= {"text": "belum pasti", "url": ""}
    case = sealed(office, case)
    assert "-later" not in read(client, office, case)

    posts[0] |= {"text": "tayang", "url": "https://x.example/2"}
    page = read(client, office, case)

    assert "belum pasti" in page
    assert 'id="sop-record-social-later"' in page
    assert "https://x.example/2" in page


def test_an_address_that_is_a_script_becomes_no_link(office, case, posts, client):
    posts[0]["url"] = "javascript:alert(1)"

    assert "javascript:" not in read(client, office, sealed(office, case))


def test_a_record_is_kept_in_the_language_of_the_site_whoever_seals_it(office, case, posts):
    with translation.override("en"):
        case = sealed(office, case)

    assert case.record["parts"][0]["heading"] not in ("", "Record")
