"""Plans before the judge: seasons are simulated until it is clear whether a plan keeps what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from sim.deadline import Boundary
from sim.experiments.estimates.confidence import least_chance
from sim.experiments.plans.goal import Ask, misses_of
from sim.experiments.search.judging.purse import Purse
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.search.program.covering import at_level
from sim.experiments.seasons.replicate import OFFERED_S, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

LOOKS = (20, 60, 120)  # seasons after which a plan may be dropped, before the last one
PLAIN = 1  # looks, after which a plan that misses no more than allowed does not plainly fail
FRESH = 1_000_000  # the replication with which the first check begins; the search never comes so far
CHECK = "check with fresh customers"
ENDLESS = "endless"
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
    purse: Purse = field(default_factory=Purse)  # a step that it does not pay for is not begun
    _found: dict[Plan, list[Counts]] = field(default_factory=dict)
    _endless: dict[str, Counts] = field(default_factory=dict)
    _fresh: dict[int, "Trials"] = field(default_factory=dict)

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
        if ENDLESS not in self._endless:
            self._endless |= self._swept({ENDLESS: self._endless_shop}, self.seasons)
        return self._endless[ENDLESS]

    def fresh(self, again: int) -> "Trials":
        """Return trials of as many other customers, far from these, for the same things asked."""
        if again not in self._fresh:
            first = FRESH * (again + 1)
            seasons = range(first, first + len(self.seasons))
            others = Trials(self.choices, self.boundary, self.sweep, seasons, step=CHECK, purse=self.purse)
            self._fresh[again] = others
        return replace(self._fresh[again], asks=self.asks)

    def anything_missed(self, plans: Sequence[Plan], seasons: range) -> np.ndarray:
        """Mark the seasons, of any customers, in which plans miss anything asked: float64[seasons, plans].

        Nothing of them is kept.
        """
        shops = {str(number): self.shop(plan) for number, plan in enumerate(plans)}
        counts = self._swept({**shops, ENDLESS: self._endless_shop}, seasons)
        endless = counts.pop(ENDLESS)
        missed = [misses_of(self.asks, one, endless).any(axis=1) for one in counts.values()]
        return np.column_stack(missed).astype(float)

    def eases(self) -> np.ndarray:
        """Return which share of a week's work each lever spares: float64[levers, weeks]; 0 of people.

        From the first seasons of endless staff, whom a measure gives less to do.
        """
        levers, few = self.choices.levers, self.seasons[: LOOKS[0]]
        named = {place: f"{ENDLESS} with {lever.name}" for place, lever in enumerate(levers) if lever.sets}
        missing = {place: name for place, name in named.items() if name not in self._endless}
        self._endless |= self._swept(
            {name: self._endless_with(place) for place, name in missing.items()}, few
        )
        whole = self.endless_counts().first(len(few)).load[..., OFFERED_S].sum(axis=0)
        spared = np.zeros((len(levers), len(whole)))
        for place, name in named.items():
            left = self._endless[name].load[..., OFFERED_S].sum(axis=0)
            spared[place] = 1 - left / np.maximum(whole, 1)
        return spared

    @property
    def _endless_shop(self) -> Shop:
        return self.shop(self.choices.nothing).with_endless_staff()

    def _endless_with(self, place: int) -> Shop:
        nothing = self.choices.nothing
        alone = replace(nothing, levels=at_level(nothing.levels, place, 1))
        return self.shop(alone).with_endless_staff()

    def tried(self, plan: Plan) -> Trial:
        """Judge a plan: it is dropped at the first look at which anything has failed."""
        for look in self.looks:
            trial = self._trial(plan, look)
            if trial.failed:
                break
        return trial

    def looked_at(self, plan: Plan, ask: int) -> Trial:
        """Look at a plan until it is plain whether it keeps one thing asked.

        After a few seasons with no more misses than allowed it may still fail, but not plainly.
        """
        for number, look in enumerate(self.looks, 1):
            trial = self._trial(plan, look)
            few = trial.misses[:, ask].mean() <= self.asks[ask].allowed
            if ask in trial.failed or (few and number >= PLAIN):
                break
        return trial

    @property
    def looks(self) -> list[int]:
        """After how many seasons a plan is looked at."""
        return [*(look for look in LOOKS if look < len(self.seasons)), len(self.seasons)]

    @property
    def visited(self) -> list[tuple[Plan, Counts]]:
        """All plans that were simulated, with their seasons."""
        return [(plan, joined(found)) for plan, found in self._found.items()]

    def _trial(self, plan: Plan, look: int) -> Trial:
        [counts] = self.counts([plan], look)
        misses = misses_of(self.asks, counts, self.endless_counts().first(look))
        failed = (place for place, ask in enumerate(self.asks) if self._fails(misses[:, place], ask))
        return Trial(misses, tuple(failed))

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
        self.purse.pay(len(shops) * len(seasons))
        return self.sweep.counts(shops, seasons, self.step) if shops else {}


def joined(parts: Sequence[Counts]) -> Counts:
    """Put stacks of seasons behind each other."""
    names = Counts.__dataclass_fields__
    return Counts(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
