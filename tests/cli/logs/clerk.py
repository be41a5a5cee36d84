"""How a clerk counts: one row after the other, with datetime and zoneinfo, and nothing of ours."""

from datetime import date, datetime, time, timedelta

ALLOWED = timedelta(hours=8)
HOLIDAYS_2026 = {  # the Dutch list of the weeks that the tests touch
    date(2026, 12, 25),
    date(2026, 12, 26),
    date(2027, 1, 1),
}


def due(arrived: datetime, off: set[date], allowed: timedelta = ALLOWED) -> datetime:
    """The local time at which eight hours of Monday to Friday, 09:00 to 17:00, have been counted."""
    day, left = arrived.date(), allowed
    while True:
        opens, closes = datetime.combine(day, time(9)), datetime.combine(day, time(17))
        start = max(opens, arrived)
        if day.weekday() < 5 and day not in off and start < closes:
            if left <= closes - start:
                return start + left
            left -= closes - start
        day += timedelta(1)


def week_of(at: datetime) -> str:
    """The ISO week of a local time."""
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"
