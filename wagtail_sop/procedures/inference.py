"""Which kind a row is when the file does not say: from roles, symbols and order, never from its wording."""

from .vocabulary import Kind, Role, Symbol


def infer_kinds(steps) -> list[Kind | None]:
    """The kinds of the steps, given or inferred; ``None`` where the table leaves more than one reading.

    1. A row of another cycle is a duty; one that decides is a review; one with a receiver is a handover.
    2. Rows before the last review: up to the first handover, or else while the first actor goes on, they
       prepare; then they edit.
    3. Rows after the last review: the first publishes, and one more may document. Without a review only one
       row may be left, and it publishes.
    """
    kinds = [step.kind or _by_itself(step) for step in steps]
    items = [i for i, step in enumerate(steps) if kinds[i] != Kind.DUTY and step.cycle == "item"]
    reviews = [i for i in items if kinds[i] == Kind.REVIEW]
    opening = _opening(steps, kinds, items)
    if not reviews and opening and max(opening) == items[-1]:
        opening = set(items[: len(items) > 1])
    last = reviews[-1] if reviews else max(opening, default=-1)
    for i in items:
        if kinds[i] is None and i <= last:
            kinds[i] = Kind.PREPARE if i in opening else Kind.EDIT
    _close(kinds, [i for i in items if i > last], reviewed=bool(reviews))
    return kinds


def _by_itself(step):
    if step.cycle != "item":
        return Kind.DUTY
    roles = {performer.role for performer in step.performers}
    if step.symbol == Symbol.DIAMOND or step.yes or step.no or Role.DECIDER in roles:
        return Kind.REVIEW
    return Kind.HANDOVER if Role.RECEIVER in roles else None


def _opening(steps, kinds, items):
    """The rows in which the contributor is still at work."""
    handover = next((i for i in items if kinds[i] == Kind.HANDOVER), None)
    if handover is not None:
        return {i for i in items if i < handover}
    opening = set()
    for i in items:
        if kinds[i] not in (None, Kind.PREPARE) or steps[i].performers != steps[items[0]].performers:
            break
        opening.add(i)
    return opening


def _close(kinds, tail, reviewed):
    given = next((i for i in tail if kinds[i] == Kind.PUBLISH), None)
    unclear = [i for i in tail if kinds[i] is None]
    if given is not None:
        for i in unclear:
            # Editing after a review would void the approval, so a row between the two is not edited by guess.
            kinds[i] = Kind.DOCUMENT if i > given else None if reviewed else Kind.EDIT
    elif len(unclear) == 1 or (len(unclear) == 2 and reviewed):
        for i, kind in zip(unclear, (Kind.PUBLISH, Kind.DOCUMENT), strict=False):
            kinds[i] = kind
