"""Which cases: of a piece, waiting for somebody, visible to somebody; and the one that a draft runs on."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_sop.conf import get_settings
from wagtail_sop.exceptions import RecordProtected, Refused

from . import content
from .calendars import WorkCalendar
from .entitlement import waiting_condition
from .holding import held_case
from .positions import Appointment
from .procedures import Section


class CaseQuerySet(models.QuerySet):
    def open(self):
        """Not yet closed: being written, running, scheduled, or live and waiting for documentation or review."""
        return self.filter(status__in=self.model.OPEN)

    def before_live(self):
        return self.filter(status__in=self.model.BEFORE_LIVE)

    def about(self, obj):
        return self.filter(base_content_type=content.base_content_type(obj), object_id=str(obj.pk))

    def within(self, page):
        """The cases of the page and of all below it."""
        ids = [str(pk) for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
        return self.filter(base_content_type=content.base_content_type(page), object_id__in=ids)

    def running_on(self, obj):
        """The case whose Wagtail workflow is in progress on this page or snippet; None if there is none."""
        return (
            self.about(obj)
            .filter(status=self.model.Status.RUNNING)
            .select_related(*self.model.NEEDED)
            .first()
        )

    def current_on(self, obj):
        """The case that is not live yet, else the newest one; None when there never was one."""
        cases = self.about(obj).select_related(*self.model.NEEDED)
        return cases.before_live().first() or cases.order_by("-pk").first()

    def waiting_for(self, user, at=None):
        """Open cases whose current step this user may act on at this moment. Two queries, however many cases."""
        return self.open().filter(waiting_condition(user, at))

    def visible_to(self, user, at=None):
        """Cases of the units the user serves (and of those below), and those in which the user took part."""
        if user.is_superuser:
            return self
        paths = Appointment.objects.of_user(user, at).values_list("unit__path", flat=True).distinct()
        served = Q(contributor=user) | Q(pk__in=user_steps(user))
        for path in paths:
            served |= Q(unit__path__startswith=path)
            # Whose unit is not known yet waits for whoever of the agency adopts it.
            agency = path.strip("/").split("/")[0].lstrip("0")
            served |= Q(
                unit=None, status=self.model.Status.DRAFTING, edition__procedure__agency_id=int(agency)
            )
        return self.filter(served)

    def by_deadline(self):
        """The most urgent first; what has no deadline comes last."""
        return self.order_by(F("current_step__due_at").asc(nulls_last=True), "opened_at", "pk")

    def as_rows(self) -> list:
        """For a list on a screen: nothing about a row, its deadline in words included, costs another query."""
        cases = list(self.select_related("unit", "current_step__holder", "current_step__position"))
        for case in cases:
            if case.current_step:
                case.current_step.case = case
        WorkCalendar.objects.attach_to([case.unit for case in cases])
        return cases

    def for_run(self, workflow_state, user):
        """The case of a Wagtail run; opened now when the run was started past our own door."""
        # Handed down by the verb that is going on, so that both work on one object.
        case = workflow_state._state.fields_cache.get("sop_case") or held_case(workflow_state)
        case = case or self.filter(workflow_state=workflow_state).select_related(*self.model.NEEDED).first()
        if case is None:
            obj = workflow_state.content_object
            case = self.about(obj).before_live().select_related(*self.model.NEEDED).first() or self.open_for(
                obj, user
            )
        return case

    def open_for(self, obj, user, at=None):
        """The case for this draft, opened if need be. Raises ``Refused`` where no procedure governs."""
        case = self.about(obj).before_live().select_related(*self.model.NEEDED).first()
        if case:
            return case
        return self.open_under(Section.objects.governing(obj), obj, user, at)

    def open_under(self, section, obj, user, at=None):
        """A new case for a draft in this section."""
        edition = section and section.procedure.edition_in_force
        if not edition:
            raise Refused(_("No SOP in force governs this content."))
        return self._open(obj, user, section, edition, at or timezone.now())

    def flag(self, obj, user, reason, revision):
        """Flag that this governed content went live past its procedure: on its draft's case, else on a new one."""
        case = self.about(obj).before_live().select_related(*self.model.NEEDED).first()
        if case is None:
            section = Section.objects.governing(obj)
            # The newest edition also where none is in force any more: what happened must not go unrecorded.
            edition = section.procedure.editions.order_by("-number").first()
            case = self._open(obj, user, section, edition, timezone.now())
        case.mark_break_glass(user, reason, revision)
        return case

    def _open(self, obj, user, section, edition, at):
        case = self.model(
            edition=edition,
            content_type=ContentType.objects.get_for_model(obj.specific if content.is_page(obj) else obj),
            base_content_type=content.base_content_type(obj),
            object_id=str(obj.pk),
            title=content.title_of(obj)[:255],
            content_class=get_settings().DEFAULT_CLASS,
            base_revision_id=getattr(obj, "live_revision_id", None) or self._last_live_revision_id(obj),
            opened_at=at,
        )
        case.open(user, section, at)
        return case

    def _last_live_revision_id(self, obj):
        """Of a piece that was taken down: what had been approved last; 0 where nothing ever was."""
        was_live = self.about(obj).exclude(went_live_at=None).exclude(break_glass=True)
        return was_live.order_by("-pk").values_list("approved_revision_id", flat=True).first() or 0

    def left_by_holder(self, at=None):
        """Taken by somebody who can no longer act: the account was closed, or the appointment is over."""
        appointed = Appointment.objects.valid(at).filter(
            user=OuterRef("current_step__holder"), position=OuterRef("current_step__position")
        )
        return self.open().exclude(current_step__holder=None).exclude(Exists(appointed))

    def delete(self):
        raise RecordProtected("A case is never removed.")


def user_steps(user):
    from .steps import CaseStep

    return CaseStep.objects.filter(actor=user).values("case_id")
