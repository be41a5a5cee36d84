"""Cases by seller and week: how many, how many of them late, in one pass from instants to the table.

One lookup of the arrival finds two functions of it: the deadline, and a clock of even weeks, whose seconds,
divided by those of a week, are the number of the week. See `kernel.loops` for the steps of a block.

A case adds 1 to one cell out of half a million, anywhere: the smaller the table, the more of it is near. So
cases are counted in bytes, and a byte that comes full carries 256 over into the wide count beside it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.hours import OpeningHours
from sim.deadline.instants.forms import read_instants
from sim.deadline.instants.wall import date_of, to_utc, zone_of
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel.compiled import inlined
from sim.deadline.kernel.curve import (
    NOWHERE,
    WEEK_S,
    Curves,
    Seconds,
    Timeline,
    due_breaks,
    due_function,
    first_of,
    lay_out,
    second_of,
)
from sim.deadline.kernel.loops import BLOCK, Pairs, Words, arguments, look_up, pairs, value_of, words
from sim.deadline.reference import Boundary

CARRY = np.uint32(256)  # what a byte cannot hold
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
            return (self.total - self.late) / self.total

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


class Columns(NamedTuple):
    """The cases as arrays of one length."""

    seller: NDArray[Any]
    arrived: Seconds
    answered: Seconds


class Counts(NamedTuple):
    """Cells of [in time or late, weeks, sellers]; a week before and one after are for what is not counted."""

    few: NDArray[np.uint8]  # what is above
    many: NDArray[np.int32]  # a multiple of CARRY


def count_rows(curves: Curves, first: int, cases: Columns, counts: Counts) -> bool:
    """Add 1 to a cell for each case: late or in time, in the week of its arrival, of its seller.

    False, and no further, before a block with a seller that has no cell.
    """
    x, both, cells = words(), pairs(), words()
    few, many = counts.few.reshape(-1), counts.many.reshape(-1)
    _, weeks, sellers = counts.few.shape
    for begin in range(0, cases.arrived.size, BLOCK):
        arguments(curves, cases.arrived, begin, x)
        look_up(curves, x, both, begin, cases.arrived, cases.answered)
        if cells_of_cases(x, both, (weeks, sellers, first), cases, begin, cells):
            return False
        add_cells(cells, min(BLOCK, cases.arrived.size - begin), few, many)
    return True


def cells_of_cases(
    x: Words, both: Pairs, table: tuple[int, int, int], cases: Columns, begin: int, cells: Words
) -> np.int64:
    """Fill `cells` with the cell of each case of a block, and count those whose seller has none.

    The table is its weeks, its sellers, and the instant that deadlines count from.
    """
    weeks, sellers, first = table
    who, left = cases.seller[begin : begin + BLOCK], cases.answered[begin : begin + BLOCK]
    uncounted, late = np.uint32(weeks - 1), np.uint32(weeks * sellers)
    strange = np.int64(0)
    for row in range(left.size):
        due = first + np.int64(value_of(first_of(both[row]), x[row]))
        week = np.uint32(value_of(second_of(both[row]), x[row]) // np.uint32(WEEK_S))
        in_time = np.uint32(min(week, uncounted) * np.uint32(sellers) + np.uint32(who[row]))
        cells[row] = np.uint32(in_time + (late if left[row] > due else np.uint32(0)))
        strange += np.int64(np.uint64(np.int64(who[row])) >= np.uint64(sellers))  # below 0 is a large one
    return strange


def add_cells(cells: Words, rows: int, few: NDArray[np.uint8], many: NDArray[np.int32]) -> None:
    """Add 1 to the cell of each row; apart, as two rows may add to one."""
    for row in range(rows):
        cell = cells[row]
        count = np.uint32(few[cell]) + np.uint32(1)
        few[cell] = np.uint8(count & (CARRY - np.uint32(1)))
        if count == CARRY:
            many[cell] += np.int32(CARRY)


inlined(cells_of_cases, add_cells)


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
    return Counts(np.zeros(cells, np.uint8), np.zeros(cells, np.int32))


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
