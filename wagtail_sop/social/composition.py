"""What a revision says about its posts: the editor's answers, kept in the content and approved with it.

In ``sop_companions`` of the revision::

    {"social": {"accounts": {"3": {"share": true, "text": "…", "pictures": [{"image": 7, "alt": "…"}]},
                             "4": {"share": true, "text": "", "template": "{judul}"}},
                "again": true, "again_for": "12/2"}}
"""

import json
from dataclasses import dataclass, field

FIELD, KEY = "sop_companions", "social"
LARGEST = 2**63
"""SQLite cannot even be asked for a larger number."""


@dataclass(frozen=True)
class Wish:
    """For one account. ``pictures`` is ``None`` where nothing was chosen, and empty where none is wanted."""

    share: bool = True
    text: str = ""
    pictures: list[dict] | None = None
    template: str = ""
    """What the usual text was made from when the composition was written: who approves it approves this text, whatever
    becomes of the account's template. Empty where nobody has seen the composer."""


@dataclass(frozen=True)
class Composition:
    accounts: dict[int, Wish] = field(default_factory=dict)
    again: bool = False
    """Share a piece that was shared before."""
    again_for: str = ""
    """The one occasion that was asked for: drafts of later versions, and copies, carry the wish along."""

    def asks_again(self, piece_pk, round_number) -> bool:
        return self.again and self.again_for in ("", occasion(piece_pk, round_number))


def occasion(piece_pk, round_number) -> str:
    return f"{piece_pk}/{round_number}"


def can_carry(obj) -> bool:
    """Whether its editor can say anything about posts; nothing else is shared."""
    return hasattr(obj, FIELD)


def composition_of(revision) -> Composition:
    """Of what cannot be understood, nothing counts: a broken answer must not stop a publication."""
    content = as_dict(getattr(revision, "content", None))
    return composition_in(as_dict(content.get(FIELD)).get(KEY))


def composition_in(value) -> Composition:
    said = as_dict(value)
    wishes = {number(pk): wish_of(as_dict(entry)) for pk, entry in as_dict(said.get("accounts")).items()}
    wishes.pop(None, None)
    return Composition(wishes, said.get("again") is True, str(said.get("again_for") or ""))


def wish_of(entry) -> Wish:
    text, pictures, template = (entry.get(name) for name in ("text", "pictures", "template"))
    return Wish(
        share=bool(entry.get("share")),
        text=text.strip() if isinstance(text, str) else "",
        pictures=list(pictures_in(pictures)) if isinstance(pictures, list) else None,
        template=template if isinstance(template, str) else "",
    )


def pictures_in(entries):
    for entry in map(as_dict, entries):
        if image := number(entry.get("image")):
            yield {"image": image, "alt": str(entry.get("alt") or "").strip()}


def as_dict(value) -> dict:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, dict) else {}


def number(value) -> int | None:
    """Of a row; None for what no database could have numbered one with."""
    try:
        found = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if 0 < found < LARGEST else None
