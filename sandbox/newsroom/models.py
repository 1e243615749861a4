"""The site's own page: its front door."""

from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.models import GalleryPage, HomePageMixin, NewsIndexPage, PublicationPage
from wagtail_sop.content.models.renditions import prefetch_renditions
from wagtail_sop.models import Section

GALLERIES_ON_FRONT = 3
PUBLICATIONS_ON_FRONT = 4


class HomePage(HomePageMixin, Page):
    """The front page: what the agency does, what is new, and how an item gets here."""

    body = ()
    """Not the field of the mixin: this front page is arranged by its template."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    api_fields = [APIField("intro")]
    template = "newsroom/home_page.html"
    subpage_types = [
        "wagtail_sop_content.NewsIndexPage",
        "wagtail_sop_content.ListingPage",
        "wagtail_sop_content.EventIndexPage",
        "wagtail_sop_content.PlainPage",
    ]
    max_count = 1

    class Meta:
        verbose_name = "beranda"

    def get_context(self, request, *args, **kwargs):
        news_index = NewsIndexPage.objects.live().child_of(self).first()
        return {
            **super().get_context(request, *args, **kwargs),
            "galleries": self.newest_galleries(),
            "publications": self.newest(PublicationPage, PUBLICATIONS_ON_FRONT),
            "steps": steps_to_publication(news_index),
        }

    def newest_galleries(self):
        galleries = self.newest(GalleryPage, GALLERIES_ON_FRONT).select_related("main_picture")
        return galleries.prefetch_related(prefetch_renditions("main_picture__renditions"))

    def newest(self, model, count):
        below = model.objects.live().public().descendant_of(self)
        return below.order_by("-first_published_at").defer_streamfields()[:count]


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
