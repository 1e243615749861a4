"""A post as its readers will see it: what the editor shows while one writes, and the approver reads."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wagtail_sop.social.counting import HASHTAG, MENTION
from wagtail_sop.social.counting.links import find_links

from .outlets import Outlet
from .shots import Shot, shots_of

PICTURE_FIRST = frozenset({"instagram", "tiktok", "youtube"})


@dataclass(frozen=True)
class Card:
    outlet: Outlet
    share: bool
    text: str
    length: int
    shots: list[Shot]
    warnings: list

    @property
    def account(self):
        return self.outlet.account

    @property
    def limit(self) -> int:
        return self.outlet.rules.limit

    @property
    def is_too_long(self) -> bool:
        return self.length > self.limit

    @property
    def over(self) -> int:
        return max(self.length - self.limit, 0)

    @property
    def is_picture_first(self) -> bool:
        return self.outlet.network in PICTURE_FIRST

    @property
    def initial(self) -> str:
        return next((letter.upper() for letter in self.account.name if letter.isalnum()), "")

    @property
    def marked_text(self) -> SafeString:
        return marked(self.text)


@dataclass(frozen=True)
class Notice:
    message: str
    blocks: bool = False


def card_of(outlet, wish, subject, images) -> Card:
    """``wish``: what the composition says for this account."""
    written = outlet.written(wish.text, subject, wish.template)
    entries = subject.main_picture if wish.pictures is None else wish.pictures
    shots = shots_of(entries[: outlet.most_pictures], outlet.pictures, images) if outlet.pictures else []
    return Card(
        outlet=outlet,
        share=wish.share,
        text=written.shown,
        length=written.length,
        shots=shots,
        warnings=[*written.warnings, *notices(outlet, subject, shots)],
    )


def notices(outlet, subject, shots) -> list[Notice]:
    found = [Notice(message) for message in dict.fromkeys(shot.problem for shot in shots) if message]
    if outlet.pictures and outlet.pictures.required and not shots:
        found.append(Notice(_("This network takes no post without a picture. Choose one.")))
    if any(shot.takes_alt and not shot.alt and not shot.problem for shot in shots):
        found.append(
            Notice(_("A picture has no alternative text. Describe it for people who cannot see it."))
        )
    if not subject.link:
        found.append(Notice(_("The piece has no public address, so it is not shared.")))
    if notice := account_notice(outlet.account):
        found.append(notice)
    return found


def account_notice(account):
    if account.status == account.Status.BROKEN:
        return Notice(_("The account needs attention. The post waits until it works again."))
    if account.status == account.Status.PAUSED:
        return Notice(_("The account is paused. The post waits until it is resumed."))
    return None


# Links, hashtags and mentions stand out, as they do on every network


def marked(text) -> SafeString:
    at, pieces = 0, []
    for start, end in find_links(text):
        pieces += [marked_names(text[at:start]), format_html("<b>{}</b>", text[start:end])]
        at = end
    return mark_safe("".join([*pieces, marked_names(text[at:])]))  # noqa: S308  (escaped piece by piece)


def marked_names(text) -> SafeString:
    at, pieces = 0, []
    spans = [match.span() for pattern in (HASHTAG, MENTION) for match in pattern.finditer(text)]
    for start, end in sorted(spans):
        pieces += [format_html("{}<b>{}</b>", text[at:start], text[start:end])]
        at = end
    return mark_safe("".join([*pieces, format_html("{}", text[at:])]))  # noqa: S308
