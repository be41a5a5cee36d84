"""What is asked of staff, on counts written by hand."""

import numpy as np
import pytest

from sim.experiments.goal import Goal
from sim.experiments.replicate import MET, Counts
from sim.experiments.search.asked import CLOSE, TOLERANCE, asks_of, misses_of, within_reach
from sim.norms.edition import NORMS

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


def test_each_target_is_asked_for_in_each_week():
    asks = asks_of(GOAL, ENDLESS)
    assert [(ask.target, ask.weeks) for ask in asks] == [
        ("response", (0,)),
        ("response", (1,)),
        ("phone", (0,)),
        ("phone", (1,)),
    ]
    assert [ask.floor for ask in asks] == [0, 0, 0.04, 0.09]
    assert [ask.excused for ask in asks] == [False, False, False, True]


def test_staff_may_add_to_the_floor_what_the_risk_leaves():
    assert [ask.allowed for ask in asks_of(GOAL, ENDLESS)] == pytest.approx([0.05, 0.05, 0.01, 0.05])
    close = counts(phone={0: range(5)})
    assert asks_of(GOAL, close)[2].allowed == TOLERANCE
    assert asks_of(Goal(("response",), 0.004), ENDLESS)[0].allowed == 0.004


def test_what_endless_staff_misses_with_the_same_customers_is_not_staff_s():
    plan = counts(response={1: range(50, 53)}, phone={0: range(2, 8), 1: range(9)})
    missed = misses_of(asks_of(GOAL, ENDLESS), plan, ENDLESS)
    assert missed.sum(axis=0).tolist() == [0, 3, 4, 0]
    assert np.flatnonzero(missed[:, 2]).tolist() == [4, 5, 6, 7]


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
    assert [ask.reached for ask in reached] == [None, 0.12, None, None]
    assert reached[1].allowed == pytest.approx(0.12 + CLOSE)
