"""The course of an order: when what is ordered on a day is promised, late, returned and reviewed."""

from dataclasses import dataclass
from functools import cache, cached_property
from math import erfc, log, sqrt

import numpy as np

from sim.deadline.holidays import holidays
from sim.deadline.instants.wall import date_of, day_number, monday_of, week_from_label, weekday_of
from sim.scenario.customers.orders import Orders

SUNDAY = 6
LONGEST_LAG_DAYS = 90
RARE = 1e-6  # chances of a lag below this are left out
LONGEST_BREAK_DAYS = 14  # between two deliveries; Christmas and Sundays make three


@dataclass(frozen=True)
class Course:
    """What becomes of the orders of some days, in day numbers; int64[days] unless said."""

    ordered_on: np.ndarray
    country: str
    orders: Orders

    @cached_property
    def promised_on(self) -> np.ndarray:
        """The promised day, on which one that is not late comes."""
        return next_deliveries(self.country, self.ordered_on + self.orders.promise_days)

    @cached_property
    def late_on(self) -> np.ndarray:
        """The day on which a late one comes."""
        days = np.full(len(self.promised_on), self.orders.late_days)
        for incident in self.orders.incidents.values():
            days[self.promised_on == day_number(incident.date)] = incident.late_days or self.orders.late_days
        return next_deliveries(self.country, self.promised_on + days)

    @cached_property
    def return_lag(self) -> "Lag":
        """How long after the promise a return is registered."""
        return lag(self.orders.returned_after_days, self.orders.returned_after_spread)

    @cached_property
    def review_lag(self) -> "Lag":
        """How long after the delivery a review is given."""
        return lag(self.orders.reviewed_after_days, self.orders.reviewed_after_spread)

    @cached_property
    def returned_on(self) -> np.ndarray:
        """The days on which returns are registered, one column a lag: int64[days, lags]."""
        return np.asarray(self.promised_on[:, None] + self.return_lag.days)

    @cached_property
    def reviewed_on(self) -> np.ndarray:
        """The days of the reviews of what came on time: int64[days, lags]."""
        return np.asarray(self.promised_on[:, None] + self.review_lag.days)

    @cached_property
    def late_reviewed_on(self) -> np.ndarray:
        """The days of the reviews of what came late: int64[days, lags]."""
        return np.asarray(self.late_on[:, None] + self.review_lag.days)


@dataclass(frozen=True)
class Lag:
    """After how many days something follows, and with which chance."""

    days: np.ndarray  # int64[lags], rising
    chance: np.ndarray  # float64[lags], sum 1

    def drawn(self, u: np.ndarray) -> np.ndarray:
        """Turn uniform draws into places among the lags: int64[n]."""
        return np.minimum(np.searchsorted(np.cumsum(self.chance), u, side="right"), len(self.days) - 1)


def lag(median_days: int, spread: float) -> Lag:
    """Round lognormal days to whole ones; what lies beyond the longest lag comes at all the others' days.

    >>> lag(6, 0).days.tolist()
    [6]
    """
    if not spread:
        return Lag(np.array([median_days]), np.ones(1))
    edges = np.arange(LONGEST_LAG_DAYS + 1) + 0.5
    below = np.array([erfc(-log(edge / median_days) / spread / sqrt(2)) / 2 for edge in edges])
    chance = np.diff(below, prepend=0.0)
    some = chance > RARE
    return Lag(np.flatnonzero(some), chance[some] / chance[some].sum())


def next_deliveries(country: str, days: np.ndarray) -> np.ndarray:
    """Find the first day from each day on (int64[n], day numbers) that is no Sunday and no public holiday."""
    delivered = _deliveries(country, int(days.min()), int(days.max()) + LONGEST_BREAK_DAYS)
    return np.asarray(delivered[np.searchsorted(delivered, days)])


@cache
def _deliveries(country: str, first: int, end: int) -> np.ndarray:
    """List the days with deliveries: the same for all seasons of a scenario."""
    known = np.arange(first, end)
    off = [day_number(one.day) for one in holidays(country, date_of(first), date_of(end - 1))]
    return np.asarray(known[(weekday_of(known) != SUNDAY) & ~np.isin(known, off)])


def highest(orders: Orders, figure: str) -> float:
    """Give the highest that `by_week` gives any day."""
    of_weeks = [getattr(figures, figure) for figures in orders.week.values()]
    return float(max(value for value in (getattr(orders, figure), *of_weeks) if value is not None))


def by_week(orders: Orders, figure: str, days: np.ndarray) -> np.ndarray:
    """Give each day (int64[n], day numbers) a figure of its week, a normal one or its own: float64[n]."""
    values = np.full(days.shape, getattr(orders, figure), float)
    for week, figures in orders.week.items():
        if (other := getattr(figures, figure)) is not None:
            values[monday_of(days) == week_from_label(week)] = other
    return values
