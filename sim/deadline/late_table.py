"""Cases by seller and week: how many, how many of them late, in one pass from instants to the table.

A case adds 1 to one cell out of half a million, anywhere: the smaller the table, the more of it is near. So
cases are counted in bytes, and a byte that comes full carries 256 over into the wide count beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.hours import OpeningHours
from sim.deadline.instants.forms import read_instants
from sim.deadline.instants.wall import date_of, to_utc, zone_of
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel.curve import NOWHERE, Curves, Seconds, due_curve, lay_out
from sim.deadline.kernel.loops import argument, piece_at, value_at
from sim.deadline.reference import Boundary

BLOCK = 1024  # cases whose cells are found before they are counted
CARRY = np.uint32(256)  # what a byte cannot hold
MOST_CELLS = 2**32


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
    deadline the calendar does not know, are not counted. ValueError for weeks that are not consecutive, for
    columns of different length, and for sellers below 0, beyond their number or too many.
    """
    columns = _columns(cases)
    curve = due_curve(hours.timeline, int(hours.read_allowance(allowance_s, boundary)), boundary)
    sellers = _number_of(columns.seller) if cases.sellers is None else cases.sellers
    weeks = _weeks(hours, mondays)
    counts = _counts(sellers, len(mondays))
    if not kernel.compiled(count_rows)(curve, weeks, hours.timeline.first, sellers, columns, counts):
        _need_known(columns.seller, sellers)
    many = counts.many
    many += counts.few
    total, late = many[:-1].reshape(2, len(mondays), sellers)
    total += late  # what was in time
    return LateTable(total.T, late.T)


class Columns(NamedTuple):
    """The cases as arrays of one length."""

    seller: NDArray[Any]
    arrived: Seconds
    answered: Seconds


class Counts(NamedTuple):
    """Cells of [in time or late, weeks, sellers], flat, and one for what is not counted."""

    few: NDArray[np.uint8]  # [cells], what is above
    many: NDArray[np.int32]  # [cells], a multiple of CARRY


def count_rows(
    curve: Curves, weeks: Curves, first: int, sellers: int, cases: Columns, counts: Counts
) -> bool:
    """Add 1 to a cell for each case: late or in time, in the week of its arrival, of its seller.

    False, and no further, before a block with a seller that has no cell. This test is a sum over the rows of
    a block, for which the compiler keeps several vectors in flight; without it cases in order take twice as
    long.
    """
    cells = np.empty(BLOCK, np.uint32)
    seller, arrived, answered = cases
    few, many = counts
    nowhere = np.uint32(few.size - 1)
    for begin in range(0, arrived.size, BLOCK):
        block = slice(begin, begin + BLOCK)
        who, came, left = seller[block], arrived[block], answered[block]
        strange = np.int64(0)
        for row in range(came.size):
            x, y = argument(curve, came[row]), argument(weeks, came[row])
            value = value_at(curve, piece_at(curve, x), x)
            week = value_at(weeks, piece_at(weeks, y), y)
            counted = (value != NOWHERE) & (week != NOWHERE)
            week = week if counted else np.uint32(0)
            in_time = np.uint32(week * np.uint32(sellers) + np.uint32(who[row]))
            late = nowhere // np.uint32(2) if left[row] > first + np.int64(value) else np.uint32(0)
            cells[row] = np.uint32(in_time + late) if counted else nowhere
            strange |= np.int64((who[row] < 0) | (who[row] >= sellers))
        if strange:
            return False
        for row in range(came.size):  # apart, as two rows may add to one cell
            cell = cells[row]
            count = np.uint32(few[cell]) + np.uint32(1)
            few[cell] = np.uint8(count & (CARRY - np.uint32(1)))
            if count == CARRY:
                many[cell] += np.int32(CARRY)
    return True


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
    cells = 2 * weeks * sellers + 1
    if cells > MOST_CELLS:
        raise ValueError(f"{sellers} sellers in {weeks} weeks are too many; number the sellers from 0 on")
    return Counts(np.zeros(cells, np.uint8), np.zeros(cells, np.int32))


def _need_known(seller: NDArray[Any], sellers: int) -> None:
    if seller.min() < 0:
        raise ValueError(f"seller must be 0 or more; got {seller.min()}")
    raise ValueError(f"seller must be below {sellers}, how many there are; got {seller.max()}")


def _weeks(hours: OpeningHours, mondays: Sequence[int]) -> Curves:
    """The place of an instant's week among the weeks."""
    days = np.asarray(mondays, np.int64)
    if not days.size or (np.diff(days) != 7).any() or (days[0] + 3) % 7:
        raise ValueError(f"mondays must be day numbers of consecutive Mondays; got {list(mondays)}")
    zone = zone_of(hours.timezone)
    starts = np.array([to_utc(date_of(day), 0, zone) for day in [*days, days[-1] + 7]])

    def place(at: Seconds) -> Seconds:
        return np.searchsorted(starts, at, "right") - 1

    return lay_out((place,), starts, False, int(starts[0]), int(starts[-1]) - 1)
