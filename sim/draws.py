"""Random draws by name: every customer keeps its own draws, whatever else is drawn or changed.

A stream is found by (seed, replication, name, numbers); nothing depends on the order in which streams are
asked for, so one more draw, attempt or line leaves all the others as they were, and two plans meet the same
customers (common random numbers; Law, Simulation Modeling and Analysis, 11.2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy.special import bdtr, gammaincinv, ndtri, pdtr

STRETCH = 2**40  # draws of a stream that one place of `uniform_each` may use


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

    def uniform_at(self, name: str, places: np.ndarray, *numbers: int) -> np.ndarray:
        """Draw float64[n] in [0, 1), one for each of some far places (int64[n]) of a stream of its own."""
        key = (self.replication, crc32(name.encode()), *numbers)
        [start] = np.random.SeedSequence(self.seed, spawn_key=key).generate_state(1, np.uint64)
        return (splitmix64(start, places) >> np.uint64(11)) * 2.0**-53

    def uniform_each(self, name: str, counts: np.ndarray) -> np.ndarray:
        """Draw float64[sum of counts] in [0, 1): so many a place, each from its own part of the stream.

        More for one place leaves its first ones and all others as they were.
        """
        stream, parts = self.stream(name), [np.empty(0)]
        for count in counts.tolist():
            parts.append(stream.random(count))
            stream.bit_generator.advance(STRETCH - count)  # type: ignore[attr-defined]  # PCG64 has it
        return np.concatenate(parts)


def splitmix64(start: np.uint64, places: np.ndarray) -> np.ndarray:
    """Return the outputs at some places (from 0) of the generator SplitMix64: uint64[n].

    Its state is a counter, so that any place is found at once (Steele, Lea and Flood, OOPSLA 2014).
    """
    with np.errstate(over="ignore"):  # it counts modulo 2^64
        state = start + (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(state ^ (state >> np.uint64(31)))


def lognormal(u: np.ndarray, median: np.ndarray | float, sigma: float) -> np.ndarray:
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


def poisson(u: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Turn uniform draws into Poisson counts, int64, never fewer for a higher mean."""
    return _least_count(u, mean, np.sqrt(mean), lambda count: pdtr(count, mean))


def binomial(u: np.ndarray, trials: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Turn uniform draws into binomial counts, int64, never fewer for more trials or a higher share."""
    mean = trials * share
    sd = np.sqrt(mean * (1 - share))
    return _least_count(u, mean, sd, lambda count: bdtr(np.minimum(count, trials), trials, share))


def grades(u: np.ndarray, mean: np.ndarray, worst: int, best: int) -> np.ndarray:
    """Turn uniform draws into grades of a mean: worst + binomial(best - worst), int64.

    The spread follows from the mean. Means are few and draws many, so the law is tabulated once a mean.
    """
    steps = best - worst
    levels, which = np.unique(mean, return_inverse=True)
    law = bdtr(np.arange(steps), steps, (levels[:, None] - worst) / steps)
    return np.asarray(worst + (law[which] <= u[:, None]).sum(axis=1))


def _least_count(
    u: np.ndarray, mean: np.ndarray, sd: np.ndarray, cdf: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    """Find the least count whose distribution function lies above u, from the normal law's guess."""
    u = np.clip(u, 1e-12, 1 - 1e-12)  # beyond, a distribution function in floats ends too early
    count = np.maximum(0, np.rint(mean + sd * ndtri(u))).astype(np.int64)
    while (low := cdf(count) <= u).any():
        count += low
    while (high := (count > 0) & (cdf(np.maximum(count - 1, 0)) > u)).any():
        count -= high
    return np.asarray(count)
