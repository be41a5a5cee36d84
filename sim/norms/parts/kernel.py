"""Loops over the rows of a batch, compiled: plain functions of plain arrays that run uncompiled too."""

import numpy as np
from numpy.typing import NDArray

from sim.deadline.curve import Seconds

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
