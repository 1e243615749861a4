"""News pages: the mixins hold everything, the page types only join them to Wagtail's page.

A site with a base page of its own, or with more fields, joins them itself::

    class Article(NewsPageMixin, SitePage):
        template = "wagtail_sop_content/news_page.html"
        content_panels = SitePage.content_panels + NewsPageMixin.news_panels
        search_fields = SitePage.search_fields + NewsPageMixin.news_search_fields
"""

from django.apps import apps
from django.core.paginator import Paginator
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model, get_image_model_string
from wagtail.models import Page, Site
from wagtail.search import index

from wagtail_sop.models import CompanionsMixin
from wagtail_sop.panels import CompanionsPanel

from .archive import Archive
from .blocks import NewsBodyBlock

NEWS_PER_PAGE = 10


class BreadcrumbMixin(models.Model):
    """A page that can say where it stands below the home page of its site."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "breadcrumbs": self.breadcrumbs(request)}

    def breadcrumbs(self, request):
        site = Site.find_for_request(request)
        # An agency's site may hang below the page of its region: the trail starts at its own home page.
        home_depth = site.root_page.depth if site else 2
        return list(self.get_ancestors().live().filter(depth__gte=home_depth))


class NewsPageMixin(CompanionsMixin, BreadcrumbMixin):
    """A news item: summary, dateline, main picture and body, and what wings keep with it."""

    lead = models.TextField(
        verbose_name=_("summary"),
        max_length=400,
        help_text=_(
            "Who did what, when, where and why, in one or two sentences. "
            "It opens the item and stands below its title in lists."
        ),
    )
    dateline_place = models.CharField(
        verbose_name=_("place"),
        max_length=100,
        blank=True,
        help_text=_("Where it happened, for example: Yogyakarta."),
    )
    dateline_date = models.DateField(
        verbose_name=_("date"),
        default=localdate,
        help_text=_("The day the report is about."),
    )
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
    body = StreamField(NewsBodyBlock(), verbose_name=_("body"), blank=True)

    news_panels = [
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("dateline_place"), FieldPanel("dateline_date")])],
            heading=_("Dateline"),
            help_text=_("The item opens with it: Yogyakarta (20/11/2026)."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("main_picture"),
                FieldPanel("main_picture_alt"),
                FieldPanel("main_picture_caption"),
            ],
            heading=_("Main picture"),
        ),
        FieldPanel("body"),
        CompanionsPanel(),
    ]
    news_search_fields = [
        index.SearchField("lead", boost=1.5),
        index.SearchField("dateline_place"),
        index.SearchField("body"),
        index.FilterField("dateline_date"),
    ]

    class Meta:
        abstract = True

    @property
    def dateline(self):
        if not self.dateline_place:
            return ""
        return f"{self.dateline_place} ({date_format(self.dateline_date, 'd/m/Y')})."

    @property
    def main_picture_text(self):
        """The alt text; empty rather than the picture's title, which is often the name of a file."""
        return self.main_picture_alt or getattr(self.main_picture, "description", "")

    @property
    def was_updated(self):
        """Whether it was published again on a later day than the first time."""
        if not self.first_published_at or not self.last_published_at:
            return False
        return localdate(self.last_published_at) > localdate(self.first_published_at)


class NewsIndexPageMixin(BreadcrumbMixin):
    """Lists the news below it, the newest first, page by page."""

    news_model = "wagtail_sop_content.NewsPage"
    """The page type it lists, a NewsPageMixin, as "app_label.Model"."""

    card_renditions = (
        "fill-480x320|format-webp",
        "fill-960x640|format-webp",
    )
    """The renditions that includes/news_card.html shows, fetched in one query."""

    intro = models.TextField(
        verbose_name=_("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences below the title: what visitors find here."),
    )

    news_panels = [FieldPanel("intro")]
    news_search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        archive = Archive(self.get_news(), request.GET)
        paginator = Paginator(archive.narrowed(), NEWS_PER_PAGE)
        # get_page answers a number that does not exist with the nearest page that does.
        news = paginator.get_page(request.GET.get("page"))
        numbers = paginator.get_elided_page_range(news.number, on_each_side=1, on_ends=1)
        found = {"archive": archive, "months": archive.months(), "units": archive.units()}
        return {**context, **found, "news": news, "page_numbers": list(numbers)}

    def route(self, request, path_components):
        """An item at once with its picture, where Wagtail asks for the page, for its type and for the picture."""
        if len(path_components) == 1:
            items = apps.get_model(self.news_model).objects.child_of(self).select_related("main_picture")
            if item := items.filter(slug=path_components[0]).first():
                return item.route(request, [])
        return super().route(request, path_components)

    def get_news(self):
        return (
            apps.get_model(self.news_model)
            .objects.child_of(self)
            .live()
            .public()
            .order_by(models.F("first_published_at").desc(nulls_last=True), "-pk")
            .defer_streamfields()
            .select_related("main_picture")
            .prefetch_related(self._card_renditions())
        )

    def _card_renditions(self):
        renditions = get_image_model().get_rendition_model().objects
        return models.Prefetch(
            "main_picture__renditions",
            queryset=renditions.filter(filter_spec__in=self.card_renditions),
            # The name under which Wagtail's images look for what was fetched before.
            to_attr="prefetched_renditions",
        )


# Wagtail 8 lets a site swap the base page. Such a site joins the mixins to its own, as shown above.
if not Page._meta.swapped:

    class NewsIndexPage(NewsIndexPageMixin, Page):  # noqa: DJ008 (Page has __str__)
        page_description = _("Lists the news items below it, the newest first.")
        content_panels = Page.content_panels + NewsIndexPageMixin.news_panels
        search_fields = Page.search_fields + NewsIndexPageMixin.news_search_fields
        subpage_types = ["wagtail_sop_content.NewsPage"]

        class Meta:
            verbose_name = _("news section")
            verbose_name_plural = _("news sections")

    class NewsPage(NewsPageMixin, Page):  # noqa: DJ008 (Page has __str__)
        page_description = _("A report with a summary, a picture and a body.")
        content_panels = Page.content_panels + NewsPageMixin.news_panels
        search_fields = Page.search_fields + NewsPageMixin.news_search_fields
        parent_page_types = ["wagtail_sop_content.NewsIndexPage"]
        subpage_types = []

        class Meta:
            verbose_name = _("news item")
            verbose_name_plural = _("news items")
