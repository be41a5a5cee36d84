"""What drives the risk: the same seasons with one figure at its low and its high end, all else as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.drivers.ends import Ends
from sim.experiments.drivers.hours import failures
from sim.experiments.estimates.confidence import Difference, difference
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

STEP = "drivers"


@dataclass(frozen=True)
class Bar:
    """What a figure at its ends adds to a season, and all the way from the low end to the high one.

    The intervals of the ends hold together for all figures, and so do those of the ways between.
    """

    at_low: Difference
    at_high: Difference
    between: Difference


@dataclass(frozen=True)
class Driver:
    """A figure, and what it moves."""

    ends: Ends
    failures: Bar  # late answers or missed calls of a season
    risk: Bar  # the chance that a week misses the goal, on average of the weeks

    @property
    def surely(self) -> bool:
        """It moves what is counted beyond chance."""
        return self.failures.between.beyond_chance


@dataclass(frozen=True)
class Tornado:
    """All figures: first what surely moves, what moves most on top; noise has no rank and comes after it."""

    drivers: tuple[Driver, ...]
    failures: float  # in a season as it is
    risk: float
    seasons: int


def tornado_of(shop: Shop, moved: Sequence[Ends], goal: Goal, sweep: Sweep, replications: int) -> Tornado:
    """Simulate the same seasons with every figure at either end."""
    counts = sweep.counts(plans(shop, moved), range(replications), STEP)
    late = {name: failures(seasons, goal) for name, seasons in counts.items()}
    risk = {name: _risk(seasons, goal) for name, seasons in counts.items()}
    drivers = [Driver(one, _bar(late, one, len(moved)), _bar(risk, one, len(moved))) for one in moved]
    drivers.sort(key=lambda driver: (not driver.surely, -abs(driver.failures.between.mean)))
    return Tornado(tuple(drivers), float(late[""].mean()), float(risk[""].mean()), replications)


def plans(shop: Shop, moved: Sequence[Ends]) -> dict[str, Shop]:
    """List what is simulated: the shop as it is, and with every figure at either end."""
    ends = {"": shop}
    for one in moved:
        ends[_low(one)] = replace(shop, scenario=one.at_low)
        ends[_high(one)] = replace(shop, scenario=one.at_high)
    return ends


def _low(moved: Ends) -> str:
    return f"{moved.key} low"


def _high(moved: Ends) -> str:
    return f"{moved.key} high"


def _risk(seasons: Counts, goal: Goal) -> np.ndarray:
    """Return the share of the weeks of each season that miss the goal: float64[seasons]."""
    return np.asarray(goal.missed_weeks(seasons) / seasons.verdicts.shape[1])


def _bar(figure: Mapping[str, np.ndarray], moved: Ends, figures: int) -> Bar:
    """Set seasons of a plan at both ends against those of the scenario as it is, and end against end."""
    base, low, high = (figure[name] for name in ("", _low(moved), _high(moved)))
    return Bar(
        at_low=difference(low - base, 2 * figures),
        at_high=difference(high - base, 2 * figures),
        between=difference(high - low, figures),
    )
