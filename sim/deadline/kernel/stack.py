"""The clocks of many calendars in one small table: weeks that look alike are stored once.

A week of a calendar is a page; a plain calendar of ten years has some twenty different ones (summer, winter,
and those near a holiday or a clock change), calendars with the same hours share theirs, and most arrivals
fall on very few of them, which stay in the cache. (A two-stage table, as for the properties of characters.)

What counts is that all of it fits the cache: numbers of pages have 16 bits, and so have pieces, as on a grid
every offset is a small multiple of its cell. Where 16 bits do not do, both have 32.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.kernel.curve import (
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
    rounds_for,
)
from sim.deadline.reference import Boundary

MOST_CELLS_A_WEEK = 2016  # five minutes
WEEK_SHIFT = 12  # cells of 4096 s where there is no such grid
NO_PIECE = 2**32 - 1  # a piece without a value, before it is cut to 16 bits

Page = (
    Seconds  # int64[n, 3] start, from that of the week, and a piece of each function: multiple << 1 | slope
)


class Stack(NamedTuple):
    """Deadline (function 0) and work done (1) of several calendars with the same horizon.

    A piece of a page says `multiple * unit + (y if slope else flat)`, y being an argument from the start of
    its week: a deadline from that start, or the work done since `before`, both give or take a constant.
    """

    pages: NDArray[Any]  # [calendars * weeks] the page of each week
    before: NDArray[np.uint32]  # [calendars * weeks] the work done before each week
    calendars: np.uint32
    weeks: np.uint32
    cells: np.uint32  # of a page
    pieces: NDArray[Any]  # [2, n] multiple << 1 | slope of every page, one after the other
    nowhere: np.uint32  # the piece that has no value: all bits set
    unit: np.uint32
    flat: np.uint32
    curve: Curves  # how a piece is found; arguments within a page count from the start of a week


def stack_of(timelines: Sequence[Timeline], allowance_s: int, boundary: Boundary) -> Stack:
    """Lay out the clocks of calendars with the same horizon."""
    first, last, after = timelines[0].first, timelines[0].last, boundary == "close"
    breaks = [due_breaks(one, allowance_s) for one in timelines]
    grid = int(np.gcd.reduce([grid_of(of_one - first) for of_one in breaks]))
    cell = grid if WEEK_S // grid <= MOST_CELLS_A_WEEK else 1
    flat = (cell - after) % cell
    numbers: dict[bytes, int] = {}
    of_week, before = [], []
    for timeline, of_one in zip(timelines, breaks, strict=True):
        functions = due_function(timeline, allowance_s, boundary), timeline.worked
        line = line_of(functions, of_one, after, first, last, cell)
        begins = np.arange(0, int(line.beyond) + 1, WEEK_S)
        before.append(timeline.worked(line.origin + flat + begins))
        bases = np.array((begins - (first - line.origin), before[-1] - WEEK_S - flat))  # no value below
        for page in _weeks(line, begins, bases, cell, flat):
            of_week.append(numbers.setdefault(page, len(numbers)))
    pages = [np.frombuffer(page, np.int64).reshape(-1, 3) for page in numbers]
    pieces, search, cells = _grid(pages, cell) if cell > 1 else _buckets(pages)
    small = _small(pieces)
    return Stack(
        _numbered(of_week, len(pages)),
        np.concatenate(before).astype(np.uint32),
        np.uint32(len(timelines)),
        np.uint32(begins.size),
        np.uint32(cells),
        small,
        np.uint32(np.iinfo(small.dtype).max),
        np.uint32(cell),
        np.uint32(flat),
        Curves(np.zeros(0, np.uint32), *search, line.beyond, line.origin, first, last),
    )


def _weeks(line: Line, begins: Seconds, bases: Seconds, cell: int, flat: int) -> Iterator[bytes]:
    """A line cut into weeks: arguments count from the start of each, and values from its base."""
    starts = np.sort(np.concatenate((line.starts, begins)))
    starts = starts[np.diff(starts, prepend=-1) > 0]
    week = starts // WEEK_S
    pieces = line.pieces[:, np.searchsorted(line.starts, starts, "right") - 1].astype(np.int64)
    offset, slope = pieces >> 1, pieces & 1
    in_week = offset + slope * begins[week] - (1 - slope) * flat - bases[:, week] & NOWHERE
    pieces = np.where(pieces == 2 * NOWHERE, NO_PIECE, in_week // cell << 1 | slope)
    rows = np.stack((starts - begins[week], *pieces), axis=1)
    raw, ends = rows.tobytes(), np.searchsorted(week, np.arange(begins.size), "right") * rows.strides[0]
    return (raw[begin:end] for begin, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))


def _numbered(of_week: list[int], pages: int) -> NDArray[Any]:
    """The page of each week, in 16 bits, or 32 where there are more pages."""
    return np.array(of_week, np.uint16 if pages <= 2**16 else np.uint32)


def _small(pieces: NDArray[np.int64]) -> NDArray[Any]:
    """Pieces in 16 bits, or 32 where one does not fit; what has no value keeps all bits set."""
    dtype = np.uint16 if np.max(pieces, initial=0, where=pieces != NO_PIECE) < 2**16 - 1 else np.uint32
    return np.ascontiguousarray(pieces.T.astype(dtype))


def _grid(pages: list[Page], cell: int) -> tuple[NDArray[np.int64], Search, int]:
    """A piece in every cell; as many cells a page as fit into a week."""
    cells = np.concatenate([np.diff(page[:, 0], append=WEEK_S) // cell for page in pages])
    return np.repeat(np.concatenate(pages)[:, 1:], cells, axis=0), on_grid_of(cell), WEEK_S // cell


def _buckets(pages: list[Page]) -> tuple[NDArray[np.int64], Search, int]:
    """Cells that know their first piece, and a padding behind every page that ends its searches."""
    cells = [first_pieces(page[:, 0], WEEK_SHIFT, WEEK_S - 1) for page in pages]
    rounds = max(rounds_for(of_page, len(page)) for of_page, page in zip(cells, pages, strict=True))
    padding = np.full((3**rounds, 3), PAST)
    padded = np.concatenate([part for page in pages for part in (page, padding)])
    begins = np.cumsum([0, *(len(page) + len(padding) for page in pages[:-1])])
    firsts = [of_page + begin for of_page, begin in zip(cells, begins, strict=True)]
    search = in_rounds(padded[:, 0], np.concatenate(firsts), WEEK_SHIFT, rounds)
    return padded[:, 1:], search, cells[0].size
