"""Publications: documents for the public."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.blocks import FilesBlock

from .joining import JoinedPageMixin
from .pieces import ReportMixin


class PublicationPageMixin(ReportMixin):
    """A document or several: regulation, report, form, leaflet."""

    number = models.CharField(
        verbose_name=pgettext_lazy("of a document", "number"),
        max_length=100,
        blank=True,
        help_text=_("As it stands on the document, for example: 188/21/KEP/2026."),
    )
    files = StreamField(FilesBlock(), verbose_name=_("files"))

    publication_panels = [
        *ReportMixin.opening_panels,
        FieldPanel("number"),
        FieldPanel("files"),
        FieldPanel("body"),
        *ReportMixin.closing_panels,
    ]
    publication_search_fields = [
        *ReportMixin.report_search_fields,
        index.SearchField("number"),
        index.SearchField("files"),
    ]
    publication_api_fields = [*ReportMixin.report_api_fields, APIField("number"), APIField("files")]

    class Meta:
        abstract = True


if not Page._meta.swapped:

    class PublicationPage(PublicationPageMixin, JoinedPageMixin, Page):
        page_description = _("Documents to download: a regulation, a report, a form.")
        content_panels = Page.content_panels + PublicationPageMixin.publication_panels
        search_fields = Page.search_fields + PublicationPageMixin.publication_search_fields
        api_fields = PublicationPageMixin.publication_api_fields
        parent_page_types = ["wagtail_sop_content.ListingPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("publication")
            verbose_name_plural = _("publications")
