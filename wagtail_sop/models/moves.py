"""The verbs of a case: guard, change, save, log, signal, in one transaction under the case's lock.

Every door comes here: our screens, Wagtail's views and bulk actions, its API, mail links, commands and the shell.
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_sop.exceptions import AlreadyDone, ContentChanged

from . import content
from .classing import CaseClassing
from .deciding import CaseDeciding
from .submitting import CaseSubmitting
from .taking import CaseTaking


class CaseMoves(CaseSubmitting, CaseTaking, CaseDeciding, CaseClassing):
    """Mixed into ``Case``. Each verb raises a ``Refused`` with a sentence for the person, and then nothing changed."""

    @contextmanager
    def moving(self, seen=None, seen_hash=None):
        """Hold the case, freshly read, and give the moment. ``seen`` and ``seen_hash`` say what the person's screen
        showed: the primary key of the step and the hash of the content."""
        try:
            with self.holding():
                self._check_seen(seen, seen_hash)
                yield timezone.now()
        except Exception:
            if not transaction.get_connection().needs_rollback:
                # What was written to this object was not written to the database.
                self.read_again()
            raise

    def _check_seen(self, seen, seen_hash):
        if seen is not None and (self.current_step is None or self.current_step.pk != int(seen)):
            raise AlreadyDone(self.who_was_first(seen))
        if seen_hash and seen_hash != content.content_hash(self.latest_revision):
            raise ContentChanged(
                _("The content changed while you were looking at it. Read it again, then decide.")
            )

    def who_was_first(self, seen) -> str:
        """One sentence: what became of the step the person still has on the screen."""
        row = self.steps.filter(pk=seen).first()
        if row is None or row.is_open:
            return _("This case has moved on. Reload the page to see where the piece is now.")
        return _(
            "%(person)s was first: the step “%(step)s” is already %(outcome)s. Nothing was changed by you."
        ) % {
            "person": row.person or _("The system"),
            "step": row.name,
            "outcome": row.get_outcome_display(),
        }
