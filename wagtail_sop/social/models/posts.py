"""One piece on one account: the row that is written with the publication, and sent after it."""

import secrets
from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_sop.exceptions import RecordProtected
from wagtail_sop.models import Case
from wagtail_sop.models.content import base_content_type
from wagtail_sop.social.backends.base import Message
from wagtail_sop.social.conf import get_social_settings

from .accounts import Account
from .attempts import Attempt
from .deciding import PostDecisions
from .entitlement import posts_of
from .moving import PostMoves
from .pieces import is_public, reread


def new_key() -> str:
    """Unique for ever, and short: it stands in the address that the public sees."""
    return secrets.token_hex(8)


def expiry():
    return timezone.now() + timedelta(hours=get_social_settings().EXPIRE_HOURS)


STUCK = Q(status__in=("failed", "expired", "by_hand"))
UNDECIDED = Q(status="unknown", next_try_at=None)
TO_BE_TAKEN_DOWN = Q(status="sent", piece_gone_at__isnull=False)
NEEDS_A_PERSON = STUCK | UNDECIDED | TO_BE_TAKEN_DOWN


class PostQuerySet(models.QuerySet):
    def about(self, obj):
        return self.filter(base_content_type=base_content_type(obj), object_id=str(obj.pk))

    def manageable_by(self, user, at=None):
        return self.filter(posts_of(user, at))

    def visible_to(self, user, at=None):
        """Those about which this user may decide, and those of the cases that this user sees."""
        return self.filter(posts_of(user, at) | Q(case__in=Case.objects.visible_to(user).values("pk")))

    def due(self, at=None):
        """To be sent now: their time has come, and their account may send."""
        at = at or timezone.now()
        usable = Account.objects.usable(at).values("pk")
        return self.filter(
            status=Post.Status.WAITING, next_try_at__lte=at, expires_at__gt=at, account__in=usable
        )

    def stale(self, at=None):
        return self.filter(status=Post.Status.WAITING, expires_at__lte=at or timezone.now())

    def abandoned(self, at=None):
        """Their sender has not answered for longer than a sender may live."""
        held = (Post.Status.PREPARING, Post.Status.SENDING, Post.Status.TAKING_DOWN, Post.Status.UNKNOWN)
        return self.filter(status__in=held, lease_until__lte=at or timezone.now())

    def to_be_looked_for(self, at=None):
        """Their answer was lost, and the time has come to look at the network."""
        at = at or timezone.now()
        usable = Account.objects.usable(at).values("pk")
        return self.filter(
            status=Post.Status.UNKNOWN, next_try_at__lte=at, lease_until=None, account__in=usable
        )

    def with_leftovers(self):
        """At their end, with files that were made for the network."""
        ended = (Post.Status.SENT, Post.Status.FAILED, Post.Status.EXPIRED, Post.Status.CANCELLED)
        return self.filter(status__in=(*ended, Post.Status.DELETED), staged__has_key="files")

    def undecided(self):
        """Looking has not helped: a person must say whether they were posted."""
        return self.filter(UNDECIDED)

    def to_be_taken_down(self):
        """Sent, and their piece is not on the site any more."""
        return self.filter(TO_BE_TAKEN_DOWN)

    def needing_a_person(self):
        """Nothing more happens with these until somebody decides."""
        return self.filter(NEEDS_A_PERSON)

    def cancel_waiting(self, problem):
        """What has not begun is not sent, nor posted by a person; the rest runs its course."""
        self.filter(status__in=(Post.Status.WAITING, Post.Status.BY_HAND)).update(
            status=Post.Status.CANCELLED, problem=problem, next_try_at=None
        )

    def delete(self):
        raise RecordProtected("A post is never removed.")


class Post(PostMoves, PostDecisions, models.Model):
    """Title, names and addresses are copied as text, so that the row outlives what it is about."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PREPARING = "preparing", _("being prepared")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("not confirmed")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("too old to be sent")
        CANCELLED = "cancelled", _("cancelled")
        BY_HAND = "by_hand", _("to be posted by a person")
        TAKING_DOWN = "taking_down", _("being taken down")
        DELETED = "deleted", _("taken down")

    class Problem(models.TextChoices):
        TOO_LONG = (
            "too_long",
            _("The network finds the text too long. Post it by hand, or share a corrected version."),
        )
        PICTURE = (
            "picture",
            _("The network does not take the pictures. Post it by hand, or share a corrected version."),
        )
        LINK = "link", _("The network cannot open the link. Check that the page is public, then try again.")
        DUPLICATE = "duplicate", _("The network says that it has this post already. Look there first.")
        NOT_ALLOWED = "not_allowed", _("The network does not allow this. Look at what it said.")
        OTHER = "other", _("The network refused the post. Look at what it said.")
        NOT_SENT = "not_sent", _("The network could not be reached, or was busy. It will be tried again.")
        RESTING = "resting", _("The account has reached a limit of the network. It will be tried again.")
        ACCOUNT = "account", _("The account needs attention. The post goes out when it works again.")
        ACCOUNT_CLOSED = "account_closed", _("The account was closed.")
        INTERRUPTED = "interrupted", _("Sending was interrupted.")
        ANSWER_LOST = "answer_lost", _("The network's answer was lost; the post may be public.")
        NOT_FOUND = "not_found", _("The post was not found on the network. Look there, then decide.")
        SEVERAL_FOUND = "several_found", _("Several posts on the network fit. Look there, then decide.")
        NOT_PUBLIC = "not_public", _("The piece was not public any more when its turn came.")
        STALE = "stale", _("The post waited until it was no news any more.")
        TAKE_DOWN = "take_down", _("The post could not be taken down. Delete it on the network.")

    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="posts"
    )
    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="social_posts",
    )
    base_content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey("base_content_type", "object_id", for_concrete_model=False)
    content_object.wagtail_reference_index_ignore = True
    revision_id = models.BigIntegerField(null=True)
    """The approved revision, by number: it may be purged."""
    content_hash = models.CharField(max_length=64, blank=True)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    """1 for the first publication; one more each time the piece is shared again."""
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)

    title = models.CharField(_("title"), max_length=255)
    account_name = models.CharField(_("account"), max_length=120)
    network = models.CharField(_("network"), max_length=40)
    text = models.TextField(_("text"))
    link = models.CharField(_("link"), max_length=1000, blank=True)
    pictures = models.JSONField(_("pictures"), default=list, blank=True)
    """[{"image": primary key, "alt": text, "title": title at that time}]"""
    staged = models.JSONField(default=dict, blank=True)
    """What the network has been given already; its own ``prepare`` understands it."""

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.WAITING)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem.choices, blank=True)
    detail = models.TextField(_("what the network said"), blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    looks = models.PositiveSmallIntegerField(default=0)
    was_resent = models.BooleanField(default=False)
    """An answer was lost, and the setting had it sent once more: not again."""
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True, default=timezone.now)
    expires_at = models.DateTimeField(_("is news until"), default=expiry)
    lease = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    sending_at = models.DateTimeField(null=True, editable=False)
    """When the last sending began: from then on it may be found on the network."""
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    remote_id = models.CharField(max_length=255, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=255, blank=True)
    piece_gone_at = models.DateTimeField(_("piece not public since"), null=True, blank=True)
    """Set on a post that is public while its piece is not any more."""

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["base_content_type", "object_id"], name="sop_post_about"),
            models.Index(
                fields=["next_try_at"], condition=Q(status__in=("waiting", "unknown")), name="sop_post_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["base_content_type", "object_id", "account", "round"], name="sop_post_once"
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(status__in=("preparing", "sending")),
                name="sop_post_one_sender_per_account",
            ),
        ]

    def __str__(self):
        return f"{self.title} → {self.account_name}"

    def delete(self, *args, **kwargs):
        raise RecordProtected("A post is never removed.")

    @property
    def piece(self):
        """The page or snippet as it is on the site; None when it was deleted."""
        return reread(self.base_content_type, self.object_id)

    @property
    def is_piece_public(self) -> bool:
        return is_public(self.piece)

    def message(self, pictures=()) -> Message:
        return Message(self.key, self.text, self.link, tuple(pictures))

    def may_be_public(self, besides=None) -> bool:
        """Whether an earlier sending may have arrived: its answer was lost, or its sender died over it."""
        lost = (Attempt.Outcome.UNKNOWN, Attempt.Outcome.LOST)
        sendings = self.attempts.filter(kind=Attempt.Kind.SEND, outcome__in=lost)
        return sendings.exclude(pk=besides and besides.pk).exists()

    def begin_attempt(self, kind, at) -> Attempt:
        return Attempt.objects.create(post=self, kind=kind, started_at=at)
