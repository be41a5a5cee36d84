"""Loops over the rows of a batch, compiled: plain functions of plain arrays that run uncompiled too."""

import numpy as np
from numpy.typing import NDArray

from sim.deadline.instants.wall import NEVER
from sim.deadline.kernel.curve import NOWHERE, Curves, Seconds
from sim.deadline.kernel.steps import argument, piece_at, value_at
from sim.norms.log.checks import LATEST
from sim.norms.measures.frame import FOREVER

BLOCK = 1024
NOT_COUNTED = 2**32 - 1
FNV_START, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3
MIX_ONE, MIX_TWO = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def mixed_rows(values: NDArray[np.uint64], hashes: NDArray[np.uint64]) -> None:
    """Fill `hashes` with numbers spread over all 64 bits, one to one (Steele et al., SplitMix, 2014)."""
    for row in range(values.size):
        h = values[row]
        h = (h ^ (h >> np.uint64(30))) * np.uint64(MIX_ONE)
        h = (h ^ (h >> np.uint64(27))) * np.uint64(MIX_TWO)
        hashes[row] = h ^ (h >> np.uint64(31))


def hashed_rows(ends: Seconds, data: NDArray[np.uint8], hashes: NDArray[np.uint64]) -> None:
    """Fill `hashes` with those of the texts between the ends (Fowler, Noll and Vo, FNV-1a, 64 bits)."""
    for row in range(hashes.size):
        h = np.uint64(FNV_START)
        for place in range(ends[row], ends[row + 1]):
            h = (h ^ np.uint64(data[place])) * np.uint64(FNV_PRIME)
        hashes[row] = h ^ (h >> np.uint64(32)) * np.uint64(MIX_ONE)


def strange_rows(arrived: Seconds, later: Seconds) -> np.int64:
    """Count the later instants that come before the arrival, or after all that a log may hold."""
    strange = np.int64(0)
    for row in range(arrived.size):
        strange += np.int64((later[row] != NEVER) & ((later[row] < arrived[row]) | (later[row] > LATEST)))
    return strange


def case_rows(
    curve: Curves,
    weeks: Curves,
    instants: tuple[int, int],
    cases: tuple[NDArray[np.int32], Seconds, Seconds],
    counted: NDArray[np.bool_] | None,
    gone: Seconds | None,
    counts: NDArray[np.int64],
) -> None:
    """Add sound cases to `counts` [sellers, weeks, 4]: in time, late, pending, and come without counting.

    `instants` are the start of the curve and `as_of`; a case is its seller, arrival and answer. `counted` and
    `gone` (to bol, FOREVER: never) are None where all count and none went, for the compiler to leave out.
    The rules are those of `judged_questions`.
    """
    (first, as_of), (sellers, came, answered) = instants, cases
    cells = np.empty(BLOCK, np.uint32)
    flat = counts.reshape(-1)
    width = np.uint32(counts.shape[1])
    for begin in range(0, came.size, BLOCK):
        rows = min(BLOCK, came.size - begin)
        for block_row in range(rows):
            row = begin + block_row
            x, y = argument(curve, came[row]), argument(weeks, came[row])
            value = value_at(curve, piece_at(curve, x), x)
            week = value_at(weeks, piece_at(weeks, y), y)
            limit = first + np.int64(value) if value != NOWHERE else FOREVER
            left = answered[row] if (answered[row] != NEVER) & (answered[row] <= as_of) else FOREVER
            settled = left
            if gone is not None:
                settled = min(left, gone[row])
            pending = settled == FOREVER
            late = (as_of if pending else settled) > limit
            kind = np.uint32(1) if late else np.uint32(2) if pending else np.uint32(3 * (settled < left))
            if counted is not None:
                kind = kind if counted[row] else np.uint32(3)
            cell = np.uint32(np.uint32(sellers[row]) * width + week) * np.uint32(4) + kind
            cells[block_row] = cell if (came[row] <= as_of) & (week != NOWHERE) else np.uint32(NOT_COUNTED)
        for block_row in range(rows):  # apart, as two rows may add to one cell
            if cells[block_row] != NOT_COUNTED:
                flat[cells[block_row]] += 1
