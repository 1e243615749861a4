"""Dispatchers at the same time, on a database where that is possible."""

import pytest

from tests.mail.test_two_senders import side_by_side
from wagtail_sop.social.actions.dispatch import dispatch
from wagtail_sop.social.models import Post

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.mark.parametrize("dispatchers", [2, 6])
def test_each_post_goes_out_once(connect, write_post, networks, dispatchers):
    accounts = [connect("mastodon", name=f"Akun {number}") for number in range(4)]
    for account in accounts * 6:
        write_post(account)

    tried = side_by_side(lambda: dispatch(20), dispatchers)
    dispatch(20)

    assert sum(tried) >= 20
    texts = [post["text"] for post in networks.posts("mastodon")]
    assert len(texts) == len(set(texts)) == 24
    assert set(Post.objects.values_list("status", flat=True)) == {"sent"}


def test_a_lost_answer_is_looked_for_by_one_of_them(connect, write_post, networks):
    networks.fault("mastodon", "statuses", "failed_after")
    post = write_post(connect("mastodon"))
    dispatch(5)
    post.refresh_from_db()

    side_by_side(lambda: dispatch(5, post.next_try_at), 4)

    post.refresh_from_db()
    assert post.status == "sent"
    assert post.attempts.filter(kind="look").count() == 1
    assert len(networks.posts("mastodon")) == 1
