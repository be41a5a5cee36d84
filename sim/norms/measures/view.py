"""A log as it was known at one instant, cut into cells of one seller and one week.

A week is the day number of its Monday. What came after `as_of` is not known yet: an arrival after it is no
row, an answer after it is no answer.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.deadline import NEVER, OpeningHours, date_of, local_days, monday_of
from sim.deadline.holidays import Holiday
from sim.norms.clock import Clock, clock, holidays_between, phone_window
from sim.norms.edition import Edition
from sim.norms.log import EventLog
from sim.norms.log.columns import Array, Dates, Ids, Instants, Numbers, Table
from sim.norms.options import DEFAULTS, Options

Rows = NDArray[np.bool_]

FOREVER = 2**63 - 1
WEEK = 7
LAST_HOLIDAYS = 2037  # the last year of the holiday tables


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


@dataclass(frozen=True, eq=False)
class View:
    """What a measure looks at."""

    log: EventLog
    edition: Edition
    holidays: str | tuple[date, ...]
    as_of: int  # UTC second
    options: Options = DEFAULTS

    def known(self, at: Instants) -> Rows:
        """Tell which instants have come by `as_of`."""
        come: Rows = (at != NEVER) & (at <= self.as_of)
        return come

    def days(self, at: Instants) -> Dates:
        """Return the local date of each instant."""
        return local_days(at, self.options.timezone)

    @cached_property
    def today(self) -> int:
        """The local date of `as_of`."""
        return int(self.days(np.array([self.as_of]))[0])

    @cached_property
    def items_known(self) -> Rows:
        """The items ordered by `as_of`; one whose order has no instant is known all along."""
        return self.log.items.ordered_at <= self.as_of

    @cached_property
    def sellers(self) -> list[str]:
        """The names of the sellers; rows without one belong to the only seller, or to one without a name."""
        names = {
            name for table in self.log.tables().values() if len(table) for name in _names(_seller(table))
        }
        return sorted(names - {""}) if len(names) == 2 else sorted(names)

    @cached_property
    def weeks(self) -> Dates:
        """The Mondays from the first to the last week with anything known, or those that were asked for."""
        first, last = self.options.weeks or monday_of(np.array(self._span)).tolist()
        return np.arange(first, last + 1, WEEK)

    @cached_property
    def partial(self) -> Rows:
        """The weeks in which the log begins or ends."""
        return (self.weeks < self._span[0]) | (self.weeks + 6 > self.today)

    @cached_property
    def clock(self) -> Clock:
        """The response clock of the edition."""
        return clock(self.edition, *self._calendar, self.options)

    @cached_property
    def phone_window(self) -> OpeningHours:
        """When call attempts count."""
        return phone_window(self.edition, *self._calendar, self.options)

    def holidays_between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Return the holidays that stop the clock from one date to another, both included."""
        return holidays_between(self.holidays, first, last, self.edition.holidays)

    @cached_property
    def _calendar(self) -> tuple[tuple[date, ...], date, date]:
        days = [*self._span, *self.weeks, self.today]
        first, last = date_of(min(days)).year, date_of(max(days)).year
        ends = date(first, 1, 1), date(min(last + 1, LAST_HOLIDAYS), 12, 31)  # whole years: one for many logs
        return tuple(holiday.day for holiday in self.holidays_between(*ends)), *ends

    @cached_property
    def _span(self) -> tuple[int, int]:
        """The first and the last date on which anything is known."""
        log = self.log
        instants = (
            log.cases.arrived_at,
            log.calls.attempted_at,
            log.items.ordered_at,
            log.parcels.shipped_at,
            log.returns.registered_at,
            log.reviews.given_at,
            log.surveys.closed_at,
        )
        known = [at[self.known(at)] for at in instants]
        days = [self.days(np.array([at.min(), at.max()])) for at in known if len(at)]
        days.append(log.items.promised_on[self.items_known])
        found = np.concatenate(days)
        return (int(found.min()), int(found.max())) if len(found) else (self.today, self.today)

    def cells(self, table: Table, day: Dates, rows: Rows) -> Numbers:
        """Sum rows, each for its quantity where the table has one, by seller and by the week of a date."""
        week = (day - self.weeks[0]) // WEEK
        inside = rows & (week >= 0) & (week < len(self.weeks))
        return self.grouped(table, week, inside, len(self.weeks))

    def grouped(self, table: Table, group: Numbers, rows: Rows, groups: int) -> Numbers:
        """Sum rows by seller and by a group from 0 to `groups`."""
        quantity = getattr(table, "quantity", None)
        cell = self.seller(table) * groups + group
        size = len(self.sellers) * groups
        # bincount weighs in float64, which holds every sum of pieces below 2**53 exactly
        sums = np.bincount(cell[rows], None if quantity is None else quantity[rows], size)
        return sums.astype(np.int64).reshape(len(self.sellers), groups)

    def seller(self, table: Table) -> Numbers:
        """Return the place of each row's seller among the sellers."""
        ids = _seller(table)
        if len(self.sellers) < 2 or not len(ids):
            return np.zeros(len(ids), np.int64)
        names, place = np.unique(ids, return_inverse=True)
        return np.array([self.sellers.index(name) for name in _names(names)])[place]


def _seller(table: Table) -> Ids:
    return table.seller_id


def _names(ids: Array) -> list[str]:
    alike = bool(np.all(ids == ids[0]))  # one seller is the rule, and needs no sort
    return ["" if str(name) == "-1" else str(name) for name in (ids[:1] if alike else np.unique(ids))]
