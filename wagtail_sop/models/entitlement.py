"""Who may act on a case. Decided here, from the case and the appointments, for every door alike."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext as _

from wagtail_sop.exceptions import NotEntitled, TakenByAnother
from wagtail_sop.procedures import Kind

from . import content
from .events import CaseEvent, CaseWriter
from .positions import Appointment, Position

_THE_CASE, _ITS_STEP = OuterRef("pk"), OuterRef("current_step__key")


def person_name(user) -> str:
    """A person's name as the record writes it; empty for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


class CaseEntitlement:
    """Questions of entitlement, mixed into ``Case``."""

    def barred_ids(self) -> set[int]:
        """Separation of duties: who wrote since the last live version, who already approved elsewhere, and who
        published it past its procedure."""
        barred = set(self.known("writers", self._writer_ids))
        if self.contributor_id:
            barred.add(self.contributor_id)
        approvals = [
            row for row in self.standing_rows if row.kind == Kind.REVIEW and row.outcome == "approved"
        ]
        barred |= {row.actor_id for row in approvals if row.actor_id and row.key != self.current_step.key}
        if self.break_glass:
            forced = self.events.filter(kind=CaseEvent.Kind.BREAK_GLASS).exclude(user=None)
            barred |= set(forced.values_list("user_id", flat=True))
        return barred

    def _writer_ids(self):
        remembered = self.writers.exclude(user=None).values_list("user_id", flat=True)
        return {
            *remembered,
            *content.writer_ids(self.base_content_type_id, self.object_id, self.base_revision_id),
        }

    def entitled(self, at=None):
        """Appointments of all who may act on the current step now; empty when nobody can."""
        row = self.current_step
        if row is None or row.position is None or self.unit is None:
            return Appointment.objects.none()
        barred = self.barred_ids() if row.is_decision else ()
        return Appointment.objects.acting(row.position, self.unit, at, barred)

    def entitled_list(self, at=None):
        """The same as a list, with people and units."""
        key = ("entitled", self.current_step and self.current_step.pk)
        return self.known(key, lambda: list(self.entitled(at)))

    def appointment_of(self, user, at=None):
        """The appointment by which this user acts on the current step; None if the user may not."""
        if not user or not user.pk:
            return None
        return next((held for held in self._entitled_here(user, at) if held.user_id == user.pk), None)

    def _entitled_here(self, user, at):
        """Of all who may act, the user and the one who has taken the piece: a verb need not know the others."""
        row = self.current_step
        if self.is_known(("entitled", row and row.pk)):
            return self.entitled_list(at)
        asked = {user.pk, row and row.holder_id}
        key = ("entitled", row and row.pk, *asked)
        return self.known(key, lambda: list(self.entitled(at).filter(user_id__in=asked - {None})))

    def may_act(self, user, at=None) -> bool:
        return self.appointment_of(user, at) is not None and not self.taken_by_another(user, at)

    def may_edit(self, user, at=None) -> bool:
        """While a case runs, the piece is written only in an edit step, by those whose step it is."""
        return self.kind == Kind.EDIT and self.may_act(user, at)

    def taken_by_another(self, user, at=None):
        """The colleague who holds the piece, if that colleague can still act; else None."""
        holder = self.current_step and self.current_step.holder
        if holder is None or holder == user:
            return None
        able = any(held.user_id == holder.pk for held in self._entitled_here(user, at))
        return holder if able else None

    def authorise(self, user, at):
        """The user's appointment for the current step. Raises ``NotEntitled`` or ``TakenByAnother`` with the reason."""
        appointment = self.appointment_of(user, at)
        if appointment is None:
            raise NotEntitled(self.why_not(user, at))
        if colleague := self.taken_by_another(user, at):
            raise TakenByAnother(
                _("%(person)s has taken this piece. Ask for it, or have it reassigned to you.")
                % {"person": person_name(colleague)}
            )
        return appointment

    def why_not(self, user, at=None) -> str:
        """One sentence: why this user may not act on the current step."""
        row = self.current_step
        if row is None:
            return _("This case has no step that waits for anybody.")
        names = {"step": row.name, "position": row.position_name, "unit": str(self.unit or "")}
        if user is None or not user.is_active:
            return _("Nobody but an active, named person can act on a case.")
        if row.is_decision and user.pk in self.barred_ids():
            return _(
                "You wrote or already approved this piece, so somebody else must decide on it (separation of duties)."
            )
        held = Appointment.objects.filter(user=user, position=row.position)
        if held.valid(at).exists():
            return (
                _("Your appointment as %(position)s is for another unit; this piece belongs to %(unit)s.")
                % names
            )
        if held.exists():
            return _("Your appointment as %(position)s is not valid today. Ask for it to be renewed.") % names
        return _("Only %(position)s of %(unit)s can act on the step “%(step)s”.") % names

    def submitter_appointment(self, user, at=None):
        """The appointment by which this user hands the piece in; None if the user may not."""
        position = self.edition.position(self.definition.contributor)
        held = (
            Appointment.objects.of_user(user, at).filter(position=position).select_related("unit", "position")
        )
        if self.unit is None:
            return held.first()
        return Appointment.objects.acting(position, self.unit, at).filter(user=user).first()

    def involved(self, user, at=None):
        """Any valid appointment of the user that serves this case's unit; None if there is none."""
        if self.unit is None:
            return None
        return (
            Appointment.objects.of_user(user, at)
            .filter(unit_id__in=self.unit.lineage_ids)
            .select_related("unit", "position")
            .order_by("-unit__depth")
            .first()
        )


def waiting_condition(user, at=None) -> Q:
    """The cases that wait for this user, as one condition: the posts the user holds, in the units they answer for.

    The inverse of ``AppointmentQuerySet.acting``: a unit counts when no nearer unit has a holder who could act.
    """
    held = list(
        Appointment.objects.of_user(user, at).values_list("position_id", "position__level", "unit__path")
    )
    if not held:
        return Q(pk=None)
    posts = set(
        Appointment.objects.valid(at)
        .filter(position_id__in={position for position, _level, _path in held})
        .values_list("position_id", "unit__path")
    )
    condition = Q(pk=None)
    for position, level, path in held:
        mine = Q(current_step__position_id=position, unit__path__startswith=path)
        nearer = [
            p for held_position, p in posts if held_position == position and p != path and p.startswith(path)
        ]
        if level != Position.Level.AGENCY and nearer:
            mine &= _no_nearer_holder(nearer, path, at)
        condition |= mine
    return condition & (~Q(current_step__kind=Kind.REVIEW) | ~_barred(user.pk)) & _not_anothers_draft(user)


def _no_nearer_holder(nearer, path, at):
    below = Q()
    for nearer_path in nearer:
        below |= Q(unit__path__startswith=nearer_path)
    # A nearer post whose every holder is barred counts as vacant, as in ``acting``.
    case, key = OuterRef(OuterRef("pk")), OuterRef(OuterRef("current_step__key"))
    able = (
        Appointment.objects.valid(at)
        .alias(case_path=ExpressionWrapper(OuterRef("unit__path"), CharField()))
        .filter(
            position_id=OuterRef("current_step__position_id"),
            case_path__startswith=F("unit__path"),
            unit__path__startswith=path,
        )
        .exclude(unit__path=path)
        .exclude(_barred(OuterRef("user_id"), case, key))
    )
    return ~below | (Q(current_step__kind=Kind.REVIEW) & ~Q(Exists(able)))


def _barred(user_id, case=_THE_CASE, key=_ITS_STEP):
    """Separation of duties as a condition; the contributor is among the writers."""
    from .steps import CaseStep

    of_user = {"case_id": case, "user_id": user_id}
    approved = CaseStep.objects.filter(
        case_id=case, kind=Kind.REVIEW, outcome="approved", voided_at=None, actor_id=user_id
    ).exclude(key=key)
    return (
        Q(Exists(CaseWriter.objects.filter(**of_user)))
        | Q(Exists(approved))
        | Q(Exists(CaseEvent.objects.filter(kind=CaseEvent.Kind.BREAK_GLASS, **of_user)))
    )


def _not_anothers_draft(user):
    return ~Q(current_step__kind=Kind.PREPARE) | Q(contributor=user) | Q(contributor=None)
