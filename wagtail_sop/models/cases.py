"""One run of an edition over one page or snippet, for one unit and one class."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from wagtail_sop.exceptions import RecordProtected
from wagtail_sop.formats import official_datetime
from wagtail_sop.procedures import Kind

from . import content
from .announcements import CaseAnnouncements
from .case_queries import CaseQuerySet
from .endings import CaseEndings
from .entitlement import CaseEntitlement
from .forcing import CaseForcing
from .holding import CaseHolding
from .moves import CaseMoves
from .procedures import Edition
from .progress import CaseProgress
from .units import Unit
from .verbs import CaseVerbs


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
