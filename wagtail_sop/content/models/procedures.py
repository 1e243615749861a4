"""The agency's SOPs as visitors read them: the enacted sheet as a table, and the list of all sheets."""

from django.apps import apps
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from wagtail_sop.content.sheets import sheet_of
from wagtail_sop.models import Edition, Procedure

from .below import public_children
from .breadcrumbs import BreadcrumbMixin
from .information import InformationCategory, PublicInformationMixin
from .joining import JoinedPageMixin
from .listings import ListingMixin

IN_FORCE = "procedure__editions"


class SopPageMixin(PublicInformationMixin, BreadcrumbMixin):
    """Shows the edition in force of one SOP: steps, who acts by position, time, output and remarks."""

    # An agency's procedures are to be had at any time (UU 14/2008, article 11).
    information_category = models.CharField(
        verbose_name=_("category of public information"),
        max_length=12,
        choices=InformationCategory.choices,
        blank=True,
        default=InformationCategory.ON_REQUEST,
        help_text=_("With a category, the page stands by itself on the public information list."),
    )

    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("procedure"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page always shows the edition that is in force."),
    )
    intro = models.TextField(
        verbose_name=_("introduction"),
        max_length=400,
        blank=True,
        help_text=_("In plain words: what this procedure is for."),
    )

    sop_panels = [
        FieldPanel("procedure"),
        FieldPanel("intro"),
        *PublicInformationMixin.information_panels,
    ]
    sop_search_fields = [index.SearchField("intro"), *PublicInformationMixin.information_search_fields]
    sop_api_fields = [
        APIField("intro"),
        APIField("edition_number"),
        APIField("document_number"),
        *PublicInformationMixin.information_api_fields,
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        edition = self.edition
        sheet = sheet_of(edition.definition) if edition else None
        return {**super().get_context(request, *args, **kwargs), "edition": edition, "sheet": sheet}

    @property
    def edition(self):
        """The edition in force; None before the first, and after the last was revoked."""
        return self.procedure and self.procedure.edition_in_force

    @property
    def edition_number(self):
        return self.edition and self.edition.number

    @property
    def document_number(self) -> str:
        """The number printed on the form."""
        return (self.edition and self.edition.definition.identity.number) or ""

    @property
    def holder(self) -> str:
        """Of the information: the agency."""
        return self.procedure.agency.name if self.procedure else ""

    @property
    def responsible(self) -> str:
        """The position that signed the SOP."""
        return (self.edition and self.edition.definition.identity.signer_position) or ""

    @property
    def made_on(self):
        return self.edition and localdate(self.edition.enacted_at)

    @classmethod
    def prepare_rows(cls, pages):
        """What the public information list asks of these pages, in one query for all."""
        prefetch_editions([page for page in pages if page.procedure])


def prefetch_editions(pages):
    """The editions in force, in one query; each procedure would ask for its own."""
    in_force = Edition.objects.in_force().order_by("-number")
    prefetch_related_objects(pages, models.Prefetch(IN_FORCE, queryset=in_force, to_attr="editions_in_force"))
    for page in pages:
        page.procedure.edition_in_force = next(iter(page.procedure.editions_in_force), None)


class SopListPageMixin(ListingMixin):
    """Lists the SOP pages below it by title."""

    per_page = 50
    sop_model = "wagtail_sop_content.SopPage"
    """The page type it lists, a SopPageMixin, as "app_label.Model"."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        prefetch_editions([page for page in context["items"] if page.procedure])
        return context

    def get_items(self, request):
        pages = public_children(self, apps.get_model(self.sop_model))
        return pages.order_by("title", "pk").select_related("procedure")


if not Page._meta.swapped:

    class SopListPage(SopListPageMixin, JoinedPageMixin, Page):
        page_description = _("Lists the agency's SOPs.")
        content_panels = Page.content_panels + SopListPageMixin.listing_panels
        search_fields = Page.search_fields + SopListPageMixin.listing_search_fields
        api_fields = SopListPageMixin.listing_api_fields
        subpage_types = ["wagtail_sop_content.SopPage"]

        class Meta:
            verbose_name = _("list of SOPs")
            verbose_name_plural = _("lists of SOPs")

    class SopPage(SopPageMixin, JoinedPageMixin, Page):
        page_description = _("The enacted sheet of one SOP.")
        content_panels = Page.content_panels + SopPageMixin.sop_panels
        search_fields = Page.search_fields + SopPageMixin.sop_search_fields
        api_fields = SopPageMixin.sop_api_fields
        parent_page_types = ["wagtail_sop_content.SopListPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("SOP page")
            verbose_name_plural = _("SOP pages")
