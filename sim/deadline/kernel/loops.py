"""The definition of working time over millions of cases: the same answers as `reference`, compiled.

The loops are plain functions of plain arrays and run uncompiled too, block by block: `steps` says why. Serial
and `nogil`: safe from threads.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.kernel.compiled import ahead
from sim.deadline.kernel.compiled import compiled as compiled
from sim.deadline.kernel.curve import (
    Curves,
    Seconds,
    Timeline,
    due_and_worked_curves,
    due_curve,
    opening_curve,
    reached_curve,
    worked_curve,
)
from sim.deadline.kernel.steps import (
    AHEAD,
    BLOCK,
    argument,
    arguments,
    gains,
    halve,
    instants,
    lateness,
    look_up,
    pairs,
    turned_round,
    value_of,
    words,
)
from sim.deadline.reference import Boundary


def deadlines(
    timeline: Timeline,
    arrived_at: Seconds,
    allowance_s: Seconds,
    boundary: Boundary,
    out: Seconds | None = None,
) -> Seconds:
    """int64[n] due instants of int64[n] arrivals; one allowance for all, or one a row, none below 0."""
    due = np.empty(arrived_at.size, np.int64) if out is None else out
    if allowance_s.size == 1:
        curve = due_curve(timeline, int(allowance_s[0]), boundary)
        compiled(instant_rows)(curve, timeline.first, arrived_at, due)
    else:
        curves = worked_curve(timeline), reached_curve(timeline, boundary)
        compiled(allowance_rows)(*curves, timeline.first, arrived_at, allowance_s, due)
    return due


def next_openings(timeline: Timeline, at: Seconds, out: Seconds | None = None) -> Seconds:
    """int64[n] first open instants from int64[n] instants on."""
    opening = np.empty(at.size, np.int64) if out is None else out
    compiled(instant_rows)(opening_curve(timeline), timeline.first, at, opening)
    return opening


def elapsed(
    timeline: Timeline, start: Seconds, end: Seconds, out: Seconds | None = None
) -> tuple[Seconds, int]:
    """int64[n] open seconds in [start, end) of int64[n] instants, and how many ends precede their start."""
    worked = np.empty(start.size, np.int64) if out is None else out
    backwards = compiled(elapsed_rows)(worked_curve(timeline), start, end, worked)
    return worked, backwards


Columns = tuple[Seconds, Seconds, NDArray[np.bool_]]


class Answers(NamedTuple):
    """What one pass over n cases finds."""

    due: Seconds  # [n]
    worked: Seconds  # [n] open seconds from arrival to answer
    late: NDArray[np.bool_]  # [n] answered after the deadline
    backwards: int  # how many were answered before they arrived


def assess(
    timeline: Timeline,
    arrived_at: Seconds,
    answered_at: Seconds,
    allowance_s: int,
    boundary: Boundary,
    out: Columns | None = None,
) -> Answers:
    """Deadline, working time used and lateness of n cases, in one pass."""
    n = arrived_at.size
    due, worked, late = out or (np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.bool_))
    curves = due_and_worked_curves(timeline, allowance_s, boundary)
    loop = compiled(assessed_rows)
    backwards = loop(curves, timeline.first, arrived_at, answered_at, due, worked, late)
    return Answers(due, worked, late, backwards)


# The loops


def instant_rows(curve: Curves, first: int, at: Seconds, answer: Seconds) -> None:
    """Fill `answer` with the instant, counted from `first`, that a curve gives for each instant."""
    x, packed = words(), words()
    for begin in range(0, at.size, BLOCK):
        arguments(curve, at, begin, x)
        look_up(curve, x, packed, begin, at, answer)
        instants(first, x, packed, begin, answer)


def allowance_rows(
    worked: Curves, reached: Curves, first: int, at: Seconds, allowance: Seconds, due: Seconds
) -> None:
    """Fill `due` where every arrival has an allowance of its own: from time to work, and back to time."""
    x, y, packed = words(), words(), words()
    for begin in range(0, at.size, BLOCK):
        block = slice(begin, begin + BLOCK)
        came, allowed, told = at[block], allowance[block], due[block]
        arguments(worked, at, begin, x)
        look_up(worked, x, packed, begin, at, due)
        for row in range(came.size):
            done = np.int64(value_of(packed[row], x[row]))
            y[row] = argument(reached, done + min(allowed[row], reached.last + 1))  # without overflow
        look_up(reached, y, packed, begin, allowance, due)
        instants(first, y, packed, begin, due)
        for row in range(came.size):
            told[row] = came[row] if (allowed[row] == 0) & (x[row] != worked.beyond) else told[row]


def elapsed_rows(curve: Curves, start: Seconds, end: Seconds, worked: Seconds) -> np.int64:
    """Fill `worked` with what a curve gains from each start to its end, and count the ends before a start."""
    backwards = np.int64(0)
    x, y, before, after = words(), words(), words(), words()
    for begin in range(0, start.size, BLOCK):
        arguments(curve, start, begin, x)
        arguments(curve, end, begin, y)
        look_up(curve, x, before, begin, start, worked)
        look_up(curve, y, after, begin, end, worked)
        gains(x, before, y, after, begin, worked)
        backwards += turned_round(start, end, begin, begin + BLOCK)
    return backwards


def assessed_rows(
    curves: Curves,
    first: int,
    arrived: Seconds,
    answered: Seconds,
    due: Seconds,
    worked: Seconds,
    late: NDArray[np.bool_],
) -> np.int64:
    """Fill `due`, `worked` and `late` from function 0, the deadline, and 1, the work done; count as above."""
    backwards = np.int64(0)
    x, y, both = words(), words(), pairs()
    ends, before, other, after = words(), words(), words(), words()
    for begin in range(0, arrived.size, BLOCK):
        arguments(curves, arrived, begin, x)
        arguments(curves, answered, begin, y)
        look_up(curves, x, both, begin, arrived, answered)
        halve(both, ends, before)
        look_up(curves, y, both, begin, due, worked)
        ahead(late, begin + AHEAD)  # a block of flags is one line
        halve(both, other, after)
        instants(first, x, ends, begin, due)
        gains(x, before, y, after, begin, worked)
        lateness(answered, due, begin, begin + BLOCK, late)
        backwards += turned_round(arrived, answered, begin, begin + BLOCK)
    return backwards
