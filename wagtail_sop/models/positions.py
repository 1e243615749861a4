"""Positions, and who holds them: the only answer to "who may act"."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_sop.formats import official_date

from .units import Unit


def local_day(at=None):
    """The day in the site's time zone: the active one is whatever the user has chosen in the account settings."""
    return timezone.localdate(at, timezone.get_default_timezone())


class PositionQuerySet(models.QuerySet):
    def of_agency(self, agency):
        return self.filter(agency=agency)


class Position(models.Model):
    """A column of the agency's SOPs. It owns the group with the page rights it needs, never publish."""

    class Level(models.TextChoices):
        UNIT = "unit", _("in every unit")
        AGENCY = "agency", _("one for the agency")

    agency = models.ForeignKey(
        Unit,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="positions",
        limit_choices_to={"parent": None},
    )
    code = models.SlugField(_("code"), max_length=60, help_text=_("The code of the column in the SOP file."))
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.UNIT)
    group = models.OneToOneField(
        Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="sop_position", editable=False
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["agency", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="sop_position_code_per_agency")
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        if not self.group_id:
            self.group = Group.objects.create(name=self._free_group_name())
        super().save(*args, **kwargs)

    def clean(self):
        held_in_units = self.pk and self.appointments.exclude(unit__parent=None).exists()
        if self.level == self.Level.AGENCY and held_in_units:
            message = _("People hold this position in units of the agency. End those appointments first.")
            raise ValidationError({"level": message})

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Takes its group along. Raises ``ProtectedError`` while anything needs the position."""
        if editions := set(self.needed_by):
            raise models.ProtectedError("An edition of an SOP has a column for this position.", editions)
        result = super().delete(*args, **kwargs)
        self.group.delete()
        return result

    @property
    def needed_by(self):
        """Editions with a column for this position: they name it by its code, so no foreign key holds it."""
        from .procedures import Edition

        editions = Edition.objects.filter(procedure__agency_id=self.agency_id).select_related("procedure")
        return [edition for edition in editions if self.code in {a.code for a in edition.definition.actors}]

    def _free_group_name(self):
        # auth.Group.name is unique and at most 150 characters.
        name = f"SOP {self.agency}: {self.name}"[:140]
        taken = Group.objects.filter(name__startswith=name).count()
        return f"{name} ({taken + 1})" if taken else name


class AppointmentQuerySet(models.QuerySet):
    def valid(self, at=None):
        """Appointments in force at that moment, of active users. Dates are days in the site's time zone."""
        day = local_day(at)
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day, user__is_active=True
        )

    def acting(self, position, unit, at=None, barred=()):
        """Who may act as this position for this unit at this moment.

        A position of the agency is looked for at the root. A post that is vacant in the unit, or held only by
        ``barred`` users (separation of duties), resolves to the nearest unit above that has a holder.
        One query; empty when nobody up to the agency can act.
        """
        lineage = unit.lineage_ids[:1] if position.level == Position.Level.AGENCY else unit.lineage_ids
        candidates = self.valid(at).filter(position=position, unit_id__in=lineage).exclude(user_id__in=barred)
        nearest = candidates.order_by("-unit__depth").values("unit__depth")[:1]
        return candidates.filter(unit__depth=models.Subquery(nearest)).select_related(
            "user__wagtail_userprofile", "unit", "position"
        )

    def of_user(self, user, at=None):
        return self.valid(at).filter(user=user)

    def expired(self, at=None):
        return self.filter(valid_until__lt=local_day(at))

    def future(self, at=None):
        return self.filter(valid_from__gt=local_day(at))

    def overlapping(self, first, last=None):
        """In force on any day from the first until the last; ``None`` means open-ended."""
        found = self.filter(Q(valid_until=None) | Q(valid_until__gte=first))
        return found.filter(valid_from__lte=last) if last else found

    def posts(self, agency, at=None):
        """The posts that the agency's SOPs in force need, with who acts in each. Four queries."""
        from .posts import posts_of

        return posts_of(agency, self.valid(at))


class Appointment(models.Model):
    """A user holds a position in a unit, from a day until a day (both included), by a decree."""

    class Kind(models.TextChoices):
        DEFINITIVE = "definitive", _("definitive")
        PLH = "plh", _("Plh. (acting, holder temporarily absent)")
        PLT = "plt", _("Plt. (acting, post permanently vacant)")
        MEMBER = "member", _("member")

    class Validity(models.TextChoices):
        VALID = "valid", _("valid")
        FUTURE = "future", _("not yet valid")
        EXPIRED = "expired", _("expired")
        INACTIVE = "inactive", _("account deactivated")

    PREFIXES = {Kind.PLH: "Plh.", Kind.PLT: "Plt."}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="sop_appointments",
    )
    position = models.ForeignKey(
        Position, verbose_name=_("position"), on_delete=models.PROTECT, related_name="appointments"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="appointments"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.MEMBER)
    title = models.CharField(
        _("job title"),
        max_length=200,
        blank=True,
        help_text=_("As the decree writes it, for example Kepala Bidang Rehabilitasi Sosial."),
    )
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last valid day.")
    )
    decree_number = models.CharField(_("decree number"), max_length=120, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["unit__path", "position__name", "valid_from"]
        indexes = [models.Index(fields=["position", "unit"], name="sop_appointment_post")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="sop_appointment_dates_in_order",
            )
        ]

    def __str__(self):
        return f"{self.capacity} – {self.person}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Appointment.sync_groups([self.user])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        user = self.user
        result = super().delete(*args, **kwargs)
        Appointment.sync_groups([user])
        return result

    @property
    def person(self) -> str:
        return self.user.get_full_name() or self.user.get_username()

    @property
    def prefix(self) -> str:
        """ "Plh." or "Plt."; empty for all others."""
        return self.PREFIXES.get(self.kind, "")

    @property
    def capacity(self) -> str:
        """How the record names the office: "Plh. Kepala Dinas", "Admin, Bidang Data"."""
        office = self.title or self.position.name
        if self.prefix:
            office = f"{self.prefix} {office}"
        return office if self.title or self.unit.is_agency else f"{office}, {self.unit}"

    def validity(self, at=None) -> Validity:
        """Whether the appointment counts on that day, and if not, why."""
        day = local_day(at)
        if self.valid_until and self.valid_until < day:
            return self.Validity.EXPIRED
        if self.valid_from > day:
            return self.Validity.FUTURE
        return self.Validity.VALID if self.user.is_active else self.Validity.INACTIVE

    @property
    def lacks_end(self) -> bool:
        """An acting official without a last day: allowed, but nearly always forgotten."""
        return self.kind in self.PREFIXES and not self.valid_until

    def clean(self):
        self.check_alone()
        if holder := self._other_definitive_holder():
            raise ValidationError({"kind": self.clash_message(holder)})

    def check_alone(self):
        """The rules that need no look at other appointments. Raises ``ValidationError``; no query."""
        errors = {}
        if self.valid_until and self.valid_from and self.valid_until < self.valid_from:
            errors["valid_until"] = _("The last day lies before the first; correct one of the two dates.")
        if self.position_id and self.unit_id:
            errors |= self._place_errors()
        if errors:
            raise ValidationError(errors)

    def _place_errors(self):
        if self.position.agency_id != self.unit.agency_id:
            return {"unit": _("This unit belongs to another agency than the position.")}
        if self.position.level == Position.Level.AGENCY and not self.unit.is_agency:
            return {"unit": _("This position exists once for the agency; choose the agency itself as unit.")}
        return {}

    def _other_definitive_holder(self):
        if self.kind != self.Kind.DEFINITIVE or not (self.position_id and self.unit_id and self.valid_from):
            return None
        held = Appointment.objects.filter(position=self.position, unit=self.unit, kind=self.Kind.DEFINITIVE)
        held = held.exclude(pk=self.pk).overlapping(self.valid_from, self.valid_until)
        return held.select_related("user", "unit", "position").first()

    @staticmethod
    def clash_message(holder) -> str:
        """Why a post cannot have this second definitive holder, and what to do."""
        return _(
            "%(person)s is the definitive holder of this post %(period)s. End that appointment first, or "
            "choose Plh. or Plt."
        ) % {"person": holder.person, "period": holder.period}

    @property
    def period(self) -> str:
        """ "since 1 January 2026", "from 1 January 2026 until 30 June 2026"."""
        values = {"first": official_date(self.valid_from)}
        if not self.valid_until:
            return _("since %(first)s") % values
        return _("from %(first)s until %(last)s") % (values | {"last": official_date(self.valid_until)})

    @classmethod
    def sync_groups(cls, users, at=None):
        """Let each user's groups follow the valid appointments; groups that no position owns are left alone.

        Two queries to compare, however many users; more only for those whose groups change.
        """
        due = cls.objects.valid(at).filter(user__in=users).values_list("user_id", "position__group_id")
        held = Group.objects.filter(user__in=users).exclude(sop_position=None).values_list("user", "pk")
        due, held = set(due), set(held)
        changed = {user_id for user_id, _group in due ^ held}
        for user in get_user_model().objects.filter(pk__in=changed) if changed else ():
            user.groups.add(*(group for user_id, group in due - held if user_id == user.pk))
            user.groups.remove(*(group for user_id, group in held - due if user_id == user.pk))
