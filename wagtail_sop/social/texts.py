"""What a post says before a person has written anything, and what to warn of in what a person wrote."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote_plus

from django.utils.translation import gettext as _

from .counting import clusters, count, hashtags
from .counting.links import find_links

PLACEHOLDERS = {
    "judul": "title",
    "lead": "lead",
    "tempat": "place",
    "tanggal": "date",
    "tautan": "link",
    "tagar": "tags",
}
"""In a template, in braces, as the agency writes them; the English names of the facts do as well."""
DEFAULT_TEMPLATE = "{judul}\n\n{lead}\n\n{tempat}, {tanggal}\n\n{tautan}\n\n{tagar}"

PLACEHOLDER = re.compile(r"\{(\w*)\}")
MISSING = "\0"
SEPARATORS = r"[\s,;:·|/–—-]*"
GAP = re.compile(rf"\(\s*{MISSING}\s*\)|(?P<before>{SEPARATORS}){MISSING}(?P<after>{SEPARATORS})")
CAMPAIGN_TAGS = frozenset({"utm_source", "utm_medium", "utm_campaign", "utm_content"})


class UnknownPlaceholder(ValueError):
    """The template asks for something that no post has."""


@dataclass(frozen=True)
class Facts:
    """What a post can say of a page; what is empty is left out. ``tags`` are words, with or without #."""

    title: str
    lead: str = ""
    place: str = ""
    date: str = ""
    link: str = ""
    tags: Iterable[str] = ()


# The default text


def render(template, facts: Facts, rules) -> str:
    """The template with the facts, at most as long as the network takes, with its link. In this order:

    1. the lead loses words from its end, and then goes;
    2. hashtags go, the last one first;
    3. place and date go;
    4. the template's own words go: only title and link are left;
    5. the title loses words, and at last letters.

    Longer than the limit only if the link alone is. Raises ``UnknownPlaceholder``.
    """
    check_template(template)
    return _Rendering(template, _tidied(facts, rules), rules).text()


def check_template(template):
    """Raises ``UnknownPlaceholder``."""
    unknown = [name for name in PLACEHOLDER.findall(template) if not _fact_named(name)]
    if unknown:
        raise UnknownPlaceholder(
            _("There is no placeholder %(unknown)s. Use one of these: %(known)s.")
            % {"unknown": _in_braces(unknown), "known": _in_braces(PLACEHOLDERS)}
        )


def _in_braces(names) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _fact_named(name):
    name = name.lower()
    return PLACEHOLDERS.get(name) or (name if name in PLACEHOLDERS.values() else None)


def _tidied(facts, rules) -> Facts:
    tags = facts.tags.split() if isinstance(facts.tags, str) else facts.tags
    tags = [tag for tag in dict.fromkeys(map(hashtag, tags)) if tag]
    lines = {
        name: " ".join(str(getattr(facts, name)).replace(MISSING, "").split())
        for name in ("title", "lead", "place", "date", "link")
    }
    return Facts(**lines, tags=tuple(tags[: rules.hashtag_limit]))


def hashtag(words) -> str:
    """#BantuanSosial of "bantuan sosial"; empty where no letter is left of it."""
    parts = re.findall(r"\w+", words)
    joined = "".join(part[0].upper() + part[1:] if len(parts) > 1 else part for part in parts)
    return f"#{joined}" if hashtags(f"#{joined}") else ""


class _Rendering:
    def __init__(self, template, facts, rules):
        self.template, self.facts, self.rules = template, facts, rules

    def text(self) -> str:
        for length, written in self.attempts():
            longest = self.longest(length, written)
            if longest is not None:
                return written(longest)
        return self.facts.link if self.says_link else ""

    def attempts(self):
        """How many pieces there are at most, and the text with so many of them."""
        facts, lead, title = self.facts, self.facts.lead.split(), self.facts.title.split()
        short = replace(facts, lead="")
        yield len(lead), lambda some: self.filled(replace(facts, lead=shortened(lead, some)))
        yield len(facts.tags), lambda some: self.filled(replace(short, tags=facts.tags[:some]))
        yield 0, lambda _none: self.filled(Facts(facts.title, link=facts.link))
        yield len(title) - 1, lambda some: self.bare(shortened(title, some + 1))
        letters = [] if not title or is_whole(title[0]) else clusters(title[0])
        yield len(letters), lambda some: self.bare(_cut(letters, some))

    def longest(self, length, written):
        """The most pieces with which the text fits; None if it fits with none."""
        # Bisection ends beside a number that was tried and did fit, even where more pieces count for less.
        too_many = bisect_left(range(length + 1), True, key=lambda some: not self.fits(written(some)))
        return too_many - 1 if too_many else None

    def fits(self, text) -> bool:
        return length_of(text, self.facts.link, self.rules) <= self.rules.limit

    @property
    def says_link(self) -> bool:
        return "link" in map(_fact_named, PLACEHOLDER.findall(self.template))

    def bare(self, title) -> str:
        return f"{title}\n\n{self.facts.link}".strip() if self.says_link else title

    def filled(self, facts) -> str:
        values = {name: getattr(facts, name) for name in PLACEHOLDERS.values()}
        values["tags"] = " ".join(facts.tags)
        lines = (_line(line, values) for line in self.template.splitlines())
        text = "\n".join(line for line in lines if line is not None)
        return re.sub(r"\n{3,}", "\n\n", text).strip()


def _line(line, values):
    """One line of the template; None where all that it was made for is missing."""
    wanted = [_fact_named(name) for name in PLACEHOLDER.findall(line)]
    if wanted and not any(values[name] for name in wanted):
        return None
    # Gaps are closed before the values come in, which may end in a separator of their own.
    gaps = PLACEHOLDER.sub(lambda match: match[0] if values[_fact_named(match[1])] else MISSING, line)
    return PLACEHOLDER.sub(lambda match: values[_fact_named(match[1])], GAP.sub(_close, gaps)).rstrip()


def _close(match) -> str:
    before, after = match["before"], match["after"]
    if before is None or not match.start():
        return ""
    if before.strip() or not after.strip():
        return after
    return before


def shortened(words, some) -> str:
    """So many of the words, with … for those left out; apart from a link or a hashtag, which it would change."""
    if some >= len(words) or not some:
        return " ".join(words[:some])
    text = " ".join(words[:some])
    return f"{text} …" if is_whole(words[some - 1]) else f"{text.rstrip(' ,;:.–—-')}…"


def is_whole(word) -> bool:
    """Not to be cut or added to: a link, hashtag or mention."""
    return bool(find_links(word)) or "#" in word or "@" in word or "＃" in word


def _cut(letters, some) -> str:
    return "".join(letters[:some]) + ("…" if 0 < some < len(letters) else "")


# Links


def with_link(text, link, rules) -> str:
    """The text as it is posted: the link follows where the text does not have it and readers can follow it."""
    if not link or link in text or not rules.clickable_links:
        return text
    return f"{text}\n\n{link}".strip()


def length_of(text, link, rules) -> int:
    """As the network counts it, with the link."""
    return count(with_link(text, link, rules), rules.counter)


def tagged_link(url, key, network, campaign="publication") -> str:
    """The address with campaign tags: unique to the post, so that it can be found again and no network takes it for
    a repetition. The query and the fragment that it has stay as they are, except older campaign tags."""
    if not url:
        return ""
    address, hash_sign, fragment = url.partition("#")
    path, _mark, query = address.partition("?")
    kept = [piece for piece in query.split("&") if piece and not _is_campaign_tag(piece)]
    tags = {"utm_source": network, "utm_medium": "social", "utm_campaign": campaign, "utm_content": key}
    added = [f"{name}={quote(str(value), safe='')}" for name, value in tags.items()]
    return f"{path}?{'&'.join(kept + added)}{hash_sign}{fragment}"


def _is_campaign_tag(piece) -> bool:
    return unquote_plus(piece.partition("=")[0]).lower() in CAMPAIGN_TAGS


def replace_link(text, link, tagged) -> str:
    """The text with the tagged address wherever it has the plain one, and never inside a longer address."""
    if not link:
        return text
    found = find_links(text) if find_links(link) else _standing_alone(link, text)
    for start, end in reversed(found):
        if text[start:end].rstrip("/") == link.rstrip("/"):
            text = text[:start] + tagged + text[end:]
    return text


def _standing_alone(link, text):
    """For an address that no network takes for one, like that of a site under construction at localhost."""
    plain = re.escape(link.rstrip("/"))
    return [found.span() for found in re.finditer(rf"(?<![\w/]){plain}/?(?![\w/?#&=%-]|\.\w)", text)]
