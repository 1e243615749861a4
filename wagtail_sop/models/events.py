"""What happened to a case besides its steps, and who wrote its content. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_sop.exceptions import RecordProtected


class AppendOnlyQuerySet(models.QuerySet):
    def delete(self):
        raise RecordProtected("The record of a case is never removed.")

    def update(self, **kwargs):
        raise RecordProtected("The record of a case is never changed.")


class CaseEvent(models.Model):
    """One dated fact about a case, with the person's name as text."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Case opened")
        TAKEN = "taken", _("Taken")
        RELEASED = "released", _("Released")
        REASSIGNED = "reassigned", _("Reassigned")
        CLASS_CHANGED = "class_changed", _("Class changed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        APPROVALS_VOID = "approvals_void", _("Approvals no longer count")
        SCHEDULED = "scheduled", _("Scheduled")
        UNSCHEDULED = "unscheduled", _("Schedule cancelled")
        BREAK_GLASS = "break_glass", _("Published outside the procedure")
        TAKEN_DOWN = "taken_down", _("Taken down")
        MOVED = "moved", _("Moved out of the section")
        DELETED = "deleted", _("Content deleted")
        CLOSED = "closed", _("Case closed")

    case = models.ForeignKey("wagtail_sop.Case", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.CharField(_("person"), max_length=255, blank=True)
    capacity = models.CharField(_("capacity"), max_length=255, blank=True)
    note = models.TextField(_("note"), blank=True)
    data = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("case event")
        verbose_name_plural = _("case events")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.person}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise RecordProtected("The record of a case is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordProtected("The record of a case is never removed.")


class CaseWriter(models.Model):
    """A person who wrote since the last live version. Kept because revisions may be purged."""

    case = models.ForeignKey("wagtail_sop.Case", on_delete=models.PROTECT, related_name="writers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="sop_writer_once_per_case")]

    def __str__(self):
        return self.person
