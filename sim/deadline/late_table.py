"""Cases by seller and week: how many, how many of them late, in one pass from instants to the table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline.hours import OpeningHours
from sim.deadline.instants.forms import read_instants
from sim.deadline.instants.wall import date_of, to_utc, zone_of
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel.curve import (
    NOWHERE,
    WEEK_S,
    Curves,
    Seconds,
    Timeline,
    due_breaks,
    due_function,
    lay_out,
)
from sim.deadline.kernel.late import Columns, Counts, count_rows
from sim.deadline.reference import Boundary

MOST_CELLS = 2**32
MOST_WEEKS = NOWHERE // WEEK_S - 2  # for the clock of weeks to stay below NOWHERE; no calendar is so long


@dataclass(frozen=True)
class LateTable:
    """Cases by seller and by the week of their arrival."""

    total: NDArray[np.int32]  # [sellers, weeks]
    late: NDArray[np.int32]  # [sellers, weeks] answered after the deadline

    @property
    def share(self) -> NDArray[np.float64]:
        """float64[sellers, weeks], the share in time; NaN where there are no cases."""
        with np.errstate(invalid="ignore"):
            share = np.subtract(self.total, self.late, dtype=np.float64)
            share /= self.total  # in place: memory that is new costs more than the sums
            return share

    def late_at_least(self, cases: int) -> NDArray[np.bool_]:
        """bool[sellers, weeks], where so many cases or more are late."""
        return self.late >= cases


@dataclass(frozen=True)
class Cases:
    """n cases; a case without an answer (NEVER) is not late: give the instant it is seen from instead."""

    arrived_at: Any  # [n] instants
    answered_at: Any  # [n] instants
    seller: NDArray[Any]  # whole numbers[n], from 0
    sellers: int | None = None  # how many there are; if not given, as many as the largest number needs


def late_table(
    hours: OpeningHours,
    cases: Cases,
    mondays: Sequence[int],
    allowance_s: int,
    boundary: Boundary = "close",
) -> LateTable:
    """Count cases that arrive in consecutive weeks, given by the day number of their Monday.

    A week runs from Monday 00:00 to Sunday 24:00 local time. Cases outside the weeks, and those whose
    deadline the calendar does not know, are not counted. ValueError for weeks that are not consecutive or
    more than 3,548, for columns of different length, and for sellers below 0, beyond their number or too
    many.
    """
    columns = _columns(cases)
    allowance = int(hours.read_allowance(allowance_s, boundary))
    sellers = _number_of(columns.seller) if cases.sellers is None else cases.sellers
    curves = _due_and_week(hours.timeline, _starts(hours, mondays), allowance, boundary)
    counts = _counts(sellers, len(mondays))
    if not kernel.compiled(count_rows)(curves, hours.timeline.first, columns, counts):
        _need_known(columns.seller, sellers)
    many = counts.many
    many += counts.few
    total, late = many[:, 1:-1]
    total += late  # what was in time
    return LateTable(total.T, late.T)


def _columns(cases: Cases) -> Columns:
    arrived, _ = read_instants("arrived_at", cases.arrived_at)
    answered, _ = read_instants("answered_at", cases.answered_at)
    seller = np.asarray(cases.seller)
    one_length = arrived.shape == answered.shape == seller.shape and arrived.ndim == 1
    if not one_length or seller.dtype.kind not in "iu":
        raise ValueError(
            f"cases need columns of one length, sellers whole numbers; got {arrived.shape}, "
            f"{answered.shape} and {seller.shape} of {seller.dtype}"
        )
    return Columns(seller, arrived, answered)


def _number_of(seller: NDArray[Any]) -> int:
    """How many sellers there are up to the largest number."""
    return max(int(seller.max()) + 1, 0) if seller.size else 0


def _counts(sellers: int, weeks: int) -> Counts:
    cells = 2, weeks + 2, sellers
    if math.prod(cells) > MOST_CELLS:
        raise ValueError(f"{sellers} sellers in {weeks} weeks are too many; number the sellers from 0 on")
    many = np.full(cells, 0, np.int32)  # written first: memory that is read first is fetched a second time
    return Counts(np.zeros(cells, np.uint8), many)


def _need_known(seller: NDArray[Any], sellers: int) -> None:
    if seller.min() < 0:
        raise ValueError(f"seller must be 0 or more; got {seller.min()}")
    raise ValueError(f"seller must be below {sellers}, how many there are; got {seller.max()}")


def _starts(hours: OpeningHours, mondays: Sequence[int]) -> Seconds:
    """When each week begins, and when the last one ends."""
    days = np.asarray(mondays, np.int64)
    if not days.size or (np.diff(days) != 7).any() or (days[0] + 3) % 7:
        raise ValueError(f"mondays must be day numbers of consecutive Mondays; got {list(mondays)}")
    if days.size > MOST_WEEKS:
        raise ValueError(f"mondays must be {MOST_WEEKS} or fewer; got {days.size}")
    zone = zone_of(hours.timezone)
    return np.array([to_utc(date_of(day), 0, zone) for day in [*days, days[-1] + 7]])


def _due_and_week(timeline: Timeline, starts: Seconds, allowance_s: int, boundary: Boundary) -> Curves:
    """The deadline of an arrival at each instant, and the clock of even weeks, where both are known.

    That clock counts from the nearest Monday, as if all weeks were as long: where the wall clock changes, it
    jumps in the middle of a week and not at a Monday, so a break more or less a second later does no harm.
    It begins one week before the first.
    """
    due = due_function(timeline, allowance_s, boundary)
    middles = np.append(starts[0], starts + WEEK_S) - WEEK_S // 2

    def clock(at: Seconds) -> Seconds:
        week = np.searchsorted(middles, at, "right")
        nearest = np.clip(week - 1, 0, starts.size - 1)
        known = (week == nearest + 1) & (due(at) != NOWHERE)
        return np.where(known, at - starts[nearest] + week * WEEK_S, NOWHERE)

    breaks = np.append(due_breaks(timeline, allowance_s), middles)
    return lay_out((due, clock), breaks, boundary == "close", timeline.first, timeline.last)
