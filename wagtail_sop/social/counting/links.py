"""Where the web addresses of a text begin and end, as X and Mastodon see them.

Both follow the grammar of twitter-text, frozen since 2021: an address ends before the punctuation of the sentence it
stands in, and only a domain with a real ending is one, so ``http://localhost`` is none.
"""

import re
from itertools import takewhile

from .domains import TOP_LEVEL_DOMAINS

LATIN = "À-ÖØ-öø-ɏḀ-ỿ"
ALNUM = f"A-Za-z0-9{LATIN}"
HOST = re.compile(
    # After @ it is part of a mail address, after # of a hashtag; U+202A to U+202E turn the writing direction.
    r"(?<![A-Za-z0-9@＠$#＃\u202A-\u202E])"
    r"(?:(?P<scheme>https?://)(?P<host>[\w-]+(?:\.[\w-]+)+)"
    rf"|(?<![-_./{LATIN}])(?P<bare>[{ALNUM}][{ALNUM}_-]*(?:\.[{ALNUM}_-]+)+))",
    re.IGNORECASE,
)
NOT_AFTER_HOST = re.compile(r"[0-9A-Za-z@+-]")
PUNYCODE = re.compile(r"xn--[a-z0-9-]+")

IN_PATH = rf"[{ALNUM}Ѐ-ӿ_!*';:=+,.$/%#\[\]~@|&-]"
ENDS_PATH = rf"[{ALNUM}Ѐ-ӿ_=#/+-]"
IN_PARENTHESES = rf"\((?:{IN_PATH}+|{IN_PATH}*\({IN_PATH}+\){IN_PATH}*)\)"
TAIL = re.compile(
    r"(?::[0-9]+)?"
    rf"(?:/(?:(?:{IN_PATH}|{IN_PARENTHESES})*(?:{ENDS_PATH}|{IN_PARENTHESES}))?)?"
    r"(?:\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[A-Za-z0-9_&=#/-])?"
)


def find_links(text, *, bare=True) -> list[tuple[int, int]]:
    """Start and end of each address; ``bare`` ones have no scheme, like dinsos.jogjaprov.go.id."""
    found, at = [], 0
    while match := HOST.search(text, at):
        at = match.end()
        if (bare or match["scheme"]) and (end := _end_of_link(text, match)):
            found.append((match.start(), end))
            at = end
    return found


def _end_of_link(text, match):
    host = match["host"] or match["bare"]
    end = match.end()
    length = _length_of_domain(host, text[end : end + 1])
    if not length:
        return None
    # What follows a domain that ends inside the run, as in "gov.uk.Selanjutnya", is no path.
    return TAIL.match(text, end).end() if length == len(host) else end - len(host) + length


def _length_of_domain(host, following) -> int:
    labels = host.split(".")
    sound = sum(1 for _ in takewhile(_is_label, labels))
    for last in range(min(sound, len(labels) - 1), 0, -1):
        is_whole = last == len(labels) - 1
        if _is_domain(labels[last - 1], labels[last]) and not (is_whole and NOT_AFTER_HOST.match(following)):
            return len(".".join(labels[: last + 1]))
    return 0


def _is_domain(name, ending) -> bool:
    ending = ending.lower()
    return "_" not in name and (ending in TOP_LEVEL_DOMAINS or PUNYCODE.fullmatch(ending) is not None)


def _is_label(label) -> bool:
    return 0 < len(label) <= 63 and label[0] not in "-_" and label[-1] not in "-_"


def standing_alone(address, text) -> list[tuple[int, int]]:
    """Where the text has just this address. Also finds one that no network takes for an address, such as that of a
    site under construction at localhost."""
    plain = re.escape(address.rstrip("/"))
    return [found.span() for found in re.finditer(rf"(?<![\w/]){plain}/?(?![\w/?#&=%-]|\.\w)", text)]
