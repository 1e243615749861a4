"""By which procedure a published item was made, for its readers: positions only, never persons' names."""

from dataclasses import dataclass

from django.db.models import Subquery

from wagtail_sop.content.conf import get_content_settings
from wagtail_sop.models import Case, CaseStep
from wagtail_sop.procedures import Kind


@dataclass(frozen=True)
class MadeBy:
    title: str
    number: str
    """Of the printed form; empty where it has none."""
    edition: int
    positions: tuple[str, ...]
    """Who had a part in it, in order, each once."""


def made_by(page) -> MadeBy | None:
    """Of what is live; None where no procedure governed, the page is to be silent, or it was forced live."""
    if (
        not page.pk
        or not getattr(page, "shows_procedure", False)
        or not get_content_settings().SHOW_PROCEDURE
    ):
        return None
    passed = list(_steps_of_newest(page))
    # Whatever went round the procedure must not claim to have followed it.
    if not passed or passed[0].case.break_glass:
        return None
    edition = passed[0].case.edition
    number = edition.definition.identity.number or ""
    positions = tuple(dict.fromkeys(step.position_name for step in passed))
    return MadeBy(edition.title, number, edition.number, positions)


def _steps_of_newest(page):
    """What was done in the newest case that went live, with its edition: one query, for every item asks."""
    newest = Case.objects.about(page).exclude(went_live_at=None).order_by("-pk").values("pk")[:1]
    steps = CaseStep.objects.filter(case=Subquery(newest)).standing().select_related("case__edition")
    return steps.exclude(outcome=CaseStep.Outcome.SKIPPED).exclude(kind=Kind.DOCUMENT)
