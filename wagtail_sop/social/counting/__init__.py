"""How long a text is by each network's own rule, and which links, hashtags and mentions it has.

``counting.js`` counts the same way in the composer; one table of cases tests both. No rule counts an address in a
script of its own (a Chinese ending, a Japanese path) as short as the network may: too high is the safe side.
"""

import re
import unicodedata

from .emoji import EMOJI, clusters
from .links import find_links

LINK_LENGTH = 23
"""Of any address, on X as on Mastodon."""
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts as one (Latin to Georgian, and general punctuation); any other counts as two."""

HASHTAG = re.compile(r"(?<![\w&/#＃])[#＃](?=\w*[^\W\d_])[\w·]+")
MENTION = re.compile(r"(?<![\w@＠/.])[@＠][A-Za-z0-9_]+(?:@[A-Za-z0-9.-]*[A-Za-z0-9])?")
# The part after the second @ names the server, and is free.
REMOTE_MENTION = re.compile(r"(?<![\w@＠/])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[\w.-]*\w", re.IGNORECASE)


class UnknownRule(LookupError):
    """No such rule of counting."""


def count(text, rule) -> int:
    """Length of the text; ``rule`` is one of ``RULES``. Raises ``UnknownRule``."""
    if rule not in RULES:
        raise UnknownRule(f"There is no rule of counting “{rule}”. Known rules: {', '.join(sorted(RULES))}.")
    return RULES[rule](normalised(text))


def normalised(text) -> str:
    """As networks store it. Browsers send line ends as CRLF, and each network counts one."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def links(text) -> list[str]:
    return [text[start:end] for start, end in find_links(text)]


def hashtags(text) -> list[str]:
    return [tag for piece in _split(text, find_links(text)) for tag in HASHTAG.findall(piece)]


def mentions(text) -> list[str]:
    """Accounts that are called, also those of another server (@dinsos@mastodon.social); no mail addresses."""
    return [name for piece in _split(text, find_links(text)) for name in MENTION.findall(piece)]


def _count_as_x(text) -> int:
    spans = find_links(text)
    return LINK_LENGTH * len(spans) + sum(map(_weight_of, _split(text, spans)))


def _weight_of(text) -> int:
    plain, emoji = EMOJI.subn("", text)
    return 2 * emoji + sum(1 if _is_light(ord(character)) else 2 for character in plain)


def _is_light(code) -> bool:
    return any(first <= code <= last for first, last in LIGHT)


def _count_as_mastodon(text) -> int:
    spans = find_links(text, bare=False)
    pieces = (REMOTE_MENTION.sub(r"\1", piece) for piece in _split(text, spans))
    return LINK_LENGTH * len(spans) + sum(len(clusters(piece)) for piece in pieces)


def _split(text, spans) -> list[str]:
    """What stands between the links."""
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = end
    return [*pieces, text[at:]]


RULES = {"x_weighted": _count_as_x, "characters": len, "mastodon": _count_as_mastodon}
