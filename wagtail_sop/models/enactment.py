"""Whether any SOP was ever enacted on this site. Every door of Wagtail asks, so on other sites it must cost nothing.

Editions are never removed, so a yes is for ever. A no is believed for half a minute: in other processes that run
already, the very first SOP of a site takes effect so much later, as if it had been enacted then.
"""

from functools import wraps
from time import monotonic

from django.db import DatabaseError

from .positions import Appointment
from .procedures import Edition

BELIEVED_FOR = 30  # seconds

_answer: bool = False
_asked_at: float | None = None


def any_enacted() -> bool:
    """No query on a site that has SOPs; on one that has none, one query each half minute and process."""
    if not _answer and (_asked_at is None or monotonic() - _asked_at > BELIEVED_FOR):
        _keep(Edition.objects.exists())
    return _answer


def takes_part(user) -> bool:
    """Whether the person holds any appointment today; asked once for a request, whose user is an object of its own."""
    if not hasattr(user, "_takes_part_in_sops"):
        user._takes_part_in_sops = any_enacted() and Appointment.objects.of_user(user).exists()
    return user._takes_part_in_sops


def _keep(answer: bool):
    global _answer, _asked_at
    _answer, _asked_at = answer, monotonic()


def on_edition_saved(sender, **kwargs):
    # Also when the transaction is then rolled back: a yes too many costs queries and nothing else.
    _keep(True)


def on_migrated(sender, **kwargs):
    """A database was made, or emptied."""
    try:
        _keep(Edition.objects.exists())
    except DatabaseError:
        # Our tables are gone, or not there yet.
        _keep(False)


def where_sops_run(handler):
    """A signal handler that does nothing on a site without SOPs."""

    @wraps(handler)
    def handle(*args, **kwargs):
        return handler(*args, **kwargs) if any_enacted() else None

    return handle
