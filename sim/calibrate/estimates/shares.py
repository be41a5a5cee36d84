"""A share out of weekly counts: its level, how far weeks differ beyond chance, and its uncertainty.

Weeks of a shop differ more than coins would: a share counted in n pieces is worth n / dispersion of them
(quasi-likelihood; McCullagh and Nelder, Generalized Linear Models, 1989, 4.5).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

SURE = 0.90
TAIL = (1 - SURE) / 2
LEAST_WEEKS = 4  # with fewer, how far weeks differ is not to be seen


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1 and its 90% range."""

    value: float
    low: float
    high: float
    spread: float  # sd of a week's own share over its mean, beyond chance: beta-binomial
    weeks: int


def share_of(some: np.ndarray, of: np.ndarray) -> Share:
    """Fit a share to int64[weeks] pieces out of int64[weeks]; weeks without any say nothing.

    The range is Jeffreys' of so many pieces as the spread of the weeks leaves (Brown, Cai and DasGupta,
    Statistical Science 16, 2001, p. 108); it is not below 0 or above 1.

    Raises:
        ValueError: no week has a piece.
    """
    from scipy.stats import beta

    some, of = some[of > 0], of[of > 0]
    if not len(of):
        raise ValueError("no week has any")
    value = float(some.sum() / of.sum())
    by_chance = _dispersion(some, of, value)
    yes, no = some.sum() / by_chance, (of - some).sum() / by_chance
    low, high = beta.ppf((TAIL, 1 - TAIL), yes + 0.5, no + 0.5)
    return Share(
        value,
        float(min(low, value)),
        float(max(high, value)),
        _spread(by_chance, float(of.mean()), value),
        len(of),
    )


def _dispersion(some: np.ndarray, of: np.ndarray, value: float) -> float:
    """Return how many times more weeks differ than chance lets them; 1 where that cannot be seen."""
    if len(of) < LEAST_WEEKS or not 0 < value < 1:
        return 1.0
    squares = (some - value * of) ** 2 / (of * value * (1 - value))
    return max(1.0, float(squares.sum() / (len(of) - 1)))


def _spread(dispersion: float, pieces: float, value: float) -> float:
    """Return the relative sd of a beta-binomial share: dispersion = 1 + (pieces - 1) rho."""
    if dispersion <= 1 or pieces <= 1:
        return 0.0
    rho = min((dispersion - 1) / (pieces - 1), 1.0)
    return sqrt(rho * (1 - value) / value)
