"""business-duration: elapsed working time only; no hours at all is its way to say whole days."""

from datetime import datetime

from business_duration import businessDuration

from benchmarks.peers.forms import WallDurations
from benchmarks.peers.protocol import NO_ZONES, ONE_SLOT, Calendar, Peer, time_of

WHOLE_DAY = ((0, 86_400),)


class Engine(WallDurations):
    """One slot, weekends, holidays, seconds as the unit."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        edges = (None, None) if calendar.slots == WHOLE_DAY else map(time_of, calendar.slots[0])
        self.opens, self.closes = edges
        self.weekend, self.holidays = list(calendar.weekend), list(calendar.holidays)

    def elapsed(self, starts: list[datetime], ends: list[datetime]) -> list[float]:
        """One case after the other."""
        return [self._one(start, end) for start, end in zip(starts, ends, strict=True)]

    def _one(self, start: datetime, end: datetime) -> float:
        worked: float = businessDuration(
            start, end, self.opens, self.closes, self.weekend, self.holidays, unit="sec"
        )
        return worked


PEER = Peer("business-duration", "business_duration", Engine, {**ONE_SLOT, **NO_ZONES}, "elapsed")
