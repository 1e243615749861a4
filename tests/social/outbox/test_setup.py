"""What the site must set, and what it is told otherwise."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from wagtail_sop.conf import get_settings
from wagtail_sop.social.actions.deliver import deliver
from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.models import Post


def problems(**kwargs):
    found = run_checks(**kwargs)
    return {message.id: message for message in found if message.id.startswith("wagtail_sop_social")}


def test_a_complete_site_is_told_nothing(connect):
    connect("x")

    assert problems(databases=["default"]) == {}


def test_an_unknown_key_is_an_error_that_lists_the_known_ones(set_social):
    set_social(TOKENKEYS=["x"])

    with pytest.raises(ImproperlyConfigured, match="TOKEN_KEYS"):
        get_social_settings()
    assert "TOKENKEYS" in problems()["wagtail_sop_social.E001"].msg


def test_a_policy_that_means_nothing_is_an_error(set_social):
    set_social(UNKNOWN_POLICY="hope")

    assert "hope" in problems()["wagtail_sop_social.E001"].msg


def test_a_site_without_a_key_is_told_how_to_make_one(set_social):
    set_social(TOKEN_KEYS=[])

    assert "generate_key" in problems()["wagtail_sop_social.W003"].hint


def test_a_key_that_is_none_is_an_error_that_does_not_show_it(set_social):
    set_social(TOKEN_KEYS=["kunci-yang-salah"])

    message = problems()["wagtail_sop_social.E004"].msg
    assert "Fernet" in message
    assert "kunci-yang-salah" not in message


def test_accounts_that_no_key_opens_or_no_network_serves_are_named(connect, set_social):
    connect("x", name="X Dinas")
    set_social(TOKEN_KEYS=["YW5vdGhlciBvbmUgZm9yIHRoZSB0ZXN0cyBvbmx5ISE="], BACKENDS={"x": None})

    found = problems(databases=["default"])
    assert "X Dinas" in found["wagtail_sop_social.E005"].msg
    assert "X Dinas" in found["wagtail_sop_social.E006"].msg


def test_settings_do_not_print_keys():
    key = get_social_settings().TOKEN_KEYS[0]

    assert key not in repr(get_social_settings()) + repr(get_settings())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_sent_from_inside_a_transaction(connect, write_post):
    post = write_post(connect("dummy"))

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        deliver(post)

    assert Post.objects.get().status == "waiting"
