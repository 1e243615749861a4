"""Rich texts."""

import re

from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from .lists import lists_from_paragraphs
from .texts import visible

BLOCKS = (
    "p",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "div",
    "table",
    "tr",
    "td",
    "th",
)
CAN_BE_EMPTY = ("p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
"""Of these, the empty ones are left over from pressing Enter."""
SHOWN_WITHOUT_WORDS = ("img", "embed", "iframe", "hr", "video", "audio")

NEVER_SHOWN = ("head", "style", "script", "meta", "link", "title", "xml")
OFFICE_COMMENT = re.compile(r"mso-element:\s*comment|mso-special-character:\s*comment", re.IGNORECASE)
OFFICE_CLASS = re.compile(r"^(Mso|WordSection|msoIns|msoDel)")


def clean_html(html: str) -> str:
    """The same rich text without what Word left in it: lists typed by hand become lists, what was deleted while changes
    were tracked is gone with Word's comments, and empty paragraphs go too."""
    soup = BeautifulSoup(html, "html.parser")
    before = str(soup)
    for step in STEPS:
        step(soup)
    after = str(soup)
    # Written anew only where something was cleaned: approvals are bound to every character.
    return html if after == before else after


def drop_what_was_never_text(soup):
    for node in soup.find_all(string=lambda string: isinstance(string, PreformattedString)):
        node.extract()
    for tag in soup.find_all(NEVER_SHOWN):
        tag.decompose()
    for tag in soup.find_all(is_remnant):
        if not tag.decomposed:
            tag.decompose()


def drop_invisible(soup):
    for node in soup.find_all(string=True):
        replace(node, visible(node))


def is_remnant(tag) -> bool:
    """What Word itself does not print: deletions of tracked changes, and the comments beside the text."""
    if tag.name == "del":
        return tag.has_attr("cite") or tag.has_attr("datetime")
    if "MsoCommentReference" in tag.get("class", ()) or (tag.get("href") or "").startswith("#_msocom"):
        return True
    return bool(OFFICE_COMMENT.search(tag.get("style") or ""))


def drop_marks_of_word(soup):
    for tag in soup.find_all(True):
        tag.attrs.pop("style", None)
        if any(OFFICE_CLASS.match(name) for name in tag.get("class", ())):
            del tag["class"]
        if is_mere_wrapping(tag):
            tag.unwrap()


def is_mere_wrapping(tag) -> bool:
    if ":" in tag.name or tag.name in ("font", "ins", "del", "html", "body"):
        return True
    if tag.name == "a":
        return not tag.has_attr("href") and not tag.has_attr("linktype")
    return tag.name in ("span", "div") and not set(tag.attrs) - {"lang"}


def tidy_spaces(soup):
    """Single ordinary spaces between words, also where a word in bold begins; none at the ends of a line."""
    last = None
    for node in list(soup.descendants):
        if node.name in BLOCKS or node.name == "br":
            last = end_line(last)
        elif node.name in SHOWN_WITHOUT_WORDS:
            last = None
        elif node.name is None:
            last = tidy_text(node, last)
    end_line(last)


def tidy_text(node, last):
    """``last``: the text before it on the same line; None at the beginning of a line."""
    if last is not None and last.find_parent(BLOCKS) is not node.find_parent(BLOCKS):
        last = end_line(last)
    text = re.sub(r"\s+", " ", node)
    if last is None or last.endswith(" "):
        text = text.lstrip()
    if not text:
        node.extract()
        return last
    return replace(node, text)


def end_line(last):
    if last is not None and last.endswith(" "):
        if text := last.rstrip():
            replace(last, text)
        else:
            last.extract()


def replace(node, text):
    if text == str(node):
        return node
    new = type(node)(text)
    node.replace_with(new)
    return new


def drop_empty(soup):
    # From the innermost outwards: a list of empty items is empty too.
    for tag in reversed(soup.find_all(CAN_BE_EMPTY)):
        if not tag.get_text().strip() and not tag.find(SHOWN_WITHOUT_WORDS):
            tag.decompose()
    # What stands before the first and after the last word of a paragraph breaks no line.
    for tag in soup.find_all(CAN_BE_EMPTY):
        drop_breaks(tag.contents)
        drop_breaks(reversed(tag.contents))


def drop_breaks(nodes):
    for node in list(nodes):
        if node.name != "br":
            return
        node.decompose()


STEPS = (
    drop_what_was_never_text,
    drop_invisible,
    lists_from_paragraphs,
    drop_marks_of_word,
    tidy_spaces,
    drop_empty,
)
"""Lists before marks and spaces: by both they are known."""
