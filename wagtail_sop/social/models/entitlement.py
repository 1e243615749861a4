"""Who may do something with accounts and their posts; nothing else in the wing decides it.

Accounts: superusers, and who has Django's permission to change accounts, for those of the units the person serves.
Posts: the same with the permission to change posts; besides, whoever publishes the unit's pieces by the SOP.
"""

from django.db.models import Exists, OuterRef, Q

from wagtail_sop.exceptions import NotEntitled
from wagtail_sop.models import Appointment, CaseStep, Position, Unit
from wagtail_sop.procedures import Kind

NOBODYS = Q(pk=None)


def accounts_of(user, at=None) -> Q:
    """The accounts that this user may manage, as a condition."""
    if not (user and user.is_active):
        return NOBODYS
    if user.is_superuser:
        return ~NOBODYS
    return _in_units_of(user, "unit__", "change_account", at)


def units_of(user, at=None):
    """The units for which this user may connect accounts."""
    if not (user and user.is_active):
        return Unit.objects.none()
    if user.is_superuser:
        return Unit.objects.all()
    return Unit.objects.filter(_in_units_of(user, "", "change_account", at))


def posts_of(user, at=None) -> Q:
    """The posts about which this user may decide, as a condition."""
    if not (user and user.is_active):
        return NOBODYS
    if user.is_superuser:
        return ~NOBODYS
    return _in_units_of(user, "account__unit__", "change_post", at) | _published_by(user, at)


def _in_units_of(user, unit, permission, at):
    if not user.has_perm(f"wagtail_sop_social.{permission}"):
        return NOBODYS
    condition = NOBODYS
    for path in Appointment.objects.of_user(user, at).values_list("unit__path", flat=True).distinct():
        condition |= Q(**{f"{unit}path__startswith": path})
    return condition


def _published_by(user, at):
    """Posts of cases whose publishing position this user holds for the unit: the nearest holder, as everywhere."""
    condition = NOBODYS
    held = Appointment.objects.of_user(user, at).select_related("unit", "position")
    for appointment in held:
        published = CaseStep.objects.filter(
            case_id=OuterRef("case_id"), kind=Kind.PUBLISH, position_id=appointment.position_id
        )
        condition |= Q(Exists(published)) & _served_by(appointment, at)
    return condition


def _served_by(appointment, at) -> Q:
    path = appointment.unit.path
    condition = Q(case__unit__path__startswith=path)
    if appointment.position.level == Position.Level.AGENCY:
        return condition
    others = Appointment.objects.valid(at).filter(
        position=appointment.position_id, unit__path__startswith=path
    )
    for nearer in others.exclude(unit__path=path).values_list("unit__path", flat=True).distinct():
        condition &= ~Q(case__unit__path__startswith=nearer)
    return condition


def demand(row, user, message, at=None):
    """Raises ``NotEntitled`` with the message unless this user may manage the account or post."""
    if not type(row).objects.manageable_by(user, at).filter(pk=row.pk).exists():
        raise NotEntitled(message)
