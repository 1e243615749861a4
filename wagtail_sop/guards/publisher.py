"""Who publishes just now; Wagtail's signal does not say."""

from contextvars import ContextVar

from wagtail.actions.publish_revision import PublishRevisionAction

from .wrapping import guard

_publisher: ContextVar = ContextVar("wagtail_sop_publisher", default=None)


def install():
    guard(PublishRevisionAction, "execute", execute)


def execute(original, action, *args, **kwargs):
    token = _publisher.set(action.user)
    try:
        return original(action, *args, **kwargs)
    finally:
        _publisher.reset(token)


def current_publisher():
    """The user of the publication that is going on; None when there is none, or no user was named."""
    return _publisher.get()
