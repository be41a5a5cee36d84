"""The orders, or calls, of each day, and the days of which a file does not say how many there were."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.calibrate.arrivals.frame import regular
from sim.calibrate.counted import CLEARLY_OPEN, Counted
from sim.calibrate.estimates.weeks import Weeks, by_week
from sim.deadline import date_of, day_number
from sim.deadline.instants.wall import monday_of, weekday_of
from sim.norms.editions.clock import holiday_dates

PART_OF_A_DAY = 0.5  # of what its weekday has: the first or last day of a file with less is not all there


@dataclass(frozen=True)
class DailyOrders:
    """Orders by day, and which days a file told of."""

    days: np.ndarray  # int64[days], every day from the first to the last
    counts: np.ndarray  # int64[days], 0 where nothing was told
    told: np.ndarray  # bool[days]

    @cached_property
    def unknown(self) -> np.ndarray:
        """Mark the days that had nobody knows how many orders: bool[days].

        A file leaves out the days on which a shop was shut, and those that its export missed. One whose
        weekday sells in most weeks, so much that it hardly ever sells nothing, is taken for missed; a day
        that was shut says so with a row of 0. So is the first or the last day with less than half of what
        its weekday has: the file begins or ends within it.
        """
        sells = self.usual >= CLEARLY_OPEN
        ends = np.isin(self.days, self.days[[0, -1]]) & (self.counts < PART_OF_A_DAY * self.usual)
        return np.asarray(sells & (~self.told | ends))

    @cached_property
    def usual(self) -> np.ndarray:
        """Return the median of each day's weekday; 0 for one that is mostly shut: float64[days]."""
        sold = self.counts > 0
        if not sold.any():
            return np.zeros(len(self.days))
        of_weekday = [self.counts[sold & (weekday_of(self.days) == weekday)] for weekday in range(7)]
        median = np.array([np.median(counts) if len(counts) else 0.0 for counts in of_weekday])
        return np.where(regular(self.days[sold]), median, 0.0)[weekday_of(self.days)]

    @property
    def filled(self) -> np.ndarray:
        """The orders of each day, of an unknown one as many as is usual: float64[days]."""
        return np.where(self.unknown, self.usual, self.counts)

    @cached_property
    def weeks(self) -> Weeks:
        """The orders by whole week; one with an unknown day is not whole."""
        every = by_week(self.days, self.counts)
        return every.only(~np.isin(every.mondays, self.broken_weeks))

    @property
    def broken_weeks(self) -> np.ndarray:
        """The weeks (Mondays) with an unknown day: int64[n]."""
        return np.unique(monday_of(self.days[self.unknown]))

    def beside(self, other: "DailyOrders") -> "DailyOrders":
        """Add the orders of another file that agrees; of a day that both tell the fuller one counts."""
        rows = np.concatenate([self.days[self.told], other.days[other.told]])
        counts = np.concatenate([self.counts[self.told], other.counts[other.told]])
        fuller = np.lexsort((-counts, rows))
        days, first = np.unique(rows[fuller], return_index=True)
        return every_day(days, counts[fuller][first])

    def against(self, other: "DailyOrders") -> np.ndarray:
        """Return the days of which two files tell something else: int64[n].

        Where one of them begins or ends it may hold a part of the day only, so they may differ there.
        """
        ends = [self.days[0], self.days[-1], other.days[0], other.days[-1]]
        both = np.intersect1d(self.days[self.told], other.days[other.told])
        both = both[~np.isin(both, ends)]
        differ = self.counts[both - self.days[0]] != other.counts[both - other.days[0]]
        return np.asarray(both[differ])


def every_day(days: np.ndarray, counts: np.ndarray) -> DailyOrders:
    """Add rows of days (int64[n], in any order) and counts up to one a day."""
    first = int(days.min())
    every = np.arange(first, int(days.max()) + 1)
    summed = np.rint(np.bincount(days - first, counts, len(every))).astype(np.int64)
    return DailyOrders(every, summed, np.isin(every, days))


def days_of(counts: Counted, holidays: str) -> DailyOrders:
    """Add up counts by interval; a public holiday, of a list by name, that they leave out was shut."""
    first, last = int(counts.days[0]), int(counts.days[-1])
    told = np.arange(first, last + 1) if counts.told is None else counts.told
    public = [day_number(day) for day in holiday_dates(holidays, date_of(first), date_of(last))]
    shut = np.concatenate([told, np.array(public, np.int64)])
    return every_day(
        np.concatenate([counts.days, shut]), np.concatenate([counts.totals, np.zeros(len(shut), np.int64)])
    )
