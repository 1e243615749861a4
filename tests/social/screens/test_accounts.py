"""Connecting, testing and closing accounts; and no secret on any screen."""

import sys

import pytest
from django.core.signals import got_request_exception
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.debug import ExceptionReporter

from sandbox.networks import accounts as played
from tests.social.outbox.conftest import SECRETS
from wagtail_sop.social.models import Account, Post

from .conftest import REGISTER, social

FORM = {
    "name": "Mastodon Dinas",
    "shares_by_default": "on",
    "template": "",
    "profile_url": "",
    "text_limit": "",
}


def filled_in(unit, network="mastodon", **said):
    return {**FORM, "unit": unit.pk, **played.CREDENTIALS[network], **said}


def test_a_keeper_connects_an_account_with_what_its_network_asks_for(office, keeper, as_user):
    response = as_user(keeper).post(social("connect_to", "mastodon"), filled_in(office.data))

    account = Account.objects.get()
    assert response.url == social("account", account.pk)
    assert account.options == {"host": "mastodon.example"}
    assert account.credentials["access_token"] == played.MASTODON["access_token"]
    assert account.unit == office.data


def test_secrets_are_not_in_the_page_even_when_something_else_was_wrong(office, keeper, as_user):
    response = as_user(keeper).post(social("connect_to", "mastodon"), filled_in(office.data, name=""))

    assert Account.objects.count() == 0
    assert played.MASTODON["access_token"] not in response.content.decode()


@pytest.fixture
def error_mails(client):
    """What Django would mail to the administrators of a site."""
    told = []

    def tell(request, **kwargs):
        told.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_html())

    got_request_exception.connect(tell)
    client.raise_request_exception = False
    yield told
    got_request_exception.disconnect(tell)


@pytest.mark.parametrize("field", ["name", "sealed_secrets"])
def test_an_error_mail_about_the_form_holds_no_secret(office, keeper, client, field, error_mails):
    def fail(sender, update_fields=None, **kwargs):
        if field in (update_fields or ["name"]):
            raise OSError("No space left on device")

    post_save.connect(fail, sender=Account)
    client.force_login(keeper)
    client.post(social("connect_to", "mastodon"), filled_in(office.data))
    post_save.disconnect(fail, sender=Account)

    [letter] = error_mails
    assert "No space left" in letter
    assert played.MASTODON["access_token"] not in letter


def test_an_empty_secret_keeps_the_stored_one(office, connect, boss, as_user):
    account = connect("x", unit=office.agency)
    said = {**FORM, "unit": office.agency.pk, "name": "X baru"}

    as_user(boss).post(social("account_edit", account.pk), said)

    account.refresh_from_db()
    assert account.name == "X baru"
    assert account.credentials["access_token"] == played.X["access_token"]


def test_a_stored_secret_can_be_removed_where_the_network_can_do_without(office, connect, boss, as_user):
    account = connect("facebook", unit=office.agency)
    url = social("account_edit", account.pk)
    said = {**FORM, "unit": office.agency.pk, "page_id": "200300", "forget": "app_secret"}

    as_user(boss).post(url, said)
    account.refresh_from_db()
    assert account.credentials["app_secret"] == ""
    assert account.credentials["access_token"] == played.GRAPH_TOKEN

    refused = as_user(boss).post(url, {**said, "forget": "access_token"})
    assert refused.status_code == 200
    assert "forget" not in refused.context["form"].errors
    assert "access_token" in refused.context["form"].errors


def test_what_the_network_needs_is_demanded_in_words(office, keeper, as_user):
    response = as_user(keeper).post(social("connect_to", "x"), {**FORM, "unit": office.data.pk})

    errors = response.context["form"].errors
    assert set(errors) == {"consumer_key", "consumer_secret", "access_token", "access_token_secret"}


def test_a_unit_out_of_reach_cannot_be_chosen(office, keeper, as_user):
    response = as_user(keeper).post(social("connect_to", "mastodon"), filled_in(office.care))

    assert "unit" in response.context["form"].errors
    assert Account.objects.count() == 0


def test_another_server_gets_no_secret_that_was_stored_for_the_first(office, keeper, connect, as_user):
    account = connect("mastodon", unit=office.data, options={"host": "mastodon.example"})
    said = {**FORM, "unit": office.data.pk, "host": "pencuri.example"}

    response = as_user(keeper).post(social("account_edit", account.pk), said)

    assert "host" in response.context["form"].errors
    account.refresh_from_db()
    assert account.options["host"] == "mastodon.example"


def test_nor_a_secret_that_only_a_lost_key_opens(office, keeper, connect, as_user, set_social):
    account = connect("mastodon", unit=office.data, options={"host": "mastodon.example"})
    set_social(TOKEN_KEYS=("YW5vdGhlciBrZXksIG5vdCB0aGUgZmlyc3Qgb25lISE=",))
    said = {**FORM, "unit": office.data.pk, "host": "pencuri.example"}

    response = as_user(keeper).post(social("account_edit", account.pk), said)

    # The key may be found again.
    assert "host" in response.context["form"].errors


def test_variables_of_the_server_are_named_by_superusers_only(office, keeper, boss, as_user, read):
    page = social("connect_to", "x")

    html = read(boss, page)
    assert "SOP_X_ACCESS_TOKEN_SECRET" in html
    assert "secrets_from" not in read(keeper, page)
    as_user(keeper).post(page, filled_in(office.data, "x", secrets_from="SECRET"))
    assert Account.objects.get().secrets_from == ""


def test_a_superuser_lets_the_secrets_stay_in_the_environment(office, boss, as_user, read):
    said = {**FORM, "unit": office.agency.pk, "secrets_from": "SOP_X"}

    as_user(boss).post(social("connect_to", "x"), said)

    account = Account.objects.get()
    assert (account.secrets_from, account.sealed_secrets) == ("SOP_X", "")
    assert "SOP_X_CONSUMER_KEY" in read(boss, social("account", account.pk))
    both = as_user(boss).post(social("account_edit", account.pk), said | {"access_token": "abc"})
    assert "secrets_from" in both.context["form"].errors


def test_an_account_of_the_environment_keeps_its_server_when_a_keeper_changes_it(
    office, keeper, connect, as_user
):
    options = {"host": "mastodon.example"}
    account = connect("mastodon", unit=office.data, options=options, secrets_from="SOP_M")

    as_user(keeper).post(
        social("account_edit", account.pk), {**FORM, "unit": office.data.pk, "host": "pencuri.example"}
    )

    account.refresh_from_db()
    assert account.options["host"] == "mastodon.example"
    assert account.name == "Mastodon Dinas"


def test_without_a_key_the_form_says_what_to_put_into_the_settings(office, boss, read, as_user, set_social):
    set_social(TOKEN_KEYS=())

    html = read(boss, social("connect_to", "x"))
    assert "TOKEN_KEYS" in html
    assert "Fernet.generate_key" in html
    response = as_user(boss).post(social("connect_to", "x"), filled_in(office.agency, "x"))
    assert response.status_code == 200
    assert "TOKEN_KEYS" in str(response.context["form"].non_field_errors())


def test_a_lost_key_is_told_and_the_form_still_opens(connect, boss, read, as_user, set_social, agency):
    account = connect("x")
    set_social(TOKEN_KEYS=("YW5vdGhlciBrZXksIG5vdCB0aGUgZmlyc3Qgb25lISE=",))

    assert "TOKEN_KEYS" in read(boss, social("account_edit", account.pk))
    as_user(boss).post(social("account_edit", account.pk), {**FORM, "unit": agency.pk, "name": "Tetap"})
    sealed = account.sealed_secrets
    account.refresh_from_db()
    # The key may be found again.
    assert (account.name, account.sealed_secrets) == ("Tetap", sealed)


def test_a_template_with_an_unknown_placeholder_is_refused(office, boss, as_user):
    response = as_user(boss).post(
        social("connect_to", "mastodon"), filled_in(office.agency, template="{judul} {penulis}")
    )

    assert "{penulis}" in str(response.context["form"].errors["template"])


def test_the_example_shows_a_template_as_it_is_written(boss, as_user, stranger):
    url = social("example")

    shown = as_user(boss).get(url, {"network": "x", "template": "Kabar: {judul}"}).json()
    assert shown["text"].startswith("Kabar: ")
    assert 0 < shown["length"] <= shown["limit"] == 280
    assert as_user(boss).get(url, {"network": "x", "template": "{salah}"}).json()["problem"]
    assert as_user(boss).get(url, {"network": "?", "text_limit": "x"}).status_code == 200
    assert as_user(stranger).get(url).status_code == 302


# What a person does with one


def test_a_test_says_who_the_network_thinks_it_is(connect, boss, as_user):
    account = connect("x")

    response = as_user(boss).post(social("account_act", account.pk), {"verb": "test"}, follow=True)

    account.refresh_from_db()
    assert account.remote_name == "@dinsosdiy"
    assert account.checked_at
    assert "@dinsosdiy" in response.content.decode()


def test_a_test_that_is_refused_says_what_to_do(connect, boss, as_user, networks):
    account = connect("x", secrets={"access_token": "salah"})

    response = as_user(boss).post(social("account_act", account.pk), {"verb": "test"}, follow=True)

    account.refresh_from_db()
    assert account.status == Account.Status.BROKEN
    assert str(account.get_problem_display()) in response.content.decode()


def test_a_network_that_cannot_be_reached_changes_nothing(connect, boss, as_user):
    account = connect("x", options={"base_url": "http://127.0.0.1:9"})

    response = as_user(boss).post(social("account_act", account.pk), {"verb": "test"}, follow=True)

    account.refresh_from_db()
    assert response.status_code == 200
    assert (account.status, account.checked_at) == (Account.Status.ACTIVE, None)


def test_the_second_click_on_pause_is_told_that_it_is_paused(connect, boss, as_user):
    account = connect("x")
    url = social("account_act", account.pk)

    as_user(boss).post(url, {"verb": "pause"})
    again = as_user(boss).post(url, {"verb": "pause"}, follow=True)

    account.refresh_from_db()
    assert account.status == Account.Status.PAUSED
    assert str(account.get_status_display()) in again.content.decode()
    assert 'class="error"' in again.content.decode()


def test_closing_says_what_happens_to_waiting_posts_first(connect, boss, as_user, write_post, read):
    account = connect("x")
    write_post(account)
    url = social("account_close", account.pk)

    assert "1" in read(boss, url)
    as_user(boss).post(url)

    account.refresh_from_db()
    assert (account.status, account.sealed_secrets) == (Account.Status.CLOSED, "")
    assert Post.objects.get().status == Post.Status.CANCELLED
    assert as_user(boss).get(social("account_edit", account.pk)).status_code == 302


def test_an_unknown_verb_or_network_is_no_crash(connect, boss, as_user):
    account = connect("x")

    assert as_user(boss).post(social("account_act", account.pk), {"verb": "explode"}).status_code == 400
    assert as_user(boss).get(social("connect_to", "friendster")).status_code == 404


# Who sees which


def test_a_stranger_gets_in_nowhere(connect, stranger, as_user, write_post):
    account = connect("x")
    post = write_post(account)
    client = as_user(stranger)

    names = ("account", "account_edit", "account_close")
    addresses = [social("accounts"), social("connect"), social("connect_to", "x"), social("post", post.pk)]
    for url in [*addresses, *(social(name, account.pk) for name in names)]:
        assert client.get(url).status_code == 302
    assert client.post(social("account_act", account.pk), {"verb": "pause"}).status_code == 302
    assert client.post(social("account_close", account.pk)).status_code == 302
    account.refresh_from_db()
    assert account.status == Account.Status.ACTIVE
    assert social("accounts") not in client.get("/admin/").content.decode()


def test_a_keeper_sees_the_accounts_of_own_units_only(office, keeper, connect, read, as_user):
    own = connect("x", unit=office.data, name="X Data")
    other = connect("facebook", unit=office.care, name="FB Balai")

    html = read(keeper, social("accounts"))

    assert own.name in html
    assert other.name not in html
    assert as_user(keeper).get(social("account", other.pk)).status_code == 302


def test_a_network_that_was_taken_away_does_not_break_the_screens(connect, boss, read, set_social):
    account = connect("x")
    set_social(BACKENDS={"x": None})

    for url in (social("accounts"), social("account", account.pk), social("account_edit", account.pk)):
        assert account.name in read(boss, url)


def test_script_in_a_name_is_only_text(connect, boss, read):
    account = connect("x", name="<script>alert(1)</script>", remote_name="<script>alert(2)</script>")

    for url in (social("accounts"), social("account", account.pk), social("account_close", account.pk)):
        html = read(boss, url)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


# Everything


def test_no_screen_shows_a_secret(connect, boss, read, as_user, write_post, section):
    screens = [social("accounts"), social("connect"), f"/admin/pages/{section.pk}/", "/admin/"]
    for network in played.CREDENTIALS:
        account = connect(network)
        as_user(boss).post(social("account_act", account.pk), {"verb": "test"})
        post = write_post(account)
        screens += [social(name, account.pk) for name in ("account", "account_edit", "account_close")]
        screens += [social("connect_to", network), social("post", post.pk)]
    screens += ["/admin/reports/site-history/", social("accounts") + "?closed=1"]

    shown = "".join(read(boss, url) for url in [*screens, reverse(REGISTER)])

    assert [secret for secret in SECRETS if secret in shown] == []


def test_thirty_accounts_cost_as_many_queries_as_three(connect, office, boss, as_user):
    def queries(url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    client = as_user(boss)
    screens = (social("accounts"), "/admin/")
    for number in range(3):
        connect("x", name=f"X {number}", status="broken", problem="token")
    three = [queries(url) for url in screens]
    for number in range(3, 30):
        connect("x", name=f"X {number}", status="broken", problem="token")

    assert [queries(url) for url in screens] == three
