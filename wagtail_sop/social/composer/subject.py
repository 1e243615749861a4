"""The piece as posts speak of it: its address, its facts, its pictures."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found

from wagtail_sop.models.content import is_page
from wagtail_sop.models.endings import address_of
from wagtail_sop.social.actions.queue_posts import rounds_of, was_public
from wagtail_sop.social.facts import facts_of, picture_of
from wagtail_sop.social.texts import Facts

THUMBNAIL = "max-800x800"
"""One rendition serves every network: what it would cut off, the browser does."""


@dataclass
class Subject:
    piece: object
    place: object = None
    """The parent page of a page that is not saved yet."""

    @cached_property
    def link(self) -> str:
        if self.piece.pk or not is_page(self.piece):
            return address_of(self.piece)
        above = address_of(self.place)
        return above and f"{above}{self.piece.slug or slugify(self.piece.title) or '…'}/"

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.piece)

    @cached_property
    def main_picture(self) -> list[dict]:
        return picture_of(self.piece)

    @cached_property
    def earlier(self) -> dict:
        """The last round of its posts, and whether any of them was for the public."""
        return rounds_of(self.piece) if self.piece.pk else {"last": None, "shared": None}

    @property
    def was_shared(self) -> bool:
        return self.earlier["shared"] is not None

    @property
    def is_new(self) -> bool:
        """Accounts that share by themselves share it."""
        return not self.was_shared and not was_public(self.piece, self.earlier)

    @property
    def next_round(self) -> int:
        return (self.earlier["last"] or 0) + 1

    def is_shared_again(self, composition) -> bool:
        return self.was_shared and composition.asks_again(self.piece.pk, self.next_round)


class Images:
    """The images that a screen shows, fetched at once by whoever knows all their numbers."""

    def __init__(self, pks):
        images = get_image_model().objects.filter(pk__in=set(pks)).prefetch_renditions(THUMBNAIL)
        self.found = {image.pk: image for image in images}
        self.addresses = {}

    def __getitem__(self, pk):
        return self.found.get(pk)

    def address(self, image) -> str:
        if image.pk not in self.addresses:
            self.addresses[image.pk] = get_rendition_or_not_found(image, THUMBNAIL).url
        return self.addresses[image.pk]
