"""What strangers read over Wagtail's API: what is public of the item, nothing of drafts and cases."""

import pytest
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page

from tests.testapp.models import SimplePage
from wagtail_sop.content import models
from wagtail_sop.content.models import NewsPage
from wagtail_sop.testing import Office

from .conftest import put

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesAPIViewSet)
urlpatterns = [path("api/v2/", router.urls), path("", include(wagtail_urls))]

TYPES = [kind for name in models.__all__ if issubclass(kind := getattr(models, name), Page)]
INNER = {"sop_companions", "shows_procedure", "retention", "owner", "latest_revision", "draft_title"}


@pytest.fixture(autouse=True)
def plain_json(settings):
    # Without its app, the REST framework has no templates for browsers.
    settings.REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}


def ask(client, page=None, **query):
    address = "/api/v2/pages/" + (f"{page.pk}/" if page else "")
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()


def test_an_item_tells_what_visitors_read(client, home):
    item = put(
        home, NewsPage, dateline_place="Bantul", information_category="periodic", classification_code="000.8"
    )

    said = ask(client, item)

    assert said["lead"] == "Dinas Sosial DIY menyalurkan bantuan."
    assert said["excerpt"] == said["lead"]
    assert said["dateline"].startswith("Bantul (")
    assert said["information_category"] == "periodic"
    assert said["classification_code"] == "000.8"
    assert said["body"] == []


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_no_type_tells_anything_of_its_case(kind):
    told = {getattr(field, "name", field) for field in kind.api_fields}

    assert not told & INNER
    assert not any("sop_" in name or "case" in name for name in told)


@pytest.fixture
def office(home):
    return Office(home.add_child(instance=SimplePage(title="Berita", slug="berita")))


@pytest.fixture
def item(office):
    item = NewsPage(title="Bantuan", slug="bantuan", lead="Yang disetujui.")
    case = office.write(item, office.kontributor_data, sop_companions={"social": {"text": "rahasia redaksi"}})
    office.bring(case, "7")
    return NewsPage.objects.get(pk=item.pk)


def test_even_when_all_fields_are_asked_for_nothing_of_the_newsroom_is_told(client, office, item):
    office.write(item, office.kontributor_data, lead="Konsep berikutnya.", title="Judul konsep")

    said = str(ask(client, item, fields="*")) + str(
        ask(client, type="wagtail_sop_content.NewsPage", fields="*")
    )

    assert "Yang disetujui." in said
    assert "rahasia redaksi" not in said
    assert "sop_companions" not in said
    assert "Konsep berikutnya." not in said
    assert "Judul konsep" not in said
    assert not any(person.username in said for person in office.people.values())


@pytest.mark.parametrize("field", sorted(INNER))
def test_what_is_inner_cannot_be_asked_for_by_name(client, home, field):
    item = put(home, NewsPage)

    assert client.get(f"/api/v2/pages/{item.pk}/", {"fields": field}).status_code == 400


def test_a_draft_cannot_be_read(client, office):
    draft = NewsPage(title="Konsep", slug="konsep", lead="Belum disetujui.")
    office.write(draft, office.kontributor_data)

    assert client.get(f"/api/v2/pages/{draft.pk}/").status_code == 404
    assert ask(client, type="wagtail_sop_content.NewsPage")["meta"]["total_count"] == 0


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_type_answers_when_all_is_asked_for(client, home, office, kind):
    fields = {"procedure": office.procedure} if kind.__name__ == "SopPage" else {}
    page = put(home, kind, "Halaman", **fields)

    assert ask(client, page, fields="*")["title"] == "Halaman"
