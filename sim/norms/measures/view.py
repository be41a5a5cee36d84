"""A log, or a part of one, as it was known at one instant.

What came after `as_of` is not known yet: an arrival after it is no row, an answer after it is no answer.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from sim.deadline import NEVER, OpeningHours, date_of, local_days
from sim.deadline.holidays import Holiday
from sim.norms.editions.clock import Clock, clock, holidays_between, phone_window
from sim.norms.editions.edition import Edition
from sim.norms.editions.records import Contested
from sim.norms.log import EventLog
from sim.norms.log.columns import Dates, Instants, Numbers, Table
from sim.norms.measures.frame import WEEK, Extent, Frame, names_of
from sim.norms.options import DEFAULTS, Options

Rows = NDArray[np.bool_]

LAST_HOLIDAYS = 2037  # the last year of the holiday tables
UNCOUNTED = -1
FIRST_KNOWN = {  # the instant with which a row of each table begins
    "cases": "arrived_at",
    "calls": "attempted_at",
    "items": "ordered_at",
    "parcels": "shipped_at",
    "returns": "registered_at",
    "reviews": "given_at",
    "surveys": "closed_at",
}


@dataclass(frozen=True, eq=False)
class View:
    """What a measure looks at."""

    log: EventLog
    edition: Edition
    holidays: str | tuple[date, ...]
    as_of: int  # UTC second
    options: Options = DEFAULTS
    whole: Frame | None = None  # the cells of the whole log, where this one is a part of it

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
    def asked_on(self) -> Dates:
        """The local date on which each question came; two norms count by it."""
        return self.days(self.log.cases.arrived_at)

    @cached_property
    def items_known(self) -> Rows:
        """The items ordered by `as_of`; one whose order has no instant is known all along."""
        return self.log.items.ordered_at <= self.as_of

    @cached_property
    def frame(self) -> Frame:
        """The cells: those of the whole log where this one is a part, else what the log reaches."""
        return self.whole or self.extent.frame(self.today, self.options.weeks)

    @property
    def sellers(self) -> list[str]:
        """The names of the sellers."""
        return list(self.frame.sellers)

    @property
    def weeks(self) -> Dates:
        """The Mondays from the first to the last week with anything known, or those that were asked for."""
        return self.frame.weeks

    @property
    def partial(self) -> Rows:
        """The weeks in which the log begins or ends."""
        return (self.weeks < self.frame.first) | (self.weeks + 6 > self.today)

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
        days = [self.frame.first, self.frame.last, *self.weeks[:1], *self.weeks[-1:], self.today]
        first, last = date_of(min(days)).year, date_of(max(days)).year
        ends = date(first, 1, 1), date(min(last + 1, LAST_HOLIDAYS), 12, 31)  # whole years: one for many logs
        return _days_off(self.holidays, self.edition.holidays, *ends), *ends

    @cached_property
    def extent(self) -> Extent:
        """Whom the log names, and what its known dates are; a seller is named whether known yet or not."""
        tables = [table for table in self.log.tables().values() if len(table)]
        names = frozenset(name for table in tables for name in names_of(table.seller_id))
        return Extent(names, *self.known_dates)

    @property
    def known_dates(self) -> tuple[int, int]:
        """The first and the last date on which anything is known, as in an extent."""
        instants = [at[self.known(at)] for at in self.first_instants().values()]
        dates = [self.days(np.array([at.min(), at.max()])) for at in instants if len(at)]
        found = np.concatenate([*dates, self.log.items.promised_on[self.items_known]])
        return (int(found.min()), int(found.max())) if len(found) else (Extent.first, Extent.last)

    def first_instants(self) -> dict[str, Instants]:
        """Return the instants with which the rows of each table begin."""
        tables = self.log.tables()
        return {name: getattr(tables[name], column) for name, column in FIRST_KNOWN.items()}

    def by_week(self, table: Table, day: Dates, kind: Numbers, kinds: int) -> Numbers:
        """Sum rows by kind, seller and the week of a date, int64[kinds, sellers, weeks]; see `by_group`."""
        return self.by_group(table, (day - self.weeks[0]) // WEEK, len(self.weeks), kind, kinds)

    def by_group(self, table: Table, group: Numbers, groups: int, kind: Numbers, kinds: int) -> Numbers:
        """Sum rows, each for its quantity where the table has one, by kind, seller and group.

        A row of a kind or group outside 0 to `kinds` and `groups` is not counted.
        """
        quantity = getattr(table, "quantity", None)
        rows = np.flatnonzero((kind != UNCOUNTED) & (group >= 0) & (group < groups))
        shape = kinds, len(self.frame.sellers), groups
        place = kind[rows]
        if shape[1] > 1:  # else all are of the one seller
            place = place * shape[1] + self.seller(table)[rows]
        cell = place * groups + group[rows]
        # bincount weighs in float64, which holds every sum of pieces below 2**53 exactly
        sums = np.bincount(cell, None if quantity is None else quantity[rows], prod(shape))
        return sums.astype(np.int64).reshape(shape)

    def seller(self, table: Table) -> Numbers:
        """Return the place of each row's seller among the sellers."""
        return self.frame.places(table.seller_id)


@cache
def _days_off(
    holidays: str | tuple[date, ...], contested: Contested, first: date, last: date
) -> tuple[date, ...]:
    return tuple(holiday.day for holiday in holidays_between(holidays, first, last, contested))


def kinds_of(*kinds: Rows) -> Numbers:
    """Return the number of the kind of each row, UNCOUNTED for one of none; no row may be of two."""
    number = np.full(len(kinds[0]), UNCOUNTED)
    for kind, rows in enumerate(kinds):
        number[rows] = kind
    return number
