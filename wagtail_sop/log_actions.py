"""Our entries in Wagtail's log, as sentences."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

ENTRIES = {
    "sop.skip": (_("Skip step"), _("Skipped the step “%(step)s”")),
    "sop.returned": (_("Return"), _("Returned to “%(to)s”: %(reason)s")),
    "sop.rejected": (_("Reject"), _("Rejected: %(reason)s")),
    "sop.class": (_("Change class"), _("Changed the class from %(from)s to %(to)s")),
    "sop.unscheduled": (_("Cancel schedule"), _("Cancelled the schedule: %(reason)s")),
    "sop.taken_down": (_("Take down"), _("Taken down: %(reason)s")),
    "sop.break_glass": (_("Publish outside the procedure"), _("Published outside the procedure: %(reason)s")),
    "sop.documented": (_("Document and close the case"), _("Documented and closed the case")),
}


def register_log_actions(actions):
    for name, (label, sentence) in ENTRIES.items():
        actions.register_action(name)(_formatter(label, sentence))


def _formatter(title, sentence):
    class Formatter(LogFormatter):
        label = title

        def format_message(self, log_entry):
            try:
                return sentence % log_entry.data
            except KeyError:
                return title

    return Formatter
