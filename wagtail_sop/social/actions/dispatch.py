"""Whatever waits, on all accounts: what the clock calls every minute, and the publication as soon as it can."""

import random
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.models import Case
from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.models import Account, Post

from .deliver import deliver, logger
from .queue_posts import queue_posts
from .ready_pictures import remove_files
from .reconcile import reconcile_all
from .tell_of_broken_account import tell_of_broken_accounts

SECONDS = 50
BATCH = 10
"""Small, so that what dispatchers side by side have read is still true when its turn comes."""


def dispatch(seconds=SECONDS, at=None) -> int:
    """The number of posts tried. Any number of dispatchers may run at once; what is left when the time is up waits for
    the next. Not to be called inside a transaction."""
    until = monotonic() + seconds
    tidy_up(at)
    remove_leftovers()
    queue_missed(at)
    reconcile_all(until, at)
    tried = deliver_all(until, at)
    tell_of_broken_accounts(at)
    return tried


def tidy_up(at=None):
    """What dead senders left, and what is no news any more."""
    at = at or timezone.now()
    for post in [*Post.objects.abandoned(at), *Post.objects.stale(at)]:
        try:
            with transaction.atomic():
                post.release_abandoned(at) if post.lease_until else post.expire()
        except AlreadyDone as gone:
            logger.info("Another dispatcher was first: %s", gone)


def remove_leftovers():
    """Files that a network needed until its post had an end."""
    for post in Post.objects.with_leftovers():
        remove_files(post.staged["files"])
        rest = {key: value for key, value in post.staged.items() if key != "files"}
        Post.objects.with_leftovers().filter(pk=post.pk).update(staged=rest)


def queue_missed(at=None):
    """Pieces that went live and asked to be shared, and whose rows could not be written at that moment."""
    if not Account.objects.open().exists():
        return
    since = (at or timezone.now()) - timedelta(hours=get_social_settings().EXPIRE_HOURS)
    live = (Case.Status.LIVE, Case.Status.SEALED)
    cases = Case.objects.filter(
        went_live_at__gte=since, status__in=live, break_glass=False, social_posts=None
    ).exclude(Exists(later_versions()))
    for case in cases.select_related("unit", "approved_revision").defer("record"):
        try:
            with transaction.atomic():
                queue_posts(case)
        except Exception:  # noqa: BLE001  (one faulty piece must not stop the others)
            logger.exception("The posts of the case %s could not be queued.", case.pk)


def later_versions():
    about = {"base_content_type": OuterRef("base_content_type"), "object_id": OuterRef("object_id")}
    return Case.objects.filter(**about, went_live_at__gt=OuterRef("went_live_at"))


def deliver_all(until, at=None) -> int:
    done = set()
    while batch := [post for post in next_posts(at) if post.pk not in done]:
        tried = deliver_batch(batch[:BATCH], until, at)
        done |= tried
        # Nothing left but what others reached first: they go on with it.
        if not tried:
            break
    return len(done)


def deliver_batch(posts, until, at) -> set:
    """Those that were tried. One that another dispatcher was faster with may come round again."""
    return {post.pk for post in posts if monotonic() <= until and deliver(post, at)}


def next_posts(at=None) -> list[Post]:
    """The oldest due post of each account that nobody is sending for; in any order, so that dispatchers who run side by
    side do not all reach for the same one."""
    busy = Post.objects.filter(status__in=("preparing", "sending")).values("account")
    due = Post.objects.due(at).exclude(account__in=busy)
    oldest = due.order_by().values("account").annotate(oldest=Min("pk")).values("oldest")
    posts = list(Post.objects.filter(pk__in=oldest).select_related("account"))
    random.shuffle(posts)
    return posts
