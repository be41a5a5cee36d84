"""Functions of the working-hour clock as lookup tables: every one is piecewise linear with slope 0 or 1.

    worked │           ┌─ slope 0: the shop is closed
           │       ____/        A deadline is where this curve is one allowance higher, so the deadline as a
           │      /             function of the arrival has slope 0 (a closed shop: all are due together) or
           │  ___/              1 (an open one: a second later, due a second later) as well, and so has the
           │ /   └─ slope 1     next opening. Between two breaks a value is `slope * x + offset`, and that
           └──────────── time   fits in 32 bits: the offset, modulo 2**31, above the slope in the lowest.

On a grid, the greatest common divisor of all breaks, a cell holds one piece: the cell of x is a division
away, and one lookup is all it takes. Odd breaks (09:00:07) get cells a power of two wide that know their
first piece, and a few rounds, each a third of those that begin in the cell, find the right one. The number of
rounds is fixed, for rows to keep step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.reference import Boundary

Seconds = NDArray[np.int64]
Function = Callable[[Seconds], Seconds]  # NOWHERE where it has no value

NOWHERE = 2**31 - 1  # the value of a function where it has none; no calendar is so long (plan.LONGEST)
FAR = 2**62
PAST = 2**32 - 1  # no argument comes that far
WEEK_S = 7 * 86_400
MOST_CELLS = 1 << 18  # of a grid: 1 MiB a function, twelve years by the half hour; L2 holds it


class Search(NamedTuple):
    """How the piece of an argument x is found: in its cell, or, off a grid, among those that begin there."""

    starts: NDArray[np.uint32]  # [n + 3**rounds], the argument at which a piece begins; unused on a grid
    cells: NDArray[np.uint32]  # the piece at the start of each cell; unused on a grid, where it is the cell
    reciprocal: np.uint32  # the cell of x is `x * reciprocal >> shift`
    shift: np.uint32
    rounds: tuple[int, ...]  # none on a grid; a tuple, for its length to be known when a loop is compiled


class Curves(NamedTuple):
    """Functions with the same breaks. Arguments count from `origin`, at most a cell before `first`."""

    pieces: NDArray[Any]  # uint32[n] offset modulo 2**31 << 1 | slope, the last NOWHERE; uint64[n] of two
    starts: NDArray[np.uint32]  # from here to `rounds`: as in Search
    cells: NDArray[np.uint32]
    reciprocal: np.uint32
    shift: np.uint32
    rounds: tuple[int, ...]
    beyond: np.uint32  # the start of the last piece, for arguments outside first to last
    origin: int
    first: int
    last: int


class Line(NamedTuple):
    """Functions with the same breaks, before they are laid out as a table."""

    starts: Seconds  # [n] the argument at which a piece begins
    pieces: NDArray[np.uint32]  # [functions, n]
    beyond: np.uint32  # the last start
    origin: int


@dataclass(frozen=True, eq=False)
class Timeline:
    """The open intervals of a calendar in order, and its clock at any instant: slow, exact."""

    opens: Seconds  # [n + 1] UTC seconds, the last one FAR ahead, so that every search ends
    closes: Seconds  # [n + 1], likewise
    first: int  # the horizon; both ends belong to it
    last: int

    @cached_property
    def before(self) -> Seconds:
        """int64[n + 1] open seconds before each interval; the last one is their total."""
        return np.concatenate(([0], np.cumsum(self.closes[:-1] - self.opens[:-1])))

    @property
    def total(self) -> int:
        """The open seconds of the whole calendar."""
        return int(self.before[-1])

    @property
    def edges(self) -> Seconds:
        """Every opening and closing."""
        return np.concatenate((self.opens[:-1], self.closes[:-1]))

    def worked(self, at: Seconds) -> Seconds:
        """Open seconds from the first instant to each."""
        i = np.searchsorted(self.closes, at)
        worked: Seconds = self.before[i] + np.maximum(at - self.opens[i], 0)
        return worked

    def reached(self, worked: Seconds, boundary: Boundary) -> Seconds:
        """The first ("close") or last ("next_open") instant after so much work, from `first`; or NOWHERE."""
        i = np.searchsorted(self.before[1:], worked, "left" if boundary == "close" else "right")
        at = self.opens[i] + worked - self.before[i] - self.first
        return np.where(i < self.opens.size - 1, at, NOWHERE)


@lru_cache(maxsize=16)
def due_curve(timeline: Timeline, allowance_s: int, boundary: Boundary) -> Curves:
    """The deadline, from `first`, of an arrival at each instant."""
    return _by_time(timeline, (due_function(timeline, allowance_s, boundary),), allowance_s, boundary)


@lru_cache(maxsize=16)
def due_and_worked_curves(timeline: Timeline, allowance_s: int, boundary: Boundary) -> Curves:
    """The deadline of an arrival at each instant, and the open seconds before the instant."""
    functions = due_function(timeline, allowance_s, boundary), timeline.worked
    return _by_time(timeline, functions, allowance_s, boundary)


@lru_cache(maxsize=16)
def worked_curve(timeline: Timeline) -> Curves:
    """The open seconds before each instant."""
    return _by_time(timeline, (timeline.worked,), 0, "close")


@lru_cache(maxsize=16)
def opening_curve(timeline: Timeline) -> Curves:
    """The first open instant from each on, from `first`: the last one to which nothing more was worked."""

    def opening(at: Seconds) -> Seconds:
        return timeline.reached(timeline.worked(at), "next_open")

    return _by_time(timeline, (opening,), 0, "next_open")


@lru_cache(maxsize=16)
def reached_curve(timeline: Timeline, boundary: Boundary) -> Curves:
    """The instant, from `first`, at which so many open seconds have passed."""

    def reached(worked: Seconds) -> Seconds:
        return timeline.reached(worked, boundary)

    return lay_out((reached,), timeline.before, boundary == "close", 0, timeline.total)


def due_function(timeline: Timeline, allowance_s: int, boundary: Boundary) -> Function:
    """The deadline, from `first`, of an arrival at any instant: slow, exact."""

    def due(at: Seconds) -> Seconds:
        if allowance_s == 0:
            return at - timeline.first
        target = timeline.worked(at) + min(allowance_s, timeline.total + 1)
        return timeline.reached(target, boundary)

    return due


def _by_time(
    timeline: Timeline, functions: tuple[Function, ...], allowance_s: int, boundary: Boundary
) -> Curves:
    breaks = due_breaks(timeline, allowance_s)
    return lay_out(functions, breaks, boundary == "close", timeline.first, timeline.last)


def due_breaks(timeline: Timeline, allowance_s: int) -> Seconds:
    """Where the deadline may break: where the shop opens or closes, and one allowance of work earlier."""
    earlier = timeline.before - min(allowance_s, timeline.total + 1)
    ahead = timeline.reached(earlier[earlier > 0], "close") + timeline.first
    return np.concatenate((timeline.edges, ahead))


def lay_out(functions: tuple[Function, ...], breaks: Seconds, after: bool, first: int, last: int) -> Curves:
    """Tables of functions from `first` to `last` that break at instants, or one second `after` them."""
    grid = grid_of(breaks - first)
    on_grid = (last - first) // grid + 3 <= MOST_CELLS
    line = line_of(functions, breaks, after, first, last, grid if on_grid else 1)
    if on_grid:
        cells = np.diff(line.starts, append=line.starts[-1] + grid) // grid
        pieces, search = np.repeat(line.pieces, cells, axis=1), on_grid_of(grid)
    else:
        pieces, search = line.pieces, _in_buckets(line.starts)
    return Curves(_side_by_side(pieces), *search, line.beyond, line.origin, first, last)


def _side_by_side(pieces: NDArray[np.uint32]) -> NDArray[Any]:
    """Pieces of one function as they are; of two in one number, for one look to find both: see `first_of`."""
    one: NDArray[Any] = pieces[0]
    for other in pieces[1:]:
        one = one | other.astype(np.uint64) << np.uint64(32)
    return one


def first_of(pair: np.uint64) -> np.uint32:
    """The piece of the first of two functions."""
    return np.uint32(pair & np.uint64(PAST))


def second_of(pair: np.uint64) -> np.uint32:
    """The piece of the second."""
    return np.uint32(pair >> np.uint64(32))


def grid_of(breaks: Seconds) -> int:
    """The widest cell that divides a week and all breaks, counted from the first instant."""
    return int(np.gcd.reduce(breaks, initial=WEEK_S))


def line_of(
    functions: tuple[Function, ...], breaks: Seconds, after: bool, first: int, last: int, cell: int
) -> Line:
    """Functions as pieces, whose starts lie on a grid of cells."""
    inside = np.sort(breaks[(breaks > first) & (breaks <= last)])
    inside = inside[np.diff(inside, prepend=first) > 0]  # np.unique would import numpy.ma first
    origin = first + after - cell  # one cell early: with `after`, the first instant ends a cell
    starts = np.concatenate(([0, cell], inside + after - origin))
    pieces = np.array([_pieces(function, starts, origin) for function in functions])
    beyond = ((last - first) // cell + 2) * cell
    nowhere = np.pad(pieces, ((0, 0), (0, 1)), constant_values=2 * NOWHERE)
    return Line(np.append(starts, beyond), nowhere, np.uint32(beyond), origin)


def _pieces(function: Function, starts: Seconds, origin: int) -> NDArray[np.uint32]:
    """One piece from each start to the next, found by asking at its first two seconds."""
    at = starts + origin
    value = function(at)
    slope = (function(at + 1) - value) * (np.diff(at, append=at[-1] + 2) > 1)
    return packed(value - slope * starts, slope)


def packed(offset: Seconds, slope: Seconds) -> NDArray[np.uint32]:
    """Pieces: the offset, modulo 2**31, above the slope in the lowest bit."""
    return ((offset & NOWHERE) << 1 | slope).astype(np.uint32)


def on_grid_of(cell: int) -> Search:
    """The piece is the cell: x * reciprocal >> shift is x // cell for all x < 2**31.

    Granlund and Montgomery, Division by invariant integers using multiplication (1994).
    """
    none = np.zeros(0, np.uint32)
    shift = 31 + (cell - 1).bit_length()
    reciprocal = -(-(1 << shift) // cell)
    return Search(none, none, np.uint32(reciprocal), np.uint32(shift), ())


def _in_buckets(starts: Seconds) -> Search:
    """Cells a power of two wide, at most four a piece, which know their first piece."""
    shift = int(starts[-1] // (4 * starts.size)).bit_length()
    cells = first_pieces(starts, shift, int(starts[-1]))
    rounds = rounds_for(cells, starts.size)
    return in_rounds(np.append(starts, np.full(3**rounds, PAST)), cells, shift, rounds)


def in_rounds(starts: Seconds, cells: Seconds, shift: int, rounds: int) -> Search:
    """Cells 2**shift wide, and so many rounds; every line ends in 3**rounds starts that are PAST."""
    columns = starts.astype(np.uint32), cells.astype(np.uint32)
    return Search(*columns, np.uint32(1), np.uint32(shift), (0,) * rounds)


def first_pieces(starts: Seconds, shift: int, last: int) -> Seconds:
    """The piece at the start of each cell, up to that of the argument `last`."""
    return np.searchsorted(starts, np.arange(0, last + 1, 1 << shift), "right") - 1


def rounds_for(cells: Seconds, pieces: int) -> int:
    """How often, at least once, the fullest cell must be cut in three to find a piece that begins in it."""
    most, rounds = int(np.diff(cells, append=pieces - 1).max()), 1
    while 3**rounds <= most:
        rounds += 1
    return rounds
