"""Photo galleries."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.blocks import GalleryBlock
from wagtail_sop.content.several_pictures import SeveralPicturesPanel

from .joining import JoinedPageMixin
from .pieces import ReportMixin
from .renditions import pictures_in


class GalleryPageMixin(ReportMixin):
    """Pictures, each with its alternative text and its caption."""

    pictures = StreamField(GalleryBlock(), verbose_name=_("pictures"))

    gallery_panels = [
        *ReportMixin.opening_panels,
        SeveralPicturesPanel("pictures", block="picture", heading=_("Several pictures at once")),
        FieldPanel("pictures"),
        FieldPanel("body"),
        *ReportMixin.closing_panels,
    ]
    gallery_search_fields = [*ReportMixin.report_search_fields, index.SearchField("pictures")]
    gallery_api_fields = [*ReportMixin.report_api_fields, APIField("pictures")]

    class Meta:
        abstract = True

    def pictures_shown(self):
        return [*super().pictures_shown(), *pictures_in(self.pictures)]


if not Page._meta.swapped:

    class GalleryPage(GalleryPageMixin, JoinedPageMixin, Page):
        page_description = _("Pictures of one event, each with a caption.")
        content_panels = Page.content_panels + GalleryPageMixin.gallery_panels
        search_fields = Page.search_fields + GalleryPageMixin.gallery_search_fields
        api_fields = GalleryPageMixin.gallery_api_fields
        parent_page_types = ["wagtail_sop_content.ListingPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("photo gallery")
            verbose_name_plural = _("photo galleries")
