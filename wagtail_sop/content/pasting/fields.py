"""All texts of a piece, by what its fields are."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, TextField
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField

from .html import clean_html
from .texts import clean_line, clean_lines

CLEANERS = {CharField: clean_line, TextField: clean_lines, RichTextField: clean_html}
"""Of exactly these types: an address or a slug is no text."""


def clean_piece(piece):
    """Cleans what its author writes; fields that nobody edits stay as they are."""
    for field in piece._meta.fields:
        if isinstance(field, StreamField):
            clean_stream(piece, field)
        elif type(field) in CLEANERS and field.editable and not field.choices:
            clean_field(piece, field, CLEANERS[type(field)])


def clean_field(piece, field, clean):
    text = getattr(piece, field.attname)
    if isinstance(text, str) and (cleaned := clean(text)) != text and (cleaned or field.blank):
        setattr(piece, field.attname, cleaned)


def clean_stream(piece, field):
    stream = getattr(piece, field.attname)
    said = field.stream_block.get_prep_value(stream)
    if (cleaned := clean_value(field.stream_block, said)) != said:
        setattr(piece, field.attname, field.to_python(json.dumps(cleaned, cls=DjangoJSONEncoder)))


def clean_value(block, value):
    """``value``: as it is stored, so that no picture or page has to be fetched."""
    if isinstance(block, RichTextBlock):
        return clean_html(value) if isinstance(value, str) else value
    if type(block) is CharBlock:
        return clean_line(value) if isinstance(value, str) else value
    if type(block) is TextBlock:
        return clean_lines(value) if isinstance(value, str) else value
    return clean_children(block, value)


def clean_children(block, value):
    if not value:
        return value
    children = getattr(block, "child_blocks", {})
    if isinstance(block, StructBlock):
        return {
            name: clean_value(children[name], part) if name in children else part
            for name, part in value.items()
        }
    if isinstance(block, StreamBlock):
        return [
            one | {"value": clean_value(children[one["type"]], one["value"])}
            if one["type"] in children
            else one
            for one in value
        ]
    if isinstance(block, ListBlock):
        return [clean_item(block.child_block, one) for one in value]
    return value


def clean_item(block, item):
    """An item of a list; lists of long ago have no names and ids."""
    is_named = isinstance(item, dict) and item.get("type") == "item"
    return item | {"value": clean_value(block, item["value"])} if is_named else clean_value(block, item)
