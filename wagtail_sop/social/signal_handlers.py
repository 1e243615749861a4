"""What the wing does when a piece goes live or leaves the site. Nothing here may stop either."""

import logging

from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.signals import unpublished

from wagtail_sop import signals

from .actions.queue_posts import queue_posts
from .actions.wake_up import wake_up
from .composition import can_carry
from .models import Post

logger = logging.getLogger("wagtail_sop")


def register_signal_handlers():
    signals.going_live.connect(on_going_live, dispatch_uid="wagtail_sop_social_going_live")
    unpublished.connect(on_unpublished, dispatch_uid="wagtail_sop_social_unpublished")
    post_delete.connect(on_deleted, dispatch_uid="wagtail_sop_social_deleted")


def on_going_live(sender, case, piece, **kwargs):
    """The rows come into being with the publication, or not at all; what fails here, the next dispatch makes good."""
    if not can_carry(piece):
        return
    try:
        with transaction.atomic():
            posts = queue_posts(case, piece)
            Post.objects.about(piece).exclude(piece_gone_at=None).update(piece_gone_at=None)
    except Exception:
        logger.exception(
            "The posts of the case %s could not be queued; the next dispatch tries again.", case.pk
        )
        posts = True
    if posts:
        transaction.on_commit(wake_up, robust=True)


def on_unpublished(sender, instance, **kwargs):
    """What waits is not sent, and what was sent is now to be taken down."""
    # A page that is being deleted comes as a plain ``Page``, which has none of its type's fields.
    if not can_carry(getattr(instance, "specific_class", None) or type(instance)):
        return
    try:
        with transaction.atomic():
            posts = Post.objects.about(instance)
            posts.cancel_waiting(Post.Problem.NOT_PUBLIC)
            posts.filter(status=Post.Status.SENT, piece_gone_at=None).update(piece_gone_at=timezone.now())
    except Exception:
        logger.exception(
            "The posts about %s could not be called off; each is looked at before it is sent.", instance.pk
        )


def on_deleted(sender, instance, **kwargs):
    """A snippet is deleted without being unpublished first; of a page everything is noted by then."""
    if can_carry(sender):
        on_unpublished(sender, instance)
