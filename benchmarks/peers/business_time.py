"""businesstime: elapsed working time only, `businesstime_hours`."""

from datetime import datetime, timedelta

from businesstime import BusinessTime

from benchmarks.peers.forms import WallDurations
from benchmarks.peers.protocol import NO_24, NO_ZONES, ONE_SLOT, Calendar, Peer, time_of


class Engine(WallDurations):
    """One slot, weekends, holidays."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        opens, closes = calendar.slots[0]
        hours = (time_of(opens), time_of(closes))
        self.business = BusinessTime(hours, calendar.weekend, list(calendar.holidays))

    def elapsed(self, starts: list[datetime], ends: list[datetime]) -> list[timedelta]:
        """One case after the other."""
        return [self.business.businesstime_hours(start, end) for start, end in zip(starts, ends, strict=True)]


PEER = Peer("businesstime", "businesstime", Engine, {**ONE_SLOT, **NO_ZONES, **NO_24}, "elapsed")
