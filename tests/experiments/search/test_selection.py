"""Ranking and selection: constants made by another program, and the promise kept on known systems."""

from collections.abc import Sequence

import numpy as np
import pytest

from sim.experiments.estimates.confidence import chance
from sim.experiments.search.judging.selection import Care, kim_nelson, kn_constants, ocba_shares, rinott_h

from .known import known

EXPERIMENTS = 400


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

    def __call__(self, systems: Sequence[int], number: int) -> np.ndarray:
        draw = np.random.default_rng((self.seed, number))
        shared, own = draw.normal(0, 3), draw.normal(0, 2, len(self.means))
        return (self.means + shared + own)[list(systems)]


class Missed:
    """Systems that miss a norm at known chances; one customer's luck decides of all."""

    def __init__(self, chances: Sequence[float], seed: int) -> None:
        self.chances, self.seed = np.array(chances), seed

    def __call__(self, systems: Sequence[int], number: int) -> np.ndarray:
        missed = np.random.default_rng((self.seed, number)).random() < self.chances
        return missed[list(systems)].astype(float)


@pytest.mark.parametrize(
    ("kind", "means", "indifference"),
    [
        (Normal, [2, 1, 2, 3, 2.5], 1.0),  # the others just outside of the indifference
        (Missed, [0.30, 0.25, 0.10, 0.20], 0.10),
    ],
)
def test_the_best_is_chosen_at_the_promised_chance(kind: type, means: Sequence[float], indifference: float):
    best = int(np.argmin(means))
    right = np.array(
        [
            kim_nelson(len(means), kind(means, seed), Care(indifference)).best == best
            for seed in range(EXPERIMENTS)
        ]
    )
    assert chance(right).high >= 0.95


def test_a_close_choice_takes_more_than_a_clear_one():
    close, clear = (
        np.mean([kim_nelson(2, Normal([0, gap], seed), Care(0.5)).sampled for seed in range(40)])
        for gap in (0.5, 8)
    )
    assert clear == 2 * 20  # the first look is enough
    assert close > 2 * clear


def test_systems_that_are_the_same_end_in_a_choice():
    choice = kim_nelson(2, Missed([0.2, 0.2], 1), Care(0.05))
    assert choice.best == 0 and choice.clear


def test_a_budget_stops_a_choice_that_is_not_clear_and_says_so():
    choice = kim_nelson(3, Normal([0, 0.1, 9], 1), Care(0.1, budget=200))
    assert choice.sampled <= 200
    assert set(choice.in_play) == {0, 1} and not choice.clear


def test_a_single_system_is_the_best_there_is():
    assert kim_nelson(1, Normal([3], 1), Care(1.0)).best == 0
