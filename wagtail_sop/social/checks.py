"""What the wing lacks on this site: ``manage.py check [--database default]``."""

from importlib.util import find_spec

from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

from .conf import get_social_settings
from .secrets import HOW_TO_MAKE_A_KEY, cipher


@register()
def check_settings(app_configs, **kwargs):
    try:
        settings = get_social_settings()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="Correct or remove the key.", id="wagtail_sop_social.E001")]
    if find_spec("cryptography") is None:
        return [missing_library()]
    return key_problems() if settings.TOKEN_KEYS else [no_key()]


def missing_library():
    return Warning(
        "The secrets of social media accounts cannot be encrypted without the library cryptography.",
        hint='Install "wagtail-sop[social]".',
        id="wagtail_sop_social.W002",
    )


def no_key():
    return Warning(
        "WAGTAIL_SOP['SOCIAL']['TOKEN_KEYS'] is empty, so that no social media account can be connected.",
        hint=f"Make a key, and keep it as you keep SECRET_KEY: {HOW_TO_MAKE_A_KEY}",
        id="wagtail_sop_social.W003",
    )


def key_problems():
    try:
        cipher()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="wagtail_sop_social.E004")]
    return []


@register(Tags.database)
def check_accounts(app_configs, databases=None, **kwargs):
    """Only when asked for with ``--database``; says nothing before the tables are there."""
    if not databases or "default" not in databases:
        return []
    try:
        return [message for audit in (unreadable_secrets, unknown_networks) for message in audit()]
    except (OperationalError, ProgrammingError, ImproperlyConfigured):
        # ``migrate`` checks the database before it makes the tables; wrong settings are told of above.
        return []


def unreadable_secrets():
    from .models import Account
    from .secrets import SecretUnreadable, unseal

    for account in Account.objects.open().exclude(sealed_secrets=""):
        try:
            unseal(account.sealed_secrets)
        except SecretUnreadable:
            yield Error(
                f"The secrets of the social media account “{account}” cannot be read with the keys at hand.",
                hint="Put the lost key back into TOKEN_KEYS, or connect the account again.",
                id="wagtail_sop_social.E005",
            )


def unknown_networks():
    from .models import Account

    for account in Account.objects.open():
        try:
            _ = account.backend_class
        except ImproperlyConfigured as error:
            yield Error(
                f"The social media account “{account}” cannot post. {error}",
                hint="Name the class of the network in BACKENDS, or close the account.",
                id="wagtail_sop_social.E006",
            )
