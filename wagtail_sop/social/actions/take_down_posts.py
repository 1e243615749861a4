"""Delete what was posted. Not inside a transaction: it calls the networks."""

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.social.backends.errors import AccountBroken, DeliveryError
from wagtail_sop.social.models import Attempt, Post

from .decide import cancel_post
from .deliver import Delivery, as_broken

Outcome = Attempt.Outcome


def take_down_posts(posts, user) -> list[Post]:
    """Those that were sent are deleted, those that wait are cancelled; the others are left alone.

    Returns the posts that are still public, each with its problem. Raises ``NotEntitled`` before anything is done.
    """
    posts = list(posts)
    for post in posts:
        post.authorise(user)
    return [post for post in posts if not is_down(post, user)]


def is_down(post, user) -> bool:
    try:
        if post.status == Post.Status.SENT:
            TakingDown(post).run_for(user)
        elif post.status in (Post.Status.WAITING, Post.Status.BY_HAND):
            cancel_post(post, user)
    except AlreadyDone:
        # A colleague is at it, or a sender has just begun.
        post.refresh_from_db()
    return post.status in (Post.Status.DELETED, Post.Status.CANCELLED)


class TakingDown(Delivery):
    """One call to delete."""

    def run_for(self, user):
        self.post.begin_taking_down(user)
        self.attempt = self.post.begin_attempt(Attempt.Kind.DELETE, timezone.now())
        try:
            self.delete()
        except (DeliveryError, ImproperlyConfigured) as error:
            self.still_public(error)
        else:
            self.attempt.finish(Outcome.DONE)
            self.post.mark_deleted()

    def delete(self):
        self.backend = self.account.backend()
        if not self.post.remote_id or not self.backend.supports_delete:
            raise DeliveryError(_("This post can only be deleted on the network itself."))
        self.call(lambda: self.backend.delete(self.post.remote_id))

    def still_public(self, error):
        if isinstance(error, AccountBroken | ImproperlyConfigured):
            error = as_broken(error)
            self.account.mark_broken(error.reason, str(error))
        self.attempt.finish(Outcome.REFUSED, error)
        self.post.keep_up(str(error))
