"""Units and positions by the names that people write."""

from collections import defaultdict

from django.utils.translation import gettext as _

from wagtail_sop.models import Position, Unit

from .cells import CellError, nearest, plain


class Places:
    """All units and positions, read once: two queries."""

    def __init__(self):
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self.agencies = [unit for unit in self.units.values() if unit.is_agency]
        self.by_name = defaultdict(set)
        for unit in self.units.values():
            for name in self._names(unit):
                self.by_name[plain(name)].add(unit)
        self.positions = defaultdict(list)
        for position in Position.objects.all():
            self.positions[position.agency_id].append(position)

    def _names(self, unit):
        """The name, the short name, and either behind the parent's: "Dinas Sosial > Sekretariat"."""
        own = {unit.name, unit.short_name} - {""}
        parent = self.units.get(unit.parent_id)
        return (
            own | {f"{above} > {name}" for name in own for above in {parent.name, str(parent)}}
            if parent
            else own
        )

    def unit(self, text) -> Unit:
        if not text:
            raise CellError("unit", _("The unit is missing."))
        found = self.by_name.get(plain(text).replace(" / ", " > "), set())
        if len(found) > 1:
            raise CellError(
                "unit",
                _("Several units have this name. Write the unit above before it, such as “%(example)s”.")
                % {"example": self._example(found)},
            )
        if not found:
            names = [unit.name for unit in self.units.values()]
            raise CellError("unit", _("There is no unit “%(text)s”.") % {"text": text} + nearest(text, names))
        return next(iter(found))

    def _example(self, units):
        unit = min((unit for unit in units if unit.parent_id), key=lambda unit: unit.pk, default=None)
        return f"{self.units[unit.parent_id]} > {unit.name}" if unit else _("agency > unit")

    def position(self, text, unit) -> Position:
        if not text:
            raise CellError("position", _("The position is missing."))
        positions = self.positions[unit.agency_id]
        found = [
            position for position in positions if plain(text) in (plain(position.name), plain(position.code))
        ]
        if not found:
            names = [position.name for position in positions]
            raise CellError(
                "position",
                _("%(agency)s has no position “%(text)s”.")
                % {"agency": self.units[unit.agency_id], "text": text}
                + nearest(text, names),
            )
        return found[0]
