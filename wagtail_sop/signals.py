"""Something happened. Sent after commit (but for ``going_live``), in the order in which it happened; ``sender`` is
always ``Case``."""

from django.dispatch import Signal

# provides args: case
case_opened = Signal()
# provides args: case, step (CaseStep)
step_started = Signal()
# provides args: case, step (CaseStep)
step_finished = Signal()
# provides args: case, event (CaseEvent)
class_changed = Signal()
# provides args: case; the approved revision is live and public
went_live = Signal()
# provides args: case; sealed, rejected, withdrawn or ended by what happened to the page
case_closed = Signal()
# provides args: case, piece (the page or snippet). The one signal that is sent inside the transaction, while the
# piece goes live: receivers only write rows, in a savepoint; what they raise is logged, and the piece goes live.
going_live = Signal()
# no args; there are notices waiting to be sent
notices_waiting = Signal()
