"""The table of open intervals and two binary searches: what a careful numpy user writes.

The recipe has no calendar of its own; the interval table is ours, so its categories test the search only.
"""

import numpy as np

from benchmarks.peers.forms import Kept
from benchmarks.peers.protocol import Calendar, Instants, Peer


class Engine:
    """Intervals, and the open time before each."""

    def __init__(self, calendar: Calendar) -> None:
        self.opens, self.closes = calendar.hours.opens, calendar.hours.closes
        self.before = np.concatenate(([0], np.cumsum(self.closes - self.opens)))[:-1]
        self.used, self.looked_up = Kept(), Kept()

    def given(self, instants: Instants) -> Instants:
        """UTC seconds."""
        return instants

    def deadlines(self, cases: Instants, allowance_s: int) -> Instants:
        """Which interval it comes in, how much is done by the end, which interval that is in.

        `opens[came]` and so on, into arrays that are kept; searchsorted alone cannot write into one.
        """
        used, looked_up = self.used.like(cases), self.looked_up.like(cases)
        came = np.searchsorted(self.closes, cases, "right")
        np.subtract(cases, np.take(self.opens, came, out=looked_up, mode="clip"), out=used)
        np.maximum(used, 0, out=used)
        used += np.take(self.before, came, out=looked_up, mode="clip")
        used += allowance_s
        due = np.searchsorted(self.before, used, "left")
        due -= 1
        used += np.take(self.opens, due, out=looked_up, mode="clip")
        used -= np.take(self.before, due, out=looked_up, mode="clip")
        return used

    def seconds(self, answers: Instants) -> Instants:
        """UTC seconds; the next call overwrites them."""
        return answers.copy()


PEER = Peer("numpy searchsorted", "numpy", Engine)
