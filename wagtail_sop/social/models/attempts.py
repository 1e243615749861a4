"""What was tried with a post, and what came of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_sop.exceptions import RecordProtected


class AttemptQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at=None)

    def mark_lost(self, at):
        """Whoever was at it died."""
        self.unfinished().update(finished_at=at, outcome=Attempt.Outcome.LOST)

    def delete(self):
        raise RecordProtected("An attempt is never removed.")


class Attempt(models.Model):
    """One call. Written before it, finished once after it, and then never changed. Free of secrets."""

    class Kind(models.TextChoices):
        PREPARE = "prepare", _("prepare")
        SEND = "send", _("send")
        LOOK = "look", _("look whether it is there")
        DELETE = "delete", _("take down")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        NOT_READY = "not_ready", _("not ready yet")
        NOT_SENT = "not_sent", _("not sent")
        REFUSED = "refused", _("refused")
        BROKEN = "broken", _("the account needs attention")
        UNKNOWN = "unknown", _("the answer was lost")
        ABSENT = "absent", _("not there")
        UNDECIDED = "undecided", _("cannot be told")
        LOST = "lost", _("interrupted")

    post = models.ForeignKey("wagtail_sop_social.Post", on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    code = models.CharField(_("the network's code"), max_length=120, blank=True)
    trace_id = models.CharField(_("the network's number of the call"), max_length=255, blank=True)
    text = models.TextField(_("what the network said"), blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_outcome_display()}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise RecordProtected("An attempt is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordProtected("An attempt is never removed.")

    def finish(self, outcome, error=None, *, text="", trace_id=""):
        """Only once: a sender that was thought dead does not rewrite what was noted of it."""
        facts = {"outcome": outcome, "finished_at": timezone.now(), "text": text, "trace_id": trace_id[:255]}
        if error is not None:
            facts |= {
                "text": str(error)[:2000],
                "http_status": error.status,
                "code": error.code[:120],
                "trace_id": error.trace_id[:255],
            }
        Attempt.objects.filter(pk=self.pk, finished_at=None).update(**facts)
