"""Plans before the judge: each meets the same customers, and no season of a plan is simulated twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from sim.deadline import Boundary
from sim.experiments.plans.goal import Ask, misses_of
from sim.experiments.search.judging.purse import Purse
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.search.program.covering import Levels, at_level
from sim.experiments.seasons.replicate import OFFERED_S, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

FEW = 20  # seasons that tell how much work a measure spares
FRESH = 1_000_000  # the replication with which the first check begins; the search never comes so far
CHECK = "check with fresh customers"
ENDLESS = "endless"

UNKNOWN, KEPT, MISSED = -1, 0, 1  # what a season of a plan came to


@dataclass
class _Seen:
    """The seasons of one plan that were simulated, in the places of all."""

    there: np.ndarray  # bool[seasons]
    counts: Counts  # stacked, of any content where nothing is

    @classmethod
    def nothing(cls, seasons: int, like: Counts) -> "_Seen":
        """Make room for seasons that count what another one counted."""
        empty = {
            name: np.zeros((seasons, *column.shape[1:]), column.dtype) for name, column in vars(like).items()
        }
        return cls(np.zeros(seasons, bool), Counts(**empty))

    def put(self, places: np.ndarray, counts: Counts) -> None:
        """Take in what came of the seasons at some places."""
        self.there[places] = True
        for name, column in vars(counts).items():
            getattr(self.counts, name)[places] = column

    def longer(self, seasons: int) -> "_Seen":
        """Make room for more seasons behind these."""
        whole = _Seen.nothing(seasons, self.counts)
        whole.put(np.arange(len(self.there)), self.counts)
        whole.there[: len(self.there)] = self.there
        return whole


@dataclass(frozen=True)
class Tried:
    """What the seasons of plans came to, as far as they were simulated."""

    plans: list[Levels]
    outcomes: np.ndarray  # int8[plans, seasons, asks]: UNKNOWN, KEPT or MISSED

    @cached_property
    def levels(self) -> np.ndarray:
        """How much each plan has of each lever: int64[plans, levers]."""
        return np.array(self.plans)


@dataclass
class Trials:
    """The plans that were simulated, each with the same customers, and how many seasons that took.

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
    _found: dict[Plan, _Seen] = field(default_factory=dict)
    _endless: dict[str, Counts] = field(default_factory=dict)
    _fresh: dict[int, "Trials"] = field(default_factory=dict)
    _told: dict[Plan, np.ndarray] = field(default_factory=dict, init=False)  # of these things asked
    _under: dict[str, Tried] = field(default_factory=dict, init=False)

    def shop(self, plan: Plan) -> Shop:
        """Return the shop as it is under a plan."""
        return Shop(self.choices.planned(plan).scenario, self.boundary)

    def counts(self, plans: Iterable[Plan]) -> list[Counts]:
        """Simulate plans in all seasons, as far as that was not done: what they came to."""
        whole, lacking = list(plans), dict[bytes, list[Plan]]()
        for plan in dict.fromkeys(whole):
            lacking.setdefault(self._lacks(plan).tobytes(), []).append(plan)
        for places, alike in lacking.items():
            self.simulate(alike, np.frombuffer(places, np.int64))
        return [self._found[plan].counts for plan in whole]

    def simulate(self, plans: Sequence[Plan], places: np.ndarray) -> None:
        """Simulate plans in the seasons at some places (int64[n]), of which none of them has any."""
        if not len(places):
            return
        shops = {str(number): self.shop(plan) for number, plan in enumerate(plans)}
        for name, counts in self._swept(shops, [self.seasons[place] for place in places]).items():
            plan = plans[int(name)]
            self._found.setdefault(plan, _Seen.nothing(len(self.seasons), counts)).put(places, counts)
            self._told.pop(plan, None)
            self._under.pop(plan.order, None)

    def tried_under(self, order: str) -> Tried:
        """Tell what all plans of one order of work came to."""
        if order not in self._under:
            plans = [plan for plan in self._found if plan.order == order]
            outcomes = np.stack([self.told(plan) for plan in plans])
            self._under[order] = Tried([plan.levels for plan in plans], outcomes)
        return self._under[order]

    def told(self, plan: Plan) -> np.ndarray:
        """Tell what each season of a plan came to: int8[seasons, asks], UNKNOWN where none was simulated."""
        if plan not in self._told:
            seen = self._found[plan]
            misses = misses_of(self.asks, seen.counts, self.endless_counts())
            self._told[plan] = np.where(seen.there[:, None], misses.astype(np.int8), UNKNOWN)
        return self._told[plan]

    @property
    def visited(self) -> list[Plan]:
        """All plans of which a season was simulated."""
        return list(self._found)

    def endless_counts(self) -> Counts:
        """Simulate endless staff in the same seasons, as far as that was not done."""
        met = [self._endless[ENDLESS]] if ENDLESS in self._endless else []
        lacking = self.seasons[sum(len(one.load) for one in met) :]
        if lacking:
            met += self._swept({ENDLESS: self._endless_shop}, lacking).values()
            self._endless[ENDLESS] = joined(met)
        return self._endless[ENDLESS]

    def fresh(self, again: int) -> "Trials":
        """Return trials of as many other customers, far from these, for the same things asked."""
        if again not in self._fresh:
            first = FRESH * (again + 1)
            seasons = range(first, first + len(self.seasons))
            others = Trials(self.choices, self.boundary, self.sweep, seasons, step=CHECK, purse=self.purse)
            self._fresh[again] = others
        return replace(self._fresh[again], asks=self.asks)

    def longer(self, seasons: int) -> "Trials":
        """Return trials of so many seasons, these and others behind them; what these tell is told there."""
        first = self.seasons.start
        found = {plan: seen.longer(seasons) for plan, seen in self._found.items()}
        return replace(
            self, seasons=range(first, first + seasons), _found=found, _endless=dict(self._endless), _fresh={}
        )

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
        levers, few = self.choices.levers, self.seasons[:FEW]
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

    def _lacks(self, plan: Plan) -> np.ndarray:
        """Return the places of the seasons of a plan that were not simulated: int64[n]."""
        seen = self._found.get(plan)
        return np.arange(len(self.seasons)) if seen is None else np.flatnonzero(~seen.there)

    def _swept(self, shops: dict[str, Shop], seasons: Sequence[int]) -> dict[str, Counts]:
        self.purse.pay(len(shops) * len(seasons))
        return self.sweep.counts(shops, seasons, self.step) if shops else {}


def joined(parts: Sequence[Counts]) -> Counts:
    """Put stacks of seasons behind each other."""
    names = Counts.__dataclass_fields__
    return Counts(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
