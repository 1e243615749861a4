"""Instagram, over HTTP; the pictures are really fetched from their address."""

from datetime import UTC, datetime, timedelta

import pytest

from wagtail_sop.social.backends.base import Absent, NotReady, Ready, Sent, Undecided
from wagtail_sop.social.backends.errors import (
    AccountBroken,
    ContentRefused,
    DuplicateRefused,
    NotSent,
    OutcomeUnknown,
    RateLimited,
)

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
def instagram(account):
    return account("instagram")


@pytest.fixture
def post(message, picture):
    return message(picture(), link="")


@pytest.fixture
def ready(instagram, networks, post, now):
    """What is staged for a post that only needs to be published."""
    networks.graph.container_looks = 0
    return instagram.prepare(post, {}, now).staged


def test_a_container_is_waited_for_and_then_published(instagram, networks, post, now):
    waiting = instagram.prepare(post, {}, now)
    assert isinstance(waiting, NotReady) and waiting.look_again_at == now + timedelta(minutes=1)

    finished = instagram.prepare(post, waiting.staged, now + timedelta(minutes=1))
    assert isinstance(finished, Ready) and networks.posts("instagram") == []
    sent = instagram.send(post, finished.staged)

    [arrived] = networks.posts("instagram")
    assert arrived["text"] == "Bantuan sosial tersalurkan di Sleman."
    assert arrived["pictures"][0]["alt"] == "Kepala Dinas menyerahkan bantuan."
    assert sent.remote_id == arrived.id
    assert instagram.address_of(sent.remote_id) == f"https://www.instagram.com/p/{arrived.id}/"


def test_several_pictures_become_a_carousel_once_each_is_finished(instagram, networks, message, picture, now):
    post = message(picture("Satu"), picture("Dua"), picture("Tiga"))
    staged, looks = {}, 0

    outcome = instagram.prepare(post, staged, now)
    while isinstance(outcome, NotReady):
        looks += 1
        outcome = instagram.prepare(post, outcome.staged, now)
    instagram.send(post, outcome.staged)

    assert looks == 2
    [arrived] = networks.posts("instagram")
    assert [shown["alt"] for shown in arrived["pictures"]] == ["Satu", "Dua", "Tiga"]
    assert arrived["text"] == post.text


def test_a_link_is_not_added_where_it_cannot_be_clicked(instagram, message, picture):
    assert instagram.body_of(message(picture())) == "Bantuan sosial tersalurkan di Sleman."


def test_a_post_without_a_picture_is_refused(instagram, message, refused, now):
    assert refused(ContentRefused, instagram.prepare, message(), {}, now).reason == "picture"


def test_a_picture_that_cannot_be_fetched_is_tried_again_later(
    instagram, networks, message, picture, refused, now
):
    post = message(picture(url=f"{networks.url}/pictures/1"))

    error = refused(NotSent, instagram.prepare, post, {}, now)

    assert error.code == "9004/2207052" and error.retry_at > now


def test_a_picture_that_is_no_jpeg_is_refused_for_good(instagram, message, picture, refused, now):
    post = message(picture(content=b"\x89PNG\r\n\x1a\n"))

    networks_answer = refused(NotSent, instagram.prepare, message(picture(url="")), {}, now)
    error = refused(ContentRefused, instagram.prepare, post, {}, now)

    assert networks_answer.retry_at
    assert error.reason == "picture"


@pytest.mark.parametrize(
    ("subcode", "reason"), [(2207009, "picture"), (2207004, "picture"), (2207010, "too_long")]
)
def test_what_instagram_will_not_take(instagram, networks, post, refused, now, subcode, reason):
    body = {
        "error": {"message": "no", "code": 36003 if subcode == 2207009 else 100, "error_subcode": subcode}
    }
    networks.fault("graph", "media", "answer", status=400, body=body)

    assert refused(ContentRefused, instagram.prepare, post, {}, now).reason == reason


def prepare_until_it_ends(instagram, post, now):
    """As the sweeper does it: look again at each time named, with what was staged."""
    staged, rounds = {}, set()
    for _look in range(60):
        outcome = instagram.prepare(post, staged, now)
        if isinstance(outcome, Ready):
            return rounds
        staged, now = outcome.staged, outcome.look_again_at
        rounds.add(staged["round"])
    raise AssertionError("It never ends.")


def test_a_container_that_is_never_finished_is_made_anew_and_then_given_up(
    instagram, networks, post, refused, now
):
    networks.fault("graph", "media", "container_stuck", times=-1)

    error = refused(ContentRefused, prepare_until_it_ends, instagram, post, now)

    assert error.reason == "picture"
    assert networks.graph.calls.count("media") == 3
    assert networks.posts("instagram") == []


@pytest.mark.parametrize("fault", ["container_stuck", "container_error"])
def test_a_container_that_fails_once_is_made_anew(instagram, networks, post, now, fault):
    networks.fault("graph", "media", fault)

    assert prepare_until_it_ends(instagram, post, now) == {1, 2}

    assert networks.graph.calls.count("media") == 2


@pytest.mark.parametrize("fault", UNKNOWN)
def test_the_container_tells_what_became_of_a_lost_answer(
    instagram, networks, post, ready, refused, now, fault
):
    networks.fault("graph", "media_publish", fault)

    refused(OutcomeUnknown, instagram.send, post, ready)

    outcome = instagram.reconcile(post, ready, now)
    if fault in POSTED_ALL_THE_SAME:
        [arrived] = networks.posts("instagram")
        assert outcome == Sent(arrived.id, f"https://www.instagram.com/p/{arrived.id}/")
    else:
        assert outcome == Absent()
        instagram.send(post, ready)
    assert len(networks.posts("instagram")) == 1


@pytest.mark.parametrize("subcode", [2207050, 2207051])
def test_a_blocked_action_may_have_posted_all_the_same(instagram, networks, post, ready, refused, subcode):
    body = {"error": {"message": "blocked", "code": 4, "error_subcode": subcode}}
    networks.fault("graph", "media_publish", "answer", status=400, body=body)

    refused(OutcomeUnknown, instagram.send, post, ready)


def test_a_published_post_that_looks_like_another_is_not_mixed_up_with_it(
    instagram, networks, message, picture, refused, now
):
    networks.graph.container_looks = 0
    first, second = message(picture(), link=""), message(picture(), link="")
    instagram.send(first, instagram.prepare(first, {}, now).staged)
    staged = instagram.prepare(second, {}, now).staged
    networks.fault("graph", "media_publish", "silent")

    refused(OutcomeUnknown, instagram.send, second, staged)

    assert instagram.reconcile(second, staged, now) == Sent("")


def test_a_published_container_whose_list_cannot_be_read_counts_as_sent(
    instagram, networks, post, ready, now
):
    instagram.send(post, ready)
    networks.fault("graph", "media_list", "html")

    assert instagram.reconcile(post, ready, now) == Sent("")


def test_preparing_what_is_published_already_does_not_post_again(
    instagram, networks, post, ready, refused, now
):
    instagram.send(post, ready)

    refused(DuplicateRefused, instagram.prepare, post, ready, now)
    assert len(networks.posts("instagram")) == 1


def test_a_failed_container_after_a_lost_answer_is_for_a_person_to_judge(instagram, networks, post, now):
    networks.fault("graph", "media", "container_error")
    container = instagram.create(image_url=post.pictures[0].url, caption=post.text)

    outcome = instagram.reconcile(post, {"container": container}, now)

    assert isinstance(outcome, Undecided) and "ERROR" in outcome.hint


def test_nothing_was_sent_where_nothing_was_prepared(instagram, post, now):
    assert instagram.reconcile(post, {}, now) == Absent()


def test_publishing_too_early_is_tried_again(instagram, networks, post, refused, now):
    networks.graph.container_looks = 5
    staged = instagram.prepare(post, {}, now).staged

    error = refused(NotSent, instagram.send, post, staged)

    assert error.code == "9007/2207027" and error.retry_at - datetime.now(UTC) < timedelta(minutes=2)


def test_the_daily_limit_is_read_and_kept(instagram, networks, post, ready, refused):
    networks.fault("graph", "media_publish", "capped")

    refused(RateLimited, instagram.send, post, ready)

    instagram.send(post, ready)
    health = instagram.check()
    assert (health.quota_used, health.quota_total) == (1, 50)


@pytest.mark.parametrize("fault", ["revoked", "expired", "forbidden", "restricted"])
def test_what_needs_a_person_breaks_the_account(instagram, networks, post, ready, refused, fault):
    networks.fault("graph", "*", fault, times=2)

    error = refused(AccountBroken, instagram.send, post, ready)

    assert instagram.check().problem == error.reason


def test_a_deleted_post_is_gone_and_may_be_deleted_again(instagram, networks, post, ready):
    sent = instagram.send(post, ready)

    instagram.delete(sent.remote_id)
    instagram.delete(sent.remote_id)

    assert networks.posts("instagram") == []
