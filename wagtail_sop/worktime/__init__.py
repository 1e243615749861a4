"""Working time: when a span of office hours has passed, and how many lie between two moments.

Moments are aware datetimes in any zone; answers are in the zone of the calendar. Seconds are counted as they
really pass, so a day on which the clocks change is as long as it is. A window is open from its opening up to,
but not including, its close; a close of 00.00 is the midnight that ends the day.
"""

from .counting import WorkTime
from .exceptions import NoWorkingTime, WorkTimeError
from .week import EXAMPLE_WEEK, Week, WeekPattern, Window

__all__ = ["EXAMPLE_WEEK", "NoWorkingTime", "Week", "WeekPattern", "Window", "WorkTime", "WorkTimeError"]
