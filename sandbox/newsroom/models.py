"""The site's own page: its front door."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_sop.content.models import NewsIndexPage, NewsPage
from wagtail_sop.models import Section

NEWS_ON_FRONT = 4


class HomePage(Page):
    """The front page: what the agency does, and its newest reports."""

    intro = models.TextField("pengantar", max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["wagtail_sop_content.NewsIndexPage"]
    max_count = 1

    class Meta:
        verbose_name = "beranda"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.live().public().descendant_of(self).order_by("-first_published_at")
        index = NewsIndexPage.objects.live().child_of(self).first()
        return {
            **context,
            "news": news.select_related("main_picture").defer_streamfields()[:NEWS_ON_FRONT],
            "news_index": index,
            "steps": steps_to_publication(index),
        }


def steps_to_publication(index):
    """What a report goes through, for its reader: number, name, by whom, within what time."""
    section = Section.objects.governing(index) if index else None
    edition = section and section.procedure.edition_in_force
    if not edition:
        return []
    return [
        {
            "number": step.number,
            "name": step.name,
            "position": edition.position(step.acting).name,
            "limit": step.limit.text if step.limit else "",
        }
        for step in edition.definition.item_steps
    ]
