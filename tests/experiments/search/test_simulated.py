"""The judge of simulated seasons: what follows from others is not simulated, and what follows is right."""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from sim.experiments.plans.goal import Ask
from sim.experiments.search.judging.purse import Purse
from sim.experiments.search.judging.simulated import AT_ONCE, Simulated
from sim.experiments.search.judging.trials import KEPT, MISSED, UNKNOWN, Tried
from sim.experiments.search.levers import Plan
from sim.experiments.search.program.covering import Levels, Prices
from sim.experiments.search.program.find import Limits, find

SEASONS = 100
ORDER = "oldest first"


@dataclass
class Added:
    """Trials whose seasons keep a thing asked where the hours of its levers add up to what it needs."""

    hours: np.ndarray  # int64[asks, levers], of a step
    needs: np.ndarray  # float64[seasons, asks]
    asks: tuple[Ask, ...]
    purse: Purse = field(default_factory=Purse)
    there: dict[Plan, np.ndarray] = field(default_factory=dict)  # bool[seasons]
    known: dict[Levels, np.ndarray] = field(default_factory=dict)  # bool[seasons, asks], what is missed

    @property
    def seasons(self) -> range:
        return range(len(self.needs))

    @property
    def helps(self) -> list[dict[int, int]]:
        return [dict.fromkeys(np.flatnonzero(row).tolist(), 0) for row in self.hours]

    def simulate(self, plans: list[Plan], places: np.ndarray) -> None:
        self.purse.pay(len(plans) * len(places))
        for plan in plans:
            there = self.there.setdefault(plan, np.zeros(len(self.needs), bool))
            assert not there[places].any()
            there[places] = True

    def counts(self, plans: list[Plan]) -> None:
        for plan in plans:
            self.simulate([plan], np.flatnonzero(~self.there.get(plan, np.zeros(len(self.needs), bool))))

    def misses(self, levels: Levels) -> np.ndarray:
        if levels not in self.known:
            self.known[levels] = self.needs > self.hours @ np.array(levels)
        return self.known[levels]

    def tried_under(self, order: str) -> Tried:
        there = {plan.levels: there for plan, there in self.there.items() if plan.order == order}
        outcomes = [
            np.where(at[:, None], self.misses(plan).astype(np.int8), UNKNOWN) for plan, at in there.items()
        ]
        return Tried(list(there), np.array(outcomes, np.int8))

    def keeps(self, levels: Levels) -> bool:
        allowed = [round(ask.allowed * len(self.needs)) for ask in self.asks]
        return bool((self.misses(levels).sum(axis=0) <= allowed).all())


def judge(trials: Added) -> Simulated:
    """The judge, who has seen what comes of nothing at all."""
    trials.counts([Plan((0,) * trials.hours.shape[1], ORDER)])
    return Simulated(trials, ORDER, trials.helps, {})


def small(seed: int) -> tuple[Prices, Added]:
    """Three things asked of four levers."""
    draw = np.random.default_rng(seed)
    prices = Prices(tuple((float(draw.integers(5, 20)),) * most for most in (4, 3, 2, 2)))
    hours = draw.integers(0, 4, (3, 4))
    likely = draw.uniform(0, 0.8, 3) * (hours @ prices.most)
    needs = likely * draw.lognormal(0, 0.25, (SEASONS, 1)) * draw.lognormal(0, 0.25, (SEASONS, 3))
    return prices, Added(hours, needs, tuple(Ask(("response",), (week,), 0.05) for week in range(3)))


@pytest.mark.parametrize("seed", range(20))
def test_the_plan_found_costs_what_trying_all_in_all_seasons_finds(seed: int):
    prices, trials = small(seed)
    answer = find(prices, judge(trials), Limits())
    plans = product(*(range(most + 1) for most in prices.most))
    least = min((prices.cost(plan) for plan in plans if trials.keeps(plan)), default=np.inf)
    assert answer.bound == pytest.approx(least) or (np.isinf(least) and np.isinf(answer.bound))
    assert (answer.best is None) == np.isinf(least)
    if answer.best is not None:
        assert prices.cost(answer.best) == pytest.approx(least)
        assert trials.there[Plan(answer.best, ORDER)].all()


def season_of_weeks(weeks: int, busy: range) -> tuple[Prices, Added]:
    """Two levers a week, of two steps; a week's hours help it whole, and half of the next one's."""
    draw = np.random.default_rng(weeks)
    hours = np.zeros((weeks, 2 * weeks), np.int64)
    for week in range(weeks):
        hours[week, 2 * week : 2 * week + 2] = 16, 16
        hours[week, max(0, 2 * week - 2) : 2 * week] = 8
    needs = np.zeros((SEASONS, weeks))
    needs[:, busy] = 25 + 25 * draw.normal(0, 0.4, (SEASONS, len(busy)))
    prices = Prices(((312.0,) * 2, (280.0,) * 2) * weeks)
    return prices, Added(hours, needs, tuple(Ask(("response",), (week,), 0.05) for week in range(weeks)))


def cheapest_at_once(prices: Prices, trials: Added) -> float:
    """Solve the same as one program: levels, and which seasons may miss which week."""
    seasons, asks, levers = len(trials.needs), len(trials.asks), trials.hours.shape[1]
    cost = np.concatenate([[steps[0] for steps in prices.steps], np.zeros(seasons * asks)])
    enough = np.zeros((seasons * asks, len(cost)))
    missed = np.zeros((asks, len(cost)))
    for row, (season, ask) in enumerate(product(range(seasons), range(asks))):
        enough[row, :levers] = trials.hours[ask]
        enough[row, levers + row] = max(trials.needs[season, ask], 0.0)
        missed[ask, levers + row] = 1
    most = np.concatenate([prices.most, np.ones(seasons * asks)])
    limits = [
        LinearConstraint(enough, lb=trials.needs.ravel()),
        LinearConstraint(missed, ub=[round(ask.allowed * seasons) for ask in trials.asks]),
    ]
    return float(milp(cost, integrality=np.ones(len(cost)), bounds=Bounds(0, most), constraints=limits).fun)


def test_a_dozen_weeks_decided_one_by_one_are_proven_in_few_seasons():
    """Of 24 levers of two steps, at the price that one program over all plans and seasons finds."""
    prices, trials = season_of_weeks(12, range(6, 8))
    answer = find(prices, judge(trials), Limits())
    assert prices.cost(answer.best) == answer.bound == pytest.approx(cheapest_at_once(prices, trials))
    assert trials.purse.spent < SEASONS * len(trials.there) / 3


def test_what_follows_from_less_and_from_more_is_not_simulated():
    """One step brings an hour; needed are 0 to 9 hours, ten seasons each."""
    needs = np.repeat(np.arange(10.0), 10)[:, None]
    trials = Added(np.ones((1, 2), np.int64), needs, (Ask(("response",), (0,), 0.25),))
    judged = judge(trials)
    trials.counts([Plan((3, 2), ORDER), Plan((9, 9), "another order")])
    assert np.bincount(judged.known((2, 2), 0) + 1).tolist() == [50, 10, 40]  # of 1 to 5 hours nobody knows
    assert np.bincount(judged.known((4, 2), 0) + 1).tolist() == [40, 60]
    assert judged.failed((1, 1)) == (0,) and trials.purse.spent == 300  # 40 miss it under more
    assert judged.failed((4, 3)) == () and trials.purse.spent == 400  # and is simulated whole


def test_a_season_that_contradicts_the_others_is_believed():
    trials = Added(np.ones((1, 1), np.int64), np.full((SEASONS, 1), 2.0), (Ask(("response",), (0,), 0.05),))
    judged = judge(trials)
    trials.counts([Plan((2,), ORDER), Plan((3,), ORDER)])
    trials.misses = lambda levels: np.full((SEASONS, 1), levels != (2,))  # 3 misses what 2 keeps
    assert (judged.known((2,), 0) == KEPT).all() and (judged.known((3,), 0) == MISSED).all()
    assert (judged.known((1,), 0) == MISSED).all()


def two_ways(hours: int, allowed: float) -> tuple[Simulated, Added]:
    """A step of the first lever brings an hour; 40 seasons need none, 20 one and the last 40 two."""
    needs = np.repeat([0.0, 1.0, 2.0], [40, 20, 40])[:, None]
    trials = Added(np.array([[1, hours]]), needs, (Ask(("response",), (0,), allowed),))
    judged = judge(trials)
    trials.counts([Plan((1, 0), ORDER)])
    return judged, trials


@pytest.mark.parametrize(("allowed", "looks"), [(0.05, 1), (0.25, 4)])
def test_it_simulates_first_where_most_plans_missed_until_it_is_clear(allowed: float, looks: int):
    judged, trials = two_ways(1, allowed)
    assert judged.seen_to_fail((0, 1), 0) == (0,)
    assert np.flatnonzero(trials.there[Plan((0, 1), ORDER)]).tolist() == list(range(60, 60 + looks * AT_ONCE))


def test_a_plan_that_keeps_what_others_missed_most_is_left_after_a_look():
    judged, trials = two_ways(2, 0.05)
    assert judged.seen_to_fail((0, 1), 0) == ()
    assert trials.there[Plan((0, 1), ORDER)].sum() == AT_ONCE
    assert judged.seems_to_keep((0, 1)) and trials.there[Plan((0, 1), ORDER)].sum() > AT_ONCE


def test_what_fresh_customers_refused_fails():
    _, trials = season_of_weeks(2, range(0))
    judged = Simulated(trials, ORDER, trials.helps, {Plan((0, 0, 0, 0), ORDER): (1,)})
    assert judged.failed((0, 0, 0, 0)) == (1,) and not judged.keeps((0, 0, 0, 0))


def test_without_a_budget_nothing_more_becomes_known():
    prices, trials = season_of_weeks(12, range(6, 8))
    judged = judge(trials)
    trials.purse.budget = trials.purse.spent + AT_ONCE
    assert not judged.seems_to_keep(prices.most) and not judged.keeps(prices.most)
    assert trials.purse.spent <= trials.purse.budget
