"""The books of a live judge: the sums of settled rows, while cells are added and rows taken off again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.deadline import monday_of
from sim.deadline.instants.wall import DAY_S
from sim.norms.live.sums import Sums, settled, sums_of
from sim.norms.log import EventLog
from sim.norms.log.checks import EARLIEST, LATEST
from sim.norms.measures import Frame, View
from sim.norms.measures.frame import WEEK
from sim.norms.measures.view import Rows

FIRST_WEEK, LAST_WEEK = monday_of(np.array([EARLIEST, LATEST]) // DAY_S).tolist()
AHEAD = 8  # weeks that the first cells reach beyond what is known


@dataclass
class Ledger:
    """The sums of the settled rows as of the last verdicts."""

    view: View  # of no rows: edition, calendar, options and `as_of` of the sums
    frame: Frame = field(init=False)  # sellers in order of appearance, weeks with room to grow
    sums: Sums = field(init=False)
    begun: bool = False  # there are cells and sums
    tallied: int = 0  # rows summed up so far, again and again

    def sum(self, log: EventLog) -> Sums:
        """Sum up rows in the cells of the ledger."""
        self.tallied += sum(len(table) for table in log.tables().values())
        return sums_of(self.view_of(log))

    def settled(self, log: EventLog) -> dict[str, Rows]:
        """Tell the settled ones among some rows."""
        return settled(self.view_of(log))

    def view_of(self, log: EventLog) -> View:
        """Return rows as they are known at the instant of the sums."""
        return replace(self.view, log=log, whole=self.frame if self.begun else None)

    def begin(self) -> None:
        """Forget the sums."""
        self.begun = True
        self.sums = self.sum(self.view.log)

    def reaches(self, first: int, last: int) -> bool:
        """Tell whether the cells reach from one date to another."""
        return self.begun and self.frame.first <= first and last <= self.frame.last

    def stretch(self, first: int, last: int) -> None:
        """Make cells that reach further, and twice as far, so that it is seldom; the sums must begin anew."""
        monday, until = monday_of(np.array([first, last])).tolist()
        least, most = min(monday, FIRST_WEEK), max(until, LAST_WEEK)
        sellers: Sequence[str] = []
        if not self.begun:
            until += AHEAD * WEEK
        else:
            sellers, known, room = self.frame.sellers, self.frame, WEEK * len(self.frame.weeks)
            monday = known.first if monday >= known.first else monday - room
            until = known.last - 6 if until <= known.last else until + room
        weeks = np.arange(max(monday, least), min(until, most) + 1, WEEK)
        self.frame = Frame(sellers, weeks, int(weeks[0]), int(weeks[-1]) + 6)

    def admit(self, names: Iterable[str]) -> None:
        """Make room for sellers."""
        new = [name for name in names if name not in self.frame.place]
        if new:
            self.frame = replace(self.frame, sellers=[*self.frame.sellers, *new])
            self.sums = self.sums.widened(len(self.frame.sellers))
