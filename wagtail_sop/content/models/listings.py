"""Pages that list what lies below them, page by page."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.models.content import page_model

from .below import public_children
from .breadcrumbs import BreadcrumbMixin
from .joining import JoinedPageMixin
from .pieces import MainPictureMixin
from .renditions import prefetch_renditions


class ListingMixin(BreadcrumbMixin):
    """Has an introduction and lists its pages, so many at a time. A subclass says which: ``get_items``."""

    per_page = 10

    intro = models.TextField(
        verbose_name=_("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences below the title: what visitors find here."),
    )

    listing_panels = [FieldPanel("intro")]
    listing_search_fields = [index.SearchField("intro")]
    listing_api_fields = [APIField("intro")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        paginator = Paginator(self.get_items(request), self.per_page)
        # get_page answers a number that does not exist with the nearest page that does.
        items = paginator.get_page(request.GET.get("page"))
        numbers = paginator.get_elided_page_range(items.number, on_each_side=1, on_ends=1)
        return {**context, "items": items, "page_numbers": list(numbers)}

    def get_items(self, request):
        """What is listed, in order: a queryset or a list."""
        raise NotImplementedError


class MixedListingMixin(ListingMixin):
    """Lists items of several types side by side, the newest first."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(context["items"].object_list)
        return context

    def get_items(self, request):
        below = public_children(self, page_model())
        newest_first = models.F("first_published_at").desc(nulls_last=True)
        # Sliced by the paginator before it is read, so only what is shown is fetched: one query for each type.
        return below.order_by(newest_first, "-pk").specific().defer_streamfields()


def prefetch_pictures(items):
    """Main pictures with their renditions, in two queries for each type of item."""
    shown = sorted((item for item in items if isinstance(item, MainPictureMixin)), key=_type_of)
    for _type, group in groupby(shown, key=_type_of):
        prefetch_related_objects(list(group), "main_picture", prefetch_renditions("main_picture__renditions"))


def _type_of(item):
    return item._meta.label


if not Page._meta.swapped:

    class ListingPage(MixedListingMixin, JoinedPageMixin, Page):
        page_description = _("Lists galleries, videos, publications and announcements below it.")
        content_panels = Page.content_panels + MixedListingMixin.listing_panels
        search_fields = Page.search_fields + MixedListingMixin.listing_search_fields
        api_fields = MixedListingMixin.listing_api_fields
        subpage_types = [
            "wagtail_sop_content.GalleryPage",
            "wagtail_sop_content.VideoPage",
            "wagtail_sop_content.PublicationPage",
            "wagtail_sop_content.AnnouncementPage",
        ]

        class Meta:
            verbose_name = _("section of items")
            verbose_name_plural = _("sections of items")
