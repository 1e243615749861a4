"""The front page."""

from django.apps import apps
from django.db import models
from django.db.models import prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.blocks import NewsBodyBlock

from .below import public_descendants
from .breadcrumbs import BreadcrumbMixin
from .joining import JoinedPageMixin
from .renditions import pictures_in, prefetch_renditions


class HomePageMixin(BreadcrumbMixin):
    """What the agency does, and what is new below this page: news, events to come, announcements that hold."""

    news_model = "wagtail_sop_content.NewsPage"
    event_model = "wagtail_sop_content.EventPage"
    announcement_model = "wagtail_sop_content.AnnouncementPage"
    news_shown, events_shown, announcements_shown = 4, 3, 3

    intro = models.TextField(
        verbose_name=_("introduction"),
        max_length=400,
        blank=True,
        help_text=_("What the agency does for the people who come here, in one or two sentences."),
    )
    body = StreamField(NewsBodyBlock(), verbose_name=_("body"), blank=True)

    home_panels = [FieldPanel("intro"), FieldPanel("body")]
    home_search_fields = [index.SearchField("intro"), index.SearchField("body")]
    home_api_fields = [APIField("intro"), APIField("body")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        prefetch_related_objects(pictures_in(self.body), "renditions")
        return {
            **super().get_context(request, *args, **kwargs),
            "news": self.newest_news(),
            "events": self.next_events(),
            "announcements": self.announcements(),
        }

    def newest_news(self):
        news = self._below(self.news_model).order_by(
            models.F("first_published_at").desc(nulls_last=True), "-pk"
        )
        pictures = prefetch_renditions("main_picture__renditions")
        return news.select_related("main_picture").prefetch_related(pictures)[: self.news_shown]

    def next_events(self):
        events = self._below(self.event_model).alias(last_moment=Coalesce("ends_at", "starts_at"))
        return events.filter(last_moment__gte=timezone.now()).order_by("starts_at", "pk")[: self.events_shown]

    def announcements(self):
        below = self._below(self.announcement_model).exclude(valid_until__lt=timezone.localdate())
        return below.order_by("-first_published_at", "-pk")[: self.announcements_shown]

    def _below(self, model):
        return public_descendants(self, apps.get_model(model)).defer_streamfields()


if not Page._meta.swapped:

    class HomePage(HomePageMixin, JoinedPageMixin, Page):
        page_description = _("The front page: introduction, news, events and announcements.")
        content_panels = Page.content_panels + HomePageMixin.home_panels
        search_fields = Page.search_fields + HomePageMixin.home_search_fields
        api_fields = HomePageMixin.home_api_fields

        class Meta:
            verbose_name = _("home page")
            verbose_name_plural = _("home pages")
