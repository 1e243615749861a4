"""What the editor asks for one account."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminAutoHeightTextInput, SwitchInput

from wagtail_sop.social.composition import Wish, number

MAIN, OWN, NONE = "main", "own", "none"


class AccountForm(forms.Form):
    share = forms.BooleanField(required=False, widget=SwitchInput)
    # Far above every network's limit: what is too long comes back with a sentence, and nothing of it is lost.
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=100_000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 5}),
    )
    source = forms.ChoiceField(
        label=_("Pictures"),
        required=False,
        choices=[(MAIN, _("Main picture")), (OWN, _("Others")), (NONE, _("None"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, outlet, wish, subject, data=None, prefix=""):
        source = MAIN if wish.pictures is None else OWN if wish.pictures else NONE
        initial = {"share": wish.share, "text": wish.text, "source": source}
        super().__init__(data, initial=initial, prefix=prefix)
        self.outlet, self.kept, self.subject = outlet, wish, subject
        # The browser's word for "required" and the like would stand in the way of a draft.
        self.use_required_attribute = False

    @property
    def rows(self) -> list[dict]:
        """The pictures chosen for this account, as they stand in the form."""
        return self.sent_rows if self.is_bound else self.kept.pictures or []

    @cached_property
    def sent_rows(self) -> list[dict]:
        images = self.data.getlist(f"{self.prefix}-image")
        texts = self.data.getlist(f"{self.prefix}-alt")
        dropped = set(self.data.getlist(f"{self.prefix}-drop"))
        rows = zip(images, texts, strict=False)
        # PostgreSQL keeps no NUL, and no field of a form has cleaned these.
        kept = ((number(image), alt.replace("\0", "").strip()) for image, alt in rows if image not in dropped)
        return [{"image": image, "alt": alt} for image, alt in kept if image]

    @property
    def wish(self) -> Wish:
        """As the form stands, valid or not: what the preview shows."""
        if not self.is_bound:
            return self.kept
        return Wish(share=bool(self["share"].data), text=tidied(self["text"].data), pictures=self.pictures)

    @property
    def pictures(self) -> list[dict] | None:
        source = self["source"].data if self.outlet.pictures else MAIN
        return {OWN: self.sent_rows, NONE: []}.get(source)

    kept_template = ""
    is_posted = True
    """False for a piece that was shared before and is not to be shared again."""

    def clean(self):
        if not self.cleaned_data.get("share") or not self.is_posted:
            return
        wish = self.wish
        if wish.text:
            written = self.outlet.written(wish.text, self.subject)
            for warning in written.warnings:
                if warning.blocks:
                    self.add_error("text", warning.message)
        self.refuse_too_many(len(wish.pictures or []))

    def refuse_too_many(self, chosen):
        most = self.outlet.most_pictures
        if chosen > most:
            message = ngettext(
                "This network takes %(most)d picture. Remove some.",
                "This network takes %(most)d pictures. Remove some.",
                most,
            )
            self.add_error("source", message % {"most": most})

    def value(self) -> dict:
        wish = self.wish
        # Written out as it is anyway: it goes on following the piece.
        text = "" if wish.text == self.outlet.usual_text(self.subject) else wish.text
        value = {"share": wish.share, "text": text} | (
            {} if text or not wish.share else self.usual_as_approved()
        )
        return value if wish.pictures is None else value | {"pictures": wish.pictures}

    def usual_as_approved(self) -> dict:
        # Of what is not posted, nothing is new: a later template must not make an unchanged page a changed one.
        template = self.outlet.template if self.is_posted else self.kept_template
        return {"template": template} if template else {}


def tidied(text) -> str:
    return (text or "").replace("\r\n", "\n").strip()
