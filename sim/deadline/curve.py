"""Functions of the working-hour clock as lookup tables: every one is piecewise linear with slope 0 or 1.

    worked │           ┌─ slope 0: the shop is closed
           │       ____/        A deadline is where this curve is one allowance higher, so the deadline as a
           │      /             function of the arrival has slope 0 (a closed shop: all are due together) or
           │  ___/              1 (an open one: a second later, due a second later) as well, and so has the
           │ /   └─ slope 1     next opening. Between two breaks a value is `slope * x + offset`, and that
           └──────────── time   fits in 32 bits: the offset, modulo 2**31, above the slope in the lowest.

On a grid, the greatest common divisor of all breaks, a cell holds one piece: the cell of x is a division
away, and one lookup is all it takes. Odd breaks (09:00:07) get cells a power of two wide that know their
first piece, and a few rounds, each a third of those that
begin in the cell, find the right one. The number of rounds is fixed, for rows to keep step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.reference import Boundary, Openings

Seconds = NDArray[np.int64]
Function = Callable[[Seconds], Seconds]  # NOWHERE where it has no value

NOWHERE = 2**31 - 1  # the value of a function where it has none; no calendar is so long (plan.LONGEST)
FAR = 2**62
WEEK_S = 7 * 86_400
MOST_CELLS = 1 << 18  # of a grid: 1 MiB a function, twelve years by the half hour; L2 holds it


class Curves(NamedTuple):
    """Functions with the same breaks. Arguments are counted from `origin`, at least one cell ahead of `first`."""

    pieces: NDArray[np.uint32]  # [functions, n], offset modulo 2**31 << 1 | slope; the last one is NOWHERE
    starts: NDArray[np.uint32]  # [n + 3 * third], the argument at which a piece begins; unused on a grid
    cells: NDArray[np.uint32]  # the piece at the start of each cell; unused on a grid, where it is the cell
    reciprocal: np.uint32  # the cell of x is `x * reciprocal >> shift`
    shift: np.uint32
    third: np.uint32  # pieces to pass at once in the first round of a search
    rounds: tuple[int, ...]  # none on a grid; a tuple, for its length to be known when a loop is compiled
    beyond: np.uint32  # the start of the last piece, for arguments outside first to last
    origin: int
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Timeline:
    """The open intervals of a calendar in order, and the functions of its clock at any instant: slow, exact."""

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
        i = np.searchsorted(self.closes, at, "right")
        return self.before[i] + np.maximum(at - self.opens[i], 0)

    def reached(self, worked: Seconds, boundary: Boundary) -> Seconds:
        """The first ("close") or last ("next_open") instant with so much behind it, from `first`; or NOWHERE."""
        i = np.searchsorted(self.before[1:], worked, "left" if boundary == "close" else "right")
        at = self.opens[i] + worked - self.before[i] - self.first
        return np.where(i < self.opens.size - 1, at, NOWHERE)


def timeline_of(known: Openings) -> Timeline:
    """Lay out the intervals of a calendar."""
    edges = np.array(known.intervals, np.int64).reshape(-1, 2)
    opens, closes = (np.append(column, FAR) for column in edges.T)
    return Timeline(opens, closes, known.first, known.last)


@lru_cache(maxsize=16)
def due_curve(timeline: Timeline, allowance_s: int, boundary: Boundary) -> Curves:
    """The deadline, from `first`, of an arrival at each instant."""
    return _by_time(timeline, (_due(timeline, allowance_s, boundary),), allowance_s, boundary)


@lru_cache(maxsize=16)
def due_and_worked_curves(timeline: Timeline, allowance_s: int, boundary: Boundary) -> Curves:
    """The deadline of an arrival at each instant, and the open seconds before the instant."""
    functions = _due(timeline, allowance_s, boundary), timeline.worked
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


def _due(timeline: Timeline, allowance_s: int, boundary: Boundary) -> Function:
    def due(at: Seconds) -> Seconds:
        if allowance_s == 0:
            return at - timeline.first
        target = timeline.worked(at) + min(allowance_s, timeline.total + 1)
        return timeline.reached(target, boundary)

    return due


def _by_time(
    timeline: Timeline, functions: tuple[Function, ...], allowance_s: int, boundary: Boundary
) -> Curves:
    """Functions that break where the shop opens or closes, and one allowance of work earlier."""
    earlier = timeline.before - min(allowance_s, timeline.total + 1)
    ahead = timeline.reached(earlier[earlier > 0], "close") + timeline.first
    breaks = np.concatenate((timeline.edges, ahead))
    return lay_out(functions, breaks, boundary == "close", timeline.first, timeline.last)


def lay_out(functions: tuple[Function, ...], breaks: Seconds, after: bool, first: int, last: int) -> Curves:
    """Tables of functions from `first` to `last` that break at instants, or one second `after` them."""
    inside = np.sort(breaks[(breaks > first) & (breaks <= last)])
    inside = inside[np.diff(inside, prepend=first) > 0]  # np.unique would import numpy.ma first
    grid = int(np.gcd.reduce(inside - first, initial=WEEK_S))
    on_grid = (last - first) // grid + 3 <= MOST_CELLS
    cell = grid if on_grid else 1
    origin = first + after - cell  # one cell early: with `after`, the first instant ends a cell
    starts = np.concatenate(([0, cell], inside + after - origin))
    beyond = ((last - first) // cell + 2) * cell
    pieces = np.array([_pieces(function, starts, origin) for function in functions])
    starts, pieces = np.append(starts, beyond), np.pad(pieces, ((0, 0), (0, 1)), constant_values=2 * NOWHERE)
    table = _grid(starts, pieces, cell) if on_grid else _buckets(starts, pieces)
    return Curves(*table, np.uint32(beyond), origin, first, last)


def _pieces(function: Function, starts: Seconds, origin: int) -> NDArray[np.uint32]:
    """One piece from each start to the next, found by asking at its first two seconds."""
    at = starts + origin
    value = function(at)
    slope = np.where(np.diff(at, append=at[-1] + 2) > 1, function(at + 1) - value, 0)
    return ((value - slope * starts & NOWHERE) << 1 | slope).astype(np.uint32)


def _grid(starts: Seconds, pieces: NDArray[np.uint32], cell: int) -> tuple[Any, ...]:
    """A piece in every cell."""
    of_cell = np.repeat(pieces, np.diff(starts, append=starts[-1] + cell) // cell, axis=1)
    # x * ceil(2**shift / cell) >> shift is x // cell for all x < 2**31 (Granlund and Montgomery, 1994)
    shift = 31 + (cell - 1).bit_length()
    none = np.zeros(0, np.uint32)
    return of_cell, none, none, np.uint32(-(-(1 << shift) // cell)), np.uint32(shift), np.uint32(0), ()


def _buckets(starts: Seconds, pieces: NDArray[np.uint32]) -> tuple[Any, ...]:
    """Cells a power of two wide, at most four a piece, which know their first piece."""
    shift = int(starts[-1] // (4 * starts.size)).bit_length()
    cells = np.searchsorted(starts, np.arange(0, starts[-1] + 1, 1 << shift), "right") - 1
    rounds = _rounds(int(np.diff(cells, append=starts.size - 1).max()))
    padded = np.append(starts, np.full(3**rounds, 2**32 - 1))  # no argument comes that far
    third = np.uint32(3 ** (rounds - 1))
    layout = padded.astype(np.uint32), cells.astype(np.uint32), np.uint32(1), np.uint32(shift)
    return pieces, *layout, third, (0,) * rounds


def _rounds(begin: int) -> int:
    """How often a cell must be cut in three, when so many pieces begin in it besides its first, at least once."""
    rounds = 1
    while 3**rounds <= begin:
        rounds += 1
    return rounds
