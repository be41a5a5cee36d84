"""Ranking and selection: constants made by another program, and the promise kept on known systems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pytest
from scipy.stats import multinomial

from sim.experiments.estimates.confidence import Chance, chance
from sim.experiments.plans.targets import missed
from sim.experiments.search.judging.choice import CARE, Chosen
from sim.experiments.search.judging.purse import Purse
from sim.experiments.search.judging.selection import (
    Care,
    Choice,
    Sample,
    kim_nelson,
    kn_constants,
    ocba_shares,
    rinott_h,
)
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.sweep import Sweep
from tests.experiments.shops import tiny

from .known import known

EXPERIMENTS = 300
SIMULATED = 100  # seasons of a plan
NEGLIGIBLE = 1e-9  # chance


@pytest.mark.parametrize("row", known("RS-01")[1]["rows"], ids=lambda row: f"{row['k']} systems")
def test_the_constants_of_kim_and_nelson(row: dict[str, float]):
    eta, h_squared = kn_constants(int(row["k"]), row["alpha"], int(row["n0"]))
    assert eta == pytest.approx(row["eta"], abs=1e-6)
    assert h_squared == pytest.approx(row["h2"], abs=1e-6)


def test_the_constants_of_rinott():
    asked, expected = known("RS-02")
    assert [rinott_h(*row) for row in asked["rows"]] == pytest.approx(expected["h"], abs=1e-3)


def test_the_allocation_of_a_budget():
    asked, expected = known("RS-03")
    shares = ocba_shares(np.array(asked["means"], float), np.array(asked["sds"], float))
    assert shares == pytest.approx(expected["fractions"], abs=1e-6)


class Normal:
    """Systems of known means that meet the same luck, and some of their own."""

    def __init__(self, means: Sequence[float], seed: int) -> None:
        self.means, self.seed = np.array(means), seed

    def __call__(self, systems: Sequence[int], numbers: range) -> np.ndarray:
        return np.array([self._one(number)[list(systems)] for number in numbers])

    def _one(self, number: int) -> np.ndarray:
        draw = np.random.default_rng((self.seed, number))
        return self.means + draw.normal(0, 3) + draw.normal(0, 2, len(self.means))


@dataclass
class Drawn:
    """Seasons drawn from some that are all there are, so that the truth is their mean: [seasons, systems]."""

    all: np.ndarray
    seed: int

    def __call__(self, systems: Sequence[int], numbers: range) -> np.ndarray:
        drawn = [np.random.default_rng((self.seed, number)).integers(len(self.all)) for number in numbers]
        return self.all[np.ix_(drawn, list(systems))]


def nested(chances: Sequence[float], seasons: int = 1000) -> np.ndarray:
    """Miss a norm at known chances, one customer's luck deciding of all: float64[seasons, systems]."""
    return (np.arange(seasons)[:, None] < seasons * np.array(chances)).astype(float)


class Paying:
    """Seasons as long as they are paid for."""

    def __init__(self, sample: Sample, budget: int) -> None:
        self.sample, self.purse = sample, Purse(budget)

    def __call__(self, systems: Sequence[int], numbers: range) -> np.ndarray:
        self.purse.pay(len(systems) * len(numbers))
        return self.sample(systems, numbers)


def how_often_right(made: Callable[[int], Sample], best: int, systems: int, care: Care) -> Chance:
    picks = [kim_nelson(systems, made(seed), care).best for seed in range(EXPERIMENTS)]
    return chance(np.array(picks) == best)


def test_of_normal_systems_the_best_is_chosen_at_the_promised_chance():
    means = [2, 1, 2, 3, 2.5]  # the others just outside of the indifference
    assert how_often_right(lambda seed: Normal(means, seed), 1, 5, Care(1.0)).high >= 0.95
    assert how_often_right(lambda seed: Normal(means, seed), 1, 5, Care(1.0, step=20)).high >= 0.95


def test_of_systems_that_rarely_miss_the_best_is_chosen_at_the_promised_chance():
    care = replace(CARE, indifference=0.05)
    often, rarely = nested([0.30, 0.25, 0.10, 0.20]), nested([0.05, 0.10, 0.05, 0.0])
    assert how_often_right(lambda seed: Drawn(often, seed), 2, 4, care).high >= 0.95
    assert how_often_right(lambda seed: Drawn(rarely, seed), 3, 4, care).high >= 0.95


def test_of_simulated_plans_the_best_is_chosen_at_the_promised_chance():
    """Two people meet more questions or fewer; what was simulated is all there is, so its mean is true."""
    busy = "questions_per_week = 240"
    shops = {many: tiny((busy, busy.replace("240", many))) for many in ("234", "200", "222")}
    counts = Sweep().counts(shops, range(SIMULATED), "plans")
    seasons = np.column_stack([missed(one, "response").any(axis=1) for one in counts.values()]).astype(float)
    fewest, second, _ = sorted(seasons.mean(axis=0))
    assert second - fewest > 0.02
    care = replace(CARE, indifference=second - fewest)
    assert how_often_right(lambda seed: Drawn(seasons, seed), 1, 3, care).high >= 0.95


def exactly_right(gained: float, lost: float, care: Care) -> float:
    """Enumerate all that two plans can bring: the chance that the one is chosen that misses less often.

    In a season the other misses alone at the chance `gained`, it alone at `lost`. All counts of both in the
    first seasons are gone through, and after each of them the walk of their difference, season by season.
    """
    assert care.indifference == pytest.approx(gained - lost)
    chances = np.array([gained, lost, 1 - gained - lost])
    right = 0.0
    for plus, minus in product(range(care.first + 1), repeat=2):
        first = multinomial.pmf([plus, minus, care.first - plus - minus], care.first, chances)
        if first > NEGLIGIBLE:
            right += first * _right_after(plus, minus, chances, care)
    return right


def _right_after(plus: int, minus: int, chances: np.ndarray, care: Care) -> float:
    first = care.first
    variance = (plus + minus - (plus - minus) ** 2 / first) / (first - 1) + care.rare**2 / first
    end = kn_constants(2, care.wrong, first)[1] * variance / care.indifference**2
    reach = int(care.indifference / 2 * end) + first + care.step + 1
    at, sums, seen, right = np.zeros(2 * reach + 1), np.arange(-reach, reach + 1), first, 0.0
    at[reach + plus - minus] = 1.0
    while seen < end:
        slack = care.indifference / 2 * (end - seen)
        right += at[sums > slack].sum()
        at[np.abs(sums) > slack] = 0.0
        for _ in range(care.step):
            at = np.convolve(at, [chances[1], chances[2], chances[0]], "same")
        seen += care.step
    return right + float(at[sums > 0].sum())  # a tie counts as wrong


@pytest.mark.parametrize("lost", [0.0, 0.01, 0.05, 0.2])
def test_the_promise_holds_exactly_however_rarely_two_plans_differ(lost: float):
    care = replace(CARE, indifference=0.05)
    assert exactly_right(lost + 0.05, lost, care) >= 0.95


def test_it_would_not_hold_if_rare_misses_were_taken_as_normal():
    care = Care(0.05, step=20)
    assert exactly_right(0.05, 0.0, care) < 0.7
    assert exactly_right(0.06, 0.01, care) < 0.8


@pytest.mark.parametrize("rare", [0.0, 1.0])
def test_what_is_enumerated_is_what_happens(rare: float):
    care, all_there_are = Care(0.05, step=20, rare=rare), nested([0.05, 0.0])
    right = how_often_right(lambda seed: Drawn(all_there_are, seed), 1, 2, care)
    assert right.low <= exactly_right(0.05, 0.0, care) <= right.high


def test_close_systems_take_more_seasons_than_far_ones():
    choice = kim_nelson(4, Normal([0, 0.5, 4, 8], 3), Care(0.5))
    close, near, far, farthest = choice.sampled
    assert farthest <= far < near <= close
    assert farthest == 20  # the first look is enough


def test_systems_that_are_the_same_end_in_a_choice():
    choice = kim_nelson(2, Drawn(nested([0.2, 0.2]), 1), Care(0.05))
    assert choice.best == 0 and choice.clear


def test_a_budget_stops_a_choice_that_is_not_clear_and_says_so():
    choice = kim_nelson(3, Paying(Normal([0, 0.1, 9], 1), 200), Care(0.1))
    assert sum(choice.sampled) <= 200
    assert set(choice.in_play) == {0, 1} and not choice.clear


def test_without_a_budget_nothing_is_seen_and_all_are_in_play():
    choice = kim_nelson(3, Paying(Normal([5, 1, 9], 1), 30), Care(0.1))
    assert choice.sampled == [0, 0, 0] and choice.in_play == (0, 1, 2) and choice.best == 0


def test_a_single_system_is_the_best_there_is():
    choice = kim_nelson(1, Normal([3], 1), Care(1.0))
    assert choice.best == 0 and choice.clear


def test_a_choice_that_is_open_says_how_much_better_another_may_be():
    """Of 40 seasons the plan taken missed 2 and the other 1 of these: at worst it misses some 13% more."""
    plans = tuple(Plan((level,), "oldest first") for level in range(2))
    seen = np.zeros((40, 2))
    seen[[3, 5], 0] = seen[5, 1] = 1
    open_still = Chosen(plans, Choice((0, 1), seen))
    assert open_still.best == plans[0] and open_still.seasons == 40
    behind = open_still.open[plans[1]]
    assert behind.mean == pytest.approx(1 / 40)
    assert behind.low < 0 < 0.1 < behind.high < 0.16
    assert Chosen(plans, Choice((0, 1), seen[:0])).open == {plans[1]: None}
    assert Chosen(plans, Choice((1,), seen)).open == {}
