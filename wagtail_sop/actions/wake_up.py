"""Tell somebody that mail waits. The rows are the truth; this may fail without loss."""

import logging

from django.core.exceptions import ImproperlyConfigured

from wagtail_sop.conf import get_settings
from wagtail_sop.models import Notice

from .send_notices import send_notices

logger = logging.getLogger("wagtail_sop")
PATIENCE = 1
"""Seconds that a request waits for each answer of a broker."""
INLINE_SECONDS = 5
"""Seconds of a request that sending may take where no worker does it; the rest waits for the next sender."""


def wake_up(**kwargs):
    """Never raises: a broker or mail server that is down must not fail the act that caused the mail."""
    try:
        _wake(get_settings().WAKE_UP)
    except Exception:
        logger.exception("Nobody could be told that mail waits; it will be sent by the next sweep.")


def _wake(how):
    if how == "none":
        return
    app = None if how == "inline" else celery_app()
    if app is not None:
        queue(app, "wagtail_sop.send_notices")
    elif how == "celery":
        raise ImproperlyConfigured(
            "WAGTAIL_SOP['WAKE_UP'] is 'celery', but no Celery app with a broker_url was found. "
            "Import the site's Celery app where Django starts, or choose 'auto', 'inline' or 'none'."
        )
    elif not Notice.objects.put_off().exists():
        # While the mail server is known to be down, no request waits for it.
        send_notices(INLINE_SECONDS)


def celery_app():
    """The site's Celery app; None when Celery is not installed or no app has a broker."""
    try:
        from celery import _state
    except ImportError:
        return None
    # ``current_app`` is kept by thread: in a thread of a web server it is an empty default app.
    apps = [_state.get_current_app(), *_state._get_active_apps()]
    return next((app for app in apps if app.conf.broker_url), None)


def queue(app, task, **options):
    """Put the task of this name into the queue, over a connection of our own: Celery's pool would keep trying a dead
    broker, whatever ``retry`` says."""
    given = app.conf.broker_transport_options or {}
    with app.connection_for_write(
        connect_timeout=PATIENCE, transport_options={**given, **impatience(app)}
    ) as connection:
        signature = app.signature(task)
        signature.apply_async(connection=connection, retry=False, ignore_result=True, **options)


def impatience(app) -> dict:
    """Transport options with which a dead broker is noticed at once."""
    options = {"max_retries": 0, "interval_start": 0}
    transport = app.connection_for_write().transport_cls
    name = str(transport).partition("+")[0]
    # Only these transports know such options; others would refuse an unknown one.
    if name in ("redis", "rediss", "sentinel", "valkey", "valkeys"):
        options |= {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    elif name in ("amqp", "amqps", "pyamqp", "py-amqp"):
        options |= {"read_timeout": PATIENCE, "write_timeout": PATIENCE}
    return options
