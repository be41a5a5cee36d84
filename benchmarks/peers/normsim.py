"""Our own: `OpeningHours`, as a service calls it that keeps the array for its answers."""

from inspect import signature

import numpy as np

from benchmarks.peers.forms import Kept
from benchmarks.peers.protocol import Calendar, Instants, Peer
from sim.deadline import OpeningHours

WRITES_INTO = "out" in signature(OpeningHours.deadline).parameters


class Engine:
    """A calendar, opened."""

    def __init__(self, calendar: Calendar) -> None:
        self.hours = calendar.hours
        self.answers = Kept()

    def given(self, instants: Instants) -> Instants:
        """Instants are UTC seconds here too."""
        return instants

    def deadlines(self, cases: Instants, allowance_s: int) -> Instants:
        """One call for all cases."""
        if not WRITES_INTO:
            return self.hours.deadline(cases, allowance_s)
        return self.hours.deadline(cases, allowance_s, out=self.answers.like(cases))

    def seconds(self, answers: Instants) -> Instants:
        """Answers are UTC seconds; the next call overwrites them."""
        return np.array(answers)


PEER = Peer("normsim OpeningHours", "normsim", Engine)
