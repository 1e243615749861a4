"""One post and its network, over HTTP: what may go wrong, and what the row says then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_sop.social.actions.deliver import deliver
from wagtail_sop.social.models import Account, Post

from .conftest import outcomes

Status = Post.Status
NETWORKS = {"x": "x", "facebook": "graph", "mastodon": "mastodon"}
CREATE = {"x": "create", "facebook": "feed", "mastodon": "statuses"}


@pytest.fixture(params=sorted(NETWORKS))
def network(request):
    return request.param


@pytest.fixture
def fault(networks, network):
    """Lets the next public call of the network go wrong."""

    def add(kind, **options):
        networks.fault(NETWORKS[network], "*", kind, times=-1, **options)

    return add


@pytest.fixture
def public(networks):
    """What the public sees on a network."""
    return networks.posts


def test_a_post_goes_out_with_its_own_link(network, connect, write_post, send, public):
    post = send(write_post(connect(network)))

    [arrived] = public(network)
    assert post.status == Status.SENT
    assert post.remote_id.endswith(arrived.id)
    assert post.url and post.sent_at
    assert post.link in (arrived["text"], arrived["link"]) or post.link in arrived["text"]
    assert outcomes(post) == [("prepare", "done"), ("send", "done")]


def test_pictures_go_along_with_their_alternative_text(network, connect, write_post, send, public, photo):
    post = write_post(connect(network), pictures=[{"image": photo.pk, "alt": "Warga antre.", "title": "x"}])

    assert send(post).status == Status.SENT
    [shown] = public(network)[0]["pictures"]
    assert shown["alt"] == "Warga antre."


def test_a_limit_rests_the_whole_account_until_it_ends(network, fault, connect, write_post, send, public):
    account = connect(network)
    post, other = write_post(account), write_post(account)
    fault("rate_limited", seconds=600)

    send(post)

    assert (post.status, post.problem, post.tries) == (Status.WAITING, "resting", 0)
    assert timedelta(minutes=8) < post.account.rest_until - timezone.now() < timedelta(minutes=12)
    assert not Post.objects.due().exists()
    assert Post.objects.due(post.account.rest_until + timedelta(seconds=1)).count() == 2
    assert public(network) == []
    assert other.status == Status.WAITING


@pytest.mark.parametrize(
    "kind, reason", [("revoked", "token"), ("expired", "token"), ("restricted", "restricted")]
)
def test_a_broken_account_keeps_its_posts_until_it_works_again(
    network, fault, networks, connect, write_post, send, public, boss, kind, reason
):
    post = write_post(connect(network))
    fault(kind)

    send(post)

    assert (post.account.status, post.account.problem) == ("broken", reason)
    assert (post.status, post.problem) == (Status.WAITING, "account")
    assert not Post.objects.due().exists()
    networks.faults.clear()
    post.account.resume(boss)
    assert send(Post.objects.due().get()).status == Status.SENT
    assert len(public(network)) == 1


def test_used_up_credits_break_the_account(connect, networks, write_post, send):
    networks.fault("x", "create", "no_credits")

    post = send(write_post(connect("x")))

    assert (post.status, post.account.problem) == (Status.WAITING, "credits")


@pytest.mark.parametrize("network", ["x", "facebook"], indirect=True)
def test_a_refused_duplicate_fails_at_the_first_try(network, fault, connect, write_post, send, public):
    fault("duplicate")

    post = send(write_post(connect(network)))

    assert (post.status, post.problem) == (Status.FAILED, "duplicate")
    assert "uplicate" in post.detail


def test_a_network_that_cannot_be_reached_is_tried_again_with_growing_pauses(
    network, connect, write_post, send
):
    account = connect(network)
    Account.objects.filter(pk=account.pk).update(options={"base_url": "http://127.0.0.1:9"})
    account.refresh_from_db()
    post = write_post(account)
    pauses = []
    for _turn in range(3):
        Post.objects.update(next_try_at=timezone.now())
        post.refresh_from_db()
        # Facebook's page is warmed up at best effort while preparing, so the sending finds out.
        send(post)
        pauses.append((post.next_try_at - timezone.now()).total_seconds() / 60)
        assert (post.status, post.problem) == (Status.WAITING, "not_sent")

    assert [round(pause // 1) for pause in pauses] == pytest.approx([1, 5, 32], abs=4)
    assert pauses[0] < 1.3
    assert post.tries == 3


@pytest.mark.parametrize("kind", ["failed_after", "html_after", "silent", "cut", "hang_up", "empty"])
def test_a_lost_answer_is_unknown_then_found_and_never_sent_twice(
    network, networks, connect, write_post, send, look, public, kind
):
    networks.fault(NETWORKS[network], CREATE[network], kind)

    post = send(write_post(connect(network)))
    assert (post.status, post.problem) == (Status.UNKNOWN, "answer_lost")
    assert not deliver(post)
    assert look(post).status == Status.SENT

    assert len(public(network)) == 1
    assert post.remote_id.endswith(public(network)[0].id)
    assert outcomes(post)[-1] == ("look", "done")


@pytest.mark.parametrize("kind", ["failed_before", "html"])
def test_a_server_error_before_the_post_is_unknown_as_well(
    network, networks, connect, write_post, send, kind
):
    networks.fault(NETWORKS[network], CREATE[network], kind)

    post = send(write_post(connect(network)))

    # Mastodon takes the same key twice without posting twice; the others cannot be asked again.
    assert post.status == Status.UNKNOWN


def test_what_was_certainly_not_there_is_sent_again_once(connect, networks, write_post, send, look, public):
    networks.fault("mastodon", "statuses", "failed_before")
    post = send(write_post(connect("mastodon")))

    assert look(post).status == Status.WAITING
    assert send(post).status == Status.SENT
    assert len(public("mastodon")) == 1


def test_a_clock_that_is_wrong_breaks_nothing_but_is_told(connect, networks, write_post, send, monkeypatch):
    """X signs with the time: a machine whose clock is off by ten minutes is not let in."""
    import oauthlib.oauth1.rfc5849 as signing
    from oauthlib.common import generate_timestamp

    late = str(int(generate_timestamp()) - 600)
    monkeypatch.setattr(signing, "generate_timestamp", lambda: late)

    post = send(write_post(connect("x")))

    assert post.status == Status.WAITING
    assert networks.posts("x") == []


def test_a_lost_key_stops_the_account_and_nothing_else(connect, write_post, send, set_social):
    post = write_post(connect("x"))
    set_social(TOKEN_KEYS=["YW5vdGhlciBvbmUgZm9yIHRoZSB0ZXN0cyBvbmx5ISE="])

    send(post)

    assert (post.account.problem, post.status) == ("secret_unreadable", Status.WAITING)


def test_a_network_that_the_site_has_no_more_waits_for_repair(connect, write_post, send, set_social):
    post = write_post(connect("dummy"))
    set_social(BACKENDS={"dummy": None})

    send(post)

    assert (post.account.problem, post.status) == ("setup", Status.WAITING)
    assert "BACKENDS" in post.account.detail


def test_a_piece_that_is_taken_down_while_its_post_is_being_sent_is_asked_about(
    connect, write_post, send, set_social, live_page
):
    set_social(BACKENDS={"slow": "tests.social.outbox.slow_network.SlowBackend"})
    post = write_post(connect("slow", options={"takes_down": live_page.pk}))

    assert send(post).status == Status.SENT
    assert Post.objects.to_be_taken_down().get() == post
