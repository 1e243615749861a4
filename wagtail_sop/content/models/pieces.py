"""What all published items have in common."""

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_sop.content.blocks import NewsBodyBlock
from wagtail_sop.content.conf import get_content_settings
from wagtail_sop.content.pasting import clean_piece
from wagtail_sop.content.responsive import BODY_WIDTHS, main_specs, specs
from wagtail_sop.models import CompanionsMixin
from wagtail_sop.panels import CompanionsPanel

from .breadcrumbs import BreadcrumbMixin
from .information import PublicInformationMixin
from .renditions import pictures_in

EXCERPT_LENGTH = 160
"""Characters that search engines show."""


def usual_place() -> str:
    """The place that the site's settings give to new items."""
    return get_content_settings().DATELINE_PLACE


class PieceMixin(CompanionsMixin, PublicInformationMixin, BreadcrumbMixin):
    """An item that goes through a procedure: summary and body, its category, and what wings keep with it."""

    lead = models.TextField(
        verbose_name=_("summary"),
        max_length=400,
        help_text=_(
            "Who did what, when, where and why, in one or two sentences. "
            "It opens the item and stands below its title in lists."
        ),
    )
    body = StreamField(NewsBodyBlock(), verbose_name=_("body"), blank=True)
    shows_procedure = models.BooleanField(
        verbose_name=_("say by which procedure it was made"),
        default=True,
        help_text=_(
            "Below the published item: the SOP, its edition and the positions it passed, never names."
        ),
    )

    closing_panels = [
        *PublicInformationMixin.information_panels,
        FieldPanel("shows_procedure"),
        CompanionsPanel(),
    ]
    """Belong at the end of every item's panels."""
    piece_panels = [FieldPanel("lead"), FieldPanel("body"), *closing_panels]
    piece_search_fields = [
        index.SearchField("lead", boost=1.5),
        index.SearchField("body"),
        *PublicInformationMixin.information_search_fields,
    ]
    # Nothing of the case, of drafts or of what wings keep: the API is read by strangers.
    piece_api_fields = [
        APIField("lead"),
        APIField("excerpt"),
        APIField("body"),
        *PublicInformationMixin.information_api_fields,
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        # All renditions of all its pictures in one query; what shows the pictures finds them there.
        prefetch_related_objects(self.pictures_shown(), "renditions")
        return super().get_context(request, *args, **kwargs)

    def pictures_shown(self) -> list:
        """The pictures on this page, one of which may stand there twice."""
        main = getattr(self, "main_picture", None)
        return [*([main] if main else []), *pictures_in(self.body)]

    def renditions_shown(self) -> list:
        """Pairs of a picture and the specs in which this page and lists show it. A template of the site's own with
        other widths says so here, or gets no AVIF."""
        main = getattr(self, "main_picture", None)
        beside = [picture for picture in self.pictures_shown() if picture != main]
        return [
            *([(main, main_specs())] if main else []),
            *((picture, specs(BODY_WIDTHS)) for picture in beside),
        ]

    @property
    def preview_sizes(self):
        """On a phone first: most visitors have nothing else."""
        sizes = (
            ("mobile", "mobile-alt", 390, _("Preview on a phone")),
            ("tablet", "tablet-alt", 768, _("Preview on a tablet")),
            ("desktop", "desktop", 1280, _("Preview on a desktop screen")),
        )
        return [dict(zip(("name", "icon", "device_width", "label"), size, strict=True)) for size in sizes]

    def clean(self):
        # First, so that everything after it looks at what will be saved.
        clean_piece(self)
        super().clean()

    @property
    def excerpt(self) -> str:
        """For search engines and shared links: what was written for them, else the beginning of the summary."""
        # A base page of the site's own need not have that field.
        written = getattr(self, "search_description", "")
        return written or Truncator(" ".join(self.lead.split())).chars(EXCERPT_LENGTH)

    @property
    def was_updated(self):
        """Whether it was published again on a later day than the first time."""
        if not self.first_published_at or not self.last_published_at:
            return False
        return localdate(self.last_published_at) > localdate(self.first_published_at)


class DatelineMixin(models.Model):
    """An item that says where and when it happened."""

    dateline_place = models.CharField(
        verbose_name=_("place"),
        max_length=100,
        blank=True,
        default=usual_place,
        help_text=_("Where it happened, for example: Yogyakarta."),
    )
    dateline_date = models.DateField(
        verbose_name=_("date"),
        default=localdate,
        help_text=_("The day the report is about."),
    )

    dateline_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("dateline_place"), FieldPanel("dateline_date")])],
            heading=_("Dateline"),
            help_text=_("The item opens with it, as in: Yogyakarta (20/11/2026)."),
        ),
    ]
    dateline_search_fields = [index.SearchField("dateline_place"), index.FilterField("dateline_date")]
    dateline_api_fields = [APIField("dateline_place"), APIField("dateline_date"), APIField("dateline")]

    class Meta:
        abstract = True

    @property
    def dateline(self):
        if not self.dateline_place:
            return ""
        return f"{self.dateline_place} ({date_format(self.dateline_date, 'd/m/Y')})."


class MainPictureMixin(models.Model):
    """An item with a picture that stands for it in lists and shared links."""

    main_picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "A landscape picture, at least 1200 pixels wide. Lists show its middle or its focal point."
        ),
    )
    main_picture_alt = models.CharField(
        verbose_name=_("alt text"),
        max_length=250,
        blank=True,
        help_text=_(
            "What the picture shows, for people who cannot see it. "
            "Left empty, the description in the picture library is used."
        ),
    )
    main_picture_caption = models.CharField(
        verbose_name=_("caption"),
        max_length=250,
        blank=True,
        help_text=_("Stands below the picture: who and what is to be seen, and who took it."),
    )

    picture_panels = [
        MultiFieldPanel(
            [
                FieldPanel("main_picture"),
                FieldPanel("main_picture_alt"),
                FieldPanel("main_picture_caption"),
            ],
            heading=_("Main picture"),
        ),
    ]
    picture_api_fields = [
        APIField("main_picture"),
        APIField("main_picture_text"),
        APIField("main_picture_caption"),
    ]

    class Meta:
        abstract = True

    @property
    def main_picture_text(self):
        """The alt text; empty rather than the picture's title, which is often the name of a file."""
        return self.main_picture_alt or getattr(self.main_picture, "description", "")


class ReportMixin(DatelineMixin, MainPictureMixin, PieceMixin):
    """An item with everything: dateline, main picture, summary and body."""

    opening_panels = [
        FieldPanel("lead"),
        *DatelineMixin.dateline_panels,
        *MainPictureMixin.picture_panels,
    ]
    report_search_fields = [*PieceMixin.piece_search_fields, *DatelineMixin.dateline_search_fields]
    report_api_fields = [
        *PieceMixin.piece_api_fields,
        *DatelineMixin.dateline_api_fields,
        *MainPictureMixin.picture_api_fields,
    ]

    class Meta:
        abstract = True
