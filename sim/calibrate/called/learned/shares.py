"""Which part of what is sold goes wrong in a week, and how weeks differ in it, from the weeks before.

A week's own share lies around that of the shop by a standard deviation of so many times it: one bad week of
the carrier is no luck of single parcels. What is counted in a week is then beta-binomial (Skellam, Journal of
the Royal Statistical Society B 10, 1948, p. 257).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit, logit, softmax

from sim.calibrate.called.learned.level import FADES, TAIL, Level

SPREADS = np.geomspace(0.02, 3.0, 25)
RARELY_ABOVE = 1.0  # one shop in twenty has a wider spread (late at Olist: 0.51); a guess
RATE = -np.log(TAIL) / RARELY_ABOVE  # at which wider spreads are less likely, before any week
POINTS = 201  # of the grid of shares, evenly in their logits
REACH = 6.0  # of that grid, in standard deviations of a share so many times as unsure as a week is
LEAST_PIECES = 1.0  # that a week's share is worth: with fewer, weeks would be all right or all wrong
IMPOSSIBLE = -1e300  # the logarithm of next to no chance: minus infinity has no softmax
QUANTILES = (0.5, TAIL, 1 - TAIL)


@dataclass(frozen=True)
class WeeklyShare:
    """A share, and the standard deviation of a week's own share over it."""

    share: Level
    spread: Level


def weekly_share(wrong: Sequence[int], of: Sequence[int]) -> WeeklyShare:
    """Say which share goes wrong, from what went wrong in past weeks in order, out of so many pieces each.

    One week or more, each of one piece or more, 0 to all of them wrong. The posterior on a grid: recent weeks
    count for more (FADES), the share begins as Jeffreys has it, and the spread near none.
    """
    weights = FADES ** np.arange(len(of))[::-1]
    shares = _grid(float(weights @ wrong), float(weights @ of), float(weights.sum()))
    chances = _posterior(shares, np.array(wrong, float), np.array(of, float), weights)
    return WeeklyShare(_level(shares, chances.sum(axis=1)), _level(SPREADS, chances.sum(axis=0)))


def _grid(wrong: float, of: float, weeks: float) -> np.ndarray:
    """Lay shares around the pooled one, as far out as luck and unlike weeks may have put it.

    Where all goes wrong, around the largest one that the least spread leaves room for.
    """
    largest = 1 / (1 + (LEAST_PIECES + 1) * SPREADS[0] ** 2)
    centre = logit(min((wrong + 0.5) / (of + 1), largest))
    reach = REACH * np.hypot((wrong + 0.5) ** -0.5, weeks**-0.5)
    return np.asarray(expit(np.linspace(centre - reach, centre + reach, POINTS)))


def _posterior(shares: np.ndarray, wrong: np.ndarray, of: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weigh each share and spread by what the weeks say: float64[shares, spreads], sums to 1.

    All weeks tell as much of the spread: few recent ones would tell it badly, and a share that moved made
    weeks unlike too. Given a spread, recent weeks tell more of the share.
    """
    by_week = _told(shares, wrong, of)
    jeffreys = 0.5 * np.log(shares * (1 - shares))[:, None]  # by the logit
    spreads = softmax(by_week.sum(axis=-1) + jeffreys + _before(SPREADS)).sum(axis=0)
    return np.asarray(softmax(by_week @ weights + jeffreys, axis=0) * spreads)


def _told(shares: np.ndarray, wrong: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Give the logarithm of how likely each week is: float64[shares, spreads, weeks]."""
    share, spread = shares[:, None, None], SPREADS[None, :, None]
    pieces = (1 - share) / (share * spread**2) - 1
    yes, no = (part * np.maximum(pieces, LEAST_PIECES) for part in (share, 1 - share))
    likely = betaln(yes + wrong, no + of - wrong) - betaln(yes, no)
    return np.asarray(np.where(pieces >= LEAST_PIECES, likely, IMPOSSIBLE))


def _before(spread: np.ndarray) -> np.ndarray:
    """Give the logarithm of how likely spreads are before any week, by their logarithm.

    The further from weeks that are alike, the less likely, at one rate: a prior that does not make weeks
    unlike on its own (Simpson et al., Statistical Science 32, 2017, p. 8).
    """
    return np.asarray(np.log(spread) - RATE * spread)


def _level(grid: np.ndarray, chances: np.ndarray) -> Level:
    """Read quantiles off a grid of values whose steps grow with them."""
    below = np.cumsum(chances) - chances / 2
    return Level(*(float(np.exp(np.interp(at, below, np.log(grid)))) for at in QUANTILES))
