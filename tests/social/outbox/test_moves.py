"""Every way from status to status, and no other."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from wagtail_sop.exceptions import AlreadyDone, RecordProtected
from wagtail_sop.social.backends.base import Sent
from wagtail_sop.social.models import Attempt, Post
from wagtail_sop.social.models.moving import MOVES

Status = Post.Status
LEGAL = [(start, to) for start, targets in MOVES.items() for to in sorted(targets)]
ILLEGAL = [pair for pair in product(Status.values, Status.values) if pair not in LEGAL]


@pytest.fixture
def post(connect, write_post):
    return write_post(connect("dummy"))


def bring(post, status):
    Post.objects.filter(pk=post.pk).update(status=status)
    post.refresh_from_db()


def test_all_statuses_have_their_ways():
    assert set(MOVES) == set(Status.values)


def test_every_way_of_the_table_is_open(post):
    for start, to in LEGAL:
        bring(post, start)
        post.move(to)
        assert post.status == to


@pytest.mark.usefixtures("in_english")
def test_no_other_way_is_and_the_refusal_is_a_sentence(post):
    for start, to in ILLEGAL:
        bring(post, start)
        with pytest.raises(AlreadyDone, match="so it cannot be|Somebody else is at"):
            post.move(to)
        post.refresh_from_db()
        assert post.status == start


def test_of_two_senders_one_gets_the_post(post, now):
    again = Post.objects.get(pk=post.pk)

    assert post.claim(now)
    assert not again.claim(now)


def test_a_post_that_was_put_off_meanwhile_is_not_taken(post, now):
    stale = Post.objects.get(pk=post.pk)
    post.claim(now)
    post.put_off(now + timedelta(minutes=5), "not_sent")

    assert not stale.claim(now)
    assert stale.claim(now + timedelta(minutes=5))


def test_an_account_has_one_sender_at_a_time(post, write_post, now):
    other = write_post(post.account)

    assert post.claim(now)
    assert not other.claim(now)
    post.begin_sending(now)
    assert not other.claim(now)
    post.mark_sent(Sent("1"), now)
    assert other.claim(now)


def test_a_piece_is_posted_once_on_an_account_in_a_round(post, write_post):
    with pytest.raises(IntegrityError), transaction.atomic():
        write_post(post.account, round=post.round)


def test_a_sender_that_lost_its_lease_can_change_nothing(post, now):
    post.claim(now)
    successor = Post.objects.get(pk=post.pk)
    successor.release_abandoned(now)
    successor.claim(now)

    for act in (lambda: post.keep_staged({}), lambda: post.begin_sending(now), lambda: post.fail("other")):
        with pytest.raises(AlreadyDone):
            act()
    post.refresh_from_db()
    assert post.status == Status.PREPARING


def test_what_was_being_prepared_when_its_sender_died_is_prepared_again(post, now):
    post.claim(now)
    post.begin_attempt(Attempt.Kind.PREPARE, now)

    assert not Post.objects.abandoned(now).exists()
    assert Post.objects.abandoned(now + timedelta(minutes=11)).get() == post
    post.release_abandoned(now)

    assert (post.status, post.attempts.get().outcome) == (Status.WAITING, "lost")


def test_what_was_being_sent_when_its_sender_died_is_never_sent_again_unseen(post, now):
    post.claim(now)
    post.begin_sending(now)

    post.release_abandoned(now)

    assert (post.status, post.problem) == (Status.UNKNOWN, "interrupted")
    assert not Post.objects.due().exists()
    assert Post.objects.to_be_looked_for(now).get() == post


def test_an_answer_that_comes_after_the_lease_still_counts(post, now):
    post.claim(now)
    post.begin_sending(now)
    Post.objects.get(pk=post.pk).release_abandoned(now)

    post.mark_sent(Sent("77", "https://x.example/77"), now)

    assert (post.status, post.remote_id) == (Status.SENT, "77")


def test_a_piece_that_left_the_site_is_not_sent(post, live_page, now):
    post.claim(now)
    live_page.unpublish()

    assert post.begin_sending(now) is None
    assert (post.status, post.problem) == (Status.CANCELLED, "not_public")


def test_a_piece_behind_a_login_is_not_sent(post, section, now):
    section.view_restrictions.create(restriction_type="login")
    post.claim(now)

    assert post.begin_sending(now) is None


def test_a_piece_that_was_deleted_is_not_sent_and_its_post_stays(post, live_page, now):
    post.claim(now)
    live_page.delete()

    assert post.begin_sending(now) is None
    assert Post.objects.get().title == "Penyaluran bantuan pangan"


def test_old_news_is_not_due_but_stale(post):
    later = timezone.now() + timedelta(hours=25)

    assert not Post.objects.due(later).exists()
    assert Post.objects.stale(later).get() == post


def test_the_record_of_a_post_is_never_removed(post, now):
    attempt = post.begin_attempt(Attempt.Kind.SEND, now)

    for act in (post.delete, Post.objects.all().delete, attempt.delete, Attempt.objects.all().delete):
        with pytest.raises(RecordProtected):
            act()
    with pytest.raises(RecordProtected):
        attempt.save()


def test_an_attempt_is_finished_once(post, now):
    attempt = post.begin_attempt(Attempt.Kind.SEND, now)
    attempt.finish("done", trace_id="abc")
    attempt.finish("unknown")

    attempt.refresh_from_db()
    assert (attempt.outcome, attempt.trace_id) == ("done", "abc")
