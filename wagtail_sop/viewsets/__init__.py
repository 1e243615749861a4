"""The organisation in the admin: units, positions, appointments and working calendars."""

from .appointments import AppointmentViewSet
from .calendars import WorkCalendarViewSet
from .positions import PositionViewSet
from .units import UnitViewSet


def register_organisation():
    return [
        UnitViewSet("sop_units"),
        PositionViewSet("sop_positions"),
        AppointmentViewSet("sop_appointments"),
        WorkCalendarViewSet("sop_calendars"),
    ]
