"""Sharing never makes a publication fail, wait, or stay; and nothing that was to be shared is forgotten."""

from datetime import timedelta

import pytest
from celery import _state
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision

from tests.celery_app import make_app
from tests.mail.post_office import free_port
from tests.testapp.models import Advert
from wagtail_sop import signals
from wagtail_sop.models import Case
from wagtail_sop.models.content import base_content_type
from wagtail_sop.social.actions.dispatch import dispatch, queue_missed
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.signal_handlers import register_signal_handlers

from .conftest import shares

Status = Post.Status


def test_posts_that_could_not_be_queued_are_found_by_the_next_dispatch(
    office, connect, bulletin, publish, networks, settings, set_social
):
    account = connect("mastodon")
    set_social(NONSENSE=True)
    case = publish(bulletin)
    assert case.status == Case.Status.LIVE
    assert not Post.objects.exists()

    settings.WAGTAIL_SOP = {
        **settings.WAGTAIL_SOP,
        "SOCIAL": {key: value for key, value in settings.WAGTAIL_SOP["SOCIAL"].items() if key != "NONSENSE"},
    }
    dispatch(5)

    assert [(post.account, post.status) for post in Post.objects.all()] == [(account, Status.SENT)]
    assert len(networks.posts("mastodon")) == 1


def test_an_account_connected_today_does_not_share_what_was_public_before(connect, bulletin, publish):
    publish(bulletin)
    connect()

    queue_missed()

    assert not Post.objects.exists()


def test_an_account_connected_after_the_approval_says_nothing_that_nobody_approved(connect, office, bulletin):
    case = office.write(bulletin, office.kontributor_data)
    shown = connect("mastodon")
    office.bring(case, "6", content_class="routine")
    connect("dummy")

    office.bring(case, "7")

    assert [post.account for post in Post.objects.all()] == [shown]


def test_a_version_that_was_replaced_is_not_shared_late(connect, bulletin, publish, new_version):
    account = connect("dummy")
    publish(bulletin, social=shares(account, again=True))
    Post.objects.all().update(case=None)
    new_version(bulletin, social=shares(account, again=True))
    assert Post.objects.count() == 2

    queue_missed()

    assert Post.objects.count() == 2


def test_old_publications_are_not_dug_out(connect, bulletin, publish):
    account = connect()
    case = publish(bulletin, social={"accounts": {str(account.pk): {"share": False}}})
    Revision.objects.filter(pk=case.approved_revision_id).update(content={})

    queue_missed(timezone.now() + timedelta(hours=25))

    assert not Post.objects.exists()


@pytest.fixture
def dead_broker(settings):
    settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "WAKE_UP": "celery"}
    app = make_app(f"redis://127.0.0.1:{free_port()}/")
    yield
    app.close()
    _state._deregister_app(app)
    _state._set_current_app(None)


def test_a_broker_that_is_down_neither_stops_the_publication_nor_loses_a_post(
    dead_broker, connect, bulletin, publish, networks, django_capture_on_commit_callbacks, caplog
):
    connect("mastodon")

    with django_capture_on_commit_callbacks(execute=True):
        case = publish(bulletin)

    assert case.status == Case.Status.LIVE
    assert "the next dispatch sends them" in caplog.text
    dispatch(5)
    assert len(networks.posts("mastodon")) == 1


def test_the_publication_asks_nothing_of_any_network(
    connect, bulletin, publish, networks, django_capture_on_commit_callbacks
):
    connect("mastodon"), connect("x")

    with django_capture_on_commit_callbacks(execute=True):
        publish(bulletin)

    assert networks.mastodon.calls == networks.x.calls == []


def test_posts_go_with_a_publication_that_is_rolled_back(connect, bulletin, office):
    connect()
    case = office.write(bulletin, office.kontributor_data)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        office.bring(case, "7", content_class="routine")
        raise ZeroDivisionError

    assert not Post.objects.exists()


def test_five_accounts_cost_at_most_eight_queries(connect, office, section, photo):
    from tests.testapp.models import BulletinPage

    def queries(slug, social=None):
        piece = BulletinPage(title=slug, slug=slug, summary="x", sop_companions={"social": social})
        case = office.write(piece, office.kontributor_data)
        office.bring(case, "6", content_class="routine")
        with CaptureQueriesContext(
            connection,
        ) as count:
            case.approve(office.admin_data)
        assert case.went_live_at
        return len(count)

    signals.going_live.disconnect(dispatch_uid="wagtail_sop_social_going_live")
    try:
        queries("pemanasan")
        without = queries("tanpa")
    finally:
        register_signal_handlers()
    for number, network in enumerate(("x", "facebook", "instagram", "mastodon", "dummy")):
        connect(network, name=f"Akun {number}")
    chosen = shares(*Account.objects.all(), pictures=[{"image": photo.pk, "alt": "Warga."}])
    with_five = queries("lima-akun", chosen)

    assert [post.pictures[0]["title"] for post in Post.objects.all()] == ["Warga antre"] * 5
    assert with_five - without <= 8


# Leaving the site


def test_what_waits_is_called_off_when_the_piece_is_taken_down(connect, bulletin, publish, office):
    connect()
    case = publish(bulletin)

    case.take_down(office.admin_data, "Salah data.")

    assert [(post.status, post.problem) for post in Post.objects.all()] == [(Status.CANCELLED, "not_public")]


def test_what_was_called_off_before_anybody_saw_it_is_shared_when_the_piece_comes_back(
    connect, bulletin, publish, office, new_version
):
    connect()
    publish(bulletin).take_down(office.admin_data, "Salah data.")

    new_version(bulletin)

    assert sorted(Post.objects.values_list("round", "status")) == [(1, "cancelled"), (2, "waiting")]


def test_nobody_posts_by_hand_what_was_taken_down(connect, bulletin, publish, office):
    connect("tiktok")

    publish(bulletin).take_down(office.admin_data, "Salah data.")

    assert Post.objects.get().status == Status.CANCELLED


def test_a_deleted_snippet_leaves_its_posts_to_be_taken_down(connect, write_post, monkeypatch):
    # As if it joined the mixin.
    monkeypatch.setattr(Advert, "sop_companions", None, raising=False)
    advert = Advert.objects.create(text="Lowongan relawan")
    about = {"base_content_type": base_content_type(advert), "object_id": str(advert.pk)}
    sent = write_post(connect("dummy"), status=Status.SENT, **about)
    waiting = write_post(connect("mastodon"), **about)

    advert.delete()

    waiting.refresh_from_db()
    assert list(Post.objects.to_be_taken_down()) == [sent]
    assert (waiting.status, waiting.problem) == (Status.CANCELLED, "not_public")


def test_what_was_sent_is_shown_as_to_be_taken_down(connect, bulletin, publish, office):
    connect("dummy")
    case = publish(bulletin)
    dispatch(1)
    assert not Post.objects.to_be_taken_down().exists()

    case.take_down(office.admin_data, "Salah data.")

    assert Post.objects.to_be_taken_down().get().status == Status.SENT
