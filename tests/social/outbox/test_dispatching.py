"""The clock's call: everything that waits, in its time; and what people are told of a broken account."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_sop.social.actions.check_accounts import check_accounts
from wagtail_sop.social.actions.dispatch import dispatch, next_posts
from wagtail_sop.social.backends.base import Health
from wagtail_sop.social.backends.dummy import DummyBackend, memory
from wagtail_sop.social.models import Account, Post

Status = Post.Status


@pytest.fixture(autouse=True)
def forgotten():
    memory.clear()
    yield
    memory.clear()


def test_all_accounts_are_served_and_each_post_once(connect, write_post):
    accounts = [connect("dummy", name=f"Akun {number}") for number in range(3)]
    for account in accounts * 2:
        write_post(account)

    assert dispatch(5) == 6
    assert dispatch(5) == 0

    assert {post.status for post in Post.objects.all()} == {Status.SENT}
    assert len(memory.public) == 6


def test_no_post_is_begun_when_the_time_is_up(connect, write_post):
    write_post(connect("dummy"))

    assert dispatch(0) == 0
    assert Post.objects.get().status == Status.WAITING


def test_old_news_expires_and_a_person_may_still_send_it(connect, write_post, boss):
    post = write_post(connect("dummy"))

    dispatch(1, timezone.now() + timedelta(hours=25))
    post.refresh_from_db()
    assert (post.status, post.problem) == (Status.EXPIRED, "stale")
    post.retry(boss)
    dispatch(1)

    assert len(memory.public) == 1


def test_an_account_with_many_posts_does_not_keep_the_others_waiting(connect, write_post):
    busy, other = connect("dummy", name="Sibuk"), connect("dummy", name="Tenang")
    for _turn in range(5):
        write_post(busy)
    write_post(other)

    assert {post.account for post in next_posts()} == {busy, other}


def test_a_dead_senders_posts_go_on(connect, write_post, now):
    prepared, sending = write_post(connect("dummy")), write_post(connect("dummy"))
    prepared.claim(now)
    sending.claim(now)
    sending.begin_sending(now)

    dispatch(1, now + timedelta(minutes=11))

    prepared.refresh_from_db()
    sending.refresh_from_db()
    # The dummy says for certain that the second is not there, so that it went out as well.
    assert (prepared.status, sending.status) == (Status.SENT, Status.SENT)
    assert len(memory.public) == 2


def test_a_bug_in_a_network_repeats_no_post_and_stops_no_other(connect, write_post):
    for _turn in range(2):
        write_post(connect("dummy"))
    memory.fail("posted", KeyError("token"))

    dispatch(5)

    statuses = sorted(Post.objects.values_list("status", flat=True))
    assert statuses == ["sent", "unknown"]
    assert len(memory.public) == 2


class NeverMade(DummyBackend):
    name = "never_made"

    def __init__(self, credentials, **kwargs):
        raise KeyError("server")


class NeverChecked(DummyBackend):
    name = "never_checked"

    def check(self):
        raise KeyError("id")


def test_a_network_that_cannot_be_made_stops_no_other(connect, write_post, set_social):
    set_social(BACKENDS={"never_made": f"{__name__}.NeverMade", "never_checked": f"{__name__}.NeverChecked"})
    faulty = write_post(connect("never_made")).account
    connect("never_checked")
    healthy = write_post(connect("dummy"))

    for _minute in range(2):
        dispatch(5)
    check_accounts()

    healthy.refresh_from_db()
    healthy.account.refresh_from_db()
    faulty.refresh_from_db()
    assert healthy.status == "sent"
    assert healthy.account.checked_at
    assert (faulty.status, faulty.problem) == ("broken", "setup")


def test_one_mail_tells_of_a_broken_account_however_many_posts_wait(connect, write_post, networks, boss):
    account = connect("x", name="X Dinas")
    write_post(account), write_post(account)
    networks.fault("x", "*", "revoked", times=-1)

    for _turn in range(3):
        dispatch(5)
        check_accounts()

    [letter] = mail.outbox
    assert letter.to == [boss.email]
    assert "X Dinas" in letter.subject
    assert "2" in letter.body


def test_it_is_told_again_when_it_breaks_again(connect, networks, boss):
    account = connect("x")
    for _turn in range(2):
        networks.fault("x", "*", "revoked")
        check_accounts()
        check_accounts()
        account.refresh_from_db()
        assert account.status == "active"

    assert len(mail.outbox) == 2


def test_a_mail_server_that_is_down_stops_nothing_and_is_tried_again(
    connect, write_post, networks, boss, settings
):
    account = connect("x")
    write_post(account)
    networks.fault("x", "*", "revoked", times=-1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    dispatch(5)
    account.refresh_from_db()
    assert (account.status, account.told_at) == ("broken", None)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    dispatch(5)

    assert len(mail.outbox) == 1


class PickyServer(EmailBackend):
    """Takes no letter for one address."""

    def send_messages(self, messages):
        if messages[0].to == ["pindah@example.go.id"]:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_an_address_that_takes_no_mail_does_not_have_the_others_told_every_minute(
    connect, networks, boss, settings, django_user_model
):
    django_user_model.objects.create_superuser("zainal", "pindah@example.go.id", "sop")
    connect("x")
    networks.fault("x", "*", "revoked", times=-1)
    settings.EMAIL_BACKEND = f"{__name__}.PickyServer"

    for _minute in range(3):
        check_accounts()

    assert [letter.to for letter in mail.outbox] == [[boss.email]]


@pytest.mark.parametrize("network", ["x", "facebook", "instagram", "mastodon"])
def test_a_check_learns_the_name_on_the_network(connect, network):
    account = connect(network)

    check_accounts()
    account.refresh_from_db()

    assert account.remote_name and account.remote_id and account.checked_at
    assert account.status == "active"


def test_a_network_that_cannot_be_reached_breaks_no_account(connect):
    account = connect("x", options={"base_url": "http://127.0.0.1:9"})

    check_accounts()
    account.refresh_from_db()

    assert (account.status, account.checked_at) == ("active", None)


def test_a_check_does_not_heal_what_it_cannot_see(connect, boss):
    account = connect("dummy")
    account.mark_broken("credits")
    memory.health = Health(name="dummy")

    check_accounts()
    account.refresh_from_db()
    assert account.status == "broken"
    account.resume(boss)

    assert Account.objects.get().status == "active"


def test_the_commands_do_what_the_tasks_do(connect, write_post):
    write_post(connect("dummy"))
    said = StringIO()

    call_command("sop_dispatch_posts", seconds=5, stdout=said)
    call_command("sop_check_accounts", stdout=said)
    call_command("sop_rotate_keys", stdout=said)

    assert "1 posts tried." in said.getvalue()
    assert "dummy Dinas" in said.getvalue()
    assert Post.objects.get().status == Status.SENT


def test_rotating_names_the_accounts_that_no_key_opens(connect, set_social):
    connect("x", name="X Dinas")
    set_social(TOKEN_KEYS=["YW5vdGhlciBvbmUgZm9yIHRoZSB0ZXN0cyBvbmx5ISE="])

    with pytest.raises(CommandError, match="X Dinas"):
        call_command("sop_rotate_keys", stdout=StringIO())
