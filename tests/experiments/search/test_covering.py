"""The mixed-integer programs: known optima, and small ones solved again by trying everything."""

import os
from itertools import product

import numpy as np
import pytest
from scipy.optimize import milp

from sim.experiments.search.program import covering
from sim.experiments.search.program.covering import Cut, Prices, Requirement, cheapest, cover

from .known import known


def test_five_days_on_and_two_off_take_as_many_people_as_in_the_textbook():
    asked, expected = known("RO-01")
    five_of_seven = np.array([[int((day - first) % 7 < 5) for first in range(7)] for day in range(7)])
    found = cover(Requirement(np.array(asked["demand"]), five_of_seven, np.ones(7)))
    assert found is not None
    assert found.cost == expected["optimum"] == found.count.sum()
    assert found.bound == pytest.approx(expected["lp_bound"])
    assert (five_of_seven @ found.count >= asked["demand"]).all()


def test_shifts_of_three_lengths_cover_a_day_at_the_known_cost():
    asked, expected = known("RO-02")
    hours = len(asked["requirement"])
    types = [(begin, length) for length in asked["shift_lengths"] for begin in range(hours - length + 1)]
    covers = np.array(
        [[int(begin <= hour < begin + length) for begin, length in types] for hour in range(hours)]
    )
    cost = np.array([length + 0.5 for _, length in types])
    found = cover(Requirement(np.array(asked["requirement"]), covers, cost))
    assert found is not None
    assert found.cost == pytest.approx(expected["minimum_cost"])
    assert found.cost == pytest.approx(cost @ found.count)
    assert (covers @ found.count >= asked["requirement"]).all()


@pytest.mark.parametrize("seed", range(8))
def test_a_small_cover_costs_what_trying_all_of_them_finds(seed: int):
    draw = np.random.default_rng(seed)
    periods, types, most = 5, 4, 4
    covers = draw.integers(0, 2, (periods, types))
    needed, cost = draw.integers(0, 4, periods), draw.integers(1, 9, types).astype(float)
    tried = [cost @ one for one in product(range(most + 1), repeat=types) if (covers @ one >= needed).all()]
    found = cover(Requirement(needed, covers, cost, np.full(types, most)))
    assert (found is None) == (not tried)
    if found is not None:
        assert found.cost == pytest.approx(min(tried))
        assert found.bound <= found.cost + 1e-9


def test_what_nobody_may_cover_is_no_cover():
    assert cover(Requirement(np.array([1, 1]), np.array([[1], [0]]), np.ones(1))) is None


@pytest.mark.parametrize("seed", range(8))
def test_the_cheapest_plan_that_no_cut_forbids_is_the_one_that_trying_all_finds(seed: int):
    draw = np.random.default_rng(100 + seed)
    prices = Prices(tuple(tuple(draw.integers(1, 9, steps).astype(float)) for steps in (3, 1, 2, 2)))
    plans = list(product(*(range(most + 1) for most in prices.most)))
    cuts = [
        Cut(plans[draw.integers(len(plans))], frozenset(draw.permutation(4)[: draw.integers(1, 5)].tolist()))
        for _ in range(6)
    ]
    allowed = [plan for plan in plans if not any(_forbidden(plan, cut) for cut in cuts)]
    found = cheapest(prices, cuts)
    assert (found is None) == (not allowed)
    if found is not None:
        assert found in allowed
        assert prices.cost(found) == pytest.approx(min(map(prices.cost, allowed)))


def _forbidden(plan: tuple[int, ...], cut: Cut) -> bool:
    return all(plan[lever] <= cut.levels[lever] for lever in cut.levers)


def test_without_a_cut_nothing_is_the_cheapest_plan():
    assert cheapest(Prices(((5.0,), (1.0, 1.0))), []) == (0, 0)


def test_a_cut_that_no_lever_helps_leaves_no_plan():
    assert cheapest(Prices(((5.0,),)), [Cut((1,), frozenset({0}))]) is None
    assert cheapest(Prices(((5.0,),)), [Cut((0,), frozenset())]) is None
    assert cheapest(Prices(()), [Cut((), frozenset())]) is None


def test_the_solver_says_nothing_on_standard_output(capfd: pytest.CaptureFixture[str], monkeypatch):
    """HiGHS writes to the descriptor itself, past sys.stdout."""

    def talking(*given, **options):
        os.write(1, b"Running HiGHS\n")
        return milp(*given, **options)

    monkeypatch.setattr(covering, "milp", talking)
    assert cheapest(Prices(((1.0,),)), [Cut((0,), frozenset({0}))]) == (1,)
    assert cover(Requirement(np.array([1]), np.array([[1]]), np.array([1.0]))) is not None
    assert capfd.readouterr().out == ""
    print("and afterwards it does again")
    assert capfd.readouterr().out == "and afterwards it does again\n"
