"""Lists that were typed, or that Word hands over as paragraphs with a mark before each."""

import re
from dataclasses import dataclass

from bs4.element import Tag

BULLET = re.compile(r"\s*([·•▪●○◦‣✓➢►\uf0b7\uf0a7\uf0d8\uf0fc])\s*")
# Both are also a word or a sign of their own, unless they stand apart as only a list's mark does.
LETTER_AS_BULLET = re.compile(r"\s*([o§])(?:\s*\u00a0\s*|\s{2,})")
DASH = re.compile(r"\s*([-–—])\s+")
NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+")
MARKS = {"bullet": BULLET, "letter": LETTER_AS_BULLET, "dash": DASH, "number": NUMBER}
IN_UNCLOSED = ("p", "ul", "ol", "table", "blockquote")
LEVEL_IN_WORD = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)


@dataclass
class Item:
    paragraph: Tag
    kind: str
    mark: str
    width: int
    """Characters of the paragraph's text that are the mark."""
    level: int | None = None
    """As Word says; 1 is the outermost."""


def lists_from_paragraphs(soup):
    for run in runs_of(soup):
        if is_list(run):
            make_list(soup, run)


def runs_of(soup):
    """Paragraphs of one kind that follow each other; empty ones between them do not count."""
    run = []
    for paragraph in soup.find_all("p"):
        if not paragraph.get_text().strip():
            continue
        item = item_of(paragraph)
        if run and (item is None or not continues(run[-1], item)):
            yield run
            run = []
        run += [item] if item else []
    if run:
        yield run


def item_of(paragraph):
    if any(block.get_text().strip() for block in paragraph.find_all(IN_UNCLOSED)):
        # One that was not closed holds all that follow, and their words.
        return None
    text = paragraph.get_text()
    level = LEVEL_IN_WORD.search(paragraph.get("style") or "")
    for kind, mark in MARKS.items():
        # A mark with nothing behind it is no item.
        if (found := mark.match(text)) and text[found.end() :].strip():
            outline = int(level[1]) if level else None
            family = "number" if kind == "number" else "dash" if kind == "dash" and not level else "bullet"
            return Item(paragraph, family, found[1], found.end(), outline)
    return None


def continues(last, item) -> bool:
    if last.kind != item.kind or last.paragraph.parent is not item.paragraph.parent:
        return False
    between = last.paragraph.next_siblings
    for node in between:
        if node is item.paragraph:
            return True
        if (node.get_text() if isinstance(node, Tag) else node).strip():
            return False
    return False


def is_list(run) -> bool:
    """A single dash may open what somebody says, and a single number a date."""
    kind = run[0].kind
    if kind == "number":
        return len(run) > 1 and [int(item.mark) for item in run] == list(range(1, len(run) + 1))
    return kind == "bullet" or len(run) > 1


def make_list(soup, run):
    name = "ol" if run[0].kind == "number" else "ul"
    levels = levels_of(run)
    top = soup.new_tag(name)
    run[0].paragraph.insert_before(top)
    lists = [top]
    for item, level in zip(run, levels, strict=True):
        del lists[level + 1 :]
        if level == len(lists):
            deeper = soup.new_tag(name)
            lists[-1].find_all("li", recursive=False)[-1].append(deeper)
            lists.append(deeper)
        lists[level].append(as_entry(soup, item))


def levels_of(run) -> list[int]:
    """From 0; never more than one deeper than the item before. Where Word does not say it, another mark is a level."""
    marks = list(dict.fromkeys(item.mark for item in run))
    levels = []
    for item in run:
        wanted = item.level - 1 if item.level else 0 if item.kind == "number" else marks.index(item.mark)
        levels.append(min(wanted, levels[-1] + 1 if levels else 0))
    return levels


def as_entry(soup, item):
    cut(item.paragraph, item.width)
    entry = soup.new_tag("li")
    if key := item.paragraph.get("data-block-key"):
        entry["data-block-key"] = key
    item.paragraph.extract()
    entry.extend(list(item.paragraph.contents))
    return entry


def cut(paragraph, width):
    """Takes the first characters away, through whatever tags they run."""
    for string in list(paragraph.find_all(string=True)):
        if not width:
            return
        taken = min(width, len(string))
        string.replace_with(type(string)(string[taken:]))
        width -= taken
