"""What a publication writes down, and what it never does: fail, wait for a network, or share what nobody approved."""

import json

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page

from tests.testapp.models import SimplePage
from wagtail_sop.models import Case
from wagtail_sop.publishing import break_glass
from wagtail_sop.social.actions.dispatch import dispatch, queue_missed
from wagtail_sop.social.actions.queue_posts import queue_posts
from wagtail_sop.social.models import Account, Post

from .conftest import shares

Status = Post.Status


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


def test_the_day_of_the_usual_text_is_that_of_the_site_whoever_publishes(connect, bulletin, publish):
    with time_machine.travel("2026-11-20 09:00+07:00", tick=False), timezone.override("Pacific/Pago_Pago"):
        connect()
        publish(bulletin)

    assert "20 November 2026" in Post.objects.get().text


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


def test_a_correction_of_what_was_public_before_the_accounts_were_is_no_news(
    connect, bulletin, publish, new_version
):
    publish(bulletin)
    account = connect()

    new_version(bulletin)
    assert not Post.objects.exists()

    new_version(bulletin, social=shares(account))
    assert [post.account for post in Post.objects.all()] == [account]


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


@pytest.mark.parametrize("number", [10**30, -1, "9" * 40])
def test_a_picture_that_no_library_can_have_loses_no_post(connect, bulletin, publish, number):
    account = connect("dummy")

    publish(bulletin, social=shares(account, pictures=[{"image": number, "alt": ""}]))

    assert Post.objects.get().pictures == []


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
