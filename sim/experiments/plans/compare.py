"""Plans side by side: what each comes to, what it changes, and how much the same customers help to tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.experiments.estimates.confidence import Chance, Difference, chance, difference, difference_of_chances
from sim.experiments.estimates.estimate import by_any_norm
from sim.experiments.plans.costs import euro
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.plans.targets import PHONE, RESPONSE, Target, missed
from sim.experiments.seasons.replicate import BAD, STRIKE, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.experiments.seasons.waiting import OLDEST_S
from sim.scenario.read import ScenarioFile

Figure = Literal[
    "late",  # answers too late
    "mails",  # warning mails for late answers
    "weeks_below",  # weeks with answers below their norm
    "missed_calls",  # call attempts that nobody picked up
    "phone_weeks_below",
    "strikes",  # weeks that are a strike by whichever norm
]
Event = Literal[
    "mail",  # one warning mail or more
    "below",  # one week or more with answers below their norm
    "phone_below",
    "no_bad_week",  # neither answers nor phone are below their norm in any week
]
ENDLESS = "endless staff"

FIGURES: tuple[Figure, ...] = get_args(Figure)
EVENTS: tuple[Event, ...] = get_args(Event)


@dataclass(frozen=True)
class Plan:
    """A scenario that is compared with others: its text can be saved and run."""

    name: str  # "temps.count=2"
    file: ScenarioFile
    shop: Shop


@dataclass(frozen=True)
class Change:
    """What a plan adds to a season of the same customers, and how many times less luck there is in that."""

    by: Difference
    # The variance of the difference had each plan met customers of its own, over that of the pairs. None: all
    # pairs differ alike, so there is nothing to divide by.
    variance_cut: float | None


@dataclass(frozen=True)
class Outcome:
    """What a plan came to in its seasons."""

    plan: Plan
    seasons: Counts  # stacked, in order of replication

    @cached_property
    def euro(self) -> float:
        """What the reported weeks cost."""
        return euro(self.plan.shop, self.seasons)

    @cached_property
    def figures(self) -> Mapping[Figure, np.ndarray]:
        """Every figure of each season: float64[seasons]."""
        return {figure: _figure(self.seasons, figure) for figure in FIGURES}

    @cached_property
    def events(self) -> Mapping[Event, np.ndarray]:
        """What happened in each season: bool[seasons]."""
        mail, below, phone_below = (
            np.asarray(missed(self.seasons, target).any(axis=1)) for target in ("mail", "response", "phone")
        )
        return {
            "mail": mail,
            "below": below,
            "phone_below": phone_below,
            "no_bad_week": ~(below | phone_below),
        }

    @cached_property
    def oldest_h(self) -> tuple[float, float, float]:
        """The longest wait of a season, in hours of the norm's clock: 5%, 50%, 95%."""
        longest = self.seasons.waiting[:, :, OLDEST_S].max(axis=1) / HOUR_S
        low, median, high = np.percentile(longest, (5, 50, 95), method="inverted_cdf").tolist()
        return low, median, high

    def mean(self, figure: Figure) -> float:
        """Return the average of a figure."""
        return float(self.figures[figure].mean())

    def chance(self, event: Event) -> Chance:
        """Estimate the chance of an event in a season."""
        return chance(self.events[event])

    def weekly(self, target: Target) -> list[Chance]:
        """Estimate the chance that a target is missed, week by week."""
        return [chance(week) for week in missed(self.seasons, target).T]


@dataclass(frozen=True)
class Comparison:
    """Plans over the same seasons; the first is the base that the others are held against."""

    outcomes: tuple[Outcome, ...]

    @property
    def base(self) -> Outcome:
        """What the others are held against."""
        return self.outcomes[0]

    @property
    def one_clock(self) -> bool:
        """All plans are judged alike, so that hours of the norm's clock are the same hours."""
        return len({outcome.plan.shop.scenario.judged for outcome in self.outcomes}) == 1

    def extra_euro(self, outcome: Outcome) -> float:
        """Return what a plan costs more than the base."""
        return outcome.euro - self.base.euro

    def change(self, outcome: Outcome, figure: Figure) -> Change:
        """Estimate what a plan adds to a figure of a season."""
        return change(self.base.figures[figure], outcome.figures[figure])

    def change_of_chance(self, outcome: Outcome, event: Event) -> Change:
        """Estimate what a plan adds to the chance of an event."""
        before, after = self.base.events[event], outcome.events[event]
        return Change(difference_of_chances(before, after), variance_cut(before * 1.0, after * 1.0))


def compare(plans: Sequence[Plan], sweep: Sweep, replications: int) -> Comparison:
    """Simulate plans, whose names differ, in the same seasons; the first is the base."""
    shops = {plan.name: plan.shop for plan in plans}
    counts = sweep.counts(shops, range(replications), "plans")
    return Comparison(tuple(Outcome(plan, counts[plan.name]) for plan in plans))


def standard(base: Plan, goal: Goal, sweep: Sweep, replications: int) -> Standard:
    """Say what a goal asks of staff, by seasons of endless staff of the base."""
    shop = base.shop.with_endless_staff()
    return Standard.of(goal, sweep.counts({ENDLESS: shop}, range(replications), ENDLESS)[ENDLESS])


def change(before: np.ndarray, after: np.ndarray) -> Change:
    """Estimate what a change adds to a figure, float64[seasons] of the same seasons before and after."""
    return Change(difference(after - before), variance_cut(before, after))


def variance_cut(before: np.ndarray, after: np.ndarray) -> float | None:
    """Say how many times less a difference of pairs varies than one of strangers; see `Change`."""
    if len(before) == 1 or not (paired := (after - before).var(ddof=1)):
        return None
    return float((before.var(ddof=1) + after.var(ddof=1)) / paired)


def frontier(costs: Sequence[float], risks: Sequence[float]) -> list[int]:
    """Find the plans of which none is cheaper at no more risk, or less risky at no more cost, cheapest first.

    Of plans alike in both the first is named.
    """
    cheapest_first = sorted(range(len(costs)), key=lambda place: (costs[place], risks[place], place))
    best, found = np.inf, []
    for place in cheapest_first:
        if risks[place] < best:
            best = risks[place]
            found.append(place)
    return found


def _figure(seasons: Counts, figure: Figure) -> np.ndarray:
    return np.asarray(_by_week(seasons, figure).sum(axis=1), float)


def _by_week(seasons: Counts, figure: Figure) -> np.ndarray:
    match figure:
        case "late":
            return np.asarray(seasons.verdicts[:, :, RESPONSE, BAD])
        case "mails":
            return missed(seasons, "mail")
        case "weeks_below":
            return missed(seasons, "response")
        case "missed_calls":
            return np.asarray(seasons.verdicts[:, :, PHONE, BAD])
        case "phone_weeks_below":
            return missed(seasons, "phone")
        case "strikes":
            return by_any_norm(seasons, STRIKE)
