"""The composer's cards on the review page, to be read only."""

from django import forms
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from wagtail_sop.models import Case
from wagtail_sop.social.actions.queue_posts import wish_for
from wagtail_sop.social.composition import composition_in

from .cards import card_of
from .subject import Images, Subject


class SocialShown(Component):
    """Every account in reach, as the revision has it."""

    template_name = "wagtail_sop_social/shown.html"

    def __init__(self, case, piece, value, outlets):
        self.case, self.subject, self.outlets = case, Subject(piece), outlets
        self.composition, is_new = composition_in(value), self.subject.is_new
        self.wishes = [wish_for(outlet.account, self.composition, is_new) for outlet in outlets]

    def get_context_data(self, parent_context=None):
        images = images_for(self.subject, [wish.pictures or [] for wish in self.wishes])
        pairs = zip(self.outlets, self.wishes, strict=True)
        cards = [card_of(outlet, wish, self.subject, images) for outlet, wish in pairs]
        return {
            "cards": [card for card in cards if card.share],
            "others": [card for card in cards if not card.share],
            # Of what is live already, the posts themselves tell.
            "was_shared": self.case.status in Case.BEFORE_LIVE and self.subject.was_shared,
            "again": self.subject.is_shared_again(self.composition),
        }

    @property
    def media(self):
        return look()


def look() -> forms.Media:
    return forms.Media(css={"all": [versioned_static("wagtail_sop_social/css/composer.css")]})


def images_for(subject, lists) -> Images:
    return Images(entry["image"] for entries in [subject.main_picture, *lists] for entry in entries)
