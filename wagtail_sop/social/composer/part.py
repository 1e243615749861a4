"""The composer in the editor."""

from dataclasses import replace

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail.admin.staticfiles import versioned_static

from wagtail_sop.companions import CompanionPart
from wagtail_sop.social.actions.queue_posts import wish_for
from wagtail_sop.social.composition import composition_in, occasion

from .cards import card_of
from .forms import OWN, AccountForm
from .shown import images_for, look
from .subject import Images, Subject

OPEN_AT_ONCE = 2
"""Of so many accounts everything is seen at once; of more, one unfolds what one is after."""


class Row:
    """One account in the editor: its form beside its card."""

    def __init__(self, form, part):
        self.form, self.part = form, part
        self.outlet = form.outlet

    @cached_property
    def card(self):
        return card_of(self.outlet, self.form.wish, self.part.subject, self.part.images)

    @cached_property
    def usual_text(self) -> str:
        return self.outlet.usual_text(self.part.subject)

    @property
    def tagged(self) -> str:
        return self.outlet.tagged(self.part.subject.link)

    @property
    def pictures(self) -> list[dict]:
        """The chosen pictures of the form, with what is needed to show them."""
        images = self.part.images
        rows = ((images[row["image"]], row["alt"]) for row in self.form.rows)
        return [
            {"pk": image.pk, "title": image.title, "url": images.address(image), "alt": alt}
            for image, alt in rows
            if image
        ]

    @property
    def has_own_pictures(self) -> bool:
        return self.form["source"].value() == OWN

    @property
    def is_open(self) -> bool:
        few = len(self.part.outlets) <= OPEN_AT_ONCE
        return few or bool(self.form.errors or self.form.wish.text or self.form.wish.pictures is not None)


class SocialPart(CompanionPart):
    template_name = "wagtail_sop_social/composer.html"

    def __init__(self, piece, value, outlets, *, data=None, prefix="", place=None):
        self.piece, self.outlets, self.prefix, self.data, self.place = piece, outlets, prefix, data, place
        self.kept = value if isinstance(value, dict) else {}
        self.composition = composition_in(value)
        self.subject = Subject(piece, place)

    @cached_property
    def forms(self) -> list[AccountForm]:
        return [self.form_for(outlet) for outlet in self.outlets]

    def form_for(self, outlet):
        wish = wish_for(outlet.account, self.composition, self.subject.is_new)
        # In the editor the usual text is that of now: saving writes it down.
        now = replace(wish, template="")
        form = AccountForm(outlet, now, self.subject, self.data, f"{self.prefix}-{outlet.pk}")
        form.kept_template = wish.template
        form.is_posted = self.again or not self.may_share_again
        return form

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(form, self) for form in self.forms]

    @cached_property
    def images(self) -> Images:
        return images_for(self.subject, [form.rows for form in self.forms])

    # Sharing again

    @property
    def may_share_again(self) -> bool:
        return self.subject.was_shared

    @property
    def again(self) -> bool:
        if self.data is not None:
            return self.may_share_again and f"{self.prefix}-again" in self.data
        return self.subject.is_shared_again(self.composition)

    # The answers

    def is_valid(self):
        # Each is asked, so that each shows its errors.
        return not [form for form in self.forms if not form.is_valid()]

    def value(self):
        accounts = self.kept.get("accounts")
        # What was said for accounts out of reach stays: the unit of the piece may change back.
        others = accounts if isinstance(accounts, dict) else {}
        said = {str(form.outlet.pk): form.value() for form in self.forms}
        return {"accounts": others | said, "again": self.again} | self.occasion()

    def occasion(self) -> dict:
        return {"again_for": occasion(self.piece.pk, self.subject.next_round)} if self.again else {}

    def has_changed(self):
        return not self.is_valid() or self.value() != self.kept

    # On the screen

    @property
    def cards_url(self) -> str:
        content_type = ContentType.objects.get_for_model(self.piece, for_concrete_model=False)
        about = {
            "type": content_type.pk,
            "pk": self.piece.pk or "",
            "place": self.place.pk if self.place else "",
        }
        return f"{reverse('wagtail_sop_social:cards')}?{urlencode(about)}"

    def get_context_data(self, parent_context=None):
        # After an attempt to save, the piece says what was typed.
        self.subject = Subject(self.piece, self.place)
        return {
            "part": self,
            "rows": self.rows,
            "cards_url": self.cards_url,
            "chooser_url": reverse("wagtailimages_chooser:choose"),
        }

    @property
    def media(self):
        js = [
            versioned_static("wagtailimages/js/image-chooser-modal.js"),
            Script(versioned_static("wagtail_sop_social/js/composer.js"), type="module"),
        ]
        return forms.Media(js=js) + look()
