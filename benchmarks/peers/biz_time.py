"""biztime: elapsed working time only, `BizTime.date_diff`."""

from datetime import datetime, timedelta

from biztime.biztime import BizTime

from benchmarks.peers.forms import WallDurations
from benchmarks.peers.protocol import NO_24, NO_ZONES, ONE_SLOT, Calendar, Peer, time_of


class Engine(WallDurations):
    """One slot, a weekend, holidays."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        opens, closes = calendar.slots[0]
        self.business = BizTime(
            {
                "biz_start": time_of(opens),
                "biz_end": time_of(closes),
                "weekend": list(calendar.weekend),
                "holidays": list(calendar.holidays),
            }
        )

    def elapsed(self, starts: list[datetime], ends: list[datetime]) -> list[timedelta]:
        """One case after the other."""
        return [self.business.date_diff(start, end) for start, end in zip(starts, ends, strict=True)]


PEER = Peer("biztime", "biztime", Engine, {**ONE_SLOT, **NO_ZONES, **NO_24}, "elapsed")
