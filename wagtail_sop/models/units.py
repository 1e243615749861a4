"""The agency and its units, as one tree."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

SEPARATOR = "/"
DIGITS = 8
BELOW_ITSELF = _("A unit cannot be placed below itself; choose another parent.")


class UnitQuerySet(models.QuerySet):
    def agencies(self):
        return self.filter(parent=None)

    def under(self, unit):
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    """A node of the agency's tree; the root is the agency."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("Leave empty for the agency itself."),
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    mailbox = models.EmailField(
        _("shared mailbox"),
        blank=True,
        help_text=_("Notices about work waiting for this unit are also sent to this address."),
    )
    calendar = models.ForeignKey(
        "wagtail_sop.WorkCalendar",
        verbose_name=_("working calendar"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        help_text=_("Leave empty to use the calendar of the unit above."),
    )
    # "/00000001/00000005/": the primary keys from the agency down to this unit: a lineage costs no query.
    # Padded: a database whose collation skips punctuation would otherwise mix the units of two trees.
    path = models.CharField(max_length=255, editable=False, db_index=True, default="")
    depth = models.PositiveSmallIntegerField(editable=False, default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["path"]

    def __str__(self):
        return self.short_name or self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        # As the database has them: this row, or the parent at hand, may have been read before it was moved.
        paths = dict(Unit.objects.filter(pk__in=[self.pk, self.parent_id]).values_list("pk", "path"))
        above, old_path = paths.get(self.parent_id, SEPARATOR), paths.get(self.pk, "")
        if old_path and above.startswith(old_path):
            raise ValidationError({"parent": BELOW_ITSELF})
        super().save(*args, **kwargs)
        self.path = f"{above}{self.pk:0{DIGITS}d}{SEPARATOR}"
        self.depth = self.path.count(SEPARATOR) - 2
        if self.path != old_path:
            Unit.objects.filter(pk=self.pk).update(path=self.path, depth=self.depth)
            self._carry_children_along(old_path)

    def delete(self, *args, **kwargs):
        """Raises ``ProtectedError`` while anything needs the unit."""
        if cases := set(self.needed_by):
            raise models.ProtectedError("An open case needs its unit.", cases)
        return super().delete(*args, **kwargs)

    @property
    def lineage_ids(self) -> list[int]:
        """Primary keys from the agency down to this unit, both included."""
        return [int(pk) for pk in self.path.strip(SEPARATOR).split(SEPARATOR) if pk]

    @property
    def agency_id(self) -> int:
        return self.lineage_ids[0]

    @property
    def agency(self) -> "Unit":
        return self if self.parent_id is None else Unit.objects.get(pk=self.agency_id)

    @property
    def is_agency(self) -> bool:
        return self.parent_id is None

    @property
    def worktime(self):
        """The working time in force here: the nearest calendar upwards, else the default one.

        Asks the database each time, unless ``WorkCalendar.objects.attach_to`` has set ``calendar_in_force``.
        """
        from .calendars import WorkCalendar

        calendar = self.calendar_in_force or WorkCalendar.objects.for_unit(self)
        return calendar.worktime

    calendar_in_force = None

    @property
    def indented_name(self) -> str:
        """The name as a line of the tree, for listings and choices; as Wagtail shows its collections."""
        if not self.depth:
            return str(self)
        return "\N{NO-BREAK SPACE}" * 4 * (self.depth - 1) + f"\N{DOWNWARDS ARROW WITH TIP RIGHTWARDS} {self}"

    def clean(self):
        if self.parent and self.pk and self.pk in self.parent.lineage_ids:
            raise ValidationError({"parent": BELOW_ITSELF})
        if self.pk and self._changes_agency() and self._is_bound_to_agency():
            raise ValidationError(
                {
                    "parent": _(
                        "Positions, appointments, SOPs or open cases of its agency are bound to this unit, so it "
                        "cannot become part of another agency. Remove or finish them first, or make a new unit there."
                    )
                }
            )

    def _changes_agency(self):
        return self.agency_id != (self.parent.agency_id if self.parent else self.pk)

    def _is_bound_to_agency(self):
        from .cases import Case
        from .positions import Appointment

        return (
            self.positions.exists()
            or self.procedures.exists()
            or Appointment.objects.filter(unit__path__startswith=self.path).exists()
            or Case.objects.open().filter(unit__path__startswith=self.path).exists()
        )

    @property
    def needed_by(self):
        """Open cases of this unit. No protecting key holds it, but without it nobody could act on them."""
        return self.cases.open()

    def _carry_children_along(self, old_path):
        if not old_path:
            return
        shift = self.path.count(SEPARATOR) - old_path.count(SEPARATOR)
        Unit.objects.filter(path__startswith=old_path).exclude(pk=self.pk).update(
            path=Concat(Value(self.path), Substr("path", len(old_path) + 1)), depth=F("depth") + shift
        )
