"""Who decides about posts, and taking them down."""

import pytest
from django.contrib.auth.models import Permission

from wagtail_sop.exceptions import AlreadyDone, NotEntitled, Refused
from wagtail_sop.social.actions.decide import cancel_post, mark_posted, post_by_hand, retry_post
from wagtail_sop.social.actions.take_down_posts import take_down_posts
from wagtail_sop.social.models import Post

Status = Post.Status


@pytest.fixture
def post(office, connect, bulletin):
    """A waiting post about a piece of the unit for data, on the account of the whole agency."""
    connect("mastodon")
    case = office.write(bulletin, office.kontributor_data)
    office.bring(case, "7", content_class="routine")
    return Post.objects.get()


def test_who_publishes_the_units_pieces_decides_about_its_posts(post, office):
    assert Post.objects.manageable_by(office.admin_data).get() == post
    cancel_post(post, office.admin_data)

    assert (post.status, post.decided_by) == (Status.CANCELLED, office.admin_data.get_full_name())


def test_nobody_else_of_the_agency_does(post, office):
    for person in (office.admin_care, office.kontributor_data, office.atasan_unit_data, office.kepala_dinas):
        assert not Post.objects.manageable_by(person).exists()
        for act in (cancel_post, retry_post, mark_posted, post_by_hand):
            with pytest.raises(NotEntitled):
                act(post, person)
    post.refresh_from_db()
    assert post.status == Status.WAITING


def test_an_admin_further_up_decides_only_while_the_nearer_post_is_vacant(post, office):
    above = office.hire("admin_pusat", "admin", office.agency)

    assert not Post.objects.manageable_by(above).exists()
    office.admin_data.sop_appointments.all().delete()
    assert Post.objects.manageable_by(above).get() == post


def test_a_permission_counts_for_the_accounts_of_the_units_that_the_person_serves(post, office):
    humas = office.hire("humas", "kontributor", office.agency)
    humas.user_permissions.add(
        Permission.objects.get(codename="change_post", content_type__app_label="wagtail_sop_social")
    )
    humas = type(humas).objects.get(pk=humas.pk)

    assert Post.objects.manageable_by(humas).get() == post


def test_nobody_at_all_is_nobody(post):
    from django.contrib.auth.models import AnonymousUser

    assert not Post.objects.manageable_by(None).exists()
    assert not Post.objects.manageable_by(AnonymousUser()).exists()


def test_what_failed_is_sent_after_all(post, office, send, networks):
    post.claim(post.next_try_at)
    post.fail("too_long", "Too long.")

    retry_post(post, office.admin_data)

    assert (post.status, post.problem, post.tries) == (Status.WAITING, "", 0)
    assert send(post).status == Status.SENT


def test_what_was_shared_once_more_since_is_not_sent_after_all(post, office):
    kept = {name: getattr(post, name) for name in ("account", "case", "base_content_type", "object_id")}
    later = Post.objects.create(**kept, round=2)
    cancel_post(post, office.admin_data)

    with pytest.raises(Refused):
        retry_post(post, office.admin_data)

    cancel_post(later, office.admin_data)
    retry_post(post, office.admin_data)
    assert post.status == Status.WAITING


def test_what_failed_can_be_posted_by_hand(post, office):
    post.claim(post.next_try_at)
    post.fail("too_long")

    post_by_hand(post, office.admin_data)
    mark_posted(post, office.admin_data, "https://mastodon.example/@dinsosdiy/1")

    assert (post.status, post.url) == (Status.SENT, "https://mastodon.example/@dinsosdiy/1")


@pytest.mark.usefixtures("in_english")
def test_what_is_being_sent_cannot_be_called_back(post, office, now):
    post.claim(now)

    with pytest.raises(AlreadyDone, match="Somebody else is at"):
        cancel_post(Post.objects.get(), office.admin_data)


def test_sent_posts_are_deleted_and_waiting_ones_cancelled(post, office, send, networks, connect):
    waiting = Post.objects.get()
    waiting.pk, waiting.key, waiting.account, waiting._state.adding = None, "another", connect("x"), True
    waiting.save()
    send(post)

    left = take_down_posts([post, waiting], office.admin_data)

    assert left == []
    assert (post.status, waiting.status) == (Status.DELETED, Status.CANCELLED)
    assert networks.posts("mastodon") == []


def test_what_cannot_be_deleted_is_still_sent_and_says_so(post, office, send, networks):
    send(post)
    networks.fault("mastodon", "delete", "failed_before")

    left = take_down_posts([post], office.admin_data)

    assert left == [post]
    assert (post.status, post.problem) == (Status.SENT, "take_down")
    assert post.attempts.last().outcome == "refused"


def test_a_post_without_a_number_can_only_be_deleted_on_the_network(post, office, send):
    send(post)
    Post.objects.update(remote_id="")
    post.refresh_from_db()

    [left] = take_down_posts([post], office.admin_data)

    assert left.problem == "take_down"


def test_taking_down_is_for_all_or_for_none(post, office, send, networks):
    send(post)

    with pytest.raises(NotEntitled):
        take_down_posts([post], office.admin_care)
    assert len(networks.posts("mastodon")) == 1


def test_deleting_a_person_or_a_page_loses_no_post(post, office, bulletin):
    cancel_post(post, office.admin_data)
    name = office.admin_data.get_full_name()
    bulletin.delete()
    office.admin_data.delete()

    kept = Post.objects.get()
    assert (kept.decided_by, kept.title, kept.piece) == (name, "Penyaluran bantuan pangan", None)
