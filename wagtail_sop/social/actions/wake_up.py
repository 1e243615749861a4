"""Tell a worker that posts wait. The rows are the truth; this may fail without loss."""

import logging

from wagtail_sop.actions.wake_up import celery_app, queue
from wagtail_sop.conf import get_settings

logger = logging.getLogger("wagtail_sop")
TASK = "wagtail_sop_social.dispatch"
EXPIRES = 300
"""Seconds after which nobody needs the message any more: the clock has called by then."""


def wake_up():
    """Never raises, and sends nothing itself: no request waits for a network.

    Without a broker the posts wait for the clock (``manage.py sop_dispatch_posts``).
    """
    try:
        app = celery_app() if get_settings().WAKE_UP in ("auto", "celery") else None
        if app is not None:
            queue(app, TASK, expires=EXPIRES)
    except Exception:
        logger.exception("No worker could be told that posts wait; the next dispatch sends them.")
