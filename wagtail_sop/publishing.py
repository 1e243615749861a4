"""How governed content goes live: the finish action, and the break-glass act of a superuser.

Imported by Wagtail while its own models load, so models are imported inside the functions.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils.translation import gettext as _

_forced: ContextVar[str | None] = ContextVar("wagtail_sop_forced", default=None)


def finish_workflow(workflow_state, user=None):
    """``WAGTAIL_FINISH_WORKFLOW_ACTION``: publish what a case approved; other workflows as Wagtail does.

    Raises ``Refused`` when another workflow finishes on content that a procedure governs.
    """
    from wagtail.workflows import publish_workflow_state

    from .models import Case, Section

    case = Case.objects.filter(workflow_state=workflow_state).first()
    if case is not None:
        return case.publish_approved(user)
    if Section.objects.governing(workflow_state.content_object):
        Case().refuse_outside_procedure()
    return publish_workflow_state(workflow_state, user=user)


def break_glass(obj, user, reason: str):
    """Publish the latest draft now, outside the procedure. Returns the flagged case.

    Only for superusers, with a reason; the case gets a retrospective review with its own deadline.
    Raises ``NotEntitled``, ``Incomplete``, or ``Refused`` where no procedure governs.
    """
    from .exceptions import Incomplete, NotEntitled, Refused
    from .models import Case, Section

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
    return Case.objects.about(obj).order_by("-pk").first()


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
