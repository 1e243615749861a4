"""Instagram fetches pictures itself, takes its time, and tells afterwards whether it published."""

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from wagtail.models import Site

from wagtail_sop.social.actions.dispatch import dispatch
from wagtail_sop.social.models import Post

from .conftest import outcomes

Status = Post.Status


@pytest.fixture
def instagram(connect, write_post, photo):
    def make():
        return write_post(connect("instagram"), pictures=[{"image": photo.pk, "alt": "Warga.", "title": "x"}])

    return make


@pytest.fixture
def fetchable(networks, tmp_path, settings, section):
    """The site, as far as a network sees it: a server of its files. Gives the folder of the prepared pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"
    networks.graph.container_looks = 0

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=tmp_path)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        Site.objects.update(hostname="127.0.0.1", port=server.server_port)
        Site.clear_site_root_paths_cache()
        yield tmp_path / "media" / "sop-posts"
        server.shutdown()


def test_instagram_fetches_the_picture_which_is_removed_afterwards(fetchable, instagram, send, networks):
    post = send(instagram())

    assert post.status == Status.SENT
    assert len(networks.posts("instagram")) == 1
    assert len(list(fetchable.iterdir())) == 1
    dispatch(1)
    dispatch(1)
    assert list(fetchable.iterdir()) == []


def test_instagram_is_asked_again_later_and_nobody_waits(fetchable, instagram, send, networks):
    networks.graph.container_looks = 1
    post = send(instagram())

    assert (post.status, post.tries) == (Status.WAITING, 0)
    assert outcomes(post) == [("prepare", "not_ready")]
    assert send(post, at=post.next_try_at).status == Status.SENT
    assert networks.graph.calls.count("media") == 1


def test_a_container_that_is_never_ready_ends_with_the_news(fetchable, instagram, send, networks):
    networks.fault("graph", "media", "container_stuck", times=-1)
    post = send(instagram())

    assert post.status == Status.WAITING
    assert Post.objects.stale(post.expires_at).get() == post
    assert networks.posts("instagram") == []


def test_a_container_that_went_wrong_is_made_anew_with_the_same_picture(fetchable, instagram, send, networks):
    networks.fault("graph", "media", "container_error")
    post = send(instagram())

    assert post.status == Status.WAITING
    assert send(post, at=post.next_try_at).status == Status.SENT
    assert len(networks.posts("instagram")) == 1


def test_a_picture_that_instagram_cannot_fetch_is_told(instagram, send, networks):
    post = send(instagram())

    assert post.status in (Status.WAITING, Status.FAILED)
    assert post.problem in ("not_sent", "picture")
    assert networks.posts("instagram") == []


@pytest.mark.parametrize("kind", ["failed_after", "silent", "cut"])
def test_instagrams_container_tells_that_it_was_published(fetchable, instagram, send, look, networks, kind):
    networks.fault("graph", "media_publish", kind)
    post = send(instagram())

    assert post.status == Status.UNKNOWN
    assert look(post).status == Status.SENT
    assert len(networks.posts("instagram")) == 1


def test_a_picture_that_left_the_library_fails_with_its_name(fetchable, instagram, send, photo):
    post = instagram()
    photo.delete()

    send(post)

    assert (post.status, post.problem) == (Status.FAILED, "picture")
