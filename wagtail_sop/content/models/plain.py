"""Pages that simply say something: about the agency, its service pledge (maklumat), contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from .joining import JoinedPageMixin
from .pieces import PieceMixin


class PlainPageMixin(PieceMixin):
    """Summary and body; signed, where it is a pledge."""

    lead = models.TextField(
        verbose_name=_("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what this page is about."),
    )
    signed_by = models.CharField(
        verbose_name=_("signed by"),
        max_length=200,
        blank=True,
        help_text=_("Of a service pledge or a statement: the office, for example: Head of the Agency."),
    )
    signed_on = models.DateField(verbose_name=_("signed on"), null=True, blank=True)

    plain_panels = [
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("signed_by"),
        FieldPanel("signed_on"),
        *PieceMixin.closing_panels,
    ]
    plain_search_fields = PieceMixin.piece_search_fields
    plain_api_fields = [*PieceMixin.piece_api_fields, APIField("signed_by"), APIField("signed_on")]

    class Meta:
        abstract = True


if not Page._meta.swapped:

    class PlainPage(PlainPageMixin, JoinedPageMixin, Page):
        page_description = _("A page with a text: profile, service pledge, contact.")
        content_panels = Page.content_panels + PlainPageMixin.plain_panels
        search_fields = Page.search_fields + PlainPageMixin.plain_search_fields
        api_fields = PlainPageMixin.plain_api_fields

        class Meta:
            verbose_name = _("plain page")
            verbose_name_plural = _("plain pages")
