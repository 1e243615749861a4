"""The rows of the public information list: drawn from the pages themselves, and from what was entered by hand."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_sop.content.kinds import as_their_kinds, ways_to
from wagtail_sop.content.public import public
from wagtail_sop.models import Case, CaseStep
from wagtail_sop.models.content import base_content_type, page_model
from wagtail_sop.procedures import Kind

from .information import InformationCategory, PublicInformationMixin


@dataclass(frozen=True)
class InformationRow:
    """Seven columns; the number comes from the row's place on the list."""

    summary: str
    holder: str
    """Official or unit that has the information."""
    responsible: str
    """Who is responsible for making or publishing it: a position."""
    made: str
    """Time and place."""
    form: str
    retention: str
    category: str
    made_on: date | None = None
    url: str = ""
    title: str = ""
    """The words of the summary that lead to the page: its beginning, or all of it."""

    @property
    def rest(self) -> str:
        """What the summary says after the title."""
        return self.summary.removeprefix(self.title)

    @property
    def category_label(self) -> str:
        return str(InformationCategory(self.category).label)

    @property
    def columns(self) -> list[str]:
        return [self.summary, self.holder, self.responsible, self.made, self.form, self.retention]

    def says(self, words) -> bool:
        """Whether it holds all these words, whatever their case."""
        text = " ".join(self.columns).casefold()
        return all(word in text for word in words.casefold().split())


HEADINGS = (
    gettext_lazy("No."),
    gettext_lazy("Summary of the information"),
    gettext_lazy("Official or unit that holds it"),
    gettext_lazy("Responsible for making or publishing it"),
    gettext_lazy("Time and place of making"),
    gettext_lazy("Form of the information"),
    gettext_lazy("Retention period"),
    gettext_lazy("Category"),
    gettext_lazy("Address"),
)


def page_types():
    """All page types of the site whose pages can have a category."""
    return [model for model in apps.get_models() if issubclass(model, PublicInformationMixin)]


def drawn_rows(root, request=None) -> list[InformationRow]:
    """One for each public page below ``root`` that has a category which may be listed. A few queries for all."""
    pages = list(_listed(root))
    for kind in page_types():
        if prepare := getattr(kind, "prepare_rows", None):
            prepare([page for page in pages if isinstance(page, kind)])
    cases = _cases_of(pages)
    return [_row_of(page, cases.get(str(page.pk)), request) for page in pages]


def _listed(root):
    kinds = page_types()
    categories = {
        f"{way}__information_category__in": InformationCategory.public()
        for _kind, way in ways_to(tuple(kinds))
    }
    pages = public(page_model().objects.descendant_of(root, inclusive=True))
    listed = pages.filter(Q(*categories.items(), _connector=Q.OR)) if categories else pages.none()
    return as_their_kinds(listed.order_by("path"), kinds, "procedure__agency")


def _row_of(page, case, request):
    made_on = getattr(page, "dateline_date", None) or getattr(page, "made_on", None) or _day(page)
    place = getattr(page, "dateline_place", "") or getattr(page, "venue", "")
    lead = getattr(page, "lead", "") or getattr(page, "intro", "")
    return InformationRow(
        title=page.title,
        summary=f"{page.title}. {lead}" if lead else page.title,
        holder=case.unit_name if case else getattr(page, "holder", ""),
        responsible=getattr(case, "responsible", "") or getattr(page, "responsible", ""),
        made=_made(made_on, place),
        form=_("soft copy"),
        retention=page.retention,
        category=page.information_category,
        made_on=made_on,
        url=page.get_url(request) or "",
    )


def _day(page):
    return localdate(page.first_published_at) if page.first_published_at else None


def _made(day, place) -> str:
    parts = [date_format(day, "j F Y") if day else "", place]
    return ", ".join(part for part in parts if part)


def _cases_of(pages) -> dict:
    """The newest case by which each page went live, with the position that decided on it, by the page's key."""
    if not pages:
        return {}
    keys = [str(page.pk) for page in pages]
    went_live = Case.objects.filter(base_content_type=base_content_type(pages[0]), object_id__in=keys)
    cases = {case.object_id: case for case in went_live.exclude(went_live_at=None).order_by("pk")}
    decided = CaseStep.objects.standing().filter(
        kind=Kind.REVIEW, case__in=[case.pk for case in cases.values()]
    )
    last = {row.case_id: row for row in decided.exclude(outcome=CaseStep.Outcome.SKIPPED).order_by("pk")}
    for case in cases.values():
        case.responsible = last[case.pk].position_name if case.pk in last else ""
    return cases


def entered_row(value) -> InformationRow:
    """Of a row that was entered by hand, a value of ``InformationRowBlock``."""
    document = value.get("document")
    return InformationRow(
        title=value["summary"],
        summary=value["summary"],
        holder=value["holder"],
        responsible=value["responsible"],
        made=_made(value["made_on"], value["place"]),
        form=value["form"],
        retention=value["retention"],
        category=value["category"],
        made_on=value["made_on"],
        url=document.url if document else value["address"],
    )
