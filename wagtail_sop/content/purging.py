"""Caches in front of the site are told what to forget when a page goes live or is taken down; the site itself forgets
its kept pages whenever something changes that a page may show."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import AbstractPage, Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from wagtail_sop.models import Edition, Procedure, Unit
from wagtail_sop.signals import case_closed, went_live

from .cache import addresses_showing, is_told_to_forget
from .keeping import forget_all

SHOWN = (
    AbstractDocument,
    AbstractImage,
    AbstractSetting,
    Edition,
    Locale,
    PageViewRestriction,
    Procedure,
    Site,
    Unit,
)


def forget(instance, **kwargs):
    if is_told_to_forget():
        # The addresses now, for the page may be gone later; the calls after the commit, for until then a cache
        # would fetch the old page again, and a slow one would hold the transaction open.
        transaction.on_commit(Purge(addresses_showing(instance)), robust=True)


class Purge:
    """Not a partial: Django names a robust function that failed by its __qualname__."""

    __qualname__ = "Purge"

    def __init__(self, addresses):
        self.addresses = addresses

    def __call__(self):
        from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

        purge_urls_from_cache(self.addresses)


def on_changed(sender, instance, update_fields=None, **kwargs):
    if _may_be_seen(instance, update_fields):
        # After the commit, for until then others would keep the old page again.
        transaction.on_commit(forget_all, robust=True)


def _may_be_seen(instance, update_fields):
    """Not what happens to drafts: then pages would be forgotten with every autosave."""
    if isinstance(instance, AbstractPage):
        return instance.live and update_fields is None
    return isinstance(instance, SHOWN)


def on_moved(sender, **kwargs):
    transaction.on_commit(forget_all, robust=True)


def install():
    for signal in (post_save, post_delete):
        signal.connect(on_changed, dispatch_uid="wagtail_sop_content_changed")
    # Sent after the commit, when a page can say by which SOP it was made.
    for signal in (went_live, case_closed):
        signal.connect(forget_all, dispatch_uid="wagtail_sop_content_case")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(on_moved, dispatch_uid="wagtail_sop_content_moved")
    page_published.connect(forget, dispatch_uid="wagtail_sop_content_published")
    page_unpublished.connect(forget, dispatch_uid="wagtail_sop_content_unpublished")
