"""What strangers read over Wagtail's API v3, where the installed Wagtail has it: the same as over v2."""

import pytest

pytest.importorskip("wagtail.api.v3.urls", reason="API v3 came with Wagtail 8.", exc_type=ImportError)

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api.v3.urls import api
from wagtail.models import Page, PageViewRestriction

from tests.testapp.models import SimplePage
from wagtail_sop.content import models
from wagtail_sop.content.models import NewsPage
from wagtail_sop.testing import Office

from .conftest import put

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [path("api/v3/", api.urls), path("", include(wagtail_urls))]

TYPES = [kind for name in models.__all__ if issubclass(kind := getattr(models, name), Page)]
INNER = ("sop_companions", "shows_procedure", "retention", "draft_title", "latest_revision", "owner")


def ask(client, page=None, **query):
    response = client.get("/api/v3/pages/" + (f"{page.pk}/" if page else ""), query)
    assert response.status_code == 200, response.content
    return response


@pytest.fixture
def office(home):
    return Office(home.add_child(instance=SimplePage(title="Berita", slug="berita")))


def test_an_item_tells_what_visitors_read_and_nothing_of_the_newsroom(client, office):
    item = NewsPage(title="Bantuan", slug="bantuan", lead="Yang disetujui.", information_category="periodic")
    case = office.write(item, office.kontributor_data, sop_companions={"social": {"text": "rahasia redaksi"}})
    office.bring(case, "7")
    office.write(
        NewsPage.objects.get(pk=item.pk), office.kontributor_data, lead="Konsep.", title="Judul konsep"
    )

    said = ask(client, item)
    listed = ask(client, type="wagtail_sop_content.NewsPage")

    assert said.json()["lead"] == "Yang disetujui."
    assert said.json()["information_category"] == "periodic"
    everything = said.content.decode() + listed.content.decode()
    assert not any(word in everything for word in (*INNER, "rahasia redaksi", "Konsep.", "Judul konsep"))
    assert not any(person.username in everything for person in office.people.values())


def test_drafts_private_pages_and_their_revisions_cannot_be_read(client, home, office):
    draft = NewsPage(title="Konsep", slug="konsep", lead="Belum disetujui.")
    office.write(draft, office.kontributor_data)
    private = put(home, NewsPage, "Pribadi", slug="pribadi")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    for page in (draft, private):
        assert client.get(f"/api/v3/pages/{page.pk}/").status_code == 404
        assert client.get(f"/api/v3/pages/{page.pk}/revisions/").status_code in (401, 403, 404)
    assert b"Konsep" not in ask(client).content
    assert b"Pribadi" not in ask(client).content


def test_nobody_writes_without_a_token(client, home, office):
    item = put(home, NewsPage)

    assert client.patch(f"/api/v3/pages/{item.pk}/", {"title": "x"}, "application/json").status_code == 401
    assert client.post("/api/v3/pages/", {}, "application/json").status_code == 401


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_type_answers(client, home, office, kind):
    fields = {"procedure": office.procedure} if kind.__name__ == "SopPage" else {}
    page = put(home, kind, "Halaman", **fields)

    said = ask(client, page).json()

    assert said["title"] == "Halaman"
    assert not set(said) & set(INNER)
