"""The texts in ``content/``, and how they become the parts of a page."""

import re
from pathlib import Path

import yaml
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from wagtail.rich_text import RichText

CONTENT = Path(__file__).parent.parent / "content"
LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\)")


def read(name):
    """All texts of one file."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def body(text, pages=None):
    return [block(part, pages or {}) for part in text.get("body", [])]


def block(part, pages):
    """``p`` a paragraph, ``l`` a list, ``h`` a heading, ``q`` a quote. ``[words](slug)`` links one of the pages."""
    if "h" in part:
        return "heading", part["h"]
    if "q" in part:
        return "quote", {"quote": part["q"], "said_by": part["by"], "position": part["as"]}
    if "l" in part:
        items = "".join(f"<li>{marked_up(item, pages)}</li>" for item in part["l"])
        return "paragraph", RichText(f"<ul>{items}</ul>")
    return "paragraph", rich(part["p"], pages)


def rich(text, pages=None):
    return RichText(f"<p>{marked_up(text, pages or {})}</p>")


def marked_up(text, pages):
    said = text.replace("{hari}", date_format(timezone.localdate(), "l (d/m/Y)"))
    return LINK.sub(lambda found: link(found, pages), escape(said))


def link(found, pages):
    return f'<a linktype="page" id="{pages[found[2]].pk}">{found[1]}</a>'


def plain(text):
    """The paragraphs of a text, without its markup: for a printed sheet."""
    for part in text.get("body", []):
        for words in part.get("l", [part.get("h") or part.get("p") or part.get("q")]):
            yield LINK.sub(r"\1", words), "h" in part
