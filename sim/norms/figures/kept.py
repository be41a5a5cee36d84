"""Weekly figures of one shop: what they count, and how verdicts become them.

What the numerator counts differs by norm (norms/README.md, 3.1: "the good share for >= norms (answered calls,
on time), the bad share for <= norms", K20):

- response, phone, on_time, track_and_trace: those in time, answered, on time, followed: the good ones;
- questions, cancellations, returns: the questions, the cancelled and the returned items: the bad ones;
- reviews: the sum of the grades.

The denominator counts all that were judged. A value that a file gives beside the two is not read: it is
numerator over denominator (K21), and the marketplace's own example shows another one (8 of 88 as 0.88).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sim.norms.editions.edition import default_edition
from sim.norms.options import DEFAULTS
from sim.norms.rules import rules
from sim.norms.told.indicators import API_NAMES
from sim.norms.verdicts import Verdicts

COUNTS_GOOD = frozenset(
    norm for norm, rule in rules(default_edition(), DEFAULTS).items() if rule.at_least and norm in API_NAMES
)
WEEK_DAYS = 7


class Figure(NamedTuple):
    """One norm in one week."""

    week: int  # day number of the Monday
    norm: str  # key in the edition
    numerator: int
    denominator: int  # 1 or more

    @property
    def good(self) -> int:
        """How many were as they should be; more returns than items make it negative. Not of reviews."""
        return self.numerator if self.norm in COUNTS_GOOD else self.denominator - self.numerator

    @property
    def bad(self) -> int:
        """How many were not as they should be. Not of reviews."""
        return self.denominator - self.good

    @property
    def share(self) -> float:
        """Numerator over denominator, as the norm compares it; for reading only."""
        return self.numerator / self.denominator


@dataclass(frozen=True)
class Figures:
    """The figures of a shop, each norm once a week, by week and norm."""

    rows: tuple[Figure, ...]

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """The weeks that have any, in order."""
        return tuple(dict.fromkeys(row.week for row in self.rows))

    @property
    def missing(self) -> tuple[int, ...]:
        """The weeks between the first and the last that have none, in order."""
        between = range(self.weeks[0], self.weeks[-1], WEEK_DAYS) if self.weeks else ()
        return tuple(week for week in between if week not in self.weeks)

    def of(self, norm: str) -> dict[int, Figure]:
        """The figures of one norm, by week in order."""
        return {row.week: row for row in self.rows if row.norm == norm}

    def before(self, week: int) -> "Figures":
        """What was known when a week began (the day number of its Monday): the weeks before it."""
        return Figures(tuple(row for row in self.rows if row.week < week))


def in_order(rows: Iterable[Figure]) -> Figures:
    """Put figures in order, by week and norm."""
    return Figures(tuple(sorted(rows)))


def merged(several: Iterable[Figures]) -> Figures:
    """Put figures together; where several have one of a norm and week, the first of them goes."""
    found: dict[tuple[int, str], Figure] = {}
    for row in (row for figures in several for row in figures.rows):
        found.setdefault((row.week, row.norm), row)
    return in_order(found.values())


def figures_of(verdicts: Verdicts) -> Figures:
    """Return the figures of the only seller, as the performance page would have them.

    Left out are weeks that a log begins or ends in, norms with anything still pending, and what has no
    figure on that page.
    """
    return in_order(
        Figure(one.week, one.norm, one.good if one.norm in COUNTS_GOOD else one.bad, one.total)
        for one in verdicts
        if one.norm in API_NAMES and one.total and not (one.partial or one.pending)
    )
