"""One run of an edition over one page or snippet, for one unit and one class."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from wagtail_sop.conf import get_settings
from wagtail_sop.exceptions import RecordProtected, Refused
from wagtail_sop.formats import official_datetime
from wagtail_sop.procedures import Kind

from . import content
from .announcements import CaseAnnouncements
from .calendars import WorkCalendar
from .endings import CaseEndings
from .entitlement import CaseEntitlement, waiting_condition
from .forcing import CaseForcing
from .holding import CaseHolding, held_case
from .moves import CaseMoves
from .positions import Appointment
from .procedures import Edition, Section
from .progress import CaseProgress
from .units import Unit
from .verbs import CaseVerbs


class CaseQuerySet(models.QuerySet):
    def open(self):
        """Not yet closed: being written, running, scheduled, or live and waiting for documentation or review."""
        return self.filter(status__in=Case.OPEN)

    def before_live(self):
        return self.filter(status__in=Case.BEFORE_LIVE)

    def about(self, obj):
        return self.filter(base_content_type=content.base_content_type(obj), object_id=str(obj.pk))

    def within(self, page):
        """The cases of the page and of all below it."""
        ids = [str(pk) for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
        return self.filter(base_content_type=content.base_content_type(page), object_id__in=ids)

    def running_on(self, obj):
        """The case whose Wagtail workflow is in progress on this page or snippet; None if there is none."""
        return self.about(obj).filter(status=Case.Status.RUNNING).select_related(*Case.NEEDED).first()

    def current_on(self, obj):
        """The case that is not live yet, else the newest one; None when there never was one."""
        cases = self.about(obj).select_related(*Case.NEEDED)
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
            served |= Q(unit=None, status=Case.Status.DRAFTING, edition__procedure__agency_id=int(agency))
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
        case = case or self.filter(workflow_state=workflow_state).select_related(*Case.NEEDED).first()
        if case is None:
            obj = workflow_state.content_object
            case = self.about(obj).before_live().select_related(*Case.NEEDED).first() or self.open_for(
                obj, user
            )
        return case

    def open_for(self, obj, user, at=None):
        """The case for this draft, opened if need be. Raises ``Refused`` where no procedure governs."""
        case = self.about(obj).before_live().select_related(*Case.NEEDED).first()
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
        case = self.about(obj).before_live().select_related(*Case.NEEDED).first()
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


class Case(
    CaseMoves,
    CaseEndings,
    CaseProgress,
    CaseAnnouncements,
    CaseEntitlement,
    CaseForcing,
    CaseVerbs,
    CaseHolding,
    models.Model,
):
    """Berkas. Title, names and addresses are copied as text, so that the record outlives what it is about."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", _("being written")
        RUNNING = "running", _("in progress")
        SCHEDULED = "scheduled", _("scheduled")
        LIVE = "live", _("live, to be documented")
        UNDER_REVIEW = "under_review", _("live, to be reviewed afterwards")
        SEALED = "sealed", _("sealed")
        REJECTED = "rejected", _("ended unpublished")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended before it was finished")

    BEFORE_LIVE = (Status.DRAFTING, Status.RUNNING, Status.SCHEDULED)
    OPEN = (*BEFORE_LIVE, Status.LIVE, Status.UNDER_REVIEW)
    NEEDED_AFRESH = (
        "unit",
        "current_step__position",
        "current_step__holder",
        "current_step__state",
        "contributor__wagtail_userprofile",
        "workflow_state",
    )
    NEEDED = ("edition", *NEEDED_AFRESH)

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="cases"
    )
    workflow_state = models.OneToOneField(
        WorkflowState, null=True, on_delete=models.SET_NULL, related_name="sop_case"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    base_content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey("base_content_type", "object_id", for_concrete_model=False)
    content_object.wagtail_reference_index_ignore = True
    title = models.CharField(_("title"), max_length=255)
    url = models.URLField(_("address"), max_length=500, blank=True)

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    content_class = models.CharField(_("class"), max_length=12)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFTING)
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="sop_cases"
    )
    contributor_name = models.CharField(_("contributor"), max_length=255, blank=True)
    current_step = models.OneToOneField(
        "wagtail_sop.CaseStep", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"))
    goes_live_at = models.DateTimeField(_("goes live at"), null=True)
    """Of a scheduled case: the moment that was set."""
    went_live_at = models.DateTimeField(_("went live at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    base_revision_id = models.BigIntegerField(default=0)
    """Primary key of the revision that was live when the case was opened; writers after it may not approve."""
    approved_revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_hash = models.CharField(max_length=64, blank=True)
    break_glass = models.BooleanField(_("published outside the procedure"), default=False)
    record = models.JSONField(null=True)
    """Everything the sealed record shows, as data; written once, by sealing. Before: what a purge would take."""
    version = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["base_content_type", "object_id"], name="sop_case_about"),
            models.Index(fields=["status", "unit"], name="sop_case_status_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["base_content_type", "object_id"],
                condition=Q(status__in=("drafting", "running", "scheduled")),
                name="sop_one_case_before_live",
            )
        ]

    def __str__(self):
        return self.title

    def delete(self, *args, **kwargs):
        raise RecordProtected("A case is never removed.")

    @property
    def definition(self):
        return self.edition.definition

    @property
    def step(self):
        """The definition of the current step; None when the case is closed or has no printed step now."""
        if self.current_step is None or not self.current_step.key:
            return None
        return self.definition.step(self.current_step.key)

    @property
    def kind(self):
        return self.current_step and Kind(self.current_step.kind)

    @property
    def status_words(self) -> str:
        """The status; of a scheduled case with its date."""
        if self.status == self.Status.SCHEDULED and self.goes_live_at:
            return gettext("scheduled, goes live on %(time)s") % {
                "time": official_datetime(self.goes_live_at)
            }
        return str(self.get_status_display())

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

    @property
    def is_with_contributor(self) -> bool:
        return self.status == self.Status.DRAFTING

    @property
    def piece(self):
        """The page or snippet as its latest draft says; None when it was deleted."""
        obj = self.content_object
        if obj is None:
            return None
        obj = obj.specific if content.is_page(obj) else obj
        return obj.get_latest_revision_as_object() if obj.latest_revision_id else obj

    @property
    def latest_revision(self):
        return self.known(
            "revision", lambda: content.latest_revision(self.base_content_type_id, self.object_id)
        )

    @property
    def worktime(self):
        """Working time of the case's unit."""
        return self.known("worktime", lambda: self.unit.worktime)
