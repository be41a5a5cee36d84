"""The cells of a judgement, one a seller and week, and what is counted in them.

A week is the day number of its Monday.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline import monday_of
from sim.norms.log.columns import Array, Dates, Ids, Numbers

FOREVER = 2**63 - 1
WEEK = 7


@dataclass(frozen=True, eq=False)
class Counts:
    """What a norm counts, int64[sellers, weeks] each.

    `total` holds what the norm divides by, and the pending ones; for reviews `good` is the sum of the grades.
    """

    good: Numbers
    bad: Numbers
    pending: Numbers
    total: Numbers

    @property
    def judged(self) -> Numbers:
        """The denominator: pending ones are in the total only."""
        return self.total - self.pending

    @property
    def shortened(self) -> "Counts":
        """The first seller's alone, int64[1, weeks], where nothing was counted of any, else all."""
        columns = self.good, self.bad, self.pending, self.total
        return self if any(one.any() for one in columns) else Counts(*(one[:1] for one in columns))


@dataclass(frozen=True, eq=False)
class Frame:
    """The sellers and weeks that a judgement is about, whatever part of the log is looked at."""

    sellers: Sequence[str]  # in the order of the cells
    weeks: Dates  # every Monday from the first week to the last
    first: int  # the first and the last date on which anything is known
    last: int

    @cached_property
    def place(self) -> dict[str, int]:
        """Name of a seller -> its place in the order of the cells."""
        return {name: place for place, name in enumerate(self.sellers)}

    def places(self, sellers: Ids) -> Numbers:
        """Return the place of each row's seller among the sellers."""
        if len(self.sellers) < 2 or not len(sellers):
            return np.zeros(len(sellers), np.int64)
        names, place = np.unique(sellers, return_inverse=True)
        return np.array([self.place[name] for name in names_of(names)])[place]


@dataclass(frozen=True, eq=False)
class Coded(Frame):
    """Cells of rows that hold the place of their seller in the place of its name."""

    def places(self, sellers: Ids) -> Numbers:
        """Return them as they are."""
        return sellers


@dataclass(frozen=True)
class Extent:
    """Whom a log names, and from which date to which anything is known of it.

    The extents of the parts of a log join to that of the whole, in any order. Nothing known: `first` lies
    after `last`.
    """

    names: frozenset[str] = frozenset()  # "" stands for the rows without a seller
    first: int = FOREVER
    last: int = -FOREVER

    def __or__(self, other: "Extent") -> "Extent":
        return Extent(self.names | other.names, min(self.first, other.first), max(self.last, other.last))

    def frame(self, today: int, weeks: tuple[int, int] | None = None) -> Frame:
        """Return the cells: all sellers, from the first week to the last, or in those that were asked for.

        Rows without a seller belong to the only seller, or to one without a name.
        """
        first, last = (self.first, self.last) if self.first <= self.last else (today, today)
        monday, until = weeks or monday_of(np.array([first, last])).tolist()
        names = self.names - {""} if len(self.names) == 2 else self.names
        return Frame(sorted(names), np.arange(monday, until + 1, WEEK), first, last)


def names_of(sellers: Array) -> list[str]:
    """Return the names of sellers, each once; "" stands for the rows without one."""
    alike = bool(np.all(sellers == sellers[0]))  # one seller is the rule, and needs no sort
    return ["" if str(name) == "-1" else str(name) for name in (sellers[:1] if alike else np.unique(sellers))]
