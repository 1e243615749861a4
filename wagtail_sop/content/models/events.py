"""The agenda: events, and the page that lists what is to come and what was."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from .below import public_children
from .joining import JoinedPageMixin
from .listings import ListingMixin
from .pieces import MainPictureMixin, PieceMixin
from .renditions import prefetch_renditions


class EventPageMixin(MainPictureMixin, PieceMixin):
    """Something that takes place: from when, until when, and where."""

    starts_at = models.DateTimeField(_("begins"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("Leave it empty when only the beginning is known.")
    )
    venue = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("Building and town, or “online”."),
    )

    event_panels = [
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("venue")],
            heading=_("When and where"),
        ),
        *MainPictureMixin.picture_panels,
        FieldPanel("body"),
        *PieceMixin.closing_panels,
    ]
    event_search_fields = [
        *PieceMixin.piece_search_fields,
        index.SearchField("venue"),
        index.FilterField("starts_at"),
    ]
    event_api_fields = [
        *PieceMixin.piece_api_fields,
        *MainPictureMixin.picture_api_fields,
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("venue"),
    ]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError(
                {"ends_at": gettext("The event ends before it begins. Correct one of the two.")}
            )

    @property
    def is_over(self) -> bool:
        return (self.ends_at or self.starts_at) < timezone.now()

    @property
    def is_on_one_day(self) -> bool:
        return not self.ends_at or timezone.localdate(self.ends_at) == timezone.localdate(self.starts_at)


class EventIndexPageMixin(ListingMixin):
    """The agenda: what is to come, the next first; with ``?when=past`` what was, the last first."""

    event_model = "wagtail_sop_content.EventPage"
    """The page type it lists, an EventPageMixin, as "app_label.Model"."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "shows_past": self.shows_past(request),
        }

    def shows_past(self, request) -> bool:
        return request.GET.get("when") == "past"

    def get_items(self, request):
        return self.past() if self.shows_past(request) else self.upcoming()

    def upcoming(self):
        return self.events().filter(last_moment__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        return self.events().filter(last_moment__lt=timezone.now()).order_by("-starts_at", "-pk")

    def events(self):
        return (
            public_children(self, apps.get_model(self.event_model))
            .alias(last_moment=Coalesce("ends_at", "starts_at"))
            .defer_streamfields()
            .select_related("main_picture")
            .prefetch_related(prefetch_renditions("main_picture__renditions"))
        )


if not Page._meta.swapped:

    class EventIndexPage(EventIndexPageMixin, JoinedPageMixin, Page):
        page_description = _("The agenda: lists the events below it.")
        content_panels = Page.content_panels + EventIndexPageMixin.listing_panels
        search_fields = Page.search_fields + EventIndexPageMixin.listing_search_fields
        api_fields = EventIndexPageMixin.listing_api_fields
        subpage_types = ["wagtail_sop_content.EventPage"]

        class Meta:
            verbose_name = _("agenda")
            verbose_name_plural = _("agendas")

    class EventPage(EventPageMixin, JoinedPageMixin, Page):
        page_description = _("Something that takes place, with its time and place.")
        content_panels = Page.content_panels + EventPageMixin.event_panels
        search_fields = Page.search_fields + EventPageMixin.event_search_fields
        api_fields = EventPageMixin.event_api_fields
        parent_page_types = ["wagtail_sop_content.EventIndexPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("event")
            verbose_name_plural = _("events")
