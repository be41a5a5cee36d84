"""Opening hours, holidays and the working-hour clock.

`OpeningHours` is the door, `Calendars` many of them at once, `late_table` from cases to a table of weeks.
`reference` is the definition; `kernel` says the same over millions of cases, from the tables of `curve` and
`stack`. The public holidays are in `holidays`, one clock explained interval by interval in `account`, and
everything about wall time, days and weeks in `wall`.
"""

from sim.deadline.calendars import Calendars
from sim.deadline.hours import OpeningHours
from sim.deadline.instants.answers import Assessed
from sim.deadline.instants.wall import (
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
from sim.deadline.late_table import Cases, LateTable, late_table
from sim.deadline.reference import Boundary

__all__ = [
    "NEVER",
    "Assessed",
    "Boundary",
    "Calendars",
    "Cases",
    "LateTable",
    "OpeningHours",
    "date_of",
    "day_number",
    "late_table",
    "local_days",
    "monday_of",
    "to_utc",
    "week_from_label",
    "week_label",
    "weekday_of",
    "zone_of",
]
