"""Who publishes just now; Wagtail's signal does not say."""

from contextvars import ContextVar

from django.db import transaction
from django.db.models import F
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision

from wagtail_sop.models import Case
from wagtail_sop.models.enactment import any_enacted

from .wrapping import guard

_publisher: ContextVar = ContextVar("wagtail_sop_publisher", default=None)


def install():
    guard(PublishRevisionAction, "execute", execute)
    guard(Revision, "publish", publish)


def publish(original, revision, *args, **kwargs):
    """Together with what it means for the case, and under its lock before the content is read: forced or scheduled, it
    must not be saved over a move of the same instant."""
    if not any_enacted():
        return original(revision, *args, **kwargs)
    about = {"base_content_type": revision.base_content_type_id, "object_id": revision.object_id}
    with transaction.atomic():
        if Case.objects.filter(**about).update(version=F("version") + 1):
            revision._state.fields_cache.pop("content_object", None)
        return original(revision, *args, **kwargs)


def execute(original, action, *args, **kwargs):
    token = _publisher.set(action.user)
    try:
        return original(action, *args, **kwargs)
    finally:
        _publisher.reset(token)


def current_publisher():
    """The user of the publication that is going on; None when there is none, or no user was named."""
    return _publisher.get()
