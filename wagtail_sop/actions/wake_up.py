"""Tell somebody that mail waits. The rows are the truth; this may fail without loss."""

import logging

from wagtail_sop.conf import get_settings

from .send_notices import send_notices

logger = logging.getLogger("wagtail_sop")


def wake_up(**kwargs):
    """Never raises: a broker or mail server that is down must not fail the act that caused the mail."""
    try:
        _wake(get_settings().WAKE_UP)
    except Exception:  # noqa: BLE001  (any broker library's own errors)
        logger.exception("Nobody could be told that mail waits; it will be sent by the next sweep.")


def _wake(how):
    if how == "none":
        return
    task = None if how == "inline" else _task()
    if task is None:
        send_notices()
    else:
        # No retry: with the broker down, the request would wait for it.
        task.apply_async(retry=False, ignore_result=True)


def _task():
    """The Celery task; None when Celery is not installed or the site has no app with a broker."""
    try:
        from celery import current_app
    except ImportError:
        return None
    if not current_app.conf.broker_url:
        return None
    return current_app.signature("wagtail_sop.send_notices")
