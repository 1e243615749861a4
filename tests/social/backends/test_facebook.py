"""A Facebook Page, over HTTP: token in the header only, every call signed with the app's secret."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from wagtail_sop.social.backends.base import Ready, Sent, Undecided
from wagtail_sop.social.backends.errors import (
    AccountBroken,
    ContentRefused,
    DuplicateRefused,
    NotSent,
    OutcomeUnknown,
    RateLimited,
)

from .conftest import LINK, leaks

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
def facebook(account):
    return account("facebook")


def graph_error(networks, call, code, subcode=None, status=400, times=1, **more):
    error = {"message": f"(#{code}) no", "code": code, "error_subcode": subcode, "fbtrace_id": "AbC1", **more}
    networks.fault("graph", call, "answer", times, status=status, body={"error": error})


def test_a_link_post_arrives_with_the_link_beside_the_text(facebook, networks, message, now):
    facebook.prepare(message(), {}, now)
    sent = facebook.send(message(), {})

    [arrived] = networks.posts("facebook")
    assert (arrived["text"], arrived["link"]) == ("Bantuan sosial tersalurkan di Sleman.", LINK)
    assert sent.remote_id == f"200300_{arrived.id}"
    assert facebook.address_of(sent.remote_id) == f"https://www.facebook.com/200300/posts/{arrived.id}"


def test_facebook_reads_the_page_before_it_is_shared(facebook, networks, message, now):
    facebook.prepare(message(), {}, now)

    assert networks.graph.scraped == [LINK]


def test_a_page_that_facebook_cannot_read_yet_holds_nothing_up(facebook, networks, message, now):
    networks.fault("graph", "scrape", "html")

    assert facebook.prepare(message(), {}, now) == Ready({})


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_are_staged_unseen_and_shown_by_one_call(facebook, networks, message, picture, now, count):
    post = message(*(picture(f"Gambar {number}") for number in range(count)))

    staged = facebook.prepare(post, {}, now).staged
    assert networks.posts("facebook") == []
    facebook.send(post, staged)

    [arrived] = networks.posts("facebook")
    assert [shown["alt"] for shown in arrived["pictures"]] == [f"Gambar {number}" for number in range(count)]
    assert LINK in arrived["text"]
    assert networks.graph.calls.count("feed") == 1


def test_pictures_of_a_cancelled_post_are_tidied_up(facebook, networks, message, picture, now):
    staged = facebook.prepare(message(picture()), {}, now).staged

    facebook.discard(staged)

    assert networks.state.all("facebook", "photo", deleted=False) == []


def test_the_token_is_never_in_an_address_or_a_form(facebook, networks, message, picture, now):
    facebook.check()
    sent = facebook.send(message(picture()), facebook.prepare(message(picture()), {}, now).staged)
    facebook.reconcile(message(), {}, now)
    facebook.delete(sent.remote_id)

    # The played Graph API refuses any call that carries one there, and any without a right appsecret_proof.
    assert networks.posts("facebook") == []
    assert len(networks.posts("facebook", deleted=True)) == 1


def test_a_wrong_app_secret_is_refused(account, message, refused):
    refused(ContentRefused, account("facebook", app_secret="salah").send, message(), {})


def test_the_version_of_the_graph_api_is_an_option(account, message, refused):
    account("facebook", {"graph_version": "v25.0"}).send(message(), {})

    refused(ContentRefused, account("facebook", {"graph_version": "2.8"}).send, message(), {})


def test_the_health_tells_when_the_token_ends(facebook, networks):
    networks.graph.expires_at = 1_900_000_000

    assert facebook.check().expires_at == datetime.fromtimestamp(1_900_000_000, UTC)


def test_a_token_that_never_ends_has_no_date(facebook):
    assert facebook.check().expires_at is None


def test_the_health_names_a_missing_permission(facebook, networks):
    networks.graph.scopes.remove("pages_manage_posts")

    health = facebook.check()

    assert health.problem == "permission" and "pages_manage_posts" in health.detail


def test_a_token_that_is_not_valid_any_more_is_seen_by_the_health_check(account):
    health = account("facebook", access_token="EAAsalah").check()

    assert health.problem == "token" and "EAAsalah" not in health.detail


def test_without_the_app_secret_the_health_check_still_asks_for_the_page(account, networks):
    network = account("facebook", app_id="", app_secret="")

    assert network.check().detail.endswith("Invalid appsecret_proof provided in the API argument")
    assert networks.graph.calls == ["page"]


def test_inspecting_a_token_leaves_no_trace_of_it_in_the_log(facebook, caplog):
    caplog.set_level(logging.DEBUG, logger="urllib3.connectionpool")

    facebook.check()

    assert "input_token=[…]" in caplog.text
    assert leaks(caplog.text) == []


@pytest.mark.parametrize("fault", UNKNOWN)
def test_an_answer_that_says_nothing_leaves_the_outcome_unknown(
    facebook, networks, message, refused, now, fault
):
    networks.fault("graph", "feed", fault)

    refused(OutcomeUnknown, facebook.send, message(), {})

    outcome = facebook.reconcile(message(), {}, now)
    if fault in POSTED_ALL_THE_SAME:
        [arrived] = networks.posts("facebook")
        assert isinstance(outcome, Sent) and outcome.remote_id == f"200300_{arrived.id}" and outcome.url
    else:
        assert isinstance(outcome, Undecided) and outcome.candidates == 0


@pytest.mark.parametrize("fault", UNKNOWN)
def test_while_preparing_the_same_trouble_is_harmless(
    facebook, networks, message, picture, refused, now, fault
):
    networks.fault("graph", "photos", fault)

    refused(NotSent, facebook.prepare, message(picture()), {}, now)

    assert networks.posts("facebook") == []


@pytest.mark.parametrize("code", [1, 2])
def test_retry_later_from_facebook_is_not_believed(facebook, networks, message, refused, code):
    graph_error(networks, "feed", code, 99, status=500)

    error = refused(OutcomeUnknown, facebook.send, message(), {})

    assert (error.code, error.trace_id, error.status) == (f"{code}/99", "AbC1", 500)


def test_a_lost_post_is_found_by_its_staged_pictures(facebook, networks, message, picture, refused, now):
    post = message(picture(), link="", text="Sama")
    facebook.send(message(link="", text="Sama"), {})
    staged = facebook.prepare(post, {}, now).staged
    networks.fault("graph", "feed", "failed_after")

    refused(OutcomeUnknown, facebook.send, post, staged)

    assert facebook.reconcile(message(picture()), staged, now).remote_id.endswith(
        networks.posts("facebook")[1].id
    )


def test_two_posts_that_fit_are_for_a_person_to_judge(facebook, message, now):
    for _time in range(2):
        facebook.send(message(), {})

    assert facebook.reconcile(message(), {}, now).candidates == 2


@pytest.mark.parametrize(
    ("code", "subcode", "kind", "reason"),
    [
        *((190, subcode, AccountBroken, "token") for subcode in (None, 458, 459, 460, 463, 464, 467, 492)),
        (102, None, AccountBroken, "token"),
        (10, None, AccountBroken, "permission"),
        (200, None, AccountBroken, "permission"),
        (299, None, AccountBroken, "permission"),
        (3, None, AccountBroken, "permission"),
        (100, 33, AccountBroken, "permission"),
        (368, 4854002, AccountBroken, "restricted"),
        (368, 1404082, DuplicateRefused, "duplicate"),
        (506, None, DuplicateRefused, "duplicate"),
        (100, 1366051, DuplicateRefused, "duplicate"),
        (100, 1609005, ContentRefused, "link"),
        (1609005, None, ContentRefused, "link"),
        (100, 1366046, ContentRefused, "picture"),
        (100, None, ContentRefused, "other"),
    ],
)
def test_what_facebook_refuses(facebook, networks, message, refused, code, subcode, kind, reason):
    graph_error(networks, "feed", code, subcode)

    error = refused(kind, facebook.send, message(), {})

    assert error.reason == reason
    assert error.trace_id == "AbC1"


@pytest.mark.parametrize("code", [4, 17, 32, 341, 613, 80001, 80014])
def test_too_many_calls_rest_for_an_hour(facebook, networks, message, refused, code):
    graph_error(networks, "feed", code, is_transient=True)

    error = refused(RateLimited, facebook.send, message(), {})

    assert timedelta(minutes=55) < error.retry_at - datetime.now(UTC) <= timedelta(hours=1)


def test_a_limit_rests_as_long_as_facebook_says(facebook, networks, message, refused):
    networks.fault("graph", "feed", "rate_limited", seconds=1200)

    error = refused(RateLimited, facebook.send, message(), {})

    assert timedelta(minutes=19) < error.retry_at - datetime.now(UTC) <= timedelta(minutes=20)
    assert facebook.usage.percent == 100 and facebook.usage.rest_until


def test_posting_too_fast_rests_for_hours(facebook, networks, message, refused):
    graph_error(networks, "feed", 368, 1390008)

    error = refused(RateLimited, facebook.send, message(), {})

    assert error.retry_at - datetime.now(UTC) > timedelta(hours=2)


@pytest.mark.parametrize("fault", ["revoked", "expired", "forbidden", "restricted"])
def test_what_needs_a_person_breaks_the_account(facebook, networks, message, refused, fault):
    networks.fault("graph", "*", fault, times=2)

    error = refused(AccountBroken, facebook.send, message(), {})

    assert facebook.check().problem == error.reason
    assert networks.posts("facebook") == []


def test_a_transient_error_without_a_known_code_is_unknown(facebook, networks, message, refused):
    graph_error(networks, "feed", 9999, is_transient=True)

    refused(OutcomeUnknown, facebook.send, message(), {})


def test_an_error_that_is_no_object_is_unknown(facebook, networks, message, refused):
    networks.fault("graph", "feed", "answer", status=400, body={"error": "oops"})

    refused(OutcomeUnknown, facebook.send, message(), {})


def test_an_answer_without_a_content_type_is_unknown(facebook, networks, message, refused):
    networks.fault("graph", "feed", "answer", status=200, body="", content_type="")

    refused(OutcomeUnknown, facebook.send, message(), {})


def test_the_usage_headers_are_read(facebook, networks, message):
    networks.graph.usage = 91

    facebook.send(message(), {})

    assert facebook.usage.percent == 91


def test_a_deleted_post_is_gone_and_may_be_deleted_again(facebook, networks, message):
    sent = facebook.send(message(), {})

    facebook.delete(sent.remote_id)
    facebook.delete(sent.remote_id)

    assert networks.posts("facebook") == []
