"""What each kind of notice says. Nothing of the draft itself: only its title, its class and the notes."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_sop.formats import official_datetime, time_left
from wagtail_sop.models import CaseEvent, CaseStep, Notice
from wagtail_sop.models.classes import ContentClassChoices

from .wording import one_line, short_deadline, short_note, short_title, who

Kind = Notice.Kind
Outcome = CaseStep.Outcome


@dataclass
class Letter:
    subject: str
    opening: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Heading and text of what people wrote: notes and reasons."""
    facts: list[tuple[str, str]] = field(default_factory=list)
    """Label and value."""
    can_be_switched_off: bool = True

    def add_fact(self, label, value):
        if value:
            self.facts.append((label, one_line(value)))

    def add_note(self, heading, note):
        if note and note.strip():
            self.notes.append((heading, short_note(note)))


def write(notice, background) -> Letter:
    """The letter in the language and time zone in force."""
    letter = WRITERS[notice.kind](notice, background)
    add_common_facts(letter, notice, background)
    letter.can_be_switched_off = not notice.is_mailbox and notice.kind in Notice.PREFERENCE
    return letter


# Calls to act


def write_step(notice, background):
    row = notice.step
    if notice.is_mailbox:
        values = {"position": row.position_name, "unit": row.unit_name or notice.case.unit_name}
        lead = _("Waiting for %(position)s") % values
        opening = _("A piece waits for %(position)s of %(unit)s.") % values
    else:
        lead = _("Waiting for you")
        opening = _("A piece waits for you.")
    letter = Letter(subject(lead, notice, due=row.due_at, now=background.at), opening)
    add_origin(letter, row, background)
    return letter


def write_assigned(notice, background):
    event = notice.event
    letter = Letter(
        subject(_("Given to you"), notice, due=notice.step.due_at, now=background.at),
        _("%(person)s gave this piece to you.") % {"person": who(event.person, event.capacity)},
    )
    add_origin(letter, notice.step, background)
    return letter


def write_break_glass(notice, background):
    event = notice.event
    sentence = _("%(person)s published this piece outside its procedure. Please review it now.")
    letter = Letter(
        subject(_("Review afterwards"), notice, due=notice.step.due_at, now=background.at),
        sentence % {"person": who(event.person if event else "")},
    )
    letter.add_note(_("Reason given"), event.note if event else "")
    return letter


def add_origin(letter, row, background):
    """From whom the piece comes, with their note; and why it had come back, if it had."""
    came_from = background.came_from
    if came_from is not None:
        outcome = came_from.get_outcome_display()
        letter.add_fact(_("From"), f"{who(came_from.person, came_from.capacity)} – {outcome}")
        heading = _("Reason of the return") if came_from.outcome == Outcome.RETURNED else _("Note")
        letter.add_note(heading, came_from.note)
    if row.round > 1 or came_from in background.returns:
        add_earlier_returns(letter, background, came_from)


def add_earlier_returns(letter, background, besides):
    """A return may be passed further back, and every reason is still to be answered."""
    for returned in background.returns:
        if returned != besides:
            heading = _("It had been returned by %(person)s, because")
            letter.add_note(heading % {"person": who(returned.person, returned.capacity)}, returned.note)


# To those whose piece it is, or was


def write_progress(notice, background):
    row = notice.step
    outcome = row.get_outcome_display()
    letter = Letter(subject(capfirst(outcome), notice), progress_sentence(notice, row, outcome))
    letter.add_note(_("Note"), row.note)
    return letter


def progress_sentence(notice, row, outcome):
    values = {"person": who(row.person, row.capacity), "outcome": outcome, "step": row.name}
    if row.outcome == Outcome.SCHEDULED and (go_live_at := notice.data.get("go_live_at")):
        values["time"] = official_datetime(datetime.fromisoformat(go_live_at))
        return _("%(person)s scheduled your piece. It goes live on %(time)s.") % values
    sentences = {
        Outcome.RECEIVED: _("%(person)s received your piece."),
        Outcome.FORWARDED: _("%(person)s finished the step “%(step)s” and forwarded your piece."),
        Outcome.APPROVED: _("%(person)s approved your piece."),
    }
    return sentences.get(row.outcome, _("%(person)s finished the step “%(step)s”: %(outcome)s.")) % values


def write_event(notice, background):
    event = notice.event
    happened = event.get_kind_display()
    letter = Letter(subject(happened, notice), event_sentence(event, happened))
    letter.add_note(_("Reason"), event.note)
    return letter


def event_sentence(event, happened):
    values = {"person": who(event.person, event.capacity), "happened": happened}
    if event.kind == CaseEvent.Kind.CLASS_CHANGED:
        values |= {"old": class_label(event.data.get("from")), "new": class_label(event.data.get("to"))}
        return _("%(person)s changed the class of your piece from %(old)s to %(new)s.") % values
    if event.kind == CaseEvent.Kind.APPROVALS_VOID:
        return _("The content changed after it was approved, so approvals of your piece no longer count.")
    return _("Your piece: %(happened)s. By: %(person)s.") % values


def write_returned(notice, background):
    row = notice.step
    values = {"person": who(row.person, row.capacity), "to": notice.data.get("to", "")}
    letter = Letter(
        subject(pgettext("subject of a mail", "Returned"), notice),
        _("%(person)s returned the piece to the step “%(to)s”.") % values,
    )
    letter.add_note(_("Reason"), row.note)
    if row in background.returns[:1]:
        add_earlier_returns(letter, background, row)
    letter.add_fact(_("Approvals that no longer count"), "; ".join(notice.data.get("approvers", [])))
    return letter


def write_rejected(notice, background):
    row = notice.step
    sentence = _("%(person)s rejected the piece. It ends unpublished; the draft is kept.")
    letter = Letter(
        subject(pgettext("subject of a mail", "Rejected"), notice),
        sentence % {"person": who(row.person, row.capacity)},
    )
    letter.add_note(_("Reason"), row.note)
    return letter


def write_live(notice, background):
    case = notice.case
    letter = Letter(subject(pgettext("subject of a mail", "Live"), notice), _("Your piece is live."))
    letter.add_fact(_("Address"), case.url)
    letter.add_fact(_("Live since"), case.went_live_at and official_datetime(case.went_live_at))
    return letter


WRITERS = {
    Kind.STEP: write_step,
    Kind.ASSIGNED: write_assigned,
    Kind.PROGRESS: write_progress,
    Kind.EVENT: write_event,
    Kind.RETURNED: write_returned,
    Kind.REJECTED: write_rejected,
    Kind.LIVE: write_live,
    Kind.BREAK_GLASS: write_break_glass,
}


# Common


def subject(lead, notice, *, due=None, now=None) -> str:
    """What it is first, so that a list of mails sorts by it; the deadline last."""
    values = {"lead": one_line(lead), "title": short_title(notice.case.title)}
    if due is None:
        return _("[SOP] %(lead)s: %(title)s") % values
    values["deadline"] = short_deadline(due, now)
    return _("[SOP] %(lead)s: %(title)s – due %(deadline)s") % values


def add_common_facts(letter, notice, background):
    case = notice.case
    letter.add_fact(_("Title"), case.title)
    letter.add_fact(_("Unit"), case.unit_name)
    letter.add_fact(_("Class"), class_label(case.content_class))
    letter.add_fact(_("You act as"), notice.data.get("capacity"))
    add_place(letter, notice, background)


def add_place(letter, notice, background):
    """Where the piece is now, and until when: of the call itself, or as things stand when the mail leaves."""
    row = notice.case.current_step
    if row is None:
        return letter.add_fact(_("Where it is now"), notice.case.status_words)
    label = _("Step") if notice.kind in Notice.CALLS else _("Where it is now")
    letter.add_fact(label, f"{row.number}. {row.name} – {row.position_name}")
    if row.due_at:
        letter.add_fact(_("Deadline"), official_datetime(row.due_at))
    if notice.kind in Notice.CALLS and background.seconds_left is not None:
        letter.add_fact(_("When this mail was sent"), time_left(background.seconds_left))


def class_label(code) -> str:
    return str(ContentClassChoices(code).label) if code in ContentClassChoices.values else str(code or "")
