"""The course of an order: when what is ordered on a day is promised, late, returned and reviewed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline.holidays import holidays
from sim.deadline.wall import date_of, day_number, monday_of, week_from_label, weekday_of
from sim.scenario.orders import Orders

SUNDAY = 6
LONGEST_BREAK_DAYS = 14  # between two deliveries; Christmas and Sundays make three


@dataclass(frozen=True)
class Course:
    """What becomes of the orders of some days; every column is int64[days], day numbers."""

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

    @property
    def returned_on(self) -> np.ndarray:
        """The day on which a return is registered."""
        return np.asarray(self.promised_on + self.orders.returned_after_days)

    @property
    def reviewed_on(self) -> np.ndarray:
        """The day of the review of one that came on time."""
        return np.asarray(self.promised_on + self.orders.reviewed_after_days)

    @property
    def late_reviewed_on(self) -> np.ndarray:
        """The day of the review of one that came late."""
        return np.asarray(self.late_on + self.orders.reviewed_after_days)


def next_deliveries(country: str, days: np.ndarray) -> np.ndarray:
    """Find the first day from each day on (int64[n], day numbers) that is no Sunday and no public holiday."""
    known = np.arange(days.min(), days.max() + LONGEST_BREAK_DAYS)
    off = [day_number(one.day) for one in holidays(country, date_of(known[0]), date_of(known[-1]))]
    delivered = known[(weekday_of(known) != SUNDAY) & ~np.isin(known, off)]
    return np.asarray(delivered[np.searchsorted(delivered, days)])


def by_week(orders: Orders, figure: str, days: np.ndarray) -> np.ndarray:
    """Give each day (int64[n], day numbers) a figure of its week, a normal one or its own: float64[n]."""
    values = np.full(days.shape, getattr(orders, figure), float)
    for week, figures in orders.week.items():
        if (other := getattr(figures, figure)) is not None:
            values[monday_of(days) == week_from_label(week)] = other
    return values
