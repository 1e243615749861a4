"""The texts for social media as a companion of pieces."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from wagtail_sop.companions import Companion
from wagtail_sop.social.composition import KEY, composition_in
from wagtail_sop.social.models import Account

from .part import SocialPart
from .reach import outlets_for, outlets_of
from .shown import SocialShown


class SocialCompanion(Companion):
    key = KEY
    heading = _("Social media")
    icon = "globe"

    def part(self, piece, user, value, *, data=None, prefix="", place=None):
        outlets = outlets_for(piece, user, place)
        return SocialPart(piece, value, outlets, data=data, prefix=prefix, place=place) if outlets else None

    def shown(self, case, piece, value):
        if case.social_posts.exists():
            # What was made of the composition is shown among the posts of the case.
            return None
        outlets = outlets_of(Account.objects.for_unit(case.unit))
        return SocialShown(case, piece, value, outlets) if outlets else None

    def words(self, piece, value):
        composition = composition_in(value)
        names = {account.pk: account for account in Account.objects.filter(pk__in=composition.accounts)}
        said = [(names.get(pk), wish) for pk, wish in sorted(composition.accounts.items())]
        titles = titles_of(wish for _account, wish in said)
        lines = [(label_of(account), words_of(wish, titles)) for account, wish in said if account]
        return [*lines, (gettext("Shared again"), gettext("Yes"))] if composition.again else lines


def label_of(account) -> str:
    return gettext("Social media: %(account)s") % {"account": f"{account.name} ({account.network})"}


def titles_of(wishes) -> dict:
    pks = {entry["image"] for wish in wishes for entry in wish.pictures or []}
    return dict(get_image_model().objects.filter(pk__in=pks).values_list("pk", "title")) if pks else {}


def words_of(wish, titles) -> str:
    if not wish.share:
        return gettext("Not shared.")
    lines = [wish.text or gettext("The usual text, made from the piece.")]
    if wish.pictures is not None:
        lines += [picture_in_words(entry, titles) for entry in wish.pictures] or [
            gettext("Without a picture.")
        ]
    return "\n".join(lines)


def picture_in_words(entry, titles) -> str:
    title = titles.get(entry["image"]) or gettext("a deleted picture")
    if not entry["alt"]:
        return gettext("Picture: %(title)s") % {"title": title}
    return gettext("Picture: %(title)s – “%(alt)s”") % {"title": title, "alt": entry["alt"]}
