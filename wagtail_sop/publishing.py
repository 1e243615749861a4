"""How governed content goes live: the finish action, and the break-glass act of a superuser.

Imported by Wagtail while its own models load, so models are imported inside the functions.
"""


def finish_workflow(workflow_state, user=None):
    """``WAGTAIL_FINISH_WORKFLOW_ACTION``: publish what a case approved; other workflows as Wagtail does.

    Raises ``Refused`` when another workflow finishes on content that a procedure governs.
    """
    from wagtail.workflows import publish_workflow_state

    from .models import Case, Section
    from .models.holding import held_case

    # Where a verb of ours finishes the run, it goes on with what is written here.
    case = held_case(workflow_state) or Case.objects.filter(workflow_state=workflow_state).first()
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
    from .models import Case
    from .models.forcing import break_glass as force

    force(obj, user, reason)
    return Case.objects.about(obj).order_by("-pk").first()
