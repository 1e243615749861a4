"""Pages that list what lies below them, page by page."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.archive import Archive
from wagtail_sop.content.kinds import as_their_kinds
from wagtail_sop.models.content import page_model

from .below import public_children
from .breadcrumbs import BreadcrumbMixin
from .information import InformationCategory
from .joining import JoinedPageMixin
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
        paginator = self.get_paginator(request)
        # get_page answers a number that does not exist with the nearest page that does.
        items = paginator.get_page(request.GET.get("page"))
        numbers = paginator.get_elided_page_range(items.number, on_each_side=1, on_ends=1)
        return {**context, "items": items, "page_numbers": list(numbers)}

    def get_paginator(self, request):
        return Paginator(self.get_items(request), self.per_page)

    def get_items(self, request):
        """What is listed, in order: a queryset or a list."""
        raise NotImplementedError


class ArchivedMixin:
    """A list that can be narrowed by month, category and unit; stands before ListingMixin."""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        archive = context["items"].paginator.archive
        offered = {name: getattr(archive, name)() for name in ("months", "categories", "units")}
        return {**context, "archive": archive, **offered}

    def get_paginator(self, request):
        archive = self.get_archive(request)
        paginator = Paginator(archive.narrowed(), self.per_page)
        paginator.archive = archive
        if (number := archive.number()) is not None:
            # What the paginator would ask for.
            paginator.count = number
        return paginator

    def get_archive(self, request):
        """An ``Archive`` of all that is listed."""
        raise NotImplementedError


class MixedListingMixin(ArchivedMixin, ListingMixin):
    """Lists items of several types side by side, the newest first."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(context["items"].object_list)
        return context

    def get_archive(self, request):
        kinds = self.allowed_subpage_models()
        newest_first = models.F("first_published_at").desc(nulls_last=True)
        below = public_children(self, page_model()).order_by(newest_first, "-pk")
        items = as_their_kinds(below, kinds, "main_picture")
        return Archive(items, request.GET, kinds, InformationCategory.public())


def prefetch_pictures(items):
    """The renditions of the main pictures that came with the items, in one query."""
    pictures = [item.main_picture for item in items if getattr(item, "main_picture", None)]
    prefetch_related_objects(pictures, prefetch_renditions("renditions"))


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
