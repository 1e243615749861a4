"""Who may keep a page, for how long, and what is forgotten when one comes or goes."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from wagtail.models import PageViewRestriction

from wagtail_sop.content.cache import addresses_showing


def cached_as(client, address, **headers):
    return client.get(address, headers=headers)["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/berita/", "/berita/panen/", "/umpan/rss.xml", "/sitemap.xml", "/robots.txt"]
)
def test_what_is_the_same_for_all_may_be_kept_by_all(client, publish, address):
    publish("Panen")

    response = client.get(address)

    assert "public" in response["Cache-Control"]
    assert "max-age=60" in response["Cache-Control"]
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_page_that_changed_is_sent_again(client, section, publish):
    seen = client.get(section.url)["ETag"]
    publish("Panen")

    assert client.get(section.url, headers={"if-none-match": seen}).status_code == 200


def test_what_a_person_sees_who_is_logged_in_is_never_kept(admin_client, publish):
    item = publish("Panen")

    response = admin_client.get(item.url)

    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert not response.has_header("ETag")


def test_who_shows_a_key_and_no_session_gets_what_nobody_keeps(client, publish):
    item = publish("Panen")

    assert "public" not in cached_as(client, item.url, authorization="Token abc")


def test_a_page_behind_a_password_is_never_kept(client, publish):
    item = publish("Panen")
    PageViewRestriction.objects.create(page=item, restriction_type="password", password="sandi")
    restriction = item.get_view_restrictions().get()
    asked = client.get(item.url)
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{item.pk}/",
        {"password": "sandi", "return_url": item.url},
    )

    given = client.get(item.url)

    assert "public" not in asked["Cache-Control"]
    assert "Panen" in given.content.decode()
    assert "public" not in given["Cache-Control"]


def test_a_preview_is_never_kept(publish):
    response = publish("Panen").make_preview_request()

    assert "public" not in response.get("Cache-Control", "")


def test_a_search_is_never_kept(client, home):
    assert "no-store" in cached_as(client, "/cari/?q=x")


def test_nobody_gets_a_cookie_by_reading(client, publish):
    assert not client.get(publish("Panen").url).cookies


def test_a_cache_in_front_keeps_longer_only_what_it_can_be_told_to_forget(client, settings, section):
    assert "s-maxage=60" in cached_as(client, section.url)

    settings.WAGTAILFRONTENDCACHE_LOCATION = "http://localhost:1"

    assert "s-maxage=3600" in cached_as(client, section.url)
    assert "s-maxage=60" in cached_as(client, section.url + "?page=2")


def test_an_item_is_shown_by_its_sections_and_their_feeds(home, section, publish):
    addresses = addresses_showing(publish("Panen"))

    for path in ("/", "/berita/", "/berita/panen/", "/umpan/rss.xml", f"/umpan/{section.pk}/feed.json"):
        assert f"http://testserver{path}" in addresses


@pytest.fixture
def front_cache(settings):
    """A cache that listens, as a process of its own would."""
    purged = []

    class Cache(BaseHTTPRequestHandler):
        def do_PURGE(self):
            purged.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Cache) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.WAGTAILFRONTENDCACHE = {
            "default": {
                "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
                "LOCATION": f"http://127.0.0.1:{server.server_port}",
            }
        }
        yield purged
        server.shutdown()


@pytest.mark.parametrize("act", ["publish", "unpublish"])
def test_what_showed_a_page_is_forgotten_after_the_commit(
    publish, section, front_cache, django_capture_on_commit_callbacks, act
):
    item = publish("Panen")

    with django_capture_on_commit_callbacks(execute=True):
        if act == "publish":
            item.save_revision().publish()
        else:
            item.unpublish()

    assert {"/berita/panen/", "/berita/", "/", "/umpan/rss.xml", "/sitemap.xml"} <= set(front_cache)


def test_a_cache_that_is_down_does_not_stop_a_publication(
    publish, front_cache, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": "http://127.0.0.1:1",
        }
    }
    item = publish("Panen", live=False)

    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()

    item.refresh_from_db()
    assert item.live
