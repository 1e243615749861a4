"""Mastodon, over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from wagtail_sop.social.backends.base import Absent, NotReady, Ready, Sent
from wagtail_sop.social.backends.errors import (
    AccountBroken,
    ContentRefused,
    NotSent,
    OutcomeUnknown,
    RateLimited,
)

from .conftest import LINK

UNKNOWN = [
    "failed_before",
    "failed_after",
    "html",
    "html_after",
    "silent",
    "cut",
    "hang_up",
    "list_body",
    "empty",
]
POSTED_ALL_THE_SAME = ["failed_after", "html_after", "silent", "cut", "hang_up", "list_body", "empty"]


@pytest.fixture
def mastodon(account):
    return account("mastodon")


def test_a_post_arrives_with_pictures_and_their_description(mastodon, networks, message, picture, now):
    post = message(picture("Warga antre."))

    sent = mastodon.send(post, mastodon.prepare(post, {}, now).staged)

    [arrived] = networks.posts("mastodon")
    assert arrived["text"] == f"Bantuan sosial tersalurkan di Sleman.\n\n{LINK}"
    assert arrived["pictures"][0]["alt"] == "Warga antre."
    assert sent == Sent(arrived.id, f"https://mastodon.example/@dinsosdiy/{arrived.id}", f"req-{arrived.id}")
    assert mastodon.address_of(sent.remote_id) == sent.url


def test_a_picture_that_is_still_worked_on_is_waited_for(mastodon, networks, message, picture, now):
    networks.mastodon.media_looks = 1

    waiting = mastodon.prepare(message(picture()), {}, now)

    assert isinstance(waiting, NotReady)
    assert isinstance(mastodon.prepare(message(picture()), waiting.staged, now), Ready)
    assert networks.mastodon.calls.count("media") == 1


def test_the_same_key_posts_once(mastodon, networks, message):
    first = mastodon.send(message(), {})
    second = mastodon.send(message(), {})

    assert first == second
    assert len(networks.posts("mastodon")) == 1
    assert mastodon.supports_idempotency


@pytest.mark.parametrize("fault", UNKNOWN)
def test_an_answer_that_says_nothing_leaves_the_outcome_unknown(
    mastodon, networks, message, refused, now, fault
):
    networks.fault("mastodon", "statuses", fault)

    refused(OutcomeUnknown, mastodon.send, message(), {})

    outcome = mastodon.reconcile(message(), {}, now)
    if fault in POSTED_ALL_THE_SAME:
        [arrived] = networks.posts("mastodon")
        assert outcome == Sent(arrived.id, f"https://mastodon.example/@dinsosdiy/{arrived.id}")
    else:
        assert outcome == Absent()
    mastodon.send(message(), {})
    assert len(networks.posts("mastodon")) == 1


@pytest.mark.parametrize("fault", UNKNOWN)
def test_while_preparing_the_same_trouble_is_harmless(
    mastodon, networks, message, picture, refused, now, fault
):
    networks.fault("mastodon", "media", fault)

    refused(NotSent, mastodon.prepare, message(picture()), {}, now)

    assert mastodon.prepare(message(picture()), {}, now).staged["media"]


def test_a_lost_post_without_a_link_is_found_by_its_text(mastodon, networks, message, now):
    post = message(text='Harga "beras" & gula < tetap', link="")
    sent = mastodon.send(post, {})

    assert mastodon.reconcile(post, {}, now) == Sent(sent.remote_id, sent.url)


def test_two_posts_that_fit_are_for_a_person_to_judge(mastodon, message, now):
    for key in ("a", "b"):
        mastodon.send(message(key=key), {})

    assert mastodon.reconcile(message(), {}, now).candidates == 2


def test_a_list_that_is_none_leaves_it_open(mastodon, networks, message, refused, now):
    networks.fault("mastodon", "timeline", "html_after")

    refused(NotSent, mastodon.reconcile, message(), {}, now)

    assert networks.posts("mastodon") == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("revoked", "token"),
        ("expired", "token"),
        ("forbidden", "permission"),
        ("restricted", "restricted"),
        ("no_credits", "credits"),
    ],
)
def test_what_needs_a_person_breaks_the_account(mastodon, networks, message, refused, fault, reason):
    networks.fault("mastodon", "*", fault, times=2)

    assert refused(AccountBroken, mastodon.send, message(), {}).reason == reason
    assert mastodon.check().problem == reason
    assert networks.posts("mastodon") == []


def test_a_limit_rests_until_the_server_names(mastodon, networks, message, refused):
    networks.fault("mastodon", "statuses", "rate_limited", seconds=600)

    error = refused(RateLimited, mastodon.send, message(), {})

    assert timedelta(seconds=570) < error.retry_at - datetime.now(UTC) <= timedelta(seconds=601)
    assert mastodon.usage.percent == 100 and mastodon.usage.rest_until


def test_a_text_that_is_too_long_is_refused_for_good(mastodon, message, refused):
    assert refused(ContentRefused, mastodon.send, message(text="a" * 600), {}).reason == "too_long"


def test_a_picture_that_is_none_is_refused_for_good(mastodon, message, picture, refused, now):
    error = refused(ContentRefused, mastodon.prepare, message(picture(content=b"<svg/>")), {}, now)

    assert error.reason == "picture"


@pytest.mark.parametrize(
    "host",
    ["mastodon", "user@evil.example", "mastodon.example/path", "a.b:x", "127.0.0.1:8443", "169.254.169.254"],
)
def test_a_server_that_is_no_name_is_a_matter_of_setup(account, message, refused, host):
    network = account("mastodon", host=host)

    assert network.check().problem == "setup"
    assert refused(AccountBroken, network.send, message(), {}).reason == "setup"


def test_a_server_may_be_written_with_its_scheme(account):
    assert account("mastodon", host="https://Mastodon.Example/").check().problem == ""


def test_a_deleted_post_is_gone_and_may_be_deleted_again(mastodon, networks, message):
    sent = mastodon.send(message(), {})

    mastodon.delete(sent.remote_id)
    mastodon.delete(sent.remote_id)

    assert networks.posts("mastodon") == []
    assert mastodon.address_of(sent.remote_id) == ""
