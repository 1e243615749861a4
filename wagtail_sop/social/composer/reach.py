"""Which accounts a piece can be shared on."""

from django.core.exceptions import ImproperlyConfigured

from wagtail_sop.models import Appointment, Case, Section
from wagtail_sop.models.content import is_page
from wagtail_sop.social.models import Account

from .outlets import Outlet


def outlets_for(piece, user=None, place=None) -> list[Outlet]:
    """Those of the unit of the piece; while that is not known, those of the units that the user serves. None where no
    SOP governs: nothing is shared from there."""
    return outlets_of(accounts_for(piece, user, place))


def outlets_of(accounts) -> list[Outlet]:
    return [outlet for outlet in map(outlet_of, accounts.select_related("unit")) if outlet]


def outlet_of(account):
    try:
        return Outlet(account)
    except ImproperlyConfigured:
        # The site has this network no more. The accounts' own page says so.
        return None


def accounts_for(piece, user, place):
    case = Case.objects.current_on(piece) if piece.pk else None
    if case and case.unit:
        return Account.objects.for_unit(case.unit)
    section = section_of(piece, place)
    if section is None:
        return Account.objects.none()
    if section.unit:
        return Account.objects.for_unit(section.unit)
    return accounts_of_user(user, section.procedure.agency)


def section_of(piece, place):
    if is_page(piece) and not piece.pk:
        return Section.objects.governing(place) if place is not None else None
    return Section.objects.governing(piece)


def accounts_of_user(user, agency):
    if user is None:
        return Account.objects.none()
    if user.is_superuser:
        return Account.objects.open().filter(unit__path__startswith=agency.path)
    held = Appointment.objects.of_user(user).filter(unit__path__startswith=agency.path).select_related("unit")
    served = {pk for appointment in held for pk in appointment.unit.lineage_ids}
    return Account.objects.open().filter(unit_id__in=served)
