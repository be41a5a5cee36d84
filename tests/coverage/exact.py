"""Coverage of chances without drawing: summed over all that n seasons, or n pairs of them, can show."""

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from scipy.stats import binom, multinomial, norm

from sim.experiments.estimates.confidence import Chance, Difference, chance, difference_of_chances

Z = float(norm.ppf(0.975))
Interval = Callable[[int, int], tuple[float, float]]


def happened(k: int, n: int) -> np.ndarray:
    return np.arange(n) < k


def clopper_pearson(k: int, n: int) -> tuple[float, float]:
    """The interval of the product."""
    return ends(chance(happened(k, n)))


def wald(k: int, n: int) -> tuple[float, float]:
    share = k / n
    reach = Z * (share * (1 - share) / n) ** 0.5
    return share - reach, share + reach


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson, Journal of the American Statistical Association 22, 1927, p. 210."""
    share = k / n
    middle, reach = share + Z * Z / (2 * n), Z * (share * (1 - share) / n + (Z / (2 * n)) ** 2) ** 0.5
    return (middle - reach) / (1 + Z * Z / n), (middle + reach) / (1 + Z * Z / n)


def coverage(interval: Interval, true: float, n: int) -> float:
    """Add up the chances of all counts whose interval holds the true chance."""
    held = [low <= true <= high for low, high in (interval(k, n) for k in range(n + 1))]
    return float(binom.pmf(np.arange(n + 1), n, true)[held].sum())


def paired_coverage(interval: Interval, gain: float, loss: float, n: int) -> float:
    """Add up the chances of all pairs whose interval holds gain - loss; `interval` takes (gained, lost)."""
    tables = list(_likely(gain, loss, n))
    held = [low <= gain - loss <= high for low, high in (interval(*table) for table in tables)]
    rest = [[*table, n - sum(table)] for table in tables]
    return float(multinomial.pmf(rest, n, [gain, loss, 1 - gain - loss])[held].sum())


def _likely(gain: float, loss: float, n: int) -> Iterator[tuple[int, int]]:
    """Leave out what happens once in 10^12."""
    most = [int(binom.isf(1e-12, n, share)) for share in (gain, loss)]
    for gained in range(most[0] + 1):
        for lost in range(min(most[1], n - gained) + 1):
            yield gained, lost


def joined(n: int) -> Interval:
    """The paired interval of the product."""

    @cache
    def interval(gained: int, lost: int) -> tuple[float, float]:
        before = (np.arange(n) >= gained) & happened(gained + lost, n)
        return ends(difference_of_chances(before, happened(gained, n)))

    return interval


def paired_wald(n: int) -> Interval:
    def interval(gained: int, lost: int) -> tuple[float, float]:
        difference = (gained - lost) / n
        reach = Z * ((gained + lost) / n - difference**2) ** 0.5 / n**0.5
        return difference - reach, difference + reach

    return interval


def ends(estimate: Chance | Difference) -> tuple[float, float]:
    return estimate.low, estimate.high
