"""X, over HTTP, with every OAuth signature verified."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.networks import accounts
from wagtail_sop.social.backends.base import Sent, Undecided
from wagtail_sop.social.backends.errors import (
    AccountBroken,
    ContentRefused,
    DuplicateRefused,
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
def x(account):
    return account("x")


def test_a_post_arrives_with_pictures_and_their_alternative_text(x, networks, message, picture, now):
    post = message(picture("Warga antre."), picture("Beras sepuluh kilogram."))

    staged = x.prepare(post, {}, now).staged
    sent = x.send(post, staged)

    [arrived] = networks.posts("x")
    assert arrived["text"] == f"Bantuan sosial tersalurkan di Sleman.\n\n{LINK}"
    assert [shown["alt"] for shown in arrived["pictures"]] == ["Warga antre.", "Beras sepuluh kilogram."]
    assert sent == Sent(arrived.id, f"https://x.com/i/web/status/{arrived.id}", sent.trace_id)
    assert sent.trace_id


def test_a_link_that_is_in_the_text_already_is_not_added(x, networks, message):
    x.send(message(text=f"Baca {LINK} sekarang"), {})

    assert networks.posts("x")[0]["text"] == f"Baca {LINK} sekarang"


def test_pictures_are_uploaded_anew_before_x_forgets_them(x, networks, message, picture, now):
    post = message(picture())
    first = x.prepare(post, {}, now).staged

    second = x.prepare(post, first, now + timedelta(hours=21)).staged

    assert first["media"] != second["media"]
    assert networks.x.calls.count("media") == 2


def test_the_health_names_the_account(x):
    health = x.check()

    assert (health.name, health.remote_id, health.problem) == ("@dinsosdiy", "1001", "")


@pytest.mark.parametrize("name", sorted(accounts.X))
def test_a_wrong_key_is_a_broken_account(account, message, refused, name):
    network = account("x", **{name: "1001-salah"})

    assert network.check().problem == "token"
    assert refused(AccountBroken, network.send, message(), {}).reason == "token"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("revoked", "token"),
        ("expired", "token"),
        ("forbidden", "permission"),
        ("restricted", "restricted"),
        ("no_credits", "credits"),
        ("capped", "credits"),
    ],
)
def test_what_needs_a_person_breaks_the_account(x, networks, message, refused, fault, reason):
    networks.fault("x", "*", fault, times=2)

    error = refused(AccountBroken, x.send, message(), {})

    assert error.reason == reason
    assert x.check().problem == reason
    assert networks.posts("x") == []


@pytest.mark.parametrize("fault", UNKNOWN)
def test_an_answer_that_says_nothing_leaves_the_outcome_unknown(x, networks, message, refused, now, fault):
    networks.fault("x", "create", fault)

    refused(OutcomeUnknown, x.send, message(), {})

    outcome = x.reconcile(message(), {}, now)
    if fault in POSTED_ALL_THE_SAME:
        [arrived] = networks.posts("x")
        assert outcome == Sent(arrived.id, f"https://x.com/i/web/status/{arrived.id}")
    else:
        assert isinstance(outcome, Undecided) and outcome.candidates == 0


@pytest.mark.parametrize("fault", UNKNOWN)
def test_while_preparing_the_same_trouble_is_harmless(x, networks, message, picture, refused, now, fault):
    networks.fault("x", "media", fault)

    refused(NotSent, x.prepare, message(picture()), {}, now)

    assert x.prepare(message(picture()), {}, now).staged["media"]


def test_a_lost_post_without_a_link_is_found_by_its_text(x, networks, message, refused, now):
    networks.fault("x", "create", "failed_after")

    refused(OutcomeUnknown, x.send, message(link=""), {})

    assert isinstance(x.reconcile(message(link=""), {}, now), Sent)


def test_looking_for_a_lost_post_asks_once(x, networks, message, now):
    x.reconcile(message(), {}, now)

    assert networks.x.calls == ["timeline"]


def test_two_posts_that_fit_are_for_a_person_to_judge(x, networks, message, now):
    for text in ("Pertama", "Kedua"):
        x.send(message(text=text), {})

    assert x.reconcile(message(), {}, now).candidates == 2


def test_x_refuses_the_same_text_twice(x, networks, message, refused):
    x.send(message(), {})

    error = refused(DuplicateRefused, x.send, message(), {})

    assert error.reason == "duplicate" and error.status == 403
    assert len(networks.posts("x")) == 1


@pytest.mark.parametrize(
    ("message_text", "reason"), [("a" * 300, "too_long"), ("", "picture")], ids=["too long", "nothing in it"]
)
def test_a_text_that_x_will_not_take_is_refused_for_good(x, message, refused, message_text, reason):
    error = refused(ContentRefused, x.send, message(text=message_text, link=""), {})

    assert error.reason == reason


def test_a_picture_that_is_none_is_refused_for_good(x, message, picture, refused, now):
    error = refused(ContentRefused, x.prepare, message(picture(content=b"<svg/>")), {}, now)

    assert error.reason == "picture"


def test_a_limit_rests_until_x_names(x, networks, message, refused):
    networks.fault("x", "create", "rate_limited", seconds=600)

    error = refused(RateLimited, x.send, message(), {})

    wait = error.retry_at - datetime.now(UTC)
    assert timedelta(seconds=570) < wait <= timedelta(seconds=601)
    assert x.usage.percent == 100 and x.usage.rest_until


def test_a_wrong_clock_does_not_shorten_the_rest(x, networks, message, refused):
    two_hours_ahead = datetime.now(UTC) + timedelta(hours=2)
    headers = {
        "Date": two_hours_ahead.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "x-rate-limit-reset": str(int(two_hours_ahead.timestamp()) + 600),
    }
    networks.fault("x", "create", "answer", status=429, body={}, headers=headers)

    error = refused(RateLimited, x.send, message(), {})

    assert error.retry_at - datetime.now(UTC) < timedelta(minutes=11)


def test_a_refused_signature_under_a_wrong_clock_names_the_clock(x, networks, message, refused):
    headers = {"Date": "Mon, 05 Jan 2026 00:00:00 GMT"}
    networks.fault("x", "create", "answer", status=401, body={}, headers=headers)

    error = refused(AccountBroken, x.send, message(), {})

    assert error.reason == "setup" and "Set the clock" in str(error)


def test_the_daily_limit_outlasts_the_short_one(x, networks, message, refused):
    now = int(datetime.now(UTC).timestamp())
    headers = {
        "x-rate-limit-reset": str(now + 60),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": str(now + 7200),
    }
    networks.fault("x", "create", "answer", status=429, body={}, headers=headers)

    error = refused(RateLimited, x.send, message(), {})

    assert error.retry_at - datetime.now(UTC) > timedelta(minutes=115)


def test_a_deleted_post_is_gone_and_may_be_deleted_again(x, networks, message):
    sent = x.send(message(), {})

    x.delete(sent.remote_id)
    x.delete(sent.remote_id)

    assert networks.posts("x") == []


@pytest.mark.parametrize("fault", UNKNOWN[:-2])
def test_a_deletion_whose_answer_is_lost_may_be_repeated(x, networks, message, refused, fault):
    sent = x.send(message(), {})
    networks.fault("x", "delete", fault)

    if fault == "html_after":
        x.delete(sent.remote_id)
    else:
        refused(NotSent, x.delete, sent.remote_id)
    x.delete(sent.remote_id)

    assert networks.posts("x") == []


def test_tweepy_says_nothing_at_debug_even_when_asked_to(x, message, caplog):
    for name in ("tweepy", "tweepy.client", "requests_oauthlib", "oauthlib"):
        caplog.set_level(logging.DEBUG, logger=name)

    x.send(message(), {})

    assert not [record for record in caplog.records if record.name.startswith(("tweepy", "oauth"))]
