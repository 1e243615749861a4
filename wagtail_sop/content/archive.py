"""The archive of a section: by month, by category of information, and by the unit whose case a piece was."""

import re
from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce, TruncMonth
from django.utils.functional import cached_property
from django.utils.timezone import make_aware

from wagtail_sop.models import Case, Unit
from wagtail_sop.models.content import base_content_type

from .kinds import has_field, ways_to

MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
NUMBER = re.compile(r"[0-9]{1,9}")
CATEGORY = "information_category"


class Archive:
    """What of a queryset of pages a visitor asked for: ``?month=2026-11&unit=3&category=periodic``. What makes no
    sense is ignored. ``kinds`` are the types of a queryset of base pages, ``categories`` those that may be shown."""

    def __init__(self, pages, asked, kinds=(), categories=()):
        self.pages = pages
        self.month = _month(asked.get("month", ""))
        self.unit = _number(asked.get("unit", ""))
        self.known_categories = categories
        self.category = next((each for each in categories if each == asked.get("category")), "")
        self.category_fields = _category_fields(pages.model, kinds)

    @property
    def is_narrowed(self):
        return bool(self.month or self.unit or self.category)

    def narrowed(self):
        pages = self.pages
        if self.month:
            begins, ends = _bounds(self.month)
            pages = pages.filter(first_published_at__gte=begins, first_published_at__lt=ends)
        if self.category:
            fields = [Q(**{name: self.category}) for name in self.category_fields]
            pages = pages.filter(Q(*fields, _connector=Q.OR)) if fields else pages.none()
        if self.unit:
            # Not the condition itself: Wagtail's search passes on simple lookups only.
            pages = pages.filter(
                pk__in=pages.model.objects.filter(made_by(self.unit, pages.model)).values("pk")
            )
        return pages

    def months(self):
        """The first day of every month that has something, the newest first."""
        return sorted({month for month, _category, _number in self._counts if month}, reverse=True)

    def categories(self):
        """Those that something here has, in the order of the law."""
        found = {category for _month, category, _number in self._counts}
        return [category for category in self.known_categories if category in found]

    def number(self) -> int | None:
        """How many pages were asked for; None where it is still to be counted."""
        if self.unit:
            return None
        return sum(number for month, category, number in self._counts if self._is_asked(month, category))

    def _is_asked(self, month, category):
        return self.month in (None, month) and self.category in ("", category)

    @cached_property
    def _counts(self):
        """Months and categories with how many pages each pair has: one query for all three."""
        fields = [F(name) for name in self.category_fields]
        category = Coalesce(*fields, Value("")) if fields else Value("")
        pairs = self.pages.order_by().annotate(
            sop_month=TruncMonth("first_published_at"), sop_category=category
        )
        counted = pairs.values_list("sop_month", "sop_category").annotate(Count("pk"))
        return [(month and month.date(), category, number) for month, category, number in counted]

    def units(self):
        """The units that made something here. One query."""
        pages = self.pages.order_by().annotate(sop_key=Cast("pk", CharField())).values("sop_key")
        cases = _gone_live(self.pages.model).filter(object_id__in=pages)
        return list(Unit.objects.filter(pk__in=cases.values("unit")).order_by("path"))


def made_by(unit, model):
    """A condition on pages: a case of this unit about them went live. A unit is on its SOP, so it is no secret."""
    return Exists(_gone_live(model).filter(object_id=Cast(OuterRef("pk"), CharField()), unit=unit))


def _gone_live(model):
    return Case.objects.filter(base_content_type=base_content_type(model()), went_live_at__isnull=False)


def _category_fields(model, kinds):
    if has_field(model, CATEGORY):
        return [CATEGORY]
    return [f"{way}__{CATEGORY}" for kind, way in ways_to(tuple(kinds)) if has_field(kind, CATEGORY)]


def _bounds(month):
    """Midnight of the first day of this month and of the next one, in the time of the site."""
    following = (month + timedelta(days=31)).replace(day=1)
    return [make_aware(datetime.combine(day, time.min)) for day in (month, following)]


def _month(text):
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _number(text):
    return int(text) if NUMBER.fullmatch(text) else None
