"""What to warn of in what a person wrote for a network."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .counting import hashtags, links, mentions
from .texts import length_of, with_link


@dataclass(frozen=True)
class TextWarning:
    """Something to think of before posting. ``blocks``: the network would refuse the post as it is."""

    kind: str
    message: str
    blocks: bool = False


def warnings_for(text, rules, link="") -> list[TextWarning]:
    """In the language in force; the gravest first."""
    found = [
        _too_long(length_of(text, link, rules), rules.limit),
        _too_many_hashtags(len(hashtags(text)), rules.hashtag_limit),
        _too_many_mentions(len(mentions(text)), rules.mention_limit),
        _about_mentions(mentions(text), rules),
        _about_links(links(with_link(text, link, rules)) or [link] * bool(link), rules),
    ]
    return sorted(filter(None, found), key=lambda warning: not warning.blocks)


def _too_long(length, limit):
    if length <= limit:
        return None
    message = ngettext(
        "The text is %(over)d character too long; the network takes %(limit)d.",
        "The text is %(over)d characters too long; the network takes %(limit)d.",
        length - limit,
    )
    return TextWarning("too_long", message % {"over": length - limit, "limit": limit}, blocks=True)


def _too_many_hashtags(number, limit):
    if limit is None or number <= limit:
        return None
    message = _("The text has %(number)d hashtags; the network takes %(limit)d. Remove some.")
    return TextWarning("too_many_hashtags", message % {"number": number, "limit": limit}, blocks=True)


def _too_many_mentions(number, limit):
    if limit is None or number <= limit:
        return None
    message = _("The text mentions %(number)d accounts; the network takes %(limit)d. Remove some.")
    return TextWarning("too_many_mentions", message % {"number": number, "limit": limit}, blocks=True)


def _about_mentions(names, rules):
    # X alone limits whom a program may call, and since February 2026 refuses some such posts.
    if not names or rules.counter != "x_weighted":
        return None
    message = _("X may refuse a post that mentions other accounts: %(names)s. Write the name without @.")
    return TextWarning("mentions", message % {"names": ", ".join(names)})


def _about_links(addresses, rules):
    if not addresses:
        return None
    if not rules.clickable_links:
        message = _(
            "Links cannot be clicked on this network. Say where readers find the page, such as in the profile."
        )
        return TextWarning("link_not_clickable", message)
    if rules.link_cost:
        message = _("A post with a link costs %(cost)s more on this network.")
        return TextWarning("link_cost", message % {"cost": rules.link_cost})
    return None
