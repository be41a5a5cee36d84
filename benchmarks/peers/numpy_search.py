"""The table of open intervals and two binary searches: what a careful numpy user writes.

The recipe has no calendar of its own; the interval table is ours, so its categories test the search only.
"""

import numpy as np

from benchmarks.peers.protocol import Calendar, Instants, Peer


class Engine:
    """Intervals, and the open time before each."""

    def __init__(self, calendar: Calendar) -> None:
        self.opens, self.closes = calendar.hours.opens, calendar.hours.closes
        self.before = np.concatenate(([0], np.cumsum(self.closes - self.opens)))[:-1]

    def given(self, instants: Instants) -> Instants:
        """UTC seconds."""
        return instants

    def deadlines(self, cases: Instants, allowance_s: int) -> Instants:
        """Which interval it comes in, how much is done by the end, which interval that is in."""
        came = np.searchsorted(self.closes, cases, "right")
        used = self.before[came] + np.maximum(cases - self.opens[came], 0) + allowance_s
        due = np.searchsorted(self.before, used, "left") - 1
        return self.opens[due] + used - self.before[due]

    def seconds(self, answers: Instants) -> Instants:
        """UTC seconds."""
        return answers


PEER = Peer("numpy searchsorted", "numpy", Engine)
