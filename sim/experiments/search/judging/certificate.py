"""What speaks for a plan: it and the cheaper ones beside it, with customers that the search never met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.estimates.confidence import CONFIDENCE, Chance, least_chance
from sim.experiments.plans.goal import Ask, misses_of
from sim.experiments.search.judging.trials import Trials
from sim.experiments.search.levers import Plan
from sim.experiments.search.program.covering import Levels, Prices, at_level
from sim.experiments.search.program.find import CENT
from sim.experiments.seasons.replicate import Counts

MOST_BESIDE = 8  # plans beside one that are simulated, if it has no more levers


@dataclass(frozen=True)
class Checked:
    """A plan as it did with fresh customers."""

    plan: Plan
    cost: float  # beside the present one
    counts: Counts  # stacked seasons
    misses: np.ndarray  # bool[seasons, asks], of staff

    def surely_missed(self, asks: Sequence[Ask]) -> tuple[int, ...]:
        """Return the places of what is missed more often than allowed, beyond luck over all of them."""
        seasons, tail = len(self.misses), (1 - CONFIDENCE) / len(asks)
        least = [least_chance(int(missed), seasons, tail) for missed in self.misses.sum(axis=0)]
        return tuple(place for place, ask in enumerate(asks) if least[place] > ask.allowed)

    def above(self, place: int, ask: Ask) -> float:
        """Return by how much staff misses something more often than allowed; below 0 less often."""
        return float(self.misses[:, place].mean()) - ask.allowed

    def worst(self, asks: Sequence[Ask]) -> int:
        """Return the place of what is missed most above what is allowed, or least below it."""
        return max(range(len(asks)), key=lambda place: self.above(place, asks[place]))

    def risk_of(self, place: int, ask: Ask) -> Chance:
        """Estimate the chance that something asked is missed."""
        return ask.risk_of(self.misses[:, place])


@dataclass(frozen=True)
class Certificate:
    """A plan, the present one and the cheaper neighbours, all with the same fresh customers."""

    seasons: range  # replications
    asks: tuple[Ask, ...]
    now: Checked
    best: Checked
    neighbours: tuple[Checked, ...]
    endless: Counts


def certify(trials: Trials, best: Plan, neighbours: Sequence[Plan]) -> Certificate:
    """Simulate a plan and those beside it; `trials` are of fresh customers."""
    plans = list(dict.fromkeys([trials.choices.nothing, best, *neighbours]))
    counts = dict(zip(plans, trials.counts(plans), strict=True))
    checked = {plan: _checked(trials, plan, found) for plan, found in counts.items()}
    return Certificate(
        seasons=trials.seasons,
        asks=trials.asks,
        now=checked[trials.choices.nothing],
        best=checked[best],
        neighbours=tuple(checked[plan] for plan in dict.fromkeys(neighbours)),
        endless=trials.endless_counts(),
    )


def neighbours_of(levels: Levels, prices: Prices) -> list[Levels]:
    """List the cheaper plans beside one: a step less of one lever, and more of another for it.

    A step less of a lever; then, of the first few such, as much of one other lever as stays cheaper.
    """
    less = list(_less(levels))
    below = prices.cost(levels) - CENT
    swapped = [more for one in less for more in _swapped(one, levels, prices, below)]
    found = [one for one in dict.fromkeys([*less, *swapped]) if prices.cost(one) < below]
    return found[: max(MOST_BESIDE, len(less))]


def _less(levels: Levels) -> Iterator[Levels]:
    for lever, level in enumerate(levels):
        if level:
            yield at_level(levels, lever, level - 1)


def _swapped(less: Levels, levels: Levels, prices: Prices, below: float) -> Iterator[Levels]:
    for lever, most in enumerate(prices.most):
        if less[lever] < levels[lever]:
            continue
        fitting = [
            more
            for level in range(less[lever] + 1, most + 1)
            if prices.cost(more := at_level(less, lever, level)) < below
        ]
        yield from fitting[-1:]


def _checked(trials: Trials, plan: Plan, counts: Counts) -> Checked:
    misses = misses_of(trials.asks, counts, trials.endless_counts())
    return Checked(plan, trials.choices.cost(plan), counts, misses)
