"""The site's own page: its front door."""

from django.db.models import prefetch_related_objects
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.models import GalleryPage, HomePageMixin, NewsPage, PublicationPage
from wagtail_sop.content.models.below import public_descendants
from wagtail_sop.content.models.renditions import prefetch_renditions
from wagtail_sop.models import Edition

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
        context = super().get_context(request, *args, **kwargs)
        galleries = list(self.newest(GalleryPage, GALLERIES_ON_FRONT).select_related("main_picture"))
        # Of both lists at once.
        shown = [item.main_picture for item in (*context["news"], *galleries) if item.main_picture]
        prefetch_related_objects(shown, prefetch_renditions("renditions"))
        return {
            **context,
            "galleries": galleries,
            "publications": self.newest(PublicationPage, PUBLICATIONS_ON_FRONT),
            "steps": steps_to_publication(),
        }

    def newest_news(self):
        return list(self.newest(NewsPage, self.news_shown).select_related("main_picture"))

    def newest(self, model, count):
        return (
            public_descendants(self, model)
            .order_by("-first_published_at", "-pk")
            .defer_streamfields()[:count]
        )


def steps_to_publication():
    """What an item goes through, for its reader: number, name, by whom, within what time. The site has one SOP."""
    edition = Edition.objects.in_force().first()
    if not edition:
        return []
    names = {actor.code: actor.name for actor in edition.definition.actors}
    return [
        {
            "number": step.number,
            "name": step.name,
            "position": names[step.acting],
            "limit": step.limit.text if step.limit else "",
        }
        for step in edition.definition.item_steps
    ]
