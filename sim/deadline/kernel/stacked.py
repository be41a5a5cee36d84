"""The loops over many calendars: in steps as those of `loops`, with one lookup more, for the page of a week.

Each lookup is a step of its own. In one loop they would wait for each other, in a queue that is soon full.
And each step waits for the last answers of the one before, so that with more steps blocks are longer.

The numbers of calendars are looked at on the way, block by block: a pass of its own over their column would
take a tenth of the time.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline.instants.wall import NEVER
from sim.deadline.kernel.compiled import ahead, inlined
from sim.deadline.kernel.curve import PAST, WEEK_S, Seconds
from sim.deadline.kernel.stack import Stack
from sim.deadline.kernel.steps import (
    AHEAD,
    LINE,
    Words,
    arguments,
    cell_of,
    lateness,
    piece_in,
    turned_round,
    words,
)

BLOCK = 128  # rows
UNKNOWN = np.int64(-1)  # in place of a count: a row has a number that no calendar has

# The loops


def stacked_rows(stack: Stack, calendar: NDArray[Any], at: Seconds, due: Seconds) -> np.int64:
    """Fill `due` from the pages of each row's calendar; 0, or UNKNOWN before the block of such a row."""
    x, place, week = words(BLOCK), words(BLOCK), words(BLOCK)
    y, cell, packed = words(BLOCK), words(BLOCK), words(BLOCK)
    for begin in range(0, at.size, BLOCK):
        arguments(stack.curve, at, begin, x)
        if places(stack, calendar, begin, x, place, week, y) >= stack.calendars:
            return UNKNOWN
        look_up_pages(stack, place, cell, begin, at)
        cells_of_pages(stack, y, cell)
        look_up_pieces(stack, 0, cell, y, packed, begin, due)
        stacked_instants(stack, week, y, packed, begin, due)
    return np.int64(0)


def stacked_elapsed_rows(
    stack: Stack, calendar: NDArray[Any], start: Seconds, end: Seconds, worked: Seconds
) -> np.int64:
    """Fill `worked` with what calendars gain from start to end; count as `elapsed_rows`, or UNKNOWN."""
    backwards = np.int64(0)
    x, place, week = words(BLOCK), words(BLOCK), words(BLOCK)
    y, cell, packed = words(BLOCK), words(BLOCK), words(BLOCK)
    before, after = work(), work()
    for begin in range(0, start.size, BLOCK):
        arguments(stack.curve, start, begin, x)
        if places(stack, calendar, begin, x, place, week, y) >= stack.calendars:
            return UNKNOWN
        look_up_pages(stack, place, cell, begin, start)
        cells_of_pages(stack, y, cell)
        look_up_pieces(stack, 1, cell, y, packed, begin, worked)
        look_up_before(stack, place, before, begin, worked)
        stacked_work(stack, y, packed, before)
        arguments(stack.curve, end, begin, x)
        places(stack, calendar, begin, x, place, week, y)
        look_up_pages(stack, place, cell, begin, end)
        cells_of_pages(stack, y, cell)
        look_up_pieces(stack, 1, cell, y, packed, begin, worked)
        look_up_before(stack, place, after, begin, worked)
        stacked_work(stack, y, packed, after)
        stacked_gains(before, after, begin, worked)
        backwards += turned_round(start, end, begin, begin + BLOCK)
    return backwards


def stacked_assessed_rows(
    stack: Stack,
    calendar: NDArray[Any],
    arrived: Seconds,
    answered: Seconds,
    due: Seconds,
    worked: Seconds,
    late: NDArray[np.bool_],
) -> np.int64:
    """Fill `due`, `worked` and `late` from the pages of each row's calendar; count likewise."""
    backwards = np.int64(0)
    x, place, week = words(BLOCK), words(BLOCK), words(BLOCK)
    y, cell, packed = words(BLOCK), words(BLOCK), words(BLOCK)
    before, after = work(), work()
    for begin in range(0, arrived.size, BLOCK):
        arguments(stack.curve, arrived, begin, x)
        if places(stack, calendar, begin, x, place, week, y) >= stack.calendars:
            return UNKNOWN
        look_up_pages(stack, place, cell, begin, arrived)
        cells_of_pages(stack, y, cell)
        look_up_pieces(stack, 0, cell, y, packed, begin, due)
        stacked_instants(stack, week, y, packed, begin, due)
        look_up_pieces(stack, 1, cell, y, packed, begin, worked)
        look_up_before(stack, place, before, begin, late)
        stacked_work(stack, y, packed, before)
        arguments(stack.curve, answered, begin, x)
        places(stack, calendar, begin, x, place, week, y)
        look_up_pages(stack, place, cell, begin, answered)
        cells_of_pages(stack, y, cell)
        look_up_pieces(stack, 1, cell, y, packed, begin, worked)
        look_up_before(stack, place, after, begin, worked)
        stacked_work(stack, y, packed, after)
        stacked_gains(before, after, begin, worked)
        lateness(answered, due, begin, begin + BLOCK, late)
        backwards += turned_round(arrived, answered, begin, begin + BLOCK)
    return backwards


# The steps of a block


def work() -> Seconds:
    """The work done at a row of a block, or NEVER."""
    return np.zeros(BLOCK, np.int64)


def places(
    stack: Stack, calendar: NDArray[Any], begin: int, x: Words, place: Words, week: Words, y: Words
) -> np.uint32:
    """Fill `place`, `week` and `y` with what `place_in` says of a block, and return the greatest calendar."""
    number = calendar[begin : begin + BLOCK]
    greatest = np.uint32(0)
    for row in range(number.size):
        one = number_in(number[row])
        place[row], week[row], y[row] = place_in(stack, one, x[row])
        greatest = max(greatest, one)
    return greatest


def look_up_pages(stack: Stack, place: Words, page: Words, begin: int, column: NDArray[Any]) -> None:
    """Fill `page` with the page at each place; read a column ahead meanwhile."""
    for line in range(0, BLOCK, LINE):
        ahead(column, begin + line + AHEAD)
        for lane in range(LINE):
            page[line + lane] = stack.pages[place[line + lane]]


def cells_of_pages(stack: Stack, y: Words, cell: Words) -> None:
    """Turn pages into the cell on each that y falls in, counted from the first page."""
    for row in range(BLOCK):
        cell[row] = np.uint32(cell[row] * stack.cells + cell_of(stack.curve, y[row]))


def look_up_pieces(
    stack: Stack, function: int, cell: Words, y: Words, packed: Words, begin: int, column: NDArray[Any]
) -> None:
    """Fill `packed` with the piece for each y; read a column ahead meanwhile."""
    for line in range(0, BLOCK, LINE):
        ahead(column, begin + line + AHEAD)
        for lane in range(LINE):
            row = line + lane
            packed[row] = stack.pieces[function, piece_in(stack.curve, cell[row], y[row])]


def look_up_before(stack: Stack, place: Words, done: Seconds, begin: int, column: NDArray[Any]) -> None:
    """Fill `done` with the work done before each week; read a column ahead meanwhile."""
    for line in range(0, BLOCK, LINE):
        ahead(column, begin + line + AHEAD)
        for lane in range(LINE):
            done[line + lane] = stack.before[place[line + lane]]


def stacked_instants(stack: Stack, week: Words, y: Words, packed: Words, begin: int, due: Seconds) -> None:
    """Fill a block of `due` with the instants that pieces give."""
    told = due[begin : begin + BLOCK]
    for row in range(told.size):
        value, known = stacked_value(stack, packed[row], y[row])
        told[row] = stack.curve.origin + np.int64(np.uint32(week[row] + value)) if known else NEVER


def stacked_work(stack: Stack, y: Words, packed: Words, done: Seconds) -> None:
    """Add to the work done before each week that until y, give or take a constant; NEVER if it is unknown."""
    for row in range(BLOCK):
        value, known = stacked_value(stack, packed[row], y[row])
        done[row] = np.int64(np.uint32(np.uint32(done[row]) + value)) if known else NEVER


def stacked_gains(before: Seconds, after: Seconds, begin: int, worked: Seconds) -> None:
    """Fill a block of `worked` with what is between the work done at two instants."""
    told = worked[begin : begin + BLOCK]
    for row in range(told.size):
        known = (before[row] != NEVER) & (after[row] != NEVER)
        told[row] = after[row] - before[row] if known else NEVER


# One row


def number_in(given: int) -> np.uint32:
    """The number of a calendar in 32 bits, below 0 or beyond them the greatest, which none has.

    Of a column that has no more bits nothing is left of this when it is compiled.
    """
    return np.uint32(given) if np.int64(given) >> np.int64(32) == 0 else np.uint32(PAST)


def place_in(stack: Stack, calendar: np.uint32, x: np.uint32) -> tuple[np.uint32, np.uint32, np.uint32]:
    """An argument in a stack: the place of its week, when that begins, and the seconds since."""
    number = np.uint32(x // np.uint32(WEEK_S))
    week = np.uint32(number * np.uint32(WEEK_S))
    return np.uint32(calendar * stack.weeks + number), week, np.uint32(x - week)


def stacked_value(stack: Stack, packed: np.uint32, y: np.uint32) -> tuple[np.uint32, bool]:
    """What a piece says for y seconds into a week, as in `Stack`, and whether it says anything."""
    base = y if packed & np.uint32(1) else stack.flat
    value = np.uint32(base + np.uint32((packed >> np.uint32(1)) * stack.unit))
    return value, packed != stack.nowhere


inlined(work, places, look_up_pages, cells_of_pages, look_up_pieces, look_up_before)
inlined(stacked_instants, stacked_work, stacked_gains)
inlined(number_in, place_in, stacked_value)
