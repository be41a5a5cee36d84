"""np.busday_offset and arithmetic on the time of day: the recipe that is copied most, in a careful version.

Full days by busday_offset, the rest by hand; wall times, one slot a day.
"""

import numpy as np

from benchmarks.peers.forms import WallArray
from benchmarks.peers.protocol import NO_ZONES, ONE_SLOT, Calendar, Peer

DAY, SECOND = "M8[D]", "m8[s]"


class Engine(WallArray):
    """A busdaycalendar and one slot."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self.opens, self.closes = (np.timedelta64(edge, "s") for edge in calendar.slots[0])
        self.days = np.busdaycalendar(calendar.weekmask, [np.datetime64(day) for day in calendar.holidays])

    def deadlines(self, cases: np.ndarray, allowance_s: int) -> np.ndarray:
        """Move to working time, add whole days, add the rest, spill over closing time."""
        day = cases.astype(DAY)
        clock = cases - day
        late = (clock >= self.closes) & np.is_busday(day, busdaycal=self.days)
        clock = np.where(late | ~np.is_busday(day, busdaycal=self.days), self.opens, clock)
        day = np.busday_offset(day, late.astype(int), roll="forward", busdaycal=self.days)
        length = self.closes - self.opens
        whole, rest = divmod(np.timedelta64(allowance_s, "s"), length)
        clock = np.maximum(clock, self.opens) + rest
        spilt = clock >= self.closes
        day = np.busday_offset(day, int(whole) + spilt.astype(int), busdaycal=self.days)
        return day + np.where(spilt, clock - length, clock)


PEER = Peer("numpy busday recipe", "numpy", Engine, {**ONE_SLOT, **NO_ZONES})
