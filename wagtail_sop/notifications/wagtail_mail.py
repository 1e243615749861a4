"""Wagtail's own mail about workflows, kept away from the runs of a procedure.

Wagtail mails the superusers at every submission and the contributor at the end, from inside the transaction.
Those who are concerned get our notices instead; other workflows keep Wagtail's mail.
"""

from wagtail.admin import mail
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

RECEIVERS = (
    (
        workflow_submitted,
        "workflow_state_submitted_email_notification",
        mail.WorkflowStateSubmissionEmailNotifier,
    ),
    (
        workflow_rejected,
        "workflow_state_rejected_email_notification",
        mail.WorkflowStateRejectionEmailNotifier,
    ),
    (
        workflow_approved,
        "workflow_state_approved_email_notification",
        mail.WorkflowStateApprovalEmailNotifier,
    ),
)


def for_other_workflows(notifier):
    def notify(instance=None, **kwargs):
        if hasattr(instance.workflow, "sop_edition"):
            return None
        return notifier(instance=instance, **kwargs)

    return notify


def take_over():
    """Put ours in the places of Wagtail's receivers.

    Our app comes first, so usually the place is still free; it stays taken, as a second receiver of the same
    ``dispatch_uid`` and sender is not connected.
    """
    for signal, place, notifier in RECEIVERS:
        signal.disconnect(sender=WorkflowState, dispatch_uid=place)
        signal.connect(for_other_workflows(notifier()), sender=WorkflowState, dispatch_uid=place, weak=False)
