"""Plans before the judge: seasons are simulated until it is clear whether a plan keeps what is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf

import numpy as np

from sim.deadline import Boundary
from sim.experiments.estimates.confidence import least_chance
from sim.experiments.plans.goal import Ask, misses_of
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.search.program.covering import at_level
from sim.experiments.search.program.find import BudgetSpent
from sim.experiments.seasons.replicate import OFFERED_S, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

LOOKS = (20, 60, 120)  # seasons after which a plan may be dropped, before the last one
PLAIN = 2  # looks, after which a plan that has not failed does not plainly fail
SURELY = 0.001  # the chance that so many misses are luck, a look and a thing asked


@dataclass(frozen=True)
class Trial:
    """How a plan did: in the seasons that were needed to see it."""

    misses: np.ndarray  # bool[seasons, asks]
    failed: tuple[int, ...]  # places of what it does not keep; empty: it keeps all

    @property
    def seasons(self) -> int:
        """How many were simulated."""
        return len(self.misses)


@dataclass
class Trials:
    """The plans that were simulated, each with the same customers, and how many seasons that took.

    A plan keeps what is asked if its share of missed seasons in all of them is within the risk. It is dropped
    before when it no longer can, or when so many misses would be luck once in a thousand times.

    Raises:
        BudgetSpent: any question to it whose answer takes more seasons than the budget has left.
    """

    choices: Choices
    boundary: Boundary
    sweep: Sweep
    seasons: range  # replications
    asks: tuple[Ask, ...] = ()
    step: str = "plans tried"  # what its progress is called
    budget: float = inf  # seasons at most; a step that would take more is not begun
    endless: Counts | None = None
    spent: int = 0
    _found: dict[Plan, list[Counts]] = field(default_factory=dict)
    _eased: dict[str, Counts] = field(default_factory=dict)

    def shop(self, plan: Plan) -> Shop:
        """Return the shop as it is under a plan."""
        return Shop(self.choices.planned(plan).scenario, self.boundary)

    def counts(self, plans: Sequence[Plan], until: int) -> list[Counts]:
        """Simulate plans up to so many seasons, as far as that was not done: what they came to in these."""
        for begin, end in self._spans(until):
            missing = {str(number): plan for number, plan in enumerate(plans) if self._known(plan) < end}
            shops = {name: self.shop(plan) for name, plan in missing.items()}
            for name, counts in self._swept(shops, self.seasons[begin:end]).items():
                self._found.setdefault(missing[name], []).append(counts)
        return [joined(self._found[plan]).first(until) for plan in plans]

    def endless_counts(self) -> Counts:
        """Simulate endless staff in the same seasons."""
        if self.endless is None:
            shop = self.shop(self.choices.nothing).with_endless_staff()
            self.endless = self._swept({"endless": shop}, self.seasons)["endless"]
        return self.endless

    def eases(self) -> np.ndarray:
        """Return which share of a week's work each lever spares: float64[levers, weeks]; 0 of people.

        From the first seasons of endless staff, whom a measure gives less to do.
        """
        levers, few = self.choices.levers, self.seasons[: LOOKS[0]]
        shops = {lever.name: self._endless_with(place) for place, lever in enumerate(levers) if lever.sets}
        if shops and not self._eased:
            self._eased.update(self._swept(shops, few))
        whole = self.endless_counts().first(len(few)).load[..., OFFERED_S].sum(axis=0)
        spared = np.zeros((len(levers), len(whole)))
        for place, lever in enumerate(levers):
            if lever.sets:
                left = self._eased[lever.name].load[..., OFFERED_S].sum(axis=0)
                spared[place] = 1 - left / np.maximum(whole, 1)
        return spared

    def _endless_with(self, place: int) -> Shop:
        nothing = self.choices.nothing
        alone = replace(nothing, levels=at_level(nothing.levels, place, 1))
        return self.shop(alone).with_endless_staff()

    def tried(self, plan: Plan) -> Trial:
        """Judge a plan."""
        return self._judged(plan, range(len(self.asks)), self.looks)

    def surely_fails(self, plan: Plan, ask: int) -> bool:
        """Tell whether a few seasons are enough to see that a plan does not keep one thing asked."""
        return bool(self._judged(plan, [ask], self.looks[:PLAIN]).failed)

    @property
    def looks(self) -> list[int]:
        """After how many seasons a plan is looked at."""
        return [*(look for look in LOOKS if look < len(self.seasons)), len(self.seasons)]

    @property
    def visited(self) -> list[tuple[Plan, Counts]]:
        """All plans that were simulated, with their seasons."""
        return [(plan, joined(found)) for plan, found in self._found.items()]

    def _judged(self, plan: Plan, asks: Iterable[int], looks: Sequence[int]) -> Trial:
        watched = list(asks)
        misses = np.zeros((0, len(self.asks)), np.bool_)
        for look in looks:
            [counts] = self.counts([plan], look)
            misses = misses_of(self.asks, counts, self.endless_counts().first(look))
            failed = tuple(ask for ask in watched if self._fails(misses[:, ask], self.asks[ask]))
            if failed:
                return Trial(misses, failed)
        return Trial(misses, ())

    def _fails(self, misses: np.ndarray, ask: Ask) -> bool:
        """Tell whether more is missed than allowed, or surely will be."""
        missed, seen = int(np.count_nonzero(misses)), len(misses)
        return ask.fails(missed, len(self.seasons)) or least_chance(missed, seen, SURELY) > ask.allowed

    def _spans(self, until: int) -> list[tuple[int, int]]:
        looks = [0, *self.looks]
        return [(begin, end) for begin, end in pairwise(looks) if begin < until]

    def _known(self, plan: Plan) -> int:
        return sum(len(part.verdicts) for part in self._found.get(plan, []))

    def _swept(self, shops: dict[str, Shop], seasons: range) -> dict[str, Counts]:
        asked = len(shops) * len(seasons)
        if asked and self.spent + asked > self.budget:
            raise BudgetSpent
        self.spent += asked
        return self.sweep.counts(shops, seasons, self.step) if shops else {}


def joined(parts: Sequence[Counts]) -> Counts:
    """Put stacks of seasons behind each other."""
    names = Counts.__dataclass_fields__
    return Counts(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
