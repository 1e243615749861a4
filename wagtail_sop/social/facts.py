"""What a post can say of a page or snippet, from whatever attributes it has."""

from django.conf import settings
from django.utils import timezone, translation

from wagtail_sop.formats import official_date

from .texts import Facts


def facts_of(obj, link="") -> Facts:
    """``lead``, ``search_description``, ``dateline_place``, ``dateline_date`` and ``tags``, where it has them."""
    return Facts(
        title=str(getattr(obj, "title", "") or obj),
        lead=text_of(obj, "lead") or text_of(obj, "search_description"),
        place=text_of(obj, "dateline_place"),
        date=date_of(obj),
        link=link,
        tags=tags_of(obj),
    )


def text_of(obj, name) -> str:
    return str(getattr(obj, name, None) or "").strip()


def date_of(obj) -> str:
    """In the language and by the clock of the site, whoever publishes."""
    day = getattr(obj, "dateline_date", None) or timezone.now()
    with translation.override(settings.LANGUAGE_CODE), timezone.override(timezone.get_default_timezone()):
        return official_date(day)


def tags_of(obj) -> tuple[str, ...]:
    tags = getattr(obj, "tags", None)
    return tuple(str(tag) for tag in tags.all()) if hasattr(tags, "all") else ()


def picture_of(obj) -> list[dict]:
    """The main picture with its alternative text, as a post keeps it; empty where there is none."""
    if not getattr(obj, "main_picture_id", None):
        return []
    return [{"image": obj.main_picture_id, "alt": text_of(obj, "main_picture_text")}]
