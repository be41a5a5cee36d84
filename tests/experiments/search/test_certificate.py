"""The cheaper plans beside one, and what luck allows."""

import numpy as np

from sim.experiments.plans.goal import Ask
from sim.experiments.search.judging.certificate import Checked, neighbours_of
from sim.experiments.search.levers import Plan
from sim.experiments.search.program.covering import Prices
from sim.experiments.seasons.replicate import Counts


def test_the_neighbours_have_a_step_less_and_what_stays_cheaper_of_another_lever():
    """Temps cost 10 a step, Saturdays 4: one temp less buys two Saturdays."""
    prices = Prices(((10.0, 10.0, 10.0), (4.0, 4.0, 4.0)))
    assert neighbours_of((2, 1), prices) == [(1, 1), (2, 0), (1, 3)]
    assert neighbours_of((1, 0), prices) == [(0, 0), (0, 2)]
    assert neighbours_of((0, 0), prices) == []


def test_a_step_that_costs_nothing_leaves_no_cheaper_neighbour():
    assert neighbours_of((1,), Prices(((0.0,),))) == []


def checked(*missed: int) -> Checked:
    """A plan that missed each thing asked in so many of 200 seasons."""
    empty = Counts(np.zeros((200, 1, 1, 7)), np.zeros((200, 1, 3)), np.zeros((200, 1, 3)))
    misses = np.arange(200)[:, None] < np.array(missed)
    return Checked(Plan((0,), ""), 0.0, empty, misses)


ASKS = tuple(Ask(("response",), (week,), 0.05, 0.0) for week in range(3))


def test_fresh_customers_refuse_a_plan_only_beyond_luck():
    """Of 200 at 5%, 19 or more come in 1 of 170 samples, 17 in 1 of 40 (binomial tables)."""
    assert checked(0, 10, 17).surely_missed(ASKS) == ()
    assert checked(0, 19, 40).surely_missed(ASKS) == (1, 2)


def test_the_worst_is_what_lies_most_above_what_is_allowed():
    assert checked(4, 9, 0).worst(ASKS) == 1
    easier = (*ASKS[:1], Ask(("phone",), (1,), 0.2, 0.0))
    assert checked(4, 20).worst(easier) == 0
