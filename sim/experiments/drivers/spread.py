"""Where the spread between seasons comes from: the forecast, who is missing, or luck.

Pick and freeze (Sobol', Mathematical Modelling and Computational Experiments 1, 1993, p. 407; Saltelli,
Computer Physics Communications 145, 2002, p. 280): a season and another one that shares only its forecast
have in common what the forecast decides, so their covariance over many such pairs is the variance of the mean
given the forecast. With absence shared as well it is that of both, and what is left is luck: who comes when,
with what. The groups are taken in this order, so what absence does only in a busy season counts as absence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.draws import Group, Streams
from sim.experiments.drivers.hours import failures
from sim.experiments.estimates.confidence import CONFIDENCE
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

RESAMPLES = 2_000
ORDER: tuple[Group, ...] = ("forecast", "absence", "luck")
STEP = "spread"


@dataclass(frozen=True)
class Part:
    """A share of the variance between seasons, and the 95% interval of the true one."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Split:
    """How a figure of the seasons spreads, and which part of its variance each group makes; they sum to 1."""

    mean: float
    sd: float
    parts: Mapping[Group, Part]  # none where all seasons agree
    floor: float  # the mean that endless staff in the same hours would leave


@dataclass(frozen=True)
class Spread:
    """The spread of what is counted against the shop, and of the weeks that miss the goal."""

    failures: Split
    missed_weeks: Split
    seasons: int


def spread_of(shop: Shop, goal: Goal, sweep: Sweep, replications: int) -> Spread:
    """Simulate many seasons, and split what they come to."""
    counts = sweep.counts(plans(shop), range(replications), STEP).values()
    late = np.stack([failures(one, goal) for one in counts])
    missed = np.stack([goal.missed_weeks(one) for one in counts])
    of_late, of_missed = (split(one[:3], float(one[3].mean()), sweep.seed) for one in (late, missed))
    return Spread(of_late, of_missed, replications)


def plans(shop: Shop) -> dict[str, Shop]:
    """List what is simulated: the shop as it is, sharing the forecast, absence too, with endless staff."""
    return {
        "as it is": shop,
        "forecast shared": _sharing(shop, "forecast"),
        "absence shared": _sharing(shop, "forecast", "absence"),
        "endless staff": shop.with_endless_staff(),
    }


def split(seasons: np.ndarray, floor: float, seed: int = 1) -> Split:
    """Split the variance of a figure, float64[3, n]: as it is, the forecast shared, absence shared too.

    Intervals are percentiles of the shares of columns drawn again with replacement (Efron, Annals of
    Statistics 7, 1979, p. 1); like the shares they are cut to lie between 0 and 1.
    """
    if seasons.min() == seasons.max():
        return Split(float(seasons[0].mean()), 0.0, {}, floor)
    n = seasons.shape[1]
    drawn = Streams(seed, 0).uniform("seasons drawn again", RESAMPLES * n).reshape(RESAMPLES, n)
    again = shares(seasons[:, (drawn * n).astype(np.int64)])
    ends = np.quantile(again, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)
    parts = {
        group: Part(*map(float, figures))
        for group, *figures in zip(ORDER, shares(seasons), *ends, strict=True)
    }
    return Split(float(seasons[0].mean()), float(seasons[0].std(ddof=1)), parts, floor)


def shares(seasons: np.ndarray) -> np.ndarray:
    """Estimate the three shares of ORDER, float64[..., 3], from float64[3, ..., n] as `split` has them.

    Mean and variance are those of both seasons of each pair, the estimate with the least variance of its kind
    (Janon and others, ESAIM: Probability and Statistics 18, 2014, p. 342). Nothing is luck where all agree.
    """
    by_forecast, by_both = (_explained(seasons[0], other) for other in seasons[1:])
    forecast = np.clip(by_forecast, 0, 1)
    both = np.clip(by_both, forecast, 1)
    return np.stack([forecast, both - forecast, 1 - both], axis=-1)


def _explained(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the share of variance that pairs of seasons, float64[..., n] each, have in common."""
    mean = (one + other).mean(axis=-1, keepdims=True) / 2
    variance = ((one - mean) ** 2 + (other - mean) ** 2).mean(axis=-1) / 2
    common = ((one - mean) * (other - mean)).mean(axis=-1)
    return np.asarray(common / np.where(variance > 0, variance, 1))


def _sharing(shop: Shop, *groups: Group) -> Shop:
    """Return the shop whose seasons share only some groups of draws with the seasons as they are."""
    return replace(shop, anew=frozenset(ORDER) - set(groups))
