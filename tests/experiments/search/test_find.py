"""The search around the master problem, with judges that are known all over."""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pytest

from sim.experiments.search.judging.purse import BudgetSpent
from sim.experiments.search.program.covering import Levels, Prices
from sim.experiments.search.program.find import Limits, find

NEEDED = 3  # things asked


@dataclass
class Known:
    """Each thing asked needs a weighted sum of its levers; every question is written down."""

    weights: np.ndarray  # [asks, levers]
    needs: np.ndarray  # [asks]
    asked: list[Levels] = field(default_factory=list)

    @property
    def helps(self) -> list[dict[int, int]]:
        return [dict.fromkeys(np.flatnonzero(row).tolist(), 0) for row in self.weights]

    def failed(self, levels: Levels) -> tuple[int, ...]:
        self.asked.append(levels)
        return tuple(np.flatnonzero(self.weights @ levels < self.needs).tolist())

    def seen_to_fail(self, levels: Levels, ask: int) -> tuple[int, ...]:
        return tuple(np.flatnonzero(self.weights @ levels < self.needs - 1).tolist())  # not the close ones


@dataclass
class Stopped:
    """A judge who answers so many questions and no more."""

    judge: Known
    left: int

    @property
    def helps(self) -> list[dict[int, int]]:
        return self.judge.helps

    def failed(self, levels: Levels) -> tuple[int, ...]:
        self._ask()
        return self.judge.failed(levels)

    def seen_to_fail(self, levels: Levels, ask: int) -> tuple[int, ...]:
        self._ask()
        return self.judge.seen_to_fail(levels, ask)

    def _ask(self) -> None:
        if not self.left:
            raise BudgetSpent
        self.left -= 1


def case(seed: int) -> tuple[Prices, Known]:
    draw = np.random.default_rng(seed)
    prices = Prices(tuple(tuple(draw.integers(1, 20, most).astype(float)) for most in (4, 3, 2, 2)))
    weights = draw.integers(0, 4, (NEEDED, 4))
    needs = np.array([draw.integers(0, max(1, row @ np.array(prices.most)) + 1) for row in weights])
    return prices, Known(weights, needs)


def cheapest_of_all(prices: Prices, judge: Known) -> float:
    plans = product(*(range(most + 1) for most in prices.most))
    return min(
        (prices.cost(plan) for plan in plans if (judge.weights @ plan >= judge.needs).all()), default=np.inf
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("guess", [None, (2, 1, 1, 0), (4, 3, 2, 2)])
def test_the_plan_found_costs_what_trying_all_finds_wherever_it_begins(seed: int, guess: Levels | None):
    prices, judge = case(seed)
    answer = find(prices, judge, Limits(start=guess))
    least = cheapest_of_all(prices, judge)
    assert (answer.best is None) == np.isinf(least)
    if answer.best is not None:
        assert prices.cost(answer.best) == pytest.approx(least)
        assert answer.bound >= least - 0.01
        assert not judge.failed(answer.best)


def test_the_search_asks_far_fewer_plans_than_there_are():
    asked = []
    for seed in range(12):
        prices, judge = case(seed)
        find(prices, judge, Limits())
        asked.append(len(judge.asked))
    assert np.mean(asked) < 20  # of 180


def test_a_plan_that_costs_more_than_is_of_use_is_not_looked_for():
    prices, judge = case(3)
    least = cheapest_of_all(prices, judge)
    assert find(prices, judge, Limits(ceiling=least - 1)).best is None
    assert find(prices, judge, Limits(ceiling=least)).best is not None
    dear = find(prices, judge, Limits(start=prices.most, ceiling=least - 1))
    assert dear.best is None and dear.bound > least - 1  # that it begins too dear is no reason to stop


def test_a_plan_that_is_enough_gives_way_to_one_that_is_a_little_cheaper():
    either = Known(np.array([[1, 1]]), np.array([1]))
    assert find(Prices(((5.0,), (4.5,))), either, Limits(start=(1, 0))).best == (0, 1)


def test_a_plan_that_is_known_to_be_enough_is_kept_unless_a_cheaper_one_is():
    prices, judge = case(3)
    least, dearest = cheapest_of_all(prices, judge), prices.most
    assert prices.cost(find(prices, judge, Limits(known=dearest)).best) == least
    assert find(prices, Stopped(judge, 0), Limits(known=dearest)).best == dearest


def test_a_search_that_is_stopped_says_below_what_nothing_keeps_what_is_asked():
    prices, judge = case(5)
    answer = find(prices, Stopped(judge, 2), Limits())
    assert answer.best is None
    assert 0 < answer.bound <= cheapest_of_all(prices, judge)


@pytest.mark.parametrize("questions", range(12))
def test_wherever_it_is_stopped_the_bound_holds(questions: int):
    for seed in range(4):
        prices, judge = case(seed)
        answer = find(prices, Stopped(judge, questions), Limits(known=prices.most))
        assert answer.bound <= cheapest_of_all(prices, judge) + 0.01
        assert answer.best is not None
