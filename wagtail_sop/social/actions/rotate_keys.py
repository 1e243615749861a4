"""Encrypt the secrets of all accounts with the first key, so that the older keys can go."""

from wagtail_sop.social.models import Account
from wagtail_sop.social.secrets import SecretUnreadable


def rotate_keys() -> tuple[int, list[Account]]:
    """How many are under the first key now, and the accounts that no key opens; those must be connected again."""
    done, unreadable = 0, []
    for account in Account.objects.exclude(sealed_secrets=""):
        try:
            account.rotate_secrets()
            done += 1
        except SecretUnreadable:
            unreadable.append(account)
    return done, unreadable
