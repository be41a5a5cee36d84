"""The steps in which a block of rows gets its answers: each is a loop of its own, and inlined.

Each answer is a lookup in a curve (`curve` draws it): find the piece that an instant falls in, then multiply
and add. Rows do not depend on each other and no row branches, so the compiler works on eight at once; all but
the lookup itself, for eight places of a table have to be read one by one. (The instruction that seems to read
them at once, a gather, costs as much as all the rest.) So rows go by blocks that stay in the nearest cache,
and every step of a block is a loop of its own:

    instants ── arguments ──▸ x ── look_up ──▸ pieces ── instants, gains ──▸ answers
              eight at once       one by one             eight at once

While a step looks up its table the processor loses sight of the columns, which it would else read ahead by
itself. So the lookups ask for the rows of later blocks on the way: `ahead`.

A step is given whole columns and where the block begins: numba counts who holds a slice that is handed on,
and waits for the memory to do so.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline.instants.wall import NEVER
from sim.deadline.kernel.compiled import ahead, inlined
from sim.deadline.kernel.curve import NOWHERE, Curves, Seconds, first_of, second_of

Words = NDArray[np.uint32]
Pairs = NDArray[np.uint64]  # pieces of two functions side by side
BLOCK = 64  # rows; so few that the memory, which only lookups ask ahead, is not idle for long in between
LINE = 8  # rows of 64 bits in a line of the cache
AHEAD = 4 * BLOCK  # rows; in the time that they take, memory answers

# A block. A lookup takes whole lines: rows that are not there keep what is no fault to look up.


def words(rows: int = BLOCK) -> Words:
    """A number for each row of a block."""
    return np.zeros(rows, np.uint32)


def pairs() -> Pairs:
    """Two pieces for each row of a block."""
    return np.zeros(BLOCK, np.uint64)


def arguments(curve: Curves, at: Seconds, begin: int, x: Words) -> None:
    """Fill `x` with the instants of a block, as long as `x`, as a curve counts them."""
    asked = at[begin : begin + x.size]
    for row in range(asked.size):
        x[row] = argument(curve, asked[row])


def look_up(
    curve: Curves, x: Words, packed: NDArray[Any], begin: int, one: NDArray[Any], other: NDArray[Any]
) -> None:
    """Fill `packed` with the piece, or two, that each x falls in; read two columns ahead meanwhile."""
    for line in range(0, BLOCK, LINE):
        ahead(one, begin + line + AHEAD)
        ahead(other, begin + line + AHEAD)
        for lane in range(LINE):
            row = line + lane
            packed[row] = curve.pieces[piece_at(curve, x[row])]


def halve(both: Pairs, one: Words, two: Words) -> None:
    """Fill `one` and `two` with the pieces of two functions."""
    for row in range(both.size):
        one[row], two[row] = first_of(both[row]), second_of(both[row])


def instants(first: int, x: Words, packed: Words, begin: int, answer: Seconds) -> None:
    """Fill a block of `answer` with the instants that pieces give."""
    told = answer[begin : begin + BLOCK]
    for row in range(told.size):
        value = value_of(packed[row], x[row])
        told[row] = first + np.int64(value) if value != NOWHERE else NEVER


def gains(
    x: Words,
    one: Words,
    y: Words,
    two: Words,
    begin: int,
    worked: Seconds,
) -> None:
    """Fill a block of `worked` with what is between the values for x and for y."""
    told = worked[begin : begin + BLOCK]
    for row in range(told.size):
        before, after = np.int64(value_of(one[row], x[row])), np.int64(value_of(two[row], y[row]))
        told[row] = after - before if (before != NOWHERE) & (after != NOWHERE) else NEVER


def lateness(answered: Seconds, due: Seconds, begin: int, end: int, late: NDArray[np.bool_]) -> None:
    """Fill a block of `late` with whether an answer comes after a deadline that is known."""
    left, told, was_late = answered[begin:end], due[begin:end], late[begin:end]
    for row in range(left.size):
        was_late[row] = (told[row] != NEVER) & (left[row] > told[row])


def turned_round(start: Seconds, end: Seconds, first: int, last: int) -> np.int64:
    """How many ends come before their start in the rows from `first` up to `last`."""
    count = np.int64(0)
    came, left = start[first:last], end[first:last]
    for row in range(came.size):
        count += np.int64((left[row] < came[row]) & (left[row] != NEVER))
    return count


# One row. No integer here is signed where it is an index, and none is divided: either costs a factor 2.


def argument(curve: Curves, at: int) -> np.uint32:
    """An instant as a curve counts it; one outside first to last, such as NEVER, has no value."""
    known = (at >= curve.first) & (at <= curve.last)
    return np.uint32(at - curve.origin) if known else curve.beyond


def cell_of(curve: Curves, x: np.uint32) -> np.uint32:
    """The cell that x falls in."""
    return np.uint32(np.uint64(x) * np.uint64(curve.reciprocal) >> np.uint64(curve.shift))


def piece_at(curve: Curves, x: np.uint32) -> np.uint32:
    """The number of the piece that x falls in."""
    return piece_in(curve, cell_of(curve, x), x)


def piece_in(curve: Curves, cell: np.uint32, x: np.uint32) -> np.uint32:
    """The number of the piece that x, which lies in a cell, falls in."""
    piece = cell
    if len(curve.rounds):
        piece = curve.cells[cell]
    third = np.uint32(1)
    for _ in range(1, len(curve.rounds)):
        third = np.uint32(third * np.uint32(3))
    for _ in range(len(curve.rounds)):
        one, two = np.uint32(piece + third), np.uint32(piece + third + third)
        passed = np.uint32(x >= curve.starts[one]) + np.uint32(x >= curve.starts[two])
        piece = np.uint32(piece + third * np.uint32(passed))
        third = np.uint32(third // np.uint32(3))
    return piece


def value_at(curve: Curves, piece: np.uint32, x: np.uint32) -> np.uint32:
    """What a curve gives for x, or NOWHERE."""
    return value_of(curve.pieces[piece], x)


def value_of(packed: np.uint32, x: np.uint32) -> np.uint32:
    """What a piece gives for x, or NOWHERE."""
    return np.uint32(x * (packed & np.uint32(1)) + (packed >> np.uint32(1))) & np.uint32(NOWHERE)


inlined(first_of, second_of, words, pairs, arguments, look_up, halve, instants, gains, lateness, turned_round)
inlined(argument, cell_of, piece_at, piece_in, value_at, value_of)
