"""Our own: `OpeningHours`, as a user calls it."""

import numpy as np

from benchmarks.peers.protocol import Calendar, Instants, Peer


class Engine:
    """A calendar, opened."""

    def __init__(self, calendar: Calendar) -> None:
        self.hours = calendar.hours

    def given(self, instants: Instants) -> Instants:
        """Instants are UTC seconds here too."""
        return instants

    def deadlines(self, cases: Instants, allowance_s: int) -> Instants:
        """One call for all cases."""
        return self.hours.deadline(cases, allowance_s)

    def seconds(self, answers: Instants) -> Instants:
        """Answers are UTC seconds."""
        return np.asarray(answers)


PEER = Peer("normsim OpeningHours", "normsim", Engine)
