"""The wing's entries in Wagtail's log, as sentences."""

from django.utils.translation import gettext_lazy as _

ENTRIES = {
    "sop.account_secrets": (_("Change secrets"), _("Changed the secrets of the account")),
    "sop.account_paused": (_("Pause account"), _("Paused the account")),
    "sop.account_resumed": (_("Resume account"), _("Resumed the account")),
    "sop.account_closed": (_("Close account"), _("Closed the account and forgot its secrets")),
    "sop.account_broken": (
        _("Account needs attention"),
        _("The network does not let the account in any more"),
    ),
    "sop.account_healthy": (_("Account works again"), _("The network lets the account in again")),
    "sop.post_retry": (_("Send after all"), _("Had the post sent after all")),
    "sop.post_cancelled": (_("Cancel post"), _("Cancelled the post")),
    "sop.post_by_hand": (_("Post by hand"), _("Left the post to a person")),
    "sop.post_posted": (_("Mark as posted"), _("Said that the post was posted by hand")),
    "sop.post_found": (_("Confirm post"), _("Found the post on the network")),
    "sop.post_absent": (
        _("Confirm absence"),
        _("Did not find the post on the network, and had it sent again"),
    ),
    "sop.post_kept": (_("Keep post"), _("Left the post public although its piece is gone")),
    "sop.post_taken_down": (_("Take down post"), _("Took the post down")),
}


def register_log_actions(actions):
    for name, (label, sentence) in ENTRIES.items():
        actions.register_action(name, label, sentence)
