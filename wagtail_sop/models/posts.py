"""The posts that an agency's SOPs need, and who fills them: the overview of vacancies."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from .positions import Appointment, Position
from .procedures import Edition, Section
from .units import Unit


@dataclass(frozen=True)
class Post:
    """A position in a unit, with the appointments by which people act there today."""

    position: Position
    unit: Unit
    acting: tuple[Appointment, ...]
    """Those who may act: the holders, else the holders of the nearest unit above; empty when nobody can."""

    @property
    def is_vacant(self) -> bool:
        return not self.acting or self.acting[0].unit_id != self.unit.pk

    @property
    def is_stuck(self) -> bool:
        """Work that reaches this post waits for nobody."""
        return not self.acting

    @property
    def stand_in_unit(self):
        """The unit above that acts for a vacant post; None when the post is held, or nobody acts."""
        return self.acting[0].unit if self.acting and self.is_vacant else None


def posts_of(agency, appointments) -> list[Post]:
    """One row per unit, in tree order, and position; the same answers as ``AppointmentQuerySet.acting``."""
    editions = editions_in_force(agency)
    positions = Position.objects.filter(agency=agency, code__in=codes_of(editions)).order_by("level", "name")
    holders = defaultdict(list)
    found = appointments.filter(position__in=positions).select_related("user", "unit", "position")
    for appointment in found:
        holders[appointment.position_id, appointment.unit_id].append(appointment)
    held_at_root = {held.position.code for held in found if held.unit_id == agency.pk}
    units = list(Unit.objects.under(agency))
    needed_at_root = codes_of(
        edition for edition in editions if len(units) == 1 or arises_at_root(edition, held_at_root)
    )
    return [
        Post(position, unit, _acting(holders, position, unit))
        for unit in units
        for position in positions
        if _is_needed(position, unit, needed_at_root | held_at_root)
    ]


def _is_needed(position, unit, codes_at_root) -> bool:
    if position.level == Position.Level.AGENCY:
        return unit.is_agency
    return not unit.is_agency or position.code in codes_at_root


def editions_in_force(agency) -> list[Edition]:
    """With ``has_section_of_root``: some section says that all in it belongs to the agency itself."""
    of_root = Section.objects.filter(procedure=OuterRef("procedure"), unit=agency)
    editions = Edition.objects.in_force().filter(procedure__agency=agency)
    return list(editions.annotate(has_section_of_root=Exists(of_root)))


def arises_at_root(edition, held_at_root) -> bool:
    """Whether pieces can belong to the agency itself; else nobody misses its posts below agency level there."""
    return edition.has_section_of_root or edition.definition.contributor in held_at_root


def codes_of(editions) -> set[str]:
    return {actor.code for edition in editions for actor in edition.definition.actors}


def _acting(holders, position, unit):
    for unit_id in reversed(unit.lineage_ids):
        if held := holders.get((position.pk, unit_id)):
            return tuple(held)
    return ()
