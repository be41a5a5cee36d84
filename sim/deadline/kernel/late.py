"""The loop that counts cases by seller and week, late or in time; for the steps of a block see `steps`.

One lookup of the arrival finds two functions of it: the deadline, and a clock of even weeks, whose seconds,
divided by those of a week, are the number of the week.

A case adds 1 to one cell out of half a million, anywhere: the smaller the table, the more of it is near. So
cases are counted in bytes, and a byte that comes full carries 256 over into the wide count beside it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.kernel.compiled import ahead, inlined
from sim.deadline.kernel.curve import WEEK_S, Curves, Seconds, first_of, second_of
from sim.deadline.kernel.steps import (
    AHEAD,
    BLOCK,
    LINE,
    Pairs,
    Words,
    arguments,
    look_up,
    pairs,
    value_of,
    words,
)

CARRY = np.uint32(256)  # what a byte cannot hold


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
        ask_sellers(cases.seller, begin)
        if cells_of_cases(x, both, (weeks, sellers, first), cases, begin, cells) >= np.uint64(sellers):
            return False
        add_cells(cells, min(BLOCK, cases.arrived.size - begin), few, many)
    return True


def ask_sellers(seller: NDArray[Any], begin: int) -> None:
    """Ask for the sellers of a later block: while it counts, the processor loses sight of their column."""
    for line in range(0, BLOCK, LINE):  # of numbers below 64 bits some lines twice
        ahead(seller, begin + line + AHEAD)


def cells_of_cases(
    x: Words, both: Pairs, table: tuple[int, int, int], cases: Columns, begin: int, cells: Words
) -> np.uint64:
    """Fill `cells` with the cell of each case of a block, and return the greatest seller: too great has none.

    The table is its weeks, its sellers, and the instant that deadlines count from.
    """
    weeks, sellers, first = table
    who, left = cases.seller[begin : begin + BLOCK], cases.answered[begin : begin + BLOCK]
    uncounted, late = np.uint32(weeks - 1), np.uint32(weeks * sellers)
    greatest = np.uint64(0)
    for row in range(left.size):
        due = first + np.int64(value_of(first_of(both[row]), x[row]))
        week = np.uint32(value_of(second_of(both[row]), x[row]) // np.uint32(WEEK_S))
        in_time = np.uint32(min(week, uncounted) * np.uint32(sellers) + np.uint32(who[row]))
        cells[row] = np.uint32(in_time + (late if left[row] > due else np.uint32(0)))
        greatest = max(greatest, np.uint64(np.int64(who[row])))  # one below 0 is a great one
    return greatest


def add_cells(cells: Words, rows: int, few: NDArray[np.uint8], many: NDArray[np.int32]) -> None:
    """Add 1 to the cell of each row; apart, as two rows may add to one."""
    for row in range(rows):
        cell = cells[row]
        count = np.uint32(few[cell]) + np.uint32(1)
        few[cell] = np.uint8(count & (CARRY - np.uint32(1)))
        if count == CARRY:
            many[cell] += np.int32(CARRY)


inlined(ask_sellers, cells_of_cases, add_cells)
