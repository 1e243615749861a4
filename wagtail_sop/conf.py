"""The one setting, ``WAGTAIL_SOP``: a dict whose keys are the fields of ``Settings``."""

from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed


@dataclass(frozen=True)
class Settings:
    """Every key with its default."""

    WAKE_UP: str = "auto"
    """Who sends waiting mail after a commit: ``celery``, ``inline`` (in the request) or ``none`` (only
    ``manage.py sop_send_notices``). ``auto`` takes Celery when it is installed and has a broker, else inline."""
    MAIL_FROM: str | None = None
    """Sender of the mails; ``None`` means Wagtail's notification address, else Django's default."""
    MAIL_ATTEMPTS: int = 8
    """How often a mail is tried before it is marked as failed; the pauses double from one minute. While the mail
    server cannot be reached at all, no attempt is counted, and mail waits for up to five days."""
    BREAK_GLASS_REVIEW_DAYS: int = 1
    """Working days within which a forced publication must be reviewed afterwards."""
    AT_RISK_PERCENT: int = 80
    """From this share of the time limit on, a step counts as approaching its deadline."""
    DEFAULT_CLASS: str = "routine"
    """Class proposed for a new piece: ``routine``, ``important`` or ``policy``."""
    MAX_IMPORT_ROWS: int = 2000
    """Rows accepted in one import of people."""
    MAX_IMPORT_BYTES: int = 5 * 1024 * 1024
    """Size accepted in one import of people, in bytes."""
    CONTENT: dict = field(default_factory=dict)
    """Settings of the wing ``wagtail_sop.content``, with keys of its own."""
    SOCIAL: dict = field(default_factory=dict, repr=False)
    """Settings of the wing ``wagtail_sop.social``, with keys of its own."""


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings in force. Raises ``ImproperlyConfigured`` for an unknown key."""
    given = getattr(django_settings, "WAGTAIL_SOP", {})
    known = {key.name for key in fields(Settings)}
    if unknown := set(given) - known:
        raise ImproperlyConfigured(
            f"WAGTAIL_SOP has unknown keys: {', '.join(sorted(unknown))}. Known keys: {', '.join(sorted(known))}."
        )
    return replace(Settings(), **given)


def forget_settings(*, setting, **kwargs):
    if setting == "WAGTAIL_SOP":
        get_settings.cache_clear()


setting_changed.connect(forget_settings)
