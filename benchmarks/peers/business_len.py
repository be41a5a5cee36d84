"""businesslen: elapsed working hours only; a lunch of one hour, slots on whole hours."""

from datetime import datetime

from businesslen import BusinessLen

from benchmarks.peers.forms import WallDurations
from benchmarks.peers.protocol import NO_24, NO_SECONDS, NO_ZONES, Calendar, Peer


class Engine(WallDurations):
    """A schedule of whole hours; lunch at 00:00 is its way to have none by day."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        opens, closes = calendar.slots[0][0] // 3600, calendar.slots[-1][1] // 3600
        lunch = calendar.slots[0][1] // 3600 if len(calendar.slots) > 1 else 0
        week = {day: (opens, closes) if day in calendar.weekdays else () for day in range(7)}
        off = tuple(datetime(day.year, day.month, day.day) for day in calendar.holidays)
        self.business = BusinessLen(week, lunch, off)

    def elapsed(self, starts: list[datetime], ends: list[datetime]) -> list[float]:
        """One case after the other, hours as seconds."""
        return [3600 * self.business.hours(start, end) for start, end in zip(starts, ends, strict=True)]


PEER = Peer("businesslen", "businesslen", Engine, {**NO_ZONES, **NO_24, **NO_SECONDS}, "elapsed")
