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

from sim.experiments.search.judging.purse import BudgetSpent

WRONG = 0.05  # the chance allowed of a choice that is more than the indifference off
FIRST = 20  # replications before the first look
NODES = 400  # of the quadrature; the constants stand to 1e-6

Sample = Callable[[Sequence[int], range], np.ndarray]  # systems, replications -> [replications, systems]


@dataclass(frozen=True)
class Choice:
    """What a selection came to."""

    in_play: tuple[int, ...]  # only the best when the choice is clear, otherwise what the budget left
    seen: np.ndarray  # float64[replications, systems], NaN where a system was out of play

    @property
    def best(self) -> int:
        """The system with the lowest sample mean of those still in play."""
        return min(self.in_play, key=lambda system: self.seen[:, system].sum())

    @property
    def clear(self) -> bool:
        """The budget was enough."""
        return len(self.in_play) == 1

    @property
    def sampled(self) -> list[int]:
        """How many observations each system took."""
        return [int(number) for number in np.count_nonzero(~np.isnan(self.seen), axis=0)]


@dataclass(frozen=True)
class Care:
    """How careful a selection is.

    Where systems differ rarely, as plans do that miss little, the first replications may show no difference
    at all, and a variance of 0 would end the selection by luck. `rare` is by how much a pair may then
    differ, 1 for what happens or not: the variance is taken as if one more of the first had done so.
    """

    indifference: float  # means closer than this are as good as each other
    wrong: float = WRONG
    first: int = FIRST
    step: int = 1  # replications between two looks
    rare: float = 0.0


def kn_constants(systems: int, wrong: float, first: int) -> tuple[float, float]:
    """Return eta and h squared (Kim and Nelson, ACM TOMACS 11, 2001, p. 257; c = 1)."""
    eta = ((2 * wrong / (systems - 1)) ** (-2 / (first - 1)) - 1) / 2
    return eta, 2 * eta * (first - 1)


def kim_nelson(systems: int, sample: Sample, care: Care) -> Choice:
    """Sample all systems, drop each that another is clearly below, and end with one (procedure KN).

    The one left is the best with chance 1 - `wrong` at least, if no other is within the indifference of it;
    observations of a system are taken as normal, and those of one replication may depend on each other. A
    sample that ends with BudgetSpent ends it too, with all that are still in play.
    """
    in_play, seen = tuple(range(systems)), np.zeros((0, systems))
    if systems == 1:
        return Choice(in_play, seen)
    try:
        seen = _seen(sample, in_play, range(care.first), systems)
        region = _Region.of(seen, care)
        while len(in_play := region.left(seen, in_play)) > 1:
            numbers = range(len(seen), len(seen) + care.step)
            seen = np.concatenate([seen, _seen(sample, in_play, numbers, systems)])
    except BudgetSpent:
        pass
    return Choice(in_play, seen)


@dataclass(frozen=True)
class _Region:
    """The triangle that the sum of the differences of two systems has to leave."""

    indifference: float
    ends: np.ndarray  # float64[systems, systems], after how many replications

    @classmethod
    def of(cls, first: np.ndarray, care: Care) -> "_Region":
        """Size it by the first replications, float64[replications, systems]."""
        number, systems = first.shape
        differences = first[:, :, None] - first[:, None, :]
        variance = differences.var(axis=0, ddof=1) + care.rare**2 / number
        _, h_squared = kn_constants(systems, care.wrong, number)
        return cls(care.indifference, h_squared * variance / care.indifference**2)

    def left(self, seen: np.ndarray, in_play: tuple[int, ...]) -> tuple[int, ...]:
        """Return those that no other is clearly below; the lowest alone after the end of all triangles."""
        place, sums = list(in_play), seen[:, in_play].sum(axis=0)
        ends = self.ends[np.ix_(place, place)]
        slack = np.maximum(0.0, self.indifference / 2 * (ends - len(seen)))
        beaten = (sums[:, None] - sums[None, :] > slack).any(axis=1)
        if len(seen) >= ends.max():
            return (in_play[int(np.argmin(sums))],)
        return tuple(one for one, out in zip(in_play, beaten, strict=True) if not out)


def _seen(sample: Sample, in_play: Sequence[int], numbers: range, systems: int) -> np.ndarray:
    found = np.full((len(numbers), systems), np.nan)
    found[:, list(in_play)] = sample(in_play, numbers)
    return found


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
