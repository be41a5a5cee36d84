"""worktimecalc: elapsed working time only, in constant time."""

from datetime import datetime, timedelta

from worktimecalc.calc import WorkTimeCalculator

from benchmarks.peers.forms import WallDurations
from benchmarks.peers.protocol import NO_24, NO_ZONES, ONE_SLOT, Calendar, Peer, time_of


class Engine(WallDurations):
    """A calculator with a schedule for each day of the week."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        opens, closes = calendar.slots[0]
        self.calculator = WorkTimeCalculator(
            time_of(opens), time_of(closes), calendar.weekmask, list(calendar.holidays)
        )

    def elapsed(self, starts: list[datetime], ends: list[datetime]) -> list[timedelta]:
        """One case after the other."""
        return [self.calculator(start, end) for start, end in zip(starts, ends, strict=True)]


PEER = Peer("worktimecalc", "worktimecalc", Engine, {**ONE_SLOT, **NO_ZONES, **NO_24}, "elapsed")
