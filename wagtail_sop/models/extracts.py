"""The words of a page or snippet as plain text, for the record that outlives its templates."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from wagtail.fields import RichTextField, StreamField

from wagtail_sop.companions import words_of
from wagtail_sop.formats import official_date, official_datetime

from .content import VOLATILE_KEYS

NOT_READ_BY_VISITORS = frozenset({"slug", "seo_title", "search_description", "translation_key"})


def text_of(obj) -> list[dict]:
    """Label and text of every field and companion that says something, in the site's language."""
    with translation.override(settings.LANGUAGE_CODE):
        fields = [field for field in obj._meta.concrete_fields if _is_read(field)]
        lines = [(str(capfirst(field.verbose_name)), _text(field, obj)) for field in fields]
        lines += words_of(obj)
        return [{"label": label, "text": text} for label, text in lines if text]


def _is_read(field):
    if not field.editable or field.name in VOLATILE_KEYS or field.name in NOT_READ_BY_VISITORS:
        return False
    return isinstance(field, models.CharField | models.TextField | models.DateField | StreamField)


def _text(field, obj) -> str:
    value = field.value_from_object(obj)
    if value in (None, ""):
        return ""
    if isinstance(field, StreamField | RichTextField):
        # What Wagtail gives to the search index: the words without the markup.
        return "\n".join(part.strip() for part in field.get_searchable_content(value) if part.strip())
    if isinstance(field, models.DateField):
        return official_datetime(value) if isinstance(value, datetime) else official_date(value)
    return str(getattr(obj, f"get_{field.name}_display", lambda: value)())
