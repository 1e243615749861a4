"""What pages of any type say, as plain text: their opening and their body."""

import json

from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.html import strip_tags
from wagtail.fields import StreamField

from .kinds import has_field

OPENINGS = ("lead", "intro", "search_description")


def texts_of(pages) -> dict[int, str]:
    """The text of each page by its key. One query for all types, and none of them joined: for a join of tables that
    are too small to have statistics, PostgreSQL prepares as for one without end."""
    by_kind = {}
    for page in pages:
        by_kind.setdefault(page.specific_class or type(page), []).append(page.pk)
    said = [_said(kind, number, keys) for number, (kind, keys) in enumerate(by_kind.items())]
    rows = said[0].union(*said[1:], all=True) if said else ()
    kinds = list(by_kind)
    return {key: _plain(kinds[number], openings, body) for key, number, *openings, body in rows}


def _said(kind, number, keys):
    columns = [
        Cast(name, TextField()) if has_field(kind, name) else _nothing() for name in (*OPENINGS, "body")
    ]
    return kind._default_manager.filter(pk__in=keys).order_by().values_list("pk", Value(number), *columns)


def _nothing():
    return Value("", output_field=TextField())


def _plain(kind, openings, body):
    opening = next(filter(None, openings), "")
    return " ".join(" ".join([opening, *_parts_of(kind, body)]).split())


def _parts_of(kind, body):
    field = kind._meta.get_field("body") if body else None
    if not isinstance(field, StreamField):
        return [strip_tags(body or "")]
    return _parts_of_stream(field.stream_block.child_blocks, json.loads(body))


def _parts_of_stream(kinds, stream):
    """Only paragraphs and the like: for the captions of pictures, every page would fetch its pictures."""
    written = [(kinds.get(block["type"]), block["value"]) for block in stream]
    plain = [(kind, value) for kind, value in written if kind and not hasattr(kind, "child_blocks")]
    return [str(part) for kind, value in plain for part in kind.get_searchable_content(kind.to_python(value))]
