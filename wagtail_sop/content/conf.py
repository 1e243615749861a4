"""The wing's settings: the dict ``WAGTAIL_SOP["CONTENT"]``, whose keys are the fields of ``ContentSettings``."""

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from wagtail_sop.conf import get_settings


@dataclass(frozen=True)
class ContentSettings:
    """Every key with its default."""

    SHOW_PROCEDURE: bool = True
    """Whether published items say by which procedure they were made; each page can also be silent by itself."""
    DATELINE_PLACE: str = ""
    """The place with which a new item's dateline begins, for example ``Yogyakarta``."""
    VIDEO_HOSTS: tuple[str, ...] = (
        "www.youtube.com",
        "youtube.com",
        "m.youtube.com",
        "youtu.be",
        "vimeo.com",
        "www.vimeo.com",
    )
    """Hosts on which a video page or a text may have its video."""
    MIN_BODY_WORDS: int = 75
    """A report of fewer words hardly tells who, what, when, where, why and how."""


@lru_cache(maxsize=1)
def get_content_settings() -> ContentSettings:
    """The settings in force. Raises ``ImproperlyConfigured`` for an unknown key."""
    given = get_settings().CONTENT
    known = {key.name for key in fields(ContentSettings)}
    if unknown := set(given) - known:
        raise ImproperlyConfigured(
            f"WAGTAIL_SOP['CONTENT'] has unknown keys: {', '.join(sorted(unknown))}. "
            f"Known keys: {', '.join(sorted(known))}."
        )
    return replace(ContentSettings(), **given)


def forget_settings(*, setting, **kwargs):
    if setting == "WAGTAIL_SOP":
        get_content_settings.cache_clear()


setting_changed.connect(forget_settings)
