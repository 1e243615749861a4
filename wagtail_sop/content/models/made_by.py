"""By which procedure a published item was made, for its readers: positions only, never persons' names."""

from dataclasses import dataclass

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
    went_live = Case.objects.about(page).exclude(went_live_at=None).order_by("-pk")
    case = went_live.select_related("edition").first()
    # Whatever went round the procedure must not claim to have followed it.
    if case is None or case.break_glass:
        return None
    edition = case.edition
    number = edition.definition.identity.number or ""
    return MadeBy(edition.title, number, edition.number, _positions(case))


def _positions(case):
    passed = case.steps.standing().exclude(outcome=CaseStep.Outcome.SKIPPED).exclude(kind=Kind.DOCUMENT)
    return tuple(dict.fromkeys(passed.values_list("position_name", flat=True)))
