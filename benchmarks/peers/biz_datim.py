"""bizdatim: a policy's `add_seconds`; its `add` means business days by a timedelta's days."""

from datetime import datetime

from bizdatim import Policy

from benchmarks.peers.forms import Wall
from benchmarks.peers.protocol import NO_24, NO_ZONES, ONE_SLOT, Calendar, Peer, time_of


class Engine(Wall):
    """A policy of weekends, holidays and hours."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        opens, closes = calendar.slots[0]
        self.policy = Policy(calendar.weekend, calendar.holidays, (time_of(opens), time_of(closes)))

    def deadlines(self, cases: list[datetime], allowance_s: int) -> list[datetime]:
        """One case after the other."""
        return [self.policy.add_seconds(arrived, allowance_s) for arrived in cases]


PEER = Peer("bizdatim", "bizdatim", Engine, {**ONE_SLOT, **NO_ZONES, **NO_24})
