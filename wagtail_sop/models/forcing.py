"""Break-glass: a superuser publishes governed content outside its procedure, with a reason and a flag."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_sop.exceptions import Incomplete, NotEntitled, Refused

from . import content
from .procedures import Section

_forced: ContextVar[str | None] = ContextVar("wagtail_sop_forced", default=None)


def break_glass(obj, user, reason: str):
    """Publish the latest draft now. The handler of Wagtail's signal flags the case and opens its review.

    Raises ``NotEntitled``, ``Incomplete``, or ``Refused`` where no procedure governs.
    """
    if not (user and user.is_active and user.is_superuser):
        raise NotEntitled(_("Only a superuser can publish outside the procedure."))
    if not (reason or "").strip():
        raise Incomplete(_("Write the reason why this is published outside the procedure."), "reason")
    if Section.objects.governing(obj) is None:
        raise Refused(_("No SOP governs this content. Publish it as usual."))
    revision = obj.get_latest_revision()
    if revision is None:
        raise Incomplete(_("There is no draft to publish. Save one first."))
    with transaction.atomic(), forced(reason):
        _drop_schedule(revision)
        revision.publish(user=user, skip_permission_checks=True)


def _drop_schedule(revision):
    # With a date in the draft, Wagtail would only schedule it; it would go live later, without the reason.
    if revision.content.get("go_live_at"):
        revision.content = revision.content | {"go_live_at": None}
        # An UPDATE: nobody writes here, so nothing that reacts to a saved draft may run.
        type(revision).objects.filter(pk=revision.pk).update(content=revision.content)


@contextmanager
def forced(reason):
    token = _forced.set(reason)
    try:
        yield
    finally:
        _forced.reset(token)


def forced_reason() -> str | None:
    """The reason given for the publication that is going on; None outside ``break_glass``."""
    return _forced.get()


class CaseForcing:
    """Mixed into ``Case``."""

    def may_force_live(self, user) -> bool:
        allowed = user.is_superuser and user.is_active
        return allowed and self.status in self.BEFORE_LIVE and self.content_object is not None

    def force_live(self, user, reason):
        """Publish the draft now, past the steps that are left; only for a superuser, with a reason."""
        obj = self.content_object
        break_glass(obj.specific if content.is_page(obj) else obj, user, reason)
        self.read_again()
