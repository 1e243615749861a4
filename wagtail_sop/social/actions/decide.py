"""What a person decides about a post, for screens and shells alike.

Each raises ``NotEntitled`` when the person may not, and ``AlreadyDone`` when the post is elsewhere by now.
"""

from django.db import transaction

from .wake_up import wake_up


def retry_post(post, user):
    """Send what failed, expired or was cancelled after all; as news of now."""
    post.retry(user)
    transaction.on_commit(wake_up, robust=True)


def cancel_post(post, user):
    """Not to be posted. Too late for what is being prepared or sent just now."""
    post.cancel(user)


def post_by_hand(post, user):
    """A person posts what the network did not take."""
    post.leave_to_person(user)


def mark_posted(post, user, url=""):
    """A person has posted it, at this address."""
    post.mark_posted(user, url)


def decide_unknown(post, user, posted: bool, url=""):
    """The answer was lost. ``posted``: this person has found it on the network; else it is sent again."""
    post.decide_unknown(user, posted, url)
    if not posted:
        transaction.on_commit(wake_up, robust=True)


def give_up_unknown(post, user):
    """Nobody can tell; it is not sent again."""
    post.give_up_unknown(user)
