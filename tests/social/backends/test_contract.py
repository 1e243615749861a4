"""What every network must keep to."""

import io
import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from wagtail_sop.social.backends import backends, get_backend, load
from wagtail_sop.social.backends.base import (
    Absent,
    Backend,
    Credentials,
    Health,
    NotReady,
    Ready,
    Sent,
    Undecided,
)
from wagtail_sop.social.backends.dummy import memory
from wagtail_sop.social.backends.errors import AccountBroken, ContentRefused, NotSent

from .conftest import leaks

ALL = sorted(backends())
AUTOMATIC = [name for name in ALL if not backends()[name].is_manual]
OVER_HTTP = ["facebook", "instagram", "mastodon", "x"]


@pytest.fixture(autouse=True)
def forgetful_dummy():
    yield
    memory.clear()


@pytest.fixture
def backend(account):
    def make(name, **kwargs):
        if name in OVER_HTTP:
            return account(name, **kwargs)
        options = {"stream": io.StringIO()} if name == "console" else {}
        return get_backend(name, Credentials({"token": "tokenBoneka"}), options=options)

    return make


def prepared(network, message, now):
    outcome = network.prepare(message, {}, now)
    for _look in range(4):
        if isinstance(outcome, Ready):
            break
        assert isinstance(outcome, NotReady) and outcome.look_again_at > now
        outcome = network.prepare(message, json.loads(json.dumps(outcome.staged)), now)
    return json.loads(json.dumps(outcome.staged))


@pytest.mark.parametrize("name", ALL)
def test_a_network_declares_what_it_takes(name):
    network = backends()[name]

    assert issubclass(network, Backend)
    assert network.name == name
    assert str(network.label)
    assert network.text.limit > 0
    assert network.pictures.most > 0 and network.pictures.max_bytes > 0 and network.pictures.formats
    assert all(str(field.label) for field in network.fields)


@pytest.mark.parametrize("name", ALL)
def test_an_account_in_order_has_no_problem(backend, name):
    health = backend(name).check()

    assert isinstance(health, Health)
    assert health.name
    assert health.problem == ""


@pytest.mark.parametrize("name", AUTOMATIC)
def test_a_post_is_prepared_sent_found_and_deleted(backend, name, message, picture, now):
    network, post = backend(name), message(picture())

    staged = prepared(network, post, now)
    sent = network.send(post, staged)

    assert isinstance(sent, Sent) and sent.remote_id
    assert isinstance(network.reconcile(post, staged, now), Sent | Absent | Undecided)
    assert isinstance(network.address_of(sent.remote_id), str)
    network.delete(sent.remote_id)
    network.delete(sent.remote_id)
    network.discard(staged)


@pytest.mark.parametrize("name", AUTOMATIC)
def test_preparing_again_stages_nothing_twice(backend, networks, name, message, picture, now):
    network, post = backend(name), message(picture())
    staged = prepared(network, post, now)
    things = len(networks.state.find("kind != 'post'"))

    assert network.prepare(post, staged, now) == Ready(staged)

    assert len(networks.state.find("kind != 'post'")) == things
    assert networks.state.find("kind = 'post'") == []


@pytest.mark.parametrize("name", sorted({*ALL} - {*AUTOMATIC}))
def test_on_a_manual_network_nothing_is_ever_sent(backend, name, message, refused):
    network = backend(name)

    refused(ContentRefused, network.send, message(), {})

    assert network.is_manual and not network.supports_delete and not network.supports_reconcile
    refused(ContentRefused, network.delete, "1")


@pytest.mark.parametrize("name", ALL)
def test_no_secret_is_seen_in_a_backend(backend, name):
    network = backend(name)

    assert leaks(f"{network!r} {network.credentials!r} {network.fields!r} {network.session!r}") == []


@pytest.mark.parametrize("name", OVER_HTTP)
def test_a_network_that_cannot_be_reached_has_certainly_posted_nothing(
    account, closed_door, name, message, now, refused
):
    network = account(name, {"base_url": closed_door})

    refused(NotSent, network.check)
    refused(NotSent, network.send, message(), {"container": "1", "containers": ["1"]})
    assert network.address_of("1") in ("", "https://x.com/i/web/status/1")


def test_where_a_network_is_read_can_be_told_for_one_that_is_played(account, networks, message):
    x = account("x", {"web_url": "http://127.0.0.1:8100/"})
    facebook = account("facebook", {"base_url": networks.base_url("facebook"), "web_url": networks.url})

    assert x.address_of("1") == "http://127.0.0.1:8100/i/web/status/1"
    assert facebook.send(message(), {}).url.startswith(f"{networks.url}/200300_")


@pytest.mark.parametrize("name", OVER_HTTP)
def test_an_account_without_its_secrets_says_what_is_missing(account, name, message, refused):
    network = account(name, access_token=" ")

    assert network.check().problem == "setup"
    error = refused(AccountBroken, network.send, message(), {"container": "1"})
    assert "access_token" in str(error)


@pytest.mark.parametrize("name", OVER_HTTP)
def test_a_secret_that_no_header_can_hold_is_a_matter_of_setup(account, name, message, refused):
    secret = "dua\nbaris"

    network = account(name, access_token=secret)

    error = refused(AccountBroken, network.send, message(), {"container": "1"})
    assert error.reason in ("setup", "token")
    assert "baris" not in str(error)


@pytest.mark.parametrize("name", OVER_HTTP)
def test_an_account_may_allow_longer_texts(account, name):
    assert account(name, {"text_limit": "4000"}).text.limit == 4000


@pytest.mark.parametrize("name", OVER_HTTP)
def test_tokens_go_to_this_machine_or_to_the_network_and_nowhere_else(account, name):
    with pytest.raises(ImproperlyConfigured, match="must be an address of this machine"):
        account(name, {"base_url": "http://192.0.2.1:8000"})


def test_an_unknown_network_is_named_with_those_that_exist():
    with pytest.raises(
        ImproperlyConfigured, match="no social network 'friendster'. Use one of console, dummy"
    ):
        load("friendster")


def test_a_site_adds_replaces_and_takes_away_networks():
    path = "wagtail_sop.social.backends.dummy.DummyBackend"

    known = backends({"koran": path, "x": path, "mastodon": None})

    assert known["koran"] is known["x"] is load("x", {"x": path}) is load("dummy")
    assert "mastodon" not in known
    with pytest.raises(ImproperlyConfigured):
        load("mastodon", {"mastodon": None})


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("no.such.Thing", "cannot be loaded from 'no.such.Thing'"),
        ("pathlib.Path", "is not a subclass"),
    ],
)
def test_a_network_that_cannot_be_used_is_a_clear_error(path, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        load("koran", {"koran": path})


def test_the_console_prints_the_post(backend, message, picture):
    console = backend("console")

    console.send(message(picture()), {})
    console.delete("kiriman-7")

    printed = console.options["stream"].getvalue()
    assert (
        "Bantuan sosial" in printed and "menyerahkan bantuan" in printed and "deleted: kiriman-7" in printed
    )


def test_the_dummy_fails_when_told_to_and_remembers_what_went_out(backend, message, now, refused):
    dummy = backend("dummy")
    memory.fail("send", NotSent("Tidak ada sambungan."))

    refused(NotSent, dummy.send, message(), {})

    assert memory.public == []
    assert dummy.reconcile(message(), {}, now) == Absent()


def test_the_dummy_can_post_and_lose_the_answer(backend, message, now):
    dummy = backend("dummy")
    memory.lose_answer()

    with pytest.raises(Exception, match="answer was lost"):
        dummy.send(message(), {})

    assert len(memory.public) == 1
    assert isinstance(dummy.reconcile(message(), {}, now), Sent)
