"""News items, and the section that lists them."""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_sop.content.archive import Archive

from .below import public_children
from .information import InformationCategory
from .joining import JoinedPageMixin
from .listings import ArchivedMixin, ListingMixin
from .pieces import ReportMixin
from .renditions import prefetch_renditions


class NewsPageMixin(ReportMixin):
    """A news item: summary, dateline, main picture and body, and what wings keep with it."""

    news_panels = [*ReportMixin.opening_panels, FieldPanel("body"), *ReportMixin.closing_panels]
    news_search_fields = ReportMixin.report_search_fields
    news_api_fields = ReportMixin.report_api_fields

    class Meta:
        abstract = True


class NewsIndexPageMixin(ArchivedMixin, ListingMixin):
    """Lists the news below it, the newest first, page by page."""

    news_model = "wagtail_sop_content.NewsPage"
    """The page type it lists, a NewsPageMixin, as "app_label.Model"."""

    news_panels = ListingMixin.listing_panels
    news_search_fields = ListingMixin.listing_search_fields
    news_api_fields = ListingMixin.listing_api_fields

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "news": context["items"]}

    def get_archive(self, request):
        return Archive(self.get_news(), request.GET, categories=InformationCategory.public())

    def get_news(self):
        return (
            public_children(self, apps.get_model(self.news_model))
            .order_by(models.F("first_published_at").desc(nulls_last=True), "-pk")
            .defer_streamfields()
            .select_related("main_picture")
            .prefetch_related(prefetch_renditions("main_picture__renditions"))
        )


if not Page._meta.swapped:

    class NewsIndexPage(NewsIndexPageMixin, JoinedPageMixin, Page):
        page_description = _("Lists the news items below it, the newest first.")
        content_panels = Page.content_panels + NewsIndexPageMixin.news_panels
        search_fields = Page.search_fields + NewsIndexPageMixin.news_search_fields
        api_fields = NewsIndexPageMixin.news_api_fields
        subpage_types = ["wagtail_sop_content.NewsPage"]

        class Meta:
            verbose_name = _("news section")
            verbose_name_plural = _("news sections")

    class NewsPage(NewsPageMixin, JoinedPageMixin, Page):
        page_description = _("A report with a summary, a picture and a body.")
        content_panels = Page.content_panels + NewsPageMixin.news_panels
        search_fields = Page.search_fields + NewsPageMixin.news_search_fields
        api_fields = NewsPageMixin.news_api_fields
        parent_page_types = ["wagtail_sop_content.NewsIndexPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("news item")
            verbose_name_plural = _("news items")
