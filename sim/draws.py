"""Random draws by name: every customer keeps its own draws, whatever else is drawn or changed.

A stream is found by (seed, replication, name, numbers); nothing depends on the order in which streams are
asked for, so one more draw, attempt or line leaves all the others as they were, and two plans meet the same
customers (common random numbers; Law, Simulation Modeling and Analysis, 11.2).
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy.special import gammaincinv, ndtri


@dataclass(frozen=True)
class Streams:
    """All randomness of one replication."""

    seed: int
    replication: int

    def stream(self, name: str, *numbers: int) -> np.random.Generator:
        """Open the stream of a name, from its beginning."""
        key = (self.replication, crc32(name.encode()), *numbers)
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=key)))

    def uniform(self, name: str, size: int, *numbers: int) -> np.ndarray:
        """Draw float64[size] in [0, 1); a longer draw begins with the shorter one."""
        return self.stream(name, *numbers).random(size)


def lognormal(u: np.ndarray, median: float, sigma: float) -> np.ndarray:
    """Turn uniform draws into lognormal ones."""
    return np.asarray(median * np.exp(sigma * ndtri(np.clip(u, 1e-12, 1 - 1e-12))))


def gamma(u: np.ndarray, sd: float) -> np.ndarray:
    """Turn uniform draws into gamma ones of mean 1 and the given standard deviation."""
    if sd < 1e-6:
        return np.ones_like(u)
    shape = sd**-2
    return np.asarray(gammaincinv(shape, u) / shape)


def triangular(u: np.ndarray | float, times: tuple[float, float, float]) -> np.ndarray:
    """Turn uniform draws into triangular ones of (low, likely, high)."""
    low, likely, high = times
    if high == low:
        return np.full_like(np.asarray(u, float), likely)
    rising = low + np.sqrt(np.multiply(u, (high - low) * (likely - low)))
    falling = high - np.sqrt(np.multiply(np.subtract(1, u), (high - low) * (high - likely)))
    return np.where(u < (likely - low) / (high - low), rising, falling)
