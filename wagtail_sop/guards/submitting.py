"""Whether Wagtail's own "Submit" would be accepted, so that it is not offered where it would be refused."""

from wagtail_sop.models import Appointment, Case, Section


def may_submit(user, obj) -> bool:
    """Whether this user may hand in this page or snippet through Wagtail's editor."""
    case = Case.objects.current_on(obj)
    if case is None or case.status not in Case.BEFORE_LIVE:
        return may_submit_new(user, obj)
    if not case.is_with_contributor or not runs_here(case.edition.procedure, obj.get_workflow()):
        return False
    if case.unit_id is None:
        return has_one_unit(user, case.edition)
    return case.submitter_appointment(user) is not None


def may_submit_new(user, place) -> bool:
    """The same where no case is open: ``place`` is the parent page, the page, or a snippet, saved or not."""
    section = Section.objects.governing(place)
    edition = section and section.procedure.edition_in_force
    if not edition or not runs_here(section.procedure, place.get_workflow()):
        return False
    if section.unit_id is None:
        return has_one_unit(user, edition)
    position = edition.position(edition.definition.contributor)
    return Appointment.objects.acting(position, section.unit).filter(user=user).exists()


def runs_here(procedure, workflow) -> bool:
    """Another workflow on governed content could be started, but never finished."""
    edition = getattr(workflow, "sop_edition", None)
    return edition is not None and edition.procedure_id == procedure.pk


def has_one_unit(user, edition) -> bool:
    """With several units the piece's must be chosen, which Wagtail's button cannot ask for."""
    position = edition.position(edition.definition.contributor)
    units = Appointment.objects.of_user(user).filter(position=position).values("unit").distinct()
    return units.count() == 1
