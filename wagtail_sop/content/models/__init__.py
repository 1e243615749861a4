"""Page types: the mixins hold everything, the page types only join them to Wagtail's page.

A site with a base page of its own, or with more fields, joins them itself::

    class Article(NewsPageMixin, SitePage):
        template = "wagtail_sop_content/news_page.html"
        content_panels = SitePage.content_panels + NewsPageMixin.news_panels
        search_fields = SitePage.search_fields + NewsPageMixin.news_search_fields
        api_fields = NewsPageMixin.news_api_fields

Wagtail 8 lets a site swap the base page. Such a site has the mixins only.
"""

from wagtail.models import Page

from .announcements import AnnouncementPageMixin
from .breadcrumbs import BreadcrumbMixin
from .events import EventIndexPageMixin, EventPageMixin
from .galleries import GalleryPageMixin
from .home import HomePageMixin
from .information import InformationCategory, PublicInformationMixin
from .information_list import InformationListPageMixin
from .listings import ListingMixin, MixedListingMixin
from .news import NewsIndexPageMixin, NewsPageMixin
from .piece_templates import PieceTemplate
from .pieces import DatelineMixin, MainPictureMixin, PieceMixin, ReportMixin
from .plain import PlainPageMixin
from .procedures import SopListPageMixin, SopPageMixin
from .publications import PublicationPageMixin
from .videos import VideoPageMixin

__all__ = [
    "AnnouncementPageMixin",
    "BreadcrumbMixin",
    "DatelineMixin",
    "EventIndexPageMixin",
    "EventPageMixin",
    "GalleryPageMixin",
    "HomePageMixin",
    "InformationCategory",
    "InformationListPageMixin",
    "ListingMixin",
    "MainPictureMixin",
    "MixedListingMixin",
    "NewsIndexPageMixin",
    "NewsPageMixin",
    "PieceMixin",
    "PieceTemplate",
    "PlainPageMixin",
    "PublicInformationMixin",
    "PublicationPageMixin",
    "ReportMixin",
    "SopListPageMixin",
    "SopPageMixin",
    "VideoPageMixin",
]

if not Page._meta.swapped:
    from .announcements import AnnouncementPage
    from .events import EventIndexPage, EventPage
    from .galleries import GalleryPage
    from .home import HomePage
    from .information_list import InformationListPage
    from .listings import ListingPage
    from .news import NewsIndexPage, NewsPage
    from .plain import PlainPage
    from .procedures import SopListPage, SopPage
    from .publications import PublicationPage
    from .videos import VideoPage

    __all__ += [
        "AnnouncementPage",
        "EventIndexPage",
        "EventPage",
        "GalleryPage",
        "HomePage",
        "InformationListPage",
        "ListingPage",
        "NewsIndexPage",
        "NewsPage",
        "PlainPage",
        "PublicationPage",
        "SopListPage",
        "SopPage",
        "VideoPage",
    ]
