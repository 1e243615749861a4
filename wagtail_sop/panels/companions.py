"""The place in an editor where wings have their say about a piece."""

from functools import partial

from django.core.exceptions import ValidationError
from django.forms import BoundField, JSONField, Media
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text
from wagtail.admin.panels import Panel

from wagtail_sop.companions import FIELD, companions, kept_with


class CompanionsPanel(Panel):
    """Belongs in the panels of a page type or snippet with a ``CompanionsMixin``; shown when a wing has something to
    write there."""

    def get_form_options(self):
        return {"fields": [FIELD], "field_classes": {FIELD: CompanionsField}}

    @property
    def clean_name(self):
        return super().clean_name or FIELD

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_sop/companions_panel.html"

        @cached_property
        def parts(self):
            if self.form is None or FIELD not in self.form.fields:
                return []
            return self.form[FIELD].parts

        def is_shown(self):
            # Without a form there is nothing to render, but versions are compared.
            return self.form is None or bool(self.parts)

        @property
        def media(self):
            return sum((part.media for part in self.parts), Media())

        def get_comparison(self):
            return [partial(CompanionComparison, companion) for companion in companions()]


class CompanionsField(JSONField):
    """Filled in through the parts of all companions, each with inputs of its own."""

    def get_bound_field(self, form, field_name):
        return BoundCompanions(form, self, field_name)

    def clean(self, value):
        """``value``: the ``BoundCompanions``."""
        wrong = [part for part in value.sent if not part.is_valid()]
        if wrong:
            names = ", ".join(str(part.companion.heading) for part in wrong)
            raise ValidationError(_("Correct what is marked at: %(names)s.") % {"names": names})
        return value.kept | {part.companion.key: part.value() for part in value.sent}

    def has_changed(self, initial, data):
        return any(part.has_changed() for part in data.sent)

    def bound_data(self, data, initial):
        return initial


class BoundCompanions(BoundField):
    """The parts of one form, made once: they are asked for their value, and then shown with what is wrong."""

    @property
    def data(self):
        return self

    @cached_property
    def kept(self) -> dict:
        """As the piece has it, with what belongs to wings that are not installed, or not shown to this user."""
        return kept_with(self.form.instance)

    @cached_property
    def parts(self) -> list:
        made = (self.part_of(companion) for companion in companions())
        return [part for part in made if part is not None]

    @property
    def sent(self) -> list:
        """A form may be sent without one of them, by a program or by an editor opened before a wing was installed."""
        return [part for part in self.parts if part.was_sent]

    def part_of(self, companion):
        prefix = f"{self.html_name}-{companion.key}"
        marker = f"{prefix}-sent"
        was_sent = self.form.is_bound and marker in self.form.data
        part = companion.part(
            self.form.instance,
            getattr(self.form, "for_user", None),
            self.kept.get(companion.key),
            data=self.form.data if was_sent else None,
            prefix=prefix,
            place=getattr(self.form, "parent_page", None),
        )
        if part is not None:
            part.companion, part.marker, part.was_sent = companion, marker, was_sent
        return part


class CompanionComparison:
    """What one companion says of two versions of a piece, for Wagtail's comparison."""

    is_field = True
    is_child_relation = False

    def __init__(self, companion, before, after):
        self.companion = companion
        self.before, self.after = (self.words(piece) for piece in (before, after))

    def words(self, piece) -> dict:
        return dict(self.companion.words(piece, kept_with(piece).get(self.companion.key)))

    def field_label(self):
        return self.companion.heading

    def has_changed(self):
        return self.before != self.after

    def htmldiff(self):
        labels = [label for label in {**self.before, **self.after} if self.differs(label)]
        lines = ((label, self.difference(label)) for label in labels)
        return format_html_join("", "<p><strong>{}</strong><br>{}</p>", lines)

    def differs(self, label):
        return self.before.get(label) != self.after.get(label)

    def difference(self, label):
        # Wagtail has escaped both texts.
        html = diff_text(self.before.get(label, ""), self.after.get(label, "")).to_html()
        return mark_safe(html.replace("\n", "<br>"))  # noqa: S308
