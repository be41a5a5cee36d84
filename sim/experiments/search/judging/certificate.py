"""What speaks for a plan: it and the cheaper ones beside it, with customers that the search never met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.estimates.confidence import CONFIDENCE, Chance, chance, least_chance
from sim.experiments.estimates.precision import Until
from sim.experiments.plans.goal import Ask, misses_of
from sim.experiments.search.judging.trials import Trials
from sim.experiments.search.levers import Plan
from sim.experiments.search.program.covering import Levels, Prices, at_level
from sim.experiments.search.program.find import CENT
from sim.experiments.seasons.replicate import Counts

ROUNDS = 3  # plans that are checked at most, one after the other: fresh customers may refuse all but the last
MOST_BESIDE = 8  # plans beside one that are simulated, if it has no more levers


@dataclass(frozen=True)
class Checked:
    """A plan as it did with fresh customers.

    What is said of it holds at 95%, whichever look was the last, and whichever of the plans that may be
    checked one after the other is offered: the 5% is shared by all of them.
    """

    plan: Plan
    cost: float  # beside the present one
    counts: Counts  # stacked seasons
    misses: np.ndarray  # bool[seasons, asks], of staff
    floor: np.ndarray  # bool[seasons, asks], of endless staff, in other seasons than those
    looks: int = 1  # after which these might have been all the seasons

    @property
    def together(self) -> int:
        """How many intervals share the chance to be wrong: one at every look, of every plan in turn."""
        return self.looks * ROUNDS

    def surely_missed(self, asks: Sequence[Ask]) -> tuple[int, ...]:
        """Return the places of what is missed more often than asked, beyond luck over all of them."""
        tail = (1 - CONFIDENCE) / len(asks) / self.together
        return tuple(place for place, ask in enumerate(asks) if self._surely_misses(place, ask, tail))

    def _surely_misses(self, place: int, ask: Ask, tail: float) -> bool:
        """Tell whether the risk is beyond what is asked, and what staff adds beyond what it always may.

        Not beyond what is `allowed`: that takes the floor for known, and a long check knows it better.
        """
        added = _least(self.misses[:, place], tail)
        return added > ask.always_allowed and _least(self._missed(place), tail) > ask.risk

    def doubtful(self, asks: Sequence[Ask]) -> tuple[int, ...]:
        """Return the places of what may be missed more often than asked: an interval reaches so far.

        None: all of it is kept, at a chance of 95% to be right for all together, as each is by itself.
        """
        return tuple(place for place, ask in enumerate(asks) if not self._surely_keeps(place, ask))

    def _surely_keeps(self, place: int, ask: Ask) -> bool:
        """Tell whether the risk is clear of what is asked, or what staff adds of what it always may.

        Not of what is `allowed`, which takes the floor for known. Each interval errs there in 2.5% at most.
        """
        added = chance(self.misses[:, place], self.together)
        return added.high < ask.always_allowed or self.risk_of(place).high < ask.risk

    def above(self, place: int, ask: Ask) -> float:
        """Return by how much staff misses something more often than allowed; below 0 less often."""
        return float(self.misses[:, place].mean()) - ask.allowed

    def worst(self, asks: Sequence[Ask]) -> int:
        """Return the place of what is missed most above what is allowed, or least below it."""
        return max(range(len(asks)), key=lambda place: self.above(place, asks[place]))

    def risk_of(self, place: int) -> Chance:
        """Estimate the chance that something asked is missed, by endless staff too or by this alone."""
        return chance(self._missed(place), self.together)

    def _missed(self, place: int) -> np.ndarray:
        return np.asarray(self.misses[:, place] | self.floor[:, place])


@dataclass(frozen=True)
class Certificate:
    """A plan, the present one and the cheaper neighbours, with the same fresh customers."""

    seasons: range  # replications; neighbours met those of the first look
    asks: tuple[Ask, ...]
    now: Checked
    best: Checked
    neighbours: tuple[Checked, ...]
    endless: Counts

    @property
    def is_clear(self) -> bool:
        """It is clear whether the plan keeps all that is asked."""
        return bool(self.best.surely_missed(self.asks)) or not self.best.doubtful(self.asks)


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


def until_clear(certificate: Certificate, trials: Trials, until: Until) -> Certificate:
    """Let the plan, the present one and endless staff meet more fresh customers until the verdict is clear.

    `trials` are those of the certificate. It is looked at after each of `until.looks`; every interval is one
    that holds at whichever look is the last.
    """
    for look in until.looks:
        trials = trials.longer(look)
        certificate = _of_look(certificate, trials, len(until.looks))
        if certificate.is_clear:
            break
    return certificate


def _of_look(certificate: Certificate, trials: Trials, looks: int) -> Certificate:
    plans = [certificate.now.plan, certificate.best.plan]
    now, best = (
        replace(_checked(trials, plan, counts), looks=looks)
        for plan, counts in zip(plans, trials.counts(plans), strict=True)
    )
    return replace(certificate, seasons=trials.seasons, now=now, best=best, endless=trials.endless_counts())


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
    endless = trials.endless_counts()
    floor = np.column_stack([ask.missed_by(endless) for ask in trials.asks])
    misses = misses_of(trials.asks, counts, endless)
    return Checked(plan, trials.choices.cost(plan), counts, misses, floor)


def _least(happened: np.ndarray, tail: float) -> float:
    return least_chance(int(np.count_nonzero(happened)), len(happened), tail)
