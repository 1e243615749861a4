"""Who may act, reckoned a second time and in another way, in plain Python over the bare rows.

Whatever ``AppointmentQuerySet.acting`` and ``Case.barred_ids`` answer in SQL is compared with this.
"""

from django.utils import timezone

from wagtail_sop.models import Appointment, CaseStep, Unit
from wagtail_sop.procedures import Kind


def holders(position, unit, barred) -> set[int]:
    """Primary keys of those who may act for the unit: of the nearest unit upwards that has anybody able."""
    today = timezone.localdate()
    chain = list(upwards(unit))
    if position.level == "agency":
        chain = chain[-1:]
    for node in chain:
        able = {
            held.user_id
            for held in Appointment.objects.filter(position=position, unit=node).select_related("user")
            if held.user.is_active
            and held.user_id not in barred
            and held.valid_from <= today
            and (held.valid_until is None or today <= held.valid_until)
        }
        if able:
            return able
    return set()


def upwards(unit):
    while unit is not None:
        yield unit
        unit = Unit.objects.filter(pk=unit.parent_id).first()


def able(case, writers, forced_by) -> set[int]:
    """Who may act on the current step. ``writers``: who wrote since the last live version; ``forced_by``: who
    published it past the procedure."""
    row = case.current_step
    if row is None or case.unit is None:
        return set()
    barred = set()
    if row.kind == Kind.REVIEW:
        approvals = CaseStep.objects.filter(case=case, kind=Kind.REVIEW, outcome="approved", voided_at=None)
        barred = set(writers) | set(forced_by) | {case.contributor_id}
        barred |= {approval.actor_id for approval in approvals if approval.key != row.key}
    return holders(row.position, case.unit, barred)
