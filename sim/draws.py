"""Random draws by name: every customer keeps its own draws, whatever else is drawn or changed.

A stream is found by (seed, replication, name, numbers); nothing depends on the order in which streams are
asked for, so one more draw, attempt or line leaves all the others as they were, and two plans meet the same
customers (common random numbers; Law, Simulation Modeling and Analysis, 11.2).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Literal

import numpy as np
from scipy.special import bdtr, gammaincinv, ndtri, pdtr

from sim.deadline.kernel.compiled import compiled

STRETCH = 2**40  # places of a stream that one of `uniform_each` may use

Group = Literal["forecast", "absence", "luck"]

# How streams are called: what an ops lead can be wrong about, who is missing, and who comes when with what.
# The first group that fits is meant, as a person may be called "mail" too.
GROUPS: dict[Group, re.Pattern[str]] = {
    "absence": re.compile(r"flu before|flu this week|.* (ill today|ill this week|away|begins away)"),
    "forecast": re.compile(
        r"season|height of the peaks|after a holiday|(week|day) busyness( before)?"
        r"|carrier|bad day of the carrier|bad days in a row|week of (cancelled|without_code|returned)_share"
        r"|uncertain .*"
    ),
    "luck": re.compile(
        r"(mail|call|forwarded|order|open) .*|items|asks \d+|grade_(late|on_time)"
        r"|((late_)?cancelled|late|returned|reviewed|without_code)_share .*"
    ),
}


@cache
def group_of(name: str) -> Group:
    """Say which group a stream belongs to.

    Raises:
        LookupError: to none, so that nobody knows whose the spread is that it makes.
    """
    for group, names in GROUPS.items():
        if names.fullmatch(name):
            return group
    raise LookupError(f"the stream {name!r} is of no group of draws.GROUPS; add it to one")


@dataclass(frozen=True)
class Streams:
    """All randomness of one replication.

    A stream has a draw at each place from 0 to 2^63, found at once wherever it lies: that of the generator
    SplitMix64, whose state is a counter (Steele, Lea and Flood, OOPSLA 2014). BLAKE2 says where it begins.
    """

    seed: int
    replication: int
    # Groups that are drawn anew: what another season of this number would draw, one that shares none with it.
    anew: frozenset[Group] = frozenset()

    def uniform(self, name: str, size: int, *numbers: int) -> np.ndarray:
        """Draw float64[size] in [0, 1); a longer draw begins with the shorter one."""
        return self.uniform_at(name, np.arange(size), *numbers)

    def uniform_at(self, name: str, places: np.ndarray, *numbers: int) -> np.ndarray:
        """Draw float64[n] in [0, 1), one for each of some places (int64[n]) of a stream."""
        season = f"{self.replication} anew" if self.anew and group_of(name) in self.anew else self.replication
        key = f"{self.seed} {season} {name} {numbers}".encode()
        begin = int.from_bytes(blake2b(key, digest_size=8).digest(), "little")
        drawn = np.empty(len(places))
        compiled(uniform_rows)(np.uint64(begin), places, drawn)
        return drawn

    def uniform_each(self, name: str, counts: np.ndarray) -> np.ndarray:
        """Draw float64[sum of counts] in [0, 1): so many a place, each from its own part of the stream.

        More for one place leaves its first ones and all others as they were.
        """
        each = np.repeat(np.arange(len(counts)), counts)
        return self.uniform_at(name, each * STRETCH + numbered(counts))


def uniform_rows(begin: np.uint64, places: np.ndarray, drawn: np.ndarray) -> None:
    """Write the draw at each place of the stream that begins so; compiled, it counts modulo 2^64."""
    for row in range(len(places)):
        state = begin + (np.uint64(places[row]) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state = state ^ (state >> np.uint64(31))
        drawn[row] = np.float64(state >> np.uint64(11)) * 2.0**-53


def numbered(counts: np.ndarray) -> np.ndarray:
    """Number each of so many things a place from 0 on, place by place: int64[sum of counts]."""
    return np.asarray(np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts))


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


def two_halves(u: np.ndarray | float, quantiles: tuple[float, float, float], tail: float) -> np.ndarray:
    """Turn uniform draws into those of a median between halves of two normal distributions.

    `quantiles` are those of `tail`, one half and 1 - `tail`: low, median, high. A half without width lies on
    the median. (The two-piece normal of John, Communications in Statistics 11, 1982, p. 879, has one density
    at its mode; this one has half of its draws on each side, as a range around a value says.)
    """
    low, median, high = quantiles
    spreads = ndtri(np.clip(u, 1e-12, 1 - 1e-12)) / ndtri(1 - tail)
    return np.asarray(median + np.where(spreads < 0, median - low, high - median) * spreads)


def poisson(u: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Turn uniform draws into Poisson counts, int64, never fewer for a higher mean."""
    return _least_count(u, mean, np.sqrt(mean), lambda count, at: pdtr(count, mean[at]))


def poisson_of(u: np.ndarray, mean: float) -> np.ndarray:
    """Turn many uniform draws into Poisson counts of one mean, int64, whose law is tabulated once."""
    return np.asarray(np.searchsorted(_poisson_law(mean), u, side="right"))


@cache
def _poisson_law(mean: float) -> np.ndarray:
    most = int(mean + 12 * np.sqrt(mean) + 40)  # a draw of 53 bits never lies beyond
    return np.asarray(pdtr(np.arange(most), mean))


def binomial(u: np.ndarray, trials: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Turn uniform draws into binomial counts, int64, never fewer for more trials or a higher share."""
    trials, share = np.broadcast_arrays(trials, share)
    mean = trials * share

    def law(count: np.ndarray, at: np.ndarray) -> np.ndarray:
        return np.asarray(bdtr(np.minimum(count, trials[at]), trials[at], share[at]))

    return _least_count(u, mean, np.sqrt(mean * (1 - share)), law)


def grades(u: np.ndarray, mean: np.ndarray, worst: int, best: int) -> np.ndarray:
    """Turn uniform draws into grades of a mean: worst + binomial(best - worst), int64.

    The spread follows from the mean. Means are few and draws many, so the law is tabulated once a mean.
    """
    levels, which = np.unique(mean, return_inverse=True)
    return grades_of(u, levels, which, worst, best)


def grades_of(u: np.ndarray, means: np.ndarray, which: np.ndarray, worst: int, best: int) -> np.ndarray:
    """Do so where it is known `which` of some means (int64[n]) is that of each draw."""
    steps = best - worst
    law = bdtr(np.arange(steps), steps, (means[:, None] - worst) / steps)
    return np.asarray(worst + (law[which] <= u[:, None]).sum(axis=1))


def _least_count(
    u: np.ndarray, mean: np.ndarray, sd: np.ndarray, cdf: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> np.ndarray:
    """Find the least count whose distribution function lies above u, from the normal law's guess.

    `cdf` takes counts at some places: only those that still move are asked for.
    """
    u = np.clip(u, 1e-12, 1 - 1e-12)  # beyond, a distribution function in floats ends too early
    count = np.maximum(0, np.rint(mean + sd * ndtri(u))).astype(np.int64)
    rises = np.arange(len(count))
    while len(rises := rises[cdf(count[rises], rises) <= u[rises]]):
        count[rises] += 1
    falls = np.flatnonzero(count)
    while len(falls := falls[cdf(count[falls] - 1, falls) > u[falls]]):
        count[falls] -= 1
        falls = falls[count[falls] > 0]
    return np.asarray(count)
