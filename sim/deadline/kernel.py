"""The definition of working time over millions of cases: the same answers as `reference`, compiled.

Each answer is a lookup in a curve (`curve` draws it): find the piece that an instant falls in, then multiply
and add. Rows do not depend on each other and no row branches, so the compiler works on eight at once.

The loops are plain functions of plain arrays and run uncompiled too. Serial and `nogil`: safe from threads.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.compiled import compiled as compiled
from sim.deadline.compiled import inlined
from sim.deadline.curve import (
    NOWHERE,
    WEEK_S,
    Curves,
    Seconds,
    Timeline,
    due_and_worked_curves,
    due_curve,
    opening_curve,
    reached_curve,
    worked_curve,
)
from sim.deadline.reference import Boundary
from sim.deadline.stack import Stack
from sim.deadline.wall import NEVER

START = np.uint32(0)


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


# The loops. Nothing branches and no row needs another, so that the compiler works on several rows at once.


def instant_rows(curve: Curves, first: int, at: Seconds, answer: Seconds) -> None:
    """Fill `answer` with the instant, counted from `first`, that a curve gives for each instant."""
    for row in range(at.size):
        x = argument(curve, at[row])
        value = value_at(curve, 0, piece_at(curve, x), x)
        answer[row] = first + np.int64(value) if value != NOWHERE else NEVER


def allowance_rows(
    worked: Curves, reached: Curves, first: int, at: Seconds, allowance: Seconds, due: Seconds
) -> None:
    """Fill `due` where every arrival has an allowance of its own: from time to work, and back to time."""
    for row in range(at.size):
        x = argument(worked, at[row])
        done = np.int64(value_at(worked, 0, piece_at(worked, x), x))
        y = argument(reached, done + min(allowance[row], reached.last + 1))  # without overflow
        value = value_at(reached, 0, piece_at(reached, y), y)
        later = first + np.int64(value) if value != NOWHERE else NEVER
        due[row] = at[row] if (allowance[row] == 0) & (done != NOWHERE) else later


def elapsed_rows(curve: Curves, start: Seconds, end: Seconds, worked: Seconds) -> np.int64:
    """Fill `worked` with what a curve gains from each start to its end, and count the ends before a start."""
    backwards = np.int64(0)
    for row in range(start.size):
        x, y = argument(curve, start[row]), argument(curve, end[row])
        before = np.int64(value_at(curve, 0, piece_at(curve, x), x))
        after = np.int64(value_at(curve, 0, piece_at(curve, y), y))
        worked[row] = after - before if (before != NOWHERE) & (after != NOWHERE) else NEVER
        backwards += np.int64((end[row] < start[row]) & (end[row] != NEVER))
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
    for row in range(arrived.size):
        x, y = argument(curves, arrived[row]), argument(curves, answered[row])
        piece = piece_at(curves, x)
        value = value_at(curves, 0, piece, x)
        before = np.int64(value_at(curves, 1, piece, x))
        after = np.int64(value_at(curves, 1, piece_at(curves, y), y))
        due[row] = first + np.int64(value) if value != NOWHERE else NEVER
        worked[row] = after - before if (before != NOWHERE) & (after != NOWHERE) else NEVER
        late[row] = (value != NOWHERE) & (answered[row] > first + np.int64(value))
        backwards += np.int64((answered[row] < arrived[row]) & (answered[row] != NEVER))
    return backwards


def stacked_rows(stack: Stack, calendar: NDArray[Any], at: Seconds, due: Seconds) -> None:
    """Fill `due` from the pages of each row's calendar."""
    for row in range(at.size):
        place, x, y = place_in(stack, calendar[row], at[row])
        value, known = stacked_value(stack, 0, stacked_piece(stack, place, y), y)
        due[row] = stack.curve.origin + np.int64(np.uint32(x - y + value)) if known else NEVER


def stacked_elapsed_rows(
    stack: Stack, calendar: NDArray[Any], start: Seconds, end: Seconds, worked: Seconds
) -> np.int64:
    """Fill `worked` with what the calendar of each row gains from start to end; count as `elapsed_rows`."""
    backwards = np.int64(0)
    for row in range(start.size):
        one, _, x = place_in(stack, calendar[row], start[row])
        two, _, y = place_in(stack, calendar[row], end[row])
        before, started = stacked_work(stack, one, stacked_piece(stack, one, x), x)
        after, ended = stacked_work(stack, two, stacked_piece(stack, two, y), y)
        worked[row] = after - before if started & ended else NEVER
        backwards += np.int64((end[row] < start[row]) & (end[row] != NEVER))
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
    """Fill `due`, `worked` and `late` from the pages of each row's calendar; count as `elapsed_rows`."""
    backwards = np.int64(0)
    for row in range(arrived.size):
        one, since, x = place_in(stack, calendar[row], arrived[row])
        two, _, y = place_in(stack, calendar[row], answered[row])
        piece = stacked_piece(stack, one, x)
        value, comes = stacked_value(stack, 0, piece, x)
        before, started = stacked_work(stack, one, piece, x)
        after, ended = stacked_work(stack, two, stacked_piece(stack, two, y), y)
        at = stack.curve.origin + np.int64(np.uint32(since - x + value))
        due[row] = at if comes else NEVER
        worked[row] = after - before if started & ended else NEVER
        late[row] = comes & (answered[row] > at)
        backwards += np.int64((answered[row] < arrived[row]) & (answered[row] != NEVER))
    return backwards


# One row. No integer here is signed where it is an index, and none is divided: either costs a factor 2.


def argument(curve: Curves, at: int) -> np.uint32:
    """An instant as a curve counts it; one outside first to last, such as NEVER, has no value."""
    known = (at >= curve.first) & (at <= curve.last)
    return np.uint32(at - curve.origin) if known else curve.beyond


def piece_at(curve: Curves, x: np.uint32, page: np.uint32 = START) -> np.uint32:
    """The number of the piece that x falls in, on the page that begins with cell `page`."""
    piece = np.uint32(page + (np.uint64(x) * np.uint64(curve.reciprocal) >> np.uint64(curve.shift)))
    if len(curve.rounds):
        piece = curve.cells[piece]
    third = curve.third
    for _ in range(len(curve.rounds)):
        one, two = np.uint32(piece + third), np.uint32(piece + third + third)
        passed = np.uint32(x >= curve.starts[one]) + np.uint32(x >= curve.starts[two])
        piece = np.uint32(piece + third * np.uint32(passed))
        third = np.uint32(third // np.uint32(3))
    return piece


def value_at(curve: Curves, function: int, piece: np.uint32, x: np.uint32) -> np.uint32:
    """What a function of the curve gives for x, or NOWHERE."""
    packed = curve.pieces[function, piece]
    return np.uint32(x * (packed & np.uint32(1)) + (packed >> np.uint32(1))) & np.uint32(NOWHERE)


def place_in(stack: Stack, calendar: int, at: int) -> tuple[np.uint32, np.uint32, np.uint32]:
    """An instant in a stack: the place of its week, and its seconds since the origin and into the week."""
    x = argument(stack.curve, at)
    week = np.uint32(x // np.uint32(WEEK_S))
    place = np.uint32(np.uint32(calendar) * stack.weeks + week)
    return place, x, np.uint32(x - np.uint32(week * np.uint32(WEEK_S)))


def stacked_piece(stack: Stack, place: np.uint32, y: np.uint32) -> np.uint32:
    """The number of the piece for y seconds into the week at this place."""
    return piece_at(stack.curve, y, np.uint32(np.uint32(stack.pages[place]) * stack.cells))


def stacked_value(stack: Stack, function: int, piece: np.uint32, y: np.uint32) -> tuple[np.uint32, bool]:
    """What a function says for y seconds into a week, as in `Stack`, and whether it says anything."""
    packed = np.uint32(stack.pieces[function, piece])
    base = y if packed & np.uint32(1) else stack.flat
    value = np.uint32(base + np.uint32((packed >> np.uint32(1)) * stack.unit))
    return value, packed != stack.nowhere


def stacked_work(stack: Stack, place: np.uint32, piece: np.uint32, y: np.uint32) -> tuple[np.int64, bool]:
    """The work done until y, give or take a constant, and whether that is known."""
    value, known = stacked_value(stack, 1, piece, y)
    return np.int64(np.uint32(stack.before[place] + value)), known


inlined(argument, piece_at, value_at, place_in, stacked_piece, stacked_value, stacked_work)
