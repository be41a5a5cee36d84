"""Opening hours, holidays and the working-hour clock.

`OpeningHours` is the door. `reference` is the definition, `kernel` the same over millions of cases; the
public holidays are in `holidays`, one clock explained interval by interval in `account`, and everything
about wall time, days and weeks in `wall`.
"""

from sim.deadline.hours import OpeningHours
from sim.deadline.reference import Boundary
from sim.deadline.wall import (
    NEVER,
    date_of,
    day_number,
    local_days,
    monday_of,
    to_utc,
    week_from_label,
    week_label,
    weekday_of,
    zone_of,
)

__all__ = [
    "NEVER",
    "Boundary",
    "OpeningHours",
    "date_of",
    "day_number",
    "local_days",
    "monday_of",
    "to_utc",
    "week_from_label",
    "week_label",
    "weekday_of",
    "zone_of",
]
