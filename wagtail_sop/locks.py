"""Why a piece cannot be edited just now, in words."""

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class StepLock(WorkflowLock):
    """Locks a piece for all but the person whose step is to edit it."""

    def get_message(self, user):
        if self.for_user(user):
            return self.task.lock_message(self.object, user)
        return None

    def get_locked_by(self, user, can_lock=False):
        return _("Locked by the SOP")

    def get_description(self, user, can_lock=False):
        return self.get_message(user) or ""
