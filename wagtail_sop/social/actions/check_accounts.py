"""Ask each network once a day whether the account still works, before a post finds out."""

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from wagtail_sop.social.backends.base import Health
from wagtail_sop.social.backends.errors import AccountBroken, DeliveryError
from wagtail_sop.social.models import Account

from .deliver import as_broken, logger
from .tell_of_broken_account import tell_of_broken_accounts


def check_accounts(at=None):
    """All that are not closed; and one mail for each that has stopped working."""
    at = at or timezone.now()
    for account in Account.objects.open().select_related("unit"):
        try:
            check_account(account, at)
        except Exception as error:  # noqa: BLE001  (a bug in one network must not leave the others unchecked)
            logger.error("The account %s could not be checked: %s", account.pk, type(error).__name__)
    tell_of_broken_accounts(at)


def check_account(account, at=None, session=None) -> Health | None:
    """What the network says of it, stored. ``None`` while the network cannot be reached: that says nothing.

    Not inside a transaction. ``session``: with other time limits than those of the settings.
    """
    at = at or timezone.now()
    try:
        health = asked(account, session)
    except (AccountBroken, ImproperlyConfigured) as error:
        error = as_broken(error)
        health = Health(problem=error.reason, detail=str(error))
    except DeliveryError as error:
        logger.info("The account %s could not be checked: %s", account.pk, error)
        return None
    store(account, health, at)
    return health


def asked(account, session=None) -> Health:
    backend = account.backend(session)
    health = backend.check()
    account.note_usage(backend.usage)
    return health


def store(account, health, at):
    if health.problem:
        account.mark_broken(health.problem, health.detail, at)
    else:
        account.mark_healthy(health, at)
    if health.quota_total:
        percent = 100 * (health.quota_used or 0) / health.quota_total
        Account.objects.filter(pk=account.pk).update(usage_percent=percent)
