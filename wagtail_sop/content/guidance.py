"""Guidance that a template gives its author, as ``[isi: what belongs here]``; it must not be published."""

import re

from django.db.models import CharField, TextField
from django.utils.html import strip_tags
from wagtail.fields import StreamField

GUIDANCE = re.compile(r"\[\s*(?:isi|fill in)\s*:[^\]]*\]", re.IGNORECASE)


def guidance_left_in(piece) -> list[str]:
    """The guidance that still stands in any text of the piece, each once, in the order of its fields."""
    texts = (text for field in piece._meta.fields for text in strings_of(piece, field))
    found = (match for text in texts for match in GUIDANCE.findall(strip_tags(text)))
    return list(dict.fromkeys(found))


def strings_of(piece, field):
    if isinstance(field, StreamField):
        return strings_in(list(getattr(piece, field.attname).raw_data))
    if isinstance(field, CharField | TextField):
        return strings_in(getattr(piece, field.attname))
    return ()


def strings_in(value):
    """``value``: a string, or blocks as they are stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)
