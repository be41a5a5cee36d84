"""Which of a few systems has the lowest mean, at a chance of 95% to be right: ranking and selection.

Sampling goes where the choice is close and stops when it is clear. Systems that meet the same customers may
be as dependent as they like in `kim_nelson`, and should be: what two have in common drops out. `normsim
staff` chooses by it alone; `rinott_h` and `ocba_shares` are for systems that are sampled one by one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaincinv, ndtr

WRONG = 0.05  # the chance allowed of a choice that is more than the indifference off
FIRST = 20  # replications before the first look
NODES = 400  # of the quadrature; the constants stand to 1e-6

Sample = Callable[[Sequence[int], int], np.ndarray]  # systems, replication -> float64[systems]


@dataclass(frozen=True)
class Choice:
    """What a selection came to."""

    best: int  # the system with the lowest sample mean of those still in play
    in_play: tuple[int, ...]  # only `best` when the choice is clear, otherwise what the budget left
    sampled: int  # observations, of all systems together

    @property
    def clear(self) -> bool:
        """The budget was enough."""
        return len(self.in_play) == 1


@dataclass(frozen=True)
class Care:
    """How careful a selection is."""

    indifference: float  # means closer than this are as good as each other
    wrong: float = WRONG
    first: int = FIRST
    budget: int | None = None  # observations at most


def kn_constants(systems: int, wrong: float, first: int) -> tuple[float, float]:
    """Return eta and h squared (Kim and Nelson, ACM TOMACS 11, 2001, p. 257; c = 1)."""
    eta = ((2 * wrong / (systems - 1)) ** (-2 / (first - 1)) - 1) / 2
    return eta, 2 * eta * (first - 1)


def kim_nelson(systems: int, sample: Sample, care: Care) -> Choice:
    """Sample all systems, drop each that another is clearly below, and end with one (procedure KN).

    The one left is the best with chance 1 - `wrong` at least, if no other is within the indifference of it;
    observations of a system are taken as normal, and those of one replication may depend on each other.
    """
    seen = np.array([sample(range(systems), number) for number in range(care.first)])
    in_play, sampled = list(range(systems)), seen.size
    if systems == 1:
        return Choice(0, (0,), sampled)
    _, h_squared = kn_constants(systems, care.wrong, care.first)
    spread = h_squared * _variance_of_differences(seen) / care.indifference**2
    sums, number = seen.sum(axis=0), care.first
    while True:
        settled = number >= spread[np.ix_(in_play, in_play)].max()  # the last look: the lowest is the choice
        slack = np.maximum(0.0, care.indifference / 2 * (spread - number))  # of sums: number times W
        beaten = (sums[:, None] - sums[None, :] > slack)[:, in_play].any(axis=1)
        in_play = [one for one in in_play if not beaten[one]]
        best = min(in_play, key=lambda one: sums[one])
        if settled or len(in_play) == 1:
            return Choice(best, (best,), sampled)
        if care.budget is not None and sampled + len(in_play) > care.budget:
            return Choice(best, tuple(in_play), sampled)
        sums[in_play] += sample(in_play, number)
        sampled, number = sampled + len(in_play), number + 1


def rinott_h(systems: int, first: int, right: float = 1 - WRONG) -> float:
    """Return Rinott's constant: (h S / indifference) squared observations of each system are enough.

    For independent systems. Rinott, Communications in Statistics A7, 1978, p. 799: the double integral over
    two chi-squares of first - 1 degrees of freedom, by Gauss and Legendre over their quantiles.
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    quantiles, weights = 2 * gammaincinv((first - 1) / 2, (nodes + 1) / 2), weights / 2
    scale = np.sqrt((first - 1) * (1 / quantiles[:, None] + 1 / quantiles[None, :]))

    def chance(h: float) -> float:
        return float(weights @ (ndtr(h / scale) @ weights) ** (systems - 1))

    return float(brentq(lambda h: chance(h) - right, 0.01, 50))


def ocba_shares(means: np.ndarray, sds: np.ndarray) -> np.ndarray:
    """Share out a budget over systems so that the one with the lowest mean is most likely found.

    Chen, Lin, Yücesan and Chick, Discrete Event Dynamic Systems 10, 2000, p. 259; the lowest mean stands
    alone. float64[systems], sum 1.
    """
    best = int(np.argmin(means))
    others = np.arange(len(means)) != best
    shares = np.zeros(len(means))
    shares[others] = (sds[others] / (means[others] - means[best])) ** 2
    shares[best] = sds[best] * np.sqrt(((shares[others] / sds[others]) ** 2).sum())
    return np.asarray(shares / shares.sum())


def _variance_of_differences(seen: np.ndarray) -> np.ndarray:
    """Return the sample variance of each pair's difference: float64[systems, systems]."""
    differences = seen[:, :, None] - seen[:, None, :]
    return np.asarray(differences.var(axis=0, ddof=1))
