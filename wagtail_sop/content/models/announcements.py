"""Announcements, which hold until a day."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from .joining import JoinedPageMixin
from .pieces import ReportMixin


class AnnouncementPageMixin(ReportMixin):
    """Says something that holds for a while; afterwards it stays to be read, and says that it is over."""

    valid_until = models.DateField(
        verbose_name=_("holds until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it holds. Leave it empty when it has no end."),
    )

    announcement_panels = [
        *ReportMixin.opening_panels,
        FieldPanel("valid_until"),
        FieldPanel("body"),
        *ReportMixin.closing_panels,
    ]
    announcement_search_fields = [*ReportMixin.report_search_fields, index.FilterField("valid_until")]
    announcement_api_fields = [*ReportMixin.report_api_fields, APIField("valid_until")]

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()


if not Page._meta.swapped:

    class AnnouncementPage(AnnouncementPageMixin, JoinedPageMixin, Page):
        page_description = _("Something that holds until a day.")
        content_panels = Page.content_panels + AnnouncementPageMixin.announcement_panels
        search_fields = Page.search_fields + AnnouncementPageMixin.announcement_search_fields
        api_fields = AnnouncementPageMixin.announcement_api_fields
        parent_page_types = ["wagtail_sop_content.ListingPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("announcement")
            verbose_name_plural = _("announcements")
