"""The deadlines of many calendars in one small table: weeks that look alike are stored once.

A week of a calendar is a page; a plain calendar of ten years has some twenty different ones (summer, winter,
and those near a holiday or a clock change), calendars with the same hours share theirs, and most arrivals
fall on very few of them, which stay in the cache. (A two-stage table, as for the properties of characters.)
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.curve import (
    NOWHERE,
    PAST,
    WEEK_S,
    Curves,
    Line,
    Search,
    Seconds,
    Timeline,
    due_breaks,
    due_function,
    first_pieces,
    grid_of,
    in_rounds,
    line_of,
    on_grid_of,
    packed,
    rounds_for,
)
from sim.deadline.reference import Boundary

MOST_CELLS_A_WEEK = 2016  # five minutes
WEEK_SHIFT = 12  # cells of 4096 s where there is no such grid

Page = tuple[Seconds, NDArray[np.uint32]]  # starts and pieces, counted from the start of a week


class Stack(NamedTuple):
    """The deadlines of several calendars with the same horizon."""

    pages: NDArray[np.uint32]  # [calendars * weeks], the cell with which the page of each week begins
    weeks: np.uint32
    curve: Curves  # every page, one after the other; arguments within a page count from the start of a week


def stack_of(timelines: Sequence[Timeline], allowance_s: int, boundary: Boundary) -> Stack:
    """Lay out the deadlines of calendars with the same horizon."""
    first, last = timelines[0].first, timelines[0].last
    grid = np.gcd.reduce([grid_of(due_breaks(one, allowance_s) - first) for one in timelines])
    cell = int(grid) if WEEK_S // grid <= MOST_CELLS_A_WEEK else 1
    numbers: dict[bytes, int] = {}
    pages: list[Page] = []
    of_week = []
    for timeline in timelines:
        function = due_function(timeline, allowance_s, boundary)
        breaks = due_breaks(timeline, allowance_s)
        line = line_of((function,), breaks, boundary == "close", first, last, cell)
        for page in _weeks(line, first):
            number = numbers.setdefault(page[0].tobytes() + page[1].tobytes(), len(pages))
            if number == len(pages):
                pages.append(page)
            of_week.append(number)
    pieces, search, cells_a_page = _grid(pages, cell) if cell > 1 else _buckets(pages)
    curve = Curves(pieces.reshape(1, -1), *search, line.beyond, line.origin, first, last)
    weeks = int(line.beyond) // WEEK_S + 1
    return Stack(np.array(of_week, np.uint32) * np.uint32(cells_a_page), np.uint32(weeks), curve)


def _weeks(line: Line, first: int) -> Iterator[Page]:
    """A line cut into weeks, arguments and values counted from the start of each."""
    cuts = np.arange(0, int(line.beyond) + 1, WEEK_S)
    starts = np.sort(np.concatenate((line.starts, cuts)))
    starts = starts[np.diff(starts, prepend=-1) > 0]
    pieces = line.pieces[0, np.searchsorted(line.starts, starts, "right") - 1].astype(np.int64)
    offset, slope, since = pieces >> 1, pieces & 1, starts // WEEK_S * WEEK_S
    from_week = offset + (first - line.origin) - since * (1 - slope)  # no value is earlier than its argument
    pieces = np.where(pieces == 2 * NOWHERE, pieces, packed(from_week, slope)).astype(np.uint32)
    bounds = np.searchsorted(starts, cuts[1:])
    return zip(np.split(starts - since, bounds), np.split(pieces, bounds), strict=True)


def _grid(pages: list[Page], cell: int) -> tuple[NDArray[np.uint32], Search, int]:
    """A piece in every cell; as many cells a page as fit into a week."""
    cells = np.concatenate([np.diff(starts, append=WEEK_S) // cell for starts, _ in pages])
    pieces = np.concatenate([pieces for _, pieces in pages])
    return np.repeat(pieces, cells), on_grid_of(cell), WEEK_S // cell


def _buckets(pages: list[Page]) -> tuple[NDArray[np.uint32], Search, int]:
    """Cells that know their first piece, and a padding behind every page that ends its searches."""
    cells = [first_pieces(starts, WEEK_SHIFT, WEEK_S - 1) for starts, _ in pages]
    rounds = max(rounds_for(of_page, starts.size) for of_page, (starts, _) in zip(cells, pages, strict=True))
    padding = np.full(3**rounds, PAST)
    starts = [np.append(starts, padding) for starts, _ in pages]
    pieces = [np.append(pieces, padding) for _, pieces in pages]
    begins = np.cumsum([0, *(page.size for page in starts[:-1])])
    firsts = [of_page + begin for of_page, begin in zip(cells, begins, strict=True)]
    search = in_rounds(np.concatenate(starts), np.concatenate(firsts), WEEK_SHIFT, rounds)
    return np.concatenate(pieces).astype(np.uint32), search, cells[0].size
