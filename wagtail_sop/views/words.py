"""Sentences about where a piece is now."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_sop.formats import at_unit, near_deadline
from wagtail_sop.models import Case
from wagtail_sop.models.entitlement import person_name


def what_happened(case, user, seen, otherwise) -> str:
    """What this user did to the step that was on the screen; ``otherwise`` when that left the step open."""
    row = finished_by(case, user, seen)
    return _("“%(title)s”: %(outcome)s.") % {
        "title": case.title,
        "outcome": row.get_outcome_display() if row else otherwise,
    }


def finished_by(case, user, seen):
    """The step that was on the screen, if it is this very user who finished it; else None."""
    if not seen or not user.pk:
        return None
    return case.steps.filter(pk=seen, actor=user).exclude(finished_at=None).first()


def where_it_is(case) -> str:
    """One sentence: who has the piece now, and until when."""
    step = case.current_step
    if step is None:
        return _("The case is now: %(status)s.") % {"status": case.status_words}
    names = {
        "step": str(step),
        "who": at_unit(person_name(step.holder) or step.position_name, step.unit or case.unit),
    }
    if step.due_at is None:
        return _("It is now with %(who)s, at step “%(step)s”.") % names
    names["deadline"] = near_deadline(step.due_at, timezone.now())
    return _("It is now with %(who)s, at step “%(step)s”, due %(deadline)s.") % names


def say(request, case, sentence):
    """Tell what happened and who has the piece now, and offer the next piece that waits for this user."""
    waiting = Case.objects.waiting_for(request.user).exclude(pk=case.pk).by_deadline().first()
    buttons = []
    if waiting:
        label = _("Next: %(title)s") % {"title": waiting.title}
        buttons = [messages.button(reverse("wagtail_sop:case", args=[waiting.pk]), label)]
    messages.success(request, f"{sentence} {where_it_is(case)}", buttons=buttons)
