"""Caches in front of the site are told what to forget when a page goes live or is taken down."""

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from .cache import addresses_showing, is_told_to_forget


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


def install():
    page_published.connect(forget, dispatch_uid="wagtail_sop_content_published")
    page_unpublished.connect(forget, dispatch_uid="wagtail_sop_content_unpublished")
