"""The answer was lost: three looks, then a person. Never a second post, never a lost one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_sop.exceptions import AlreadyDone, NotEntitled, Refused
from wagtail_sop.social.actions.decide import decide_unknown, give_up_unknown, retry_post
from wagtail_sop.social.actions.dispatch import dispatch
from wagtail_sop.social.actions.reconcile import reconcile
from wagtail_sop.social.models import Post
from wagtail_sop.social.views.post_acts import offered

from .conftest import outcomes

Status = Post.Status


@pytest.fixture
def lost(connect, networks, write_post, send):
    """A post to X whose answer was lost before anything was posted; X lists late, so nobody can be sure."""

    def make(kind="failed_before"):
        networks.fault("x", "create", kind)
        return send(write_post(connect("x")))

    return make


def minutes_until(moment):
    return (moment - timezone.now()).total_seconds() / 60


def test_it_is_looked_for_three_times_and_then_a_person_is_asked(lost, look, networks):
    post = lost()
    waits = [minutes_until(post.next_try_at)]
    for _turn in range(2):
        look(post)
        waits.append(minutes_until(post.next_try_at))
    look(post)

    assert [round(wait) for wait in waits] == [2, 10, 60]
    assert (post.status, post.problem, post.next_try_at) == (Status.UNKNOWN, "not_found", None)
    assert Post.objects.undecided().get() == post
    assert networks.posts("x") == []
    dispatch(1, timezone.now() + timedelta(hours=2))
    assert networks.posts("x") == []


def test_a_site_may_have_it_sent_again_but_only_once(lost, look, send, networks, set_social):
    set_social(UNKNOWN_POLICY="resend")
    post = lost()
    for _turn in range(3):
        look(post)
    assert (post.status, post.was_resent) == (Status.WAITING, True)

    networks.fault("x", "create", "failed_before")
    send(post)
    for _turn in range(3):
        look(post)

    assert (post.status, post.next_try_at) == (Status.UNKNOWN, None)


def test_an_answer_found_at_the_second_look_counts(lost, look, networks):
    networks.fault("x", "timeline", "failed_before")
    post = lost("failed_after")
    networks.faults.clear()
    networks.fault("x", "*", "failed_before")

    look(post)
    assert (post.status, post.looks) == (Status.UNKNOWN, 0)
    assert look(post).status == Status.SENT
    assert len(networks.posts("x")) == 1


def test_two_that_fit_are_left_to_a_person_at_once(lost, look, networks):
    post = lost("failed_after")
    [arrived] = networks.posts("x")
    networks.state.add("x", "post", **arrived.data)

    look(post)

    assert (post.status, post.problem, post.next_try_at) == (Status.UNKNOWN, "several_found", None)


def test_a_duplicate_refused_after_a_lost_answer_is_a_sign_that_it_went_out(lost, look, send, networks, boss):
    post = lost("failed_after")
    decide_unknown(post, boss, posted=False)
    networks.fault("x", "create", "duplicate")

    send(post)
    assert post.status == Status.UNKNOWN
    assert look(post).status == Status.SENT
    assert len(networks.posts("x")) == 1


def test_looking_waits_while_the_account_is_broken(lost, networks, boss):
    post = lost("failed_after")
    networks.fault("x", "*", "revoked")
    reconcile(post, post.next_try_at)
    post.refresh_from_db()
    post.account.refresh_from_db()

    assert (post.status, post.account.status) == (Status.UNKNOWN, "broken")
    later = timezone.now() + timedelta(hours=1)
    assert not Post.objects.to_be_looked_for(later).exists()
    post.account.resume(boss)
    assert Post.objects.to_be_looked_for(later).exists()


def test_a_person_says_that_it_is_there(lost, boss):
    post = lost()

    decide_unknown(post, boss, posted=True, url="https://x.com/i/web/status/5")

    assert (post.status, post.url, post.decided_by) == (Status.SENT, "https://x.com/i/web/status/5", "boss")


def test_a_person_says_that_it_is_not_and_it_goes_out(lost, send, boss, networks):
    post = lost()

    decide_unknown(post, boss, posted=False)

    assert send(post).status == Status.SENT
    assert len(networks.posts("x")) == 1


def test_a_person_may_leave_it_at_that(lost, boss):
    post = lost()

    give_up_unknown(post, boss)

    assert post.status == Status.CANCELLED
    with pytest.raises(AlreadyDone):
        decide_unknown(post, boss, posted=True)


def test_what_nobody_could_tell_is_not_sent_again_by_the_next_person(lost, boss):
    post = lost()
    give_up_unknown(post, boss)

    with pytest.raises(Refused):
        retry_post(post, boss)

    post.refresh_from_db()
    assert "retry" not in offered(post)
    assert {"posted", "by_hand"} <= set(offered(post))


@pytest.mark.usefixtures("in_english")
def test_nobody_decides_while_it_is_being_looked_for(lost, boss):
    post = lost()
    Post.objects.get().claim_look(post.next_try_at)

    with pytest.raises(AlreadyDone, match="Somebody else is at"):
        decide_unknown(post, boss, posted=True)


def test_a_stranger_decides_nothing(lost, django_user_model):
    post = lost()
    stranger = django_user_model.objects.create_user("orang", "orang@example.go.id")

    with pytest.raises(NotEntitled):
        decide_unknown(post, stranger, posted=False)
    post.refresh_from_db()
    assert post.status == Status.UNKNOWN


def test_a_network_that_cannot_be_looked_at_asks_a_person_at_once(connect, write_post, look, now):
    post = write_post(connect("tiktok"), status=Status.UNKNOWN, next_try_at=now)

    look(post)

    assert post.next_try_at is None
    assert outcomes(post) == [("look", "undecided")]
