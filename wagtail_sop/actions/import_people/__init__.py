"""Import people and their appointments from a list: all of them, or none."""

from django.contrib.auth import get_permission_codename, get_user_model
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_sop.exceptions import ImportRefused
from wagtail_sop.models import Appointment, Unit

from .columns import HEADINGS, PeopleFile
from .planning import Line, Plan, Verdict, plan_import

__all__ = [
    "HEADINGS",
    "Line",
    "PeopleFile",
    "Plan",
    "Verdict",
    "import_people",
    "may_import_people",
    "plan_import",
]


def may_import_people(user) -> bool:
    """Whoever may add appointments and users."""
    options = get_user_model()._meta
    add_user = f"{options.app_label}.{get_permission_codename('add', options)}"
    return user.has_perms(["wagtail_sop.add_appointment", add_user])


def import_people(people_file, fingerprint, by=None, at=None) -> Plan:
    """Do what the plan with this fingerprint announced. Raises ``ImportRefused`` rather than do else."""
    changed = _("Something has changed since this preview. Look at it again, then confirm.")
    try:
        with transaction.atomic():
            _one_import_at_a_time()
            plan = plan_import(people_file, at)
            if plan.fingerprint != fingerprint:
                raise ImportRefused(changed)
            if not plan.can_be_imported:
                raise ImportRefused(_("Nothing was imported: correct the rows with errors first."))
            _carry_out(plan, by, at)
    except IntegrityError as error:
        raise ImportRefused(changed) from error
    return plan


def _one_import_at_a_time():
    # A second confirmation waits here for the first, and then finds that its preview is out of date.
    Unit.objects.agencies().update(depth=F("depth"))


def _carry_out(plan, by, at):
    # Random, known to nobody, and hashed once: hashing is slow on purpose, and the list may be long.
    # Not an unusable password: Django sends no "forgot password" mail to those who have one.
    password = make_password(get_random_string(64))
    for account in plan.new_accounts:
        account.user.password = password
        account.user.save()
        log(instance=account.user, action="wagtail.create", user=by)
    Appointment.objects.bulk_create(plan.new_appointments)
    for appointment in plan.new_appointments:
        log(instance=appointment, action="wagtail.create", user=by)
    Appointment.sync_groups({appointment.user for appointment in plan.new_appointments}, at)
