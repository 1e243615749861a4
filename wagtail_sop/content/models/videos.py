"""Videos: a file of the agency's own, or one on another site that is loaded only when asked for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.blocks import PARAGRAPH_FEATURES
from wagtail_sop.content.videos import allowed_hosts, host_of, is_allowed, player_of

from .joining import JoinedPageMixin
from .pieces import ReportMixin

VIDEO_EXTENSIONS = ("mp4", "webm")


class VideoPageMixin(ReportMixin):
    """One video with captions and a transcript, for those who cannot hear it and those who cannot see it."""

    video_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("video file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("An MP4 or WebM file. Leave it empty for a video on another site."),
    )
    captions_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("captions"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A WebVTT file (.vtt): what is said, for people who cannot hear it."),
    )
    address = models.URLField(
        verbose_name=_("address of the video"),
        blank=True,
        help_text=_("Of a video on another site. It is loaded only when a visitor asks for it."),
    )
    transcript = RichTextField(
        verbose_name=_("transcript"),
        blank=True,
        features=PARAGRAPH_FEATURES,
        help_text=_("What is said and what is to be seen, as text."),
    )

    video_panels = [
        *ReportMixin.opening_panels,
        MultiFieldPanel(
            [FieldPanel("video_file"), FieldPanel("captions_file"), FieldPanel("address")],
            heading=_("Video"),
        ),
        FieldPanel("transcript"),
        FieldPanel("body"),
        *ReportMixin.closing_panels,
    ]
    video_search_fields = [*ReportMixin.report_search_fields, index.SearchField("transcript")]
    video_api_fields = [
        *ReportMixin.report_api_fields,
        APIField("video_file"),
        APIField("captions_file"),
        APIField("address"),
        APIField("transcript"),
    ]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        errors = {**self._wrong_source(), **self._wrong_kinds()}
        if errors:
            raise ValidationError(errors)

    def _wrong_source(self):
        if self.video_file and self.address:
            return {"address": gettext("Choose either a file or an address, not both.")}
        if self.address and not is_allowed(self.address):
            return {
                "address": gettext(
                    "Videos from %(host)s cannot be shown here. Use one of: %(hosts)s; or upload the file."
                )
                % {"host": host_of(self.address), "hosts": allowed_hosts()}
            }
        return {}

    def _wrong_kinds(self):
        errors = {}
        if self.video_file and self.video_file.file_extension.lower() not in VIDEO_EXTENSIONS:
            errors["video_file"] = gettext(
                "Browsers cannot play this file. Save the video as MP4, and choose that."
            )
        if self.captions_file and self.captions_file.file_extension.lower() != "vtt":
            errors["captions_file"] = gettext("Captions must be a WebVTT file, whose name ends in .vtt.")
        return errors

    @property
    def has_video(self) -> bool:
        return bool(self.video_file or self.address)

    @property
    def player(self) -> str:
        """Address of the player that takes the picture's place on a click; empty where only a link will do."""
        return player_of(self.address) if self.address else ""

    @property
    def host(self) -> str:
        """Where the link leads, as visitors know it."""
        return host_of(self.address).removeprefix("www.")


if not Page._meta.swapped:

    class VideoPage(VideoPageMixin, JoinedPageMixin, Page):
        page_description = _("One video with captions and a transcript.")
        content_panels = Page.content_panels + VideoPageMixin.video_panels
        search_fields = Page.search_fields + VideoPageMixin.video_search_fields
        api_fields = VideoPageMixin.video_api_fields
        parent_page_types = ["wagtail_sop_content.ListingPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("video")
            verbose_name_plural = _("videos")
