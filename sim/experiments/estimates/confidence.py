"""How sure a figure of so many seasons is: 95% intervals of chances, averages and differences.

Which interval covers what it promises, and where, is measured: `make check-coverage` (tests/coverage).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, stdtrit

CONFIDENCE = 0.95
SYMMETRIC = 1e-9  # a skewness term below it changes nothing and cannot be divided by


@dataclass(frozen=True)
class Chance:
    """How often something happened in simulated seasons, and the 95% interval of its true chance."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Average:
    """An average over simulated seasons, and the 95% interval of the true average; infinite ends: unknown."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Difference(Average):
    """What a change adds on average to a season of the same customers."""

    @property
    def beyond_chance(self) -> bool:
        """The interval leaves out 0."""
        return self.low > 0 or self.high < 0


def chance(happened: np.ndarray, together: int = 1) -> Chance:
    """Estimate a chance from bool[n] with its Clopper-Pearson interval (Biometrika 26, 1934, p. 404).

    Of the usual intervals it is the one that never covers less than it says, also at 1 in 200. Here and below
    `together` says how many such intervals are to hold at once (Bonferroni): figures, or looks at one figure.
    """
    n, k = len(happened), int(np.count_nonzero(happened))
    low, high = _exact(k, n, _tail(together))
    return Chance(k / n, low, high)


def average_share(shares: np.ndarray, least: float = 0.0, together: int = 1) -> Average:
    """Estimate an average share from float64[n], one share of `least` to 1 a season, as a skewed mean.

    Small samples hide the skewness of rare lateness, so a skewness less than that of the beta distribution of
    the same mean and variance (Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2, ch. 25) is
    lifted half the way to it. The interval for shares in time mirrors that for shares too late. Where all
    seasons agree it is what Clopper-Pearson leaves to seasons unlike them, which may lie at either end.
    """
    scaled = (np.asarray(shares, np.float64) - least) / (1 - least)
    n, mean = len(scaled), float(scaled.mean())
    if scaled.min() == scaled.max():
        unlike = _exact(0, n, _tail(together))[1]
        low, high = mean - unlike * mean, mean + unlike * (1 - mean)
    else:
        low, high = _skewed(scaled, together, lambda skewness, s: _lifted(skewness, mean, s))
    return Average(*(least + (1 - least) * value for value in (mean, max(low, 0.0), min(high, 1.0))))


def difference(pairs: np.ndarray, together: int = 1) -> Difference:
    """Estimate an average from float64[n], one difference a pair of seasons, as a skewed mean.

    Pairs that all agree are taken with one more that does not differ, so that no interval is a point. Where
    none differs, and of one pair, nothing tells how far others may lie: the ends are infinite.
    """
    mean = float(pairs.mean())
    if len(pairs) == 1 or not pairs.any():
        return Difference(mean, -np.inf, np.inf)
    seen = np.append(pairs, 0.0) if pairs.min() == pairs.max() else np.asarray(pairs, np.float64)
    return Difference(mean, *_skewed(seen, together))


def difference_of_chances(before: np.ndarray, after: np.ndarray, together: int = 1) -> Difference:
    """Estimate what a change adds to a chance, from bool[n] of the same seasons before and after.

    Seasons tell only where they differ, so the interval joins those of two chances, of a gain and of a loss,
    by squares with their correlation (Newcombe, Statistics in Medicine 17, 1998, p. 2635; Zou, Donner, there,
    27, 2008, p. 1693), each by Clopper-Pearson in place of the score: the least coverage found is above 95%.
    """
    n = len(before)
    gained, lost = int(np.count_nonzero(after & ~before)), int(np.count_nonzero(before & ~after))
    (gain_low, gain_high), (loss_low, loss_high) = (_exact(k, n, _tail(together)) for k in (gained, lost))
    gain, loss = gained / n, lost / n
    opposed = (gain * loss / ((1 - gain) * (1 - loss))) ** 0.5 if gained and lost else 0.0
    low = gain - loss - _joined(gain - gain_low, loss_high - loss, opposed)
    return Difference(gain - loss, low, gain - loss + _joined(gain_high - gain, loss - loss_low, opposed))


def least_chance(k: int, n: int, tail: float) -> float:
    """Return the chance at which k times in n, or more, are as rare as `tail` (Clopper, Pearson)."""
    return float(betaincinv(k, n - k + 1, tail)) if k else 0.0


def _tail(together: int) -> float:
    return (1 - CONFIDENCE) / 2 / together


def _exact(k: int, n: int, tail: float) -> tuple[float, float]:
    """Give Clopper and Pearson's limits of the chance of what happened k times in n."""
    high = float(betaincinv(k + 1, n - k, 1 - tail)) if k < n else 1.0
    return least_chance(k, n, tail), high


def _joined(one: float, other: float, opposed: float) -> float:
    """Join the reaches of two limits; `opposed` is minus the correlation of their estimates."""
    return float((one**2 + other**2 + 2 * opposed * one * other) ** 0.5)


def _skewed(
    values: np.ndarray, together: int, mended: Callable[[float, float], float] = lambda skewness, _: skewness
) -> tuple[float, float]:
    """Give an interval of the mean of values from a skewed distribution, not all equal.

    Student's statistic by the transformation that takes out its skewness (Hall, Journal of the Royal
    Statistical Society B 54, 1992, p. 221), with quantiles of t in place of the bootstrap's (Willink,
    Communications in Statistics - Theory and Methods 34, 2005, p. 753). Two values show no skewness.
    """
    n, mean, s = len(values), float(values.mean()), float(values.std(ddof=1))
    skewness = mended(_skewness(values, mean, s), s)
    error, term = s / n**0.5, skewness / (6 * n**0.5)
    t = float(stdtrit(n - 1, 1 - _tail(together)))
    return mean - error * _untransformed(t, term), mean - error * _untransformed(-t, term)


def _skewness(values: np.ndarray, mean: float, s: float) -> float:
    """Estimate the third moment without bias, in spreads."""
    n = len(values)
    return float(((values - mean) ** 3).sum()) * n / ((n - 1) * (n - 2)) / s**3 if n > 2 else 0.0


def _lifted(skewness: float, mean: float, s: float) -> float:
    """Lift a skewness half the way to that of the beta distribution of the same moments, if that is more."""
    beta = 2 * (1 - 2 * mean) * s / (mean * (1 - mean) + s**2)
    between = (skewness + beta) / 2
    return max(skewness, between) if beta > 0 else min(skewness, between)


def _untransformed(t: float, term: float) -> float:
    if abs(term) < SYMMETRIC:
        return t
    return float(np.cbrt(1 + 6 * term * (t - term)) - 1) / (2 * term)
