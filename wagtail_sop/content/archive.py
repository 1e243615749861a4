"""The archive of a section: by month, and by the unit whose case a piece was."""

import re
from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast, TruncMonth
from django.utils.timezone import make_aware

from wagtail_sop.models import Case, Unit
from wagtail_sop.models.content import base_content_type

MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
NUMBER = re.compile(r"[0-9]{1,9}")


class Archive:
    """What of a queryset of pages a visitor asked for: ``?month=2026-11&unit=3``. What makes no sense is ignored."""

    def __init__(self, pages, asked):
        self.pages = pages
        self.month = _month(asked.get("month", ""))
        self.unit = _number(asked.get("unit", ""))

    @property
    def is_narrowed(self):
        return bool(self.month or self.unit)

    def narrowed(self):
        pages = self.pages
        if self.month:
            begins, ends = _bounds(self.month)
            pages = pages.filter(first_published_at__gte=begins, first_published_at__lt=ends)
        if self.unit:
            # Not the condition itself: Wagtail's search passes on simple lookups only.
            pages = pages.filter(
                pk__in=pages.model.objects.filter(made_by(self.unit, pages.model)).values("pk")
            )
        return pages

    def months(self):
        """The first day of every month that has something, the newest first. One query."""
        dated = self.pages.order_by().exclude(first_published_at=None)
        months = dated.annotate(sop_month=TruncMonth("first_published_at")).values_list(
            "sop_month", flat=True
        )
        return [month.date() for month in months.distinct().order_by("-sop_month")]

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


def _bounds(month):
    """Midnight of the first day of this month and of the next one, in the time of the site."""
    following = (month + timedelta(days=31)).replace(day=1)
    return [make_aware(datetime.combine(day, time.min)) for day in (month, following)]


def _month(text):
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _number(text):
    return int(text) if NUMBER.fullmatch(text) else None
