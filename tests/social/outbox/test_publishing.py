"""What a publication writes down, and what it never does: fail, wait for a network, or share what nobody approved."""

import json
from datetime import timedelta

import pytest
from celery import _state
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Revision

from tests.celery_app import make_app
from tests.mail.post_office import free_port
from tests.testapp.models import SimplePage
from wagtail_sop import signals
from wagtail_sop.models import Case
from wagtail_sop.publishing import break_glass
from wagtail_sop.social.actions.dispatch import dispatch, queue_missed
from wagtail_sop.social.actions.queue_posts import queue_posts
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.signal_handlers import register_signal_handlers

Status = Post.Status


@pytest.fixture
def publish(office):
    """Brings a piece through its procedure until it is live; gives its case."""

    def make(page, companions=None, social=None):
        changes = {}
        if social is not None:
            companions = {"social": social}
        if companions is not None:
            changes["sop_companions"] = companions
        case = office.write(page, office.kontributor_data, **changes)
        office.bring(case, "7", content_class="routine")
        return case

    return make


@pytest.fixture
def new_version(office, publish):
    """The same page, written and published once more."""

    def make(page, **kwargs):
        page = type(page).objects.get(pk=page.pk)
        page.summary += " Diperbarui."
        return publish(page, **kwargs)

    return make


def shares(*accounts, again=False, **wish):
    return {"accounts": {str(account.pk): {"share": True, **wish} for account in accounts}, "again": again}


def test_a_first_publication_waits_on_every_account_of_its_unit(office, connect, bulletin, publish):
    whole, own, others = connect("x"), connect(unit=office.data), connect(unit=office.care)

    case = publish(bulletin)

    posts = Post.objects.filter(case=case)
    assert {post.account for post in posts} == {whole, own}
    assert others not in {post.account for post in posts}
    assert {post.status for post in posts} == {Status.WAITING}
    assert posts[0].content_hash == case.approved_hash
    assert posts[0].revision_id == case.approved_revision_id


def test_the_usual_text_says_what_the_page_says_with_a_link_of_its_own(connect, bulletin, publish):
    connect("x")
    publish(bulletin)

    post = Post.objects.get()
    assert post.text.startswith("Penyaluran bantuan pangan")
    assert post.link in post.text
    assert f"utm_content={post.key}" in post.link
    assert "utm_source=x" in post.link


def test_what_the_editor_wrote_is_posted_and_its_link_becomes_the_posts_own(
    connect, bulletin, publish, section
):
    account = connect("x")
    address = f"{section.full_url}bantuan-pangan/"

    publish(bulletin, social=shares(account, text=f"Sudah cair! {address} #Bansos"))

    post = Post.objects.get()
    assert post.text == f"Sudah cair! {post.link} #Bansos"
    assert post.text.count("http") == 1


def test_an_account_is_left_out_where_the_editor_said_so(connect, bulletin, publish):
    one, other = connect("x"), connect()

    publish(bulletin, social={"accounts": {str(one.pk): {"share": False}}})

    assert [post.account for post in Post.objects.all()] == [other]


def test_an_account_that_shares_nothing_by_itself_shares_when_asked(connect, bulletin, publish):
    asked, silent = connect("x", shares_by_default=False), connect(shares_by_default=False)

    publish(bulletin, social=shares(asked))

    assert [post.account for post in Post.objects.all()] == [asked]
    assert not silent.posts.exists()


def test_pictures_are_those_chosen(connect, bulletin, publish, photo):
    account = connect("x")

    publish(bulletin, social=shares(account, pictures=[{"image": photo.pk, "alt": "Warga."}]))

    assert Post.objects.get().pictures == [{"image": photo.pk, "alt": "Warga.", "title": "Warga antre"}]


@pytest.mark.parametrize("status", ["paused", "broken"])
def test_the_post_of_an_account_that_cannot_send_waits_for_it(connect, bulletin, publish, status):
    account = connect("dummy")
    Account.objects.filter(pk=account.pk).update(status=status)

    publish(bulletin)
    dispatch(1)

    assert Post.objects.get().status == Status.WAITING


def test_a_network_on_which_a_person_posts_waits_for_the_person(connect, bulletin, publish, boss):
    connect("tiktok")
    publish(bulletin)

    post = Post.objects.get()
    assert post.status == Status.BY_HAND
    post.mark_posted(boss, "https://tiktok.example/1")
    assert (post.status, post.decided_by) == (Status.SENT, "boss")


def test_a_page_that_cannot_say_anything_about_posts_is_not_shared(connect, page, publish):
    connect()
    assert isinstance(page, SimplePage)

    publish(page)

    assert not Post.objects.exists()


def test_a_new_version_is_shared_again_only_when_asked(connect, bulletin, publish, new_version):
    account = connect("dummy")
    publish(bulletin)

    new_version(bulletin, social=shares(account))
    assert Post.objects.count() == 1
    new_version(bulletin, social=shares(account, again=True))

    assert sorted(Post.objects.values_list("round", flat=True)) == [1, 2]


def test_the_other_accounts_are_silent_the_second_time(connect, bulletin, publish, new_version):
    account, _other = connect("dummy"), connect("console")
    publish(bulletin)

    new_version(bulletin, social=shares(account, again=True))

    assert [post.account for post in Post.objects.filter(round=2)] == [account]


@pytest.mark.parametrize(
    "garbage",
    [
        "nonsense",
        [],
        {"social": "x"},
        {"social": {"accounts": []}},
        {"social": {"accounts": {"x": {}, "999999": {"share": True}}}},
        {"social": {"accounts": {"1": {"share": True, "text": 7, "pictures": [3, {"image": "x"}]}}}},
    ],
)
def test_a_composition_that_means_nothing_does_not_hinder_the_publication(
    connect, bulletin, publish, garbage
):
    connect()

    case = publish(bulletin, companions=garbage)

    assert case.status == Case.Status.LIVE


def test_a_composition_may_be_kept_as_text(connect, bulletin, publish):
    account = connect()

    publish(bulletin, companions=json.dumps({"social": shares(account, text="Sebagai teks.")}))

    assert Post.objects.get().text == "Sebagai teks."


def test_what_is_behind_a_login_is_not_shared(connect, bulletin, publish, section):
    connect()
    section.view_restrictions.create(restriction_type="login")

    publish(bulletin)

    assert not Post.objects.exists()


def test_what_was_forced_past_the_procedure_is_not_shared(connect, bulletin, office, boss):
    connect()
    office.write(bulletin, office.kontributor_data)

    break_glass(bulletin, boss, "Bencana")
    queue_missed()

    assert Page.objects.get(pk=bulletin.pk).live
    assert not Post.objects.exists()


def test_a_faulty_template_falls_back_to_the_usual_text(connect, bulletin, publish, caplog):
    connect("x", template="{judul} {nonsense}")

    publish(bulletin)

    assert Post.objects.get().text.startswith("Penyaluran bantuan pangan")
    assert "placeholders" in caplog.text


def test_queueing_twice_writes_once(connect, bulletin, publish):
    connect()
    case = publish(bulletin)

    assert queue_posts(case) == []
    assert Post.objects.count() == 1


# Never failing


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


def test_what_was_sent_is_shown_as_to_be_taken_down(connect, bulletin, publish, office):
    connect("dummy")
    case = publish(bulletin)
    dispatch(1)
    assert not Post.objects.to_be_taken_down().exists()

    case.take_down(office.admin_data, "Salah data.")

    assert Post.objects.to_be_taken_down().get().status == Status.SENT
