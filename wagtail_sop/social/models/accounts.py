"""An account of the agency on a network."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.models import Unit
from wagtail_sop.social.conf import get_social_settings

from .connecting import AccountConnecting
from .entitlement import accounts_of, demand


class AccountQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(status=Account.Status.CLOSED)

    def for_unit(self, unit):
        """The accounts that serve this unit: its own and those of the units above it."""
        return self.open().filter(unit_id__in=unit.lineage_ids if unit else ())

    def usable(self, at=None):
        """Those whose posts may be sent now."""
        rested = Q(rest_until=None) | Q(rest_until__lte=at or timezone.now())
        return self.filter(rested, status=Account.Status.ACTIVE)

    def manageable_by(self, user, at=None):
        return self.filter(accounts_of(user, at))


class Account(AccountConnecting, models.Model):
    """Serves its unit and all units below it; that of the agency serves the whole agency."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        BROKEN = "broken", _("needs attention")
        CLOSED = "closed", _("closed")

    class Problem(models.TextChoices):
        """``ACCOUNT_REASONS`` of the backends, in words."""

        TOKEN = "token", _("The token has expired or was withdrawn. Connect the account again.")
        PERMISSION = "permission", _("The token lacks a permission. Connect the account again with it.")
        CREDITS = "credits", _("The network's paid credits are used up. Buy some, then resume the account.")
        RESTRICTED = "restricted", _("The network has restricted the account. Log in there and follow it up.")
        SECRET_UNREADABLE = (
            "secret_unreadable",
            _("The stored secrets cannot be read any more. Connect the account again."),
        )
        SETUP = "setup", _("The account is not set up completely. Correct its form.")

    network = models.CharField(_("network"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="social_accounts",
        help_text=_("The account serves this unit and all units below it."),
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    """What its form keeps besides secrets: page id, host, text limit …"""
    sealed_secrets = models.TextField(editable=False, blank=True, default="")
    secrets_from = models.CharField(
        _("secrets from the environment"),
        max_length=60,
        blank=True,
        help_text=_("Beginning of the names of environment variables; then nothing is stored here."),
    )
    template = models.TextField(
        _("template of the text"), blank=True, help_text=_("Leave empty for the usual text.")
    )
    shares_by_default = models.BooleanField(
        _("shares every piece"), default=True, help_text=_("Unless the piece says otherwise.")
    )

    created_at = models.DateTimeField(_("connected at"), default=timezone.now)
    """What was public before is not shared."""
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem.choices, blank=True)
    detail = models.TextField(_("what the network said"), blank=True)
    remote_name = models.CharField(_("name on the network"), max_length=255, blank=True)
    remote_id = models.CharField(max_length=255, blank=True)
    expires_at = models.DateTimeField(_("token valid until"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    rest_until = models.DateTimeField(_("rests until"), null=True, blank=True)
    usage_percent = models.FloatField(_("share of the limit used"), null=True, blank=True)
    broken_since = models.DateTimeField(_("needs attention since"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """When people were told of what is wrong now."""

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("social media account")
        verbose_name_plural = _("social media accounts")
        ordering = ["unit__path", "name"]

    def __str__(self):
        return self.name

    def expires_soon(self, at=None) -> bool:
        """Whether its token ends within the days that the settings give, or has ended."""
        days = get_social_settings().EXPIRY_WARNING_DAYS
        return bool(self.expires_at) and self.expires_at <= (at or timezone.now()) + timedelta(days=days)

    # Who may

    def authorise(self, user, at=None):
        """Raises ``NotEntitled``."""
        message = gettext("Only those of %(unit)s who may change accounts can do this with %(account)s.")
        demand(self, user, message % {"unit": self.unit, "account": self.name}, at)

    # What a person does

    def pause(self, user):
        """Its posts wait."""
        self._change(user, "sop.account_paused", (self.Status.ACTIVE, self.Status.BROKEN), status="paused")

    def resume(self, user):
        """Its posts go out again; also after a person has mended what was wrong."""
        stopped = (self.Status.PAUSED, self.Status.BROKEN)
        self._change(user, "sop.account_resumed", stopped, status="active", rest_until=None, **self.WELL)

    @transaction.atomic
    def close(self, user):
        """For good: its secrets are forgotten, and what waits for it is cancelled. What it has posted stays listed."""
        not_closed = (self.Status.ACTIVE, self.Status.PAUSED, self.Status.BROKEN)
        self._change(user, "sop.account_closed", not_closed, status="closed", sealed_secrets="")
        self.posts.cancel_waiting("account_closed")
        # Nobody can look at the network any more.
        self.posts.filter(status="unknown").update(next_try_at=None)

    SEEN_BY_CHECKING = (Problem.TOKEN, Problem.PERMISSION, Problem.SECRET_UNREADABLE, Problem.SETUP)
    """What a check would find again. Credits and restrictions show only when something is posted."""
    WELL = {"problem": "", "detail": "", "broken_since": None, "told_at": None}

    @transaction.atomic
    def _change(self, user, action, sources, **facts):
        self.authorise(user)
        if not self._update(sources, **facts):
            raise AlreadyDone(
                gettext("%(account)s is %(status)s already. Reload the page.")
                % {"account": self.name, "status": self.get_status_display()}
            )
        log(self, action, user=user)

    def _update(self, sources, **facts) -> bool:
        changed = Account.objects.filter(pk=self.pk, status__in=sources).update(**facts)
        self.refresh_from_db()
        return bool(changed)

    # What the network says

    @transaction.atomic
    def mark_broken(self, reason, detail="", at=None) -> bool:
        """It needs a person. True when that is news; its posts wait for as long as they stay news themselves.

        One that a person has paused stays paused.
        """
        facts = {"problem": reason, "detail": detail[:2000], "checked_at": at or timezone.now()}
        broken = {"status": self.Status.BROKEN, "broken_since": at or timezone.now(), "told_at": None}
        if self._update((self.Status.ACTIVE,), **facts, **broken):
            log(self, "sop.account_broken", data={"problem": reason})
            return True
        self._update((self.Status.BROKEN, self.Status.PAUSED), **facts)
        return False

    @transaction.atomic
    def mark_healthy(self, health, at=None):
        """The network answers: a broken account works again, a paused one stays paused, and one whose trouble a check
        cannot see waits for a person."""
        facts = {
            "remote_name": health.name[:255],
            "remote_id": health.remote_id[:255],
            "expires_at": health.expires_at,
            "checked_at": at or timezone.now(),
        }
        if self.problem and self.problem not in self.SEEN_BY_CHECKING:
            self._update((self.Status.BROKEN, self.Status.PAUSED), **facts)
        elif self._update((self.Status.BROKEN,), status=self.Status.ACTIVE, **facts, **self.WELL):
            log(self, "sop.account_healthy")
        else:
            self._update((self.Status.ACTIVE, self.Status.PAUSED), **facts, **self.WELL)

    def rest(self, until):
        """Too many calls: nothing is asked of the network until then; an earlier end does not shorten it."""
        shorter = Q(rest_until=None) | Q(rest_until__lt=until)
        Account.objects.filter(shorter, pk=self.pk).update(rest_until=until)

    def note_usage(self, usage):
        """What the last answer said about the network's limits."""
        if usage.percent is not None:
            Account.objects.filter(pk=self.pk).update(usage_percent=usage.percent)
        if usage.rest_until:
            self.rest(usage.rest_until)
