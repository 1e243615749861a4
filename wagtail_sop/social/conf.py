"""The wing's settings: the dict ``WAGTAIL_SOP["SOCIAL"]``, whose keys are the fields of ``SocialSettings``."""

from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from wagtail_sop.conf import get_settings

UNKNOWN_POLICIES = ("ask", "resend")


@dataclass(frozen=True)
class SocialSettings:
    """Every key with its default."""

    TOKEN_KEYS: tuple[str, ...] = field(default=(), repr=False)
    """Fernet keys. The first encrypts what is stored of accounts, all of them decrypt; to change the key, put the new
    one first and run ``manage.py sop_rotate_keys``. Apart from ``SECRET_KEY``, and never in the database."""
    BACKENDS: dict[str, str] = field(default_factory=dict)
    """Networks of the site's own, by name: the dotted path of a ``Backend``; ``None`` takes a shipped one away."""
    GRAPH_VERSION: str = ""
    """Version of Meta's Graph API; empty means the one that this package was tested with."""
    UNKNOWN_POLICY: str = "ask"
    """When a network's answer was lost and the post is not found there: ``ask`` a person, or ``resend`` it, once."""
    EXPIRE_HOURS: int = 24
    """So long a post may wait for its network; afterwards it is old news, and a person decides."""
    LEASE_SECONDS: int = 600
    """A sender that has not answered for so long is dead. Longer than uploading all pictures of a post may take."""
    TIMEOUT: tuple[float, float] = (5, 30)
    """Seconds to connect to a network, and between two bytes of its answer."""
    EXPIRY_WARNING_DAYS: int = 14
    """So long before a token expires, the account asks to be connected again."""
    USAGE_PERCENT: int = 90
    """From this share of a network's limit on, the account rests."""


@lru_cache(maxsize=1)
def get_social_settings() -> SocialSettings:
    """The settings in force. Raises ``ImproperlyConfigured`` for an unknown key or policy."""
    given = get_settings().SOCIAL
    known = {key.name for key in fields(SocialSettings)}
    if unknown := set(given) - known:
        raise ImproperlyConfigured(
            f"WAGTAIL_SOP['SOCIAL'] has unknown keys: {', '.join(sorted(unknown))}. "
            f"Known keys: {', '.join(sorted(known))}."
        )
    settings = replace(SocialSettings(), **given)
    if settings.UNKNOWN_POLICY not in UNKNOWN_POLICIES:
        raise ImproperlyConfigured(
            f"WAGTAIL_SOP['SOCIAL']['UNKNOWN_POLICY'] is '{settings.UNKNOWN_POLICY}', which means nothing. "
            f"Use one of: {', '.join(UNKNOWN_POLICIES)}."
        )
    return settings


def forget_settings(*, setting, **kwargs):
    if setting == "WAGTAIL_SOP":
        get_social_settings.cache_clear()


setting_changed.connect(forget_settings)
