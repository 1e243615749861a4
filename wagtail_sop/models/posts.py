"""The posts that an agency's SOPs need, and who fills them: the overview of vacancies."""

from collections import defaultdict
from dataclasses import dataclass

from .positions import Appointment, Position
from .procedures import Edition
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
    positions = Position.objects.filter(agency=agency, code__in=codes_in_force(agency)).order_by(
        "level", "name"
    )
    holders = defaultdict(list)
    found = appointments.filter(position__in=positions).select_related("user", "unit", "position")
    for appointment in found:
        holders[appointment.position_id, appointment.unit_id].append(appointment)
    return [
        Post(position, unit, _acting(holders, position, unit))
        for unit in Unit.objects.under(agency)
        for position in positions
        if unit.is_agency or position.level == Position.Level.UNIT
    ]


def codes_in_force(agency) -> set[str]:
    editions = Edition.objects.in_force().filter(procedure__agency=agency)
    return {actor.code for edition in editions for actor in edition.definition.actors}


def _acting(holders, position, unit):
    for unit_id in reversed(unit.lineage_ids):
        if held := holders.get((position.pk, unit_id)):
            return tuple(held)
    return ()
