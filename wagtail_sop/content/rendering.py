"""Pictures are rendered when a page goes live, by a worker: AVIF takes a second a picture, and no visitor waits for it.
Without a worker, a clock calls ``manage.py sop_render_pictures``; until then visitors get WebP."""

import logging

from django.db import transaction

from wagtail_sop.actions.wake_up import celery_app, queue
from wagtail_sop.conf import get_settings
from wagtail_sop.models.content import page_model

logger = logging.getLogger("wagtail_sop")
TASK = "wagtail_sop_content.render_pictures"
EXPIRES = 3600
"""Seconds after which the message is not needed: visitors have come by then."""


def render_pictures(page) -> int:
    """Render what the page shows and lists show of it; gives the number of renditions that were missing. A picture
    that cannot be rendered is logged, and the others are."""
    wanted = getattr(page, "renditions_shown", None)
    return sum(_render(picture, specs) for picture, specs in (wanted() if wanted else ()))


def _render(picture, specs):
    try:
        missing = set(specs) - set(picture.renditions.values_list("filter_spec", flat=True))
        picture.get_renditions(*missing)
        return len(missing)
    except Exception:
        logger.exception("The picture %s cannot be rendered.", picture)
        return 0


def pages_with_pictures():
    """All live pages, one after the other."""
    return page_model().objects.live().specific().iterator(chunk_size=50)


def on_published(sender, instance, **kwargs):
    if hasattr(instance, "renditions_shown"):
        transaction.on_commit(WakeUp(instance.pk), robust=True)


class WakeUp:
    """Not a partial: Django names a robust function that failed by its __qualname__. Never renders by itself: nobody
    waits for pictures who publishes."""

    __qualname__ = "WakeUp"

    def __init__(self, page):
        self.page = page

    def __call__(self):
        app = celery_app() if get_settings().WAKE_UP in ("auto", "celery") else None
        if app is not None:
            queue(app, TASK, args=[self.page], expires=EXPIRES)
