"""Public pages that the site itself keeps for a minute, and everything that makes it forget them."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from tests.content.conftest import make_picture
from wagtail_sop.actions.enact import enact
from wagtail_sop.content import keeping
from wagtail_sop.content.middleware import KeepPublicPagesMiddleware
from wagtail_sop.content.models import NewsPage, SopListPage, SopPage
from wagtail_sop.testing import Office


@pytest.fixture(autouse=True)
def kept(settings):
    settings.MIDDLEWARE = ["wagtail_sop.content.middleware.KeepPublicPagesMiddleware", *settings.MIDDLEWARE]


@pytest.fixture
def is_kept(client):
    def is_kept(address, **options):
        with CaptureQueriesContext(connection) as queries:
            client.get(address, **options)
        return len(queries) == 0

    return is_kept


@pytest.fixture
def item(client, publish):
    item = publish("Panen")
    client.get(item.url)
    return item


def test_who_comes_after_gets_the_page_from_the_cache(item, client, is_kept):
    seen = client.get(item.url)

    assert is_kept(item.url)
    assert "Panen" in seen.content.decode()
    assert client.get(item.url, headers={"if-none-match": seen["ETag"]}).status_code == 304
    assert client.head(item.url)["ETag"] == seen["ETag"]


def test_who_is_logged_in_is_not_answered_from_the_cache_and_leaves_nothing_there(item, client, admin_client):
    item.title = "Judul baru"
    item.save()

    assert "Judul baru" in admin_client.get(item.url).content.decode()
    assert "userbar" not in client.get(item.url).content.decode()


def test_who_shows_a_key_is_not_answered_from_the_cache(item, is_kept):
    assert is_kept(item.url)
    assert not is_kept(item.url, headers={"authorization": "Bearer kunci"})


def test_a_preview_is_not_answered_with_the_page_of_visitors(item, is_kept):
    item.lead = "Ringkasan konsep."

    assert "Ringkasan konsep." in item.make_preview_request().content.decode()
    assert is_kept(item.url)


def test_a_page_behind_a_login_is_kept_for_nobody(item, client, hide):
    hide(item)
    cache.clear()

    for _visit in range(2):
        response = client.get(item.url)
        assert response.status_code == 302
        assert "public" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("query", ["utm_source=x", "page=1&page=" + "1" * 60, "format=csv", "month=%00&x=1"])
def test_queries_of_every_kind_do_not_fill_the_cache(section, client, is_kept, query):
    address = f"{section.url}?{query}"
    client.get(address)

    assert not is_kept(address)


def test_a_search_is_answered_again_and_still_kept_nowhere_else(item, client, is_kept):
    said = client.get("/cari/?q=panen")["Cache-Control"]

    assert is_kept("/cari/?q=panen")
    assert "no-store" in said
    assert "no-store" in client.get("/cari/?q=panen")["Cache-Control"]
    assert not is_kept("/cari/?q=lomba")


def test_each_language_is_kept_by_itself(item, settings):
    place = settings.MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
    settings.MIDDLEWARE.insert(place, "django.middleware.locale.LocaleMiddleware")
    client = Client()

    # The middleware leaves the language of its last request behind.
    with translation.override("id"):
        answers = {
            language: client.get(item.url, headers={"accept-language": language}).content.decode()
            for language in ("id", "en", "id", "en")
        }

    assert '<html lang="id"' in answers["id"]
    assert '<html lang="en"' in answers["en"]


# What makes it forget


@pytest.fixture
def others(item, section, home):
    """Everything that a page may show beside itself."""
    office = Office(home.add_child(instance=SopListPage(title="SOP", slug="sop-sop")))
    sop = home.get_children().get(slug="sop-sop").specific
    sop.add_child(instance=SopPage(title="Media", slug="media-sosial", procedure=office.procedure))
    return {"office": office, "picture": make_picture()}


ACTS = {
    "it is published again": lambda item, others: item.save_revision().publish(),
    "it is taken down": lambda item, others: item.unpublish(),
    "it is deleted": lambda item, others: item.delete(),
    "it is moved": lambda item, others: item.move(item.get_parent(), "first-child"),
    "another is published": lambda item, others: (
        item.get_parent()
        .add_child(instance=NewsPage(title="Lain", slug="lain", lead="x"))
        .save_revision()
        .publish()
    ),
    "its section becomes private": lambda item, others: PageViewRestriction.objects.create(
        page=item.get_parent(), restriction_type="login"
    ),
    "the site is renamed": lambda item, others: Site.objects.get().save(),
    "a picture is changed": lambda item, others: others["picture"].save(),
    "a unit is renamed": lambda item, others: others["office"].care.save(),
    "an edition is enacted": lambda item, others: enact(others["office"].procedure),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_page_is_made_anew_when(item, others, client, is_kept, django_capture_on_commit_callbacks, act):
    client.get(item.url)
    assert is_kept(item.url)
    item = NewsPage.objects.get(pk=item.pk)

    with django_capture_on_commit_callbacks(execute=True):
        act(item, others)

    assert not is_kept(item.url)


def test_what_is_taken_down_is_gone_at_once(item, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        item.unpublish()

    assert client.get(item.url).status_code == 404


def test_a_page_that_was_being_made_while_something_changed_is_not_kept(rf):
    def slow(request):
        response = HttpResponse("lama")
        response["Cache-Control"] = "public"
        keeping.forget_all()
        return response

    request = rf.get("/lambat/")
    middleware = KeepPublicPagesMiddleware(slow)
    middleware.process_view(request, None, (), {})
    middleware(request)

    assert keeping.kept(keeping.key_for(request)) is None


def test_drafts_do_not_empty_the_cache(item, is_kept, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        item.lead = "Konsep."
        item.save_revision()

    assert is_kept(item.url)


# What must not happen


def kept_of(request, page):
    """What is kept of this page after one visit."""
    middleware = KeepPublicPagesMiddleware(page)
    middleware.process_view(request, None, (), {})
    middleware(request)
    return keeping.kept(keeping.key_for(request))


@pytest.mark.parametrize(
    "said, is_kept", [("public, max-age=60", True), ("max-age=60", False), ("private", False)]
)
def test_an_answer_that_does_not_say_it_is_public_is_not_kept(rf, said, is_kept):
    kept = kept_of(rf.get("/jawaban/"), lambda request: HttpResponse(headers={"Cache-Control": said}))

    assert bool(kept) == is_kept


@pytest.mark.parametrize("cookie", ["", "tanda"])
def test_an_answer_kept_only_here_is_not_kept_with_a_cookie(rf, cookie):
    def search(request):
        response = HttpResponse(headers={"Cache-Control": "private, no-store"})
        response.may_be_kept_here = True
        if cookie:
            response.set_cookie(cookie, "satu pengunjung")
        return response

    assert bool(kept_of(rf.get("/cari/?q=panen"), search)) == (not cookie)


def test_the_token_of_a_form_is_given_to_one_visitor_only(rf):
    def page(request):
        response = HttpResponse(get_token(request))
        response["Cache-Control"] = "public, max-age=60"
        return response

    request = rf.get("/formulir/")
    middleware = KeepPublicPagesMiddleware(CsrfViewMiddleware(page))
    middleware.process_view(request, None, (), {})

    response = middleware(request)

    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


def test_a_cache_that_is_down_stops_neither_visitors_nor_publications(
    item, client, settings, caplog, django_capture_on_commit_callbacks
):
    settings.CACHES = {
        **settings.CACHES,
        "broken": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        },
    }
    settings.CACHE_MIDDLEWARE_ALIAS = "broken"

    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()

    assert client.get(item.url).status_code == 200
    assert "cannot be reached" in caplog.text


# The privacy of pages, in one query instead of two


@pytest.fixture
def private_ways(home, section, publish, hide):
    """Pages with what keeps them private: itself, a section above, the original of an alias, nothing."""
    alone = hide(publish("Sendiri"))
    copy = alone.create_alias(parent=section, update_slug="salinan")
    twice = NewsPage.objects.get(pk=copy.pk).create_alias(parent=section, update_slug="salinan-dua")
    free = publish("Bebas")
    return {"itself": alone, "alias": copy, "alias of an alias": twice, "nothing": free}


def test_a_page_is_kept_private_by_what_wagtail_says(private_ways, home):
    hidden_above = PageViewRestriction.objects.create(page=home, restriction_type="password", password="x")

    for name, page in private_ways.items():
        page = NewsPage.objects.get(pk=page.pk)
        expected = set(Page.get_view_restrictions(page))
        assert (name, set(page.get_view_restrictions())) == (name, expected)
        assert hidden_above in expected
