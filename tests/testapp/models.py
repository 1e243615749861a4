from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.snippets.models import register_snippet

from wagtail_sop.content.models import NewsPageMixin
from wagtail_sop.models import CompanionsMixin
from wagtail_sop.panels import CompanionsPanel


class SimplePage(Page):
    body = models.TextField(blank=True)

    content_panels = Page.content_panels + [FieldPanel("body")]


class EventPage(Page):
    """A page type of the site's own that knows nothing of procedures."""

    starts_at = models.DateTimeField(null=True, blank=True)
    location = models.CharField(max_length=200, blank=True)
    description = RichTextField(blank=True)

    content_panels = Page.content_panels + [
        FieldPanel("starts_at"),
        FieldPanel("location"),
        FieldPanel("description"),
    ]


class ArticlePage(NewsPageMixin, EventPage):
    """News on a base page of the site's own, with more fields, joined as the documentation says."""

    template = "wagtail_sop_content/news_page.html"
    content_panels = EventPage.content_panels + NewsPageMixin.news_panels
    search_fields = EventPage.search_fields + NewsPageMixin.news_search_fields
    api_fields = NewsPageMixin.news_api_fields


class BulletinPage(CompanionsMixin, Page):
    """A page type of the site's own that keeps what wings add to a piece."""

    summary = models.TextField(blank=True)

    content_panels = Page.content_panels + [FieldPanel("summary"), CompanionsPanel()]


@register_snippet
class Advert(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    text = models.CharField(max_length=255)
    url = models.URLField(blank=True)

    panels = [FieldPanel("text"), FieldPanel("url")]

    def __str__(self):
        return self.text

    def get_preview_template(self, request, mode_name):
        return "testapp/advert.html"
