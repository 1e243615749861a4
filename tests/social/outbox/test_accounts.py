"""Accounts: whom they serve, what they hide, and what happens to them."""

import sys
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db.models import ProtectedError

from sandbox.networks import accounts
from wagtail_sop.exceptions import AlreadyDone, NotEntitled, Refused
from wagtail_sop.social.actions.dispatch import dispatch
from wagtail_sop.social.backends.base import Health
from wagtail_sop.social.backends.errors import AccountBroken
from wagtail_sop.social.checks import check_accounts
from wagtail_sop.social.models import Account
from wagtail_sop.social.models.entitlement import units_of

OLD_KEY = "b25seSBmb3IgdGhlIHRlc3RzLCBuZXZlciBlbHNlISE="
NEW_KEY = "YW5vdGhlciBvbmUgZm9yIHRoZSB0ZXN0cyBvbmx5ISE="


@pytest.fixture
def keys(settings):
    def use(*keys):
        settings.WAGTAIL_SOP = {"SOCIAL": {"TOKEN_KEYS": list(keys)}}

    return use


def test_an_account_of_the_agency_serves_every_unit_and_one_of_a_unit_only_that(connect, office):
    whole = connect()
    own = connect(unit=office.data)

    assert set(Account.objects.for_unit(office.data)) == {whole, own}
    assert set(Account.objects.for_unit(office.care)) == {whole}
    assert not Account.objects.for_unit(None)


def test_secrets_come_back_and_are_nowhere_to_be_read(connect):
    account = Account.objects.get(pk=connect().pk)

    assert account.credentials["access_token"] == accounts.MASTODON["access_token"]
    shown = f"{account!r}{account}{vars(account)}{account.credentials!r}"
    assert accounts.MASTODON["access_token"] not in shown
    assert account.sealed_secrets.startswith("f1:")


@pytest.mark.parametrize("lost", [[NEW_KEY], []])
def test_a_lost_key_makes_the_account_unreadable_and_never_hands_out_ciphertext(connect, keys, lost):
    account = connect()
    keys(*lost)

    with pytest.raises(AccountBroken) as caught:
        account.backend()

    assert caught.value.reason == "secret_unreadable"
    assert account.sealed_secrets not in str(caught.value)
    assert caught.value.__context__ is None


def test_without_the_library_an_account_needs_attention_and_the_others_go_on(
    connect, write_post, monkeypatch
):
    locked = write_post(connect("mastodon")).account
    free = write_post(connect("dummy"))
    # As in an environment where it was never installed.
    monkeypatch.setitem(sys.modules, "cryptography.fernet", None)

    dispatch(5)

    locked.refresh_from_db()
    free.refresh_from_db()
    assert (locked.status, locked.problem) == ("broken", "secret_unreadable")
    assert free.status == "sent"
    assert [message.id for message in check_accounts(None, ["default"])] == ["wagtail_sop_social.E005"]


def test_text_that_was_never_encrypted_is_no_secret(connect):
    account = connect()
    account.sealed_secrets = '{"access_token": "x"}'

    with pytest.raises(AccountBroken):
        _ = account.credentials


def test_keys_can_be_changed_without_connecting_again(connect, keys):
    account = connect()
    keys(NEW_KEY, OLD_KEY)
    account.rotate_secrets()
    keys(NEW_KEY)

    assert Account.objects.get().credentials["access_token"] == accounts.MASTODON["access_token"]


def test_without_a_key_nothing_is_stored_and_the_error_says_how_to_make_one(connect, keys):
    account = connect()
    keys()

    with pytest.raises(ImproperlyConfigured, match="generate_key"):
        account.set_credentials({"access_token": "x"})


def test_secrets_from_the_environment_are_not_stored(connect, monkeypatch):
    monkeypatch.setenv("SOP_TOOT_ACCESS_TOKEN", "dari-lingkungan")
    account = connect(secrets_from="SOP_TOOT")

    assert account.credentials["access_token"] == "dari-lingkungan"


def test_pausing_and_resuming_is_for_those_who_may(connect, office, boss):
    account = connect(unit=office.data)

    with pytest.raises(NotEntitled):
        account.pause(office.admin_data)
    account.pause(boss)
    with pytest.raises(AlreadyDone):
        account.pause(boss)
    account.resume(boss)

    assert account.status == Account.Status.ACTIVE


def test_a_permission_counts_in_the_units_that_the_person_serves(connect, office):
    account, other = connect(unit=office.data), connect(unit=office.care)
    user = office.admin_data
    user.user_permissions.add(Permission.objects.get(codename="change_account"))
    user = type(user).objects.get(pk=user.pk)

    assert list(Account.objects.manageable_by(user)) == [account]
    account.pause(user)
    with pytest.raises(NotEntitled):
        other.pause(user)


def test_a_broken_account_is_news_once_and_heals(connect):
    account = connect()

    assert account.mark_broken("token", "expired")
    assert not account.mark_broken("token", "expired")
    assert account.status == Account.Status.BROKEN
    account.mark_healthy(Health(name="@dinsos", remote_id="42"))

    assert (account.status, account.problem, account.remote_name) == ("active", "", "@dinsos")


def test_a_paused_account_stays_paused_whatever_the_network_says(connect, boss):
    account = connect()
    account.pause(boss)

    account.mark_broken("token")
    assert (account.status, account.problem) == ("paused", "token")
    account.mark_healthy(Health())
    assert (account.status, account.problem) == ("paused", "")


def test_closing_forgets_the_secrets_and_cancels_what_waits(connect, boss, write_post):
    account = connect()
    post = write_post(account)

    account.close(boss)
    post.refresh_from_db()

    assert (account.sealed_secrets, post.status, post.problem) == ("", "cancelled", "account_closed")


@pytest.mark.usefixtures("in_english")
def test_a_post_of_a_closed_account_is_not_sent_after_all(connect, boss, write_post):
    post = write_post(connect("dummy"))
    post.account.close(boss)
    post.refresh_from_db()

    with pytest.raises(Refused, match="is closed"):
        post.retry(boss)


def test_secrets_are_changed_only_by_those_who_may(connect, office):
    with pytest.raises(NotEntitled):
        connect().set_credentials({"access_token": "x"}, user=office.admin_data)


def test_accounts_are_connected_for_the_units_that_the_person_serves(office):
    user = office.admin_data
    assert not units_of(user).exists()
    user.user_permissions.add(Permission.objects.get(codename="change_account"))
    user = type(user).objects.get(pk=user.pk)

    assert list(units_of(user)) == [office.data]


def test_a_token_that_ends_soon_is_noticed(connect, now):
    account = connect("dummy")
    assert not account.expires_soon()

    account.mark_healthy(Health(expires_at=now + timedelta(days=13)))

    assert account.expires_soon()
    assert not account.expires_soon(now - timedelta(days=2))


def test_an_account_with_posts_and_its_unit_cannot_be_deleted(connect, office, write_post):
    account = connect(unit=office.data)
    write_post(account)

    with pytest.raises(ProtectedError):
        account.delete()
    with pytest.raises(ProtectedError):
        office.data.delete()
