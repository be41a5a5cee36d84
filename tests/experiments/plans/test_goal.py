"""What is asked of staff, on counts written by hand."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binomtest, multinomial

from sim.experiments.plans.goal import (
    CLOSE,
    OVERS,
    TOLERANCE,
    Ask,
    Goal,
    Standard,
    asks_of,
    misses_of,
    within_reach,
)
from sim.experiments.seasons.replicate import MET, Counts
from sim.norms.editions.edition import NORMS

RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")
SEASONS, WEEKS = 100, 2


def counts(**missed: dict[int, range]) -> Counts:
    """Seasons in which a norm is missed, by week."""
    verdicts = np.zeros((SEASONS, WEEKS, len(NORMS), 7), np.int64)
    verdicts[..., MET] = 1
    for norm, weeks in missed.items():
        for week, seasons in weeks.items():
            verdicts[list(seasons), week, NORMS.index(norm), MET] = 0
    nothing = np.zeros((SEASONS, WEEKS, 3), np.int64)
    return Counts(verdicts, nothing, nothing)


ENDLESS = counts(phone={0: range(4), 1: range(9)})
GOAL = Goal(("response", "phone"), 0.05)


def test_all_targets_are_asked_for_together_in_each_week_but_for_what_staff_cannot_move():
    """Endless staff misses the phone of the second week in 9 of 100 seasons, more than the 5 allowed."""
    first, second = asks_of(GOAL, ENDLESS)
    assert (first.targets, first.weeks, first.floor, first.spared) == (("response", "phone"), (0,), 0.04, {})
    assert (second.targets, second.weeks, second.floor) == (("response",), (1,), 0)
    assert second.spared == {"phone": 0.09}


def test_staff_may_add_to_the_floor_what_the_risk_leaves():
    assert [ask.allowed for ask in asks_of(GOAL, ENDLESS)] == pytest.approx([0.01, 0.05])
    close = counts(phone={0: range(5)})
    assert asks_of(GOAL, close)[0].allowed == TOLERANCE
    assert asks_of(Goal(("response",), 0.004), ENDLESS)[0].allowed == 0.004


def test_a_week_that_misses_any_target_is_missed():
    """Three seasons miss the answers, three the phone, one of them both: five, more than 4 of 100."""
    plan = counts(response={0: range(10, 13)}, phone={0: range(12, 15)})
    [ask, _] = asks_of(Goal(("response", "phone"), 0.04), counts())
    misses = ask.misses(plan, counts())
    assert np.flatnonzero(misses).tolist() == [10, 11, 12, 13, 14]
    assert ask.fails(5, SEASONS) and not ask.fails(4, SEASONS)
    assert asks_of(Goal(("response",), 0.04), counts())[0].misses(plan, counts()).sum() == 3


def test_what_endless_staff_misses_with_the_same_customers_is_the_floor_and_not_added_by_staff():
    plan = counts(response={1: range(50, 53)}, phone={0: range(2, 8), 1: range(9)})
    missed = misses_of(asks_of(GOAL, ENDLESS), plan, ENDLESS)
    assert missed.sum(axis=0).tolist() == [4, 3]
    assert np.flatnonzero(missed[:, 0]).tolist() == [4, 5, 6, 7]


MARKED = arrays(np.bool_, (20, WEEKS))


def of_marks(**missed: np.ndarray) -> Counts:
    """Twenty seasons in which a norm is missed where it is marked."""
    return counts(
        **{
            norm: {week: np.flatnonzero(marks[:, week]) for week in range(WEEKS)}
            for norm, marks in missed.items()
        }
    ).first(20)


@given(MARKED, MARKED, MARKED, st.sampled_from([0.05, 0.3, 0.6]), st.sampled_from(OVERS))
def test_the_risk_is_how_often_anything_asked_is_missed(answers, phone, floor, risk, over):
    """Where a plan misses whatever endless staff does, floor and what staff adds come to all that counts."""
    endless, plan = of_marks(phone=floor), of_marks(response=answers, phone=phone | floor)
    for ask in asks_of(Goal(("response", "phone"), risk, over), endless):
        weeks = list(ask.weeks)
        calls = phone & ~floor if "phone" in ask.spared else phone | floor
        bad = [any(answers[season, weeks]) or any(calls[season, weeks]) for season in range(20)]
        assert ("phone" in ask.spared) == (floor[:, weeks].any(axis=1).mean() > risk)
        assert ask.chance_of(ask.misses(plan, endless), endless).share == pytest.approx(np.mean(bad))


def floor_for_known(floor: int, added: int) -> tuple[float, float]:
    """Add the floor that was seen to the interval of what staff adds, as if it were the true one."""
    low, high = binomtest(added, SEASONS).proportion_ci()
    return floor / SEASONS + low, floor / SEASONS + high


def floor_counted(floor: int, added: int) -> tuple[float, float]:
    """Ask the standard: endless staff misses the first seasons, staff others besides."""
    endless, plan = counts(response={0: range(floor)}), counts(response={0: range(floor + added)})
    found = Standard.of(Goal(("response",), 0.5), endless).risk_of(plan)
    return found.low, found.high


@pytest.mark.parametrize("floor", [0.01, 0.04, 0.2])
def test_the_interval_of_a_risk_holds_what_is_not_known_of_the_floor(floor: float):
    """Summed over all that 100 seasons are likely to show; staff adds 2% to what endless staff misses."""
    seen = list(product(range(45), range(12)))
    weights = multinomial.pmf(
        [(*one, SEASONS - sum(one)) for one in seen], SEASONS, [floor, 0.02, 0.98 - floor]
    )

    def covered(interval: Callable[[int, int], tuple[float, float]]) -> float:
        held = [low <= floor + 0.02 <= high for low, high in (interval(*one) for one in seen)]
        return float(weights[held].sum())

    assert covered(floor_counted) >= 0.95
    assert floor == 0.01 or covered(floor_for_known) < 0.9


def test_over_the_season_one_bad_week_is_enough():
    goal = Goal(("phone",), 0.1, "season")
    [ask] = asks_of(goal, ENDLESS)
    assert (ask.weeks, ask.floor) == ((0, 1), 0.09)
    plan = counts(phone={0: range(10, 12), 1: range(11, 14)})
    assert misses_of([ask], plan, ENDLESS).sum() == 4


def test_what_all_that_may_be_had_cannot_bring_is_asked_for_nearly_as_far_as_it_does():
    """Two orders of work: the better one misses week 1 in 12 of 100 seasons, week 0 in none."""
    asks = asks_of(GOAL, counts())
    worse, better = counts(response={0: range(7), 1: range(30)}), counts(response={1: range(12)})
    reached = within_reach(asks, [worse, better], counts())
    assert [ask.reached for ask in reached] == [None, 0.12]
    assert reached[1].allowed == pytest.approx(0.12 + CLOSE)


def test_so_many_misses_as_the_risk_allows_are_no_failure():
    ask = Ask(("response",), (0,), 0.07)
    assert ask.fails(1, 14) and not ask.fails(0, 14)
    assert not ask.fails(7, 100) and ask.fails(8, 100)  # 0.07 * 100 is more than 7 in floats


def test_as_low_as_any_is_what_the_least_risky_betters_in_no_week_beyond_chance():
    """30 of 100 seasons against 25 of the same ones are no proof (5 to 0); against 10 they are (20 to 0)."""
    held = Standard.of(Goal(("response",), 0.05), counts())
    plans = [counts(response={0: range(bad)}) for bad in (30, 25, 10)]
    assert held.lowest(plans) == [2]
    assert held.lowest(plans[:2]) == [0, 1]
    assert held.lowest([counts(), *plans]) == [0]


def test_where_no_plan_saves_the_worst_week_the_one_that_saves_others_comes_lowest():
    held = Standard.of(Goal(("response",), 0.05), counts())
    lost, saved = (counts(response={0: range(100), 1: range(bad)}) for bad in (90, 10))
    assert held.lowest([lost, saved]) == [1]


def test_a_standard_names_the_risk_that_lies_most_above_what_is_allowed():
    standard = Standard.of(GOAL, ENDLESS)
    plan = counts(response={1: range(20, 24)}, phone={0: range(5)})
    assert standard.keeps(plan)  # 1 added of 1 allowed, 4 of 5
    assert standard.risk_of(plan).share == pytest.approx(0.05)
    worse = counts(response={1: range(20, 26)}, phone={0: range(5)})
    assert not standard.keeps(worse) and standard.risk_of(worse).share == pytest.approx(0.06)
    assert standard.missed_weeks(worse).sum() == 7
    few = standard.misses(worse.first(10))
    assert few.shape == (10, 2)
