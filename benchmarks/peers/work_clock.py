"""workclock: a compiled core, `add_many` on numpy arrays."""

from datetime import timedelta

import numpy as np
from workclock import Holidays, Schedule, WorkDay

from benchmarks.peers.protocol import Calendar, Instants, Peer, time_of

DAY_S = 86_400


class Engine:
    """A schedule with a work day for each slot; start = end is its way to say 24 hours."""

    def __init__(self, calendar: Calendar) -> None:
        slots = [
            WorkDay(time_of(opens), time_of(closes % DAY_S), days=calendar.weekdays)
            for opens, closes in calendar.slots
        ]
        self.schedule = Schedule([*slots, Holidays(calendar.holidays)], time_zone=calendar.timezone)

    def given(self, instants: Instants) -> np.ndarray:
        """datetime64 in UTC."""
        return instants.astype("M8[s]").astype("M8[us]")

    def deadlines(self, cases: np.ndarray, allowance_s: int) -> np.ndarray:
        """One call for all cases."""
        return self.schedule.add_many(cases, timedelta(seconds=allowance_s))

    def seconds(self, answers: np.ndarray) -> Instants:
        """UTC seconds."""
        return answers.astype("M8[s]").astype(np.int64)


PEER = Peer("workclock add_many", "workclock", Engine)
