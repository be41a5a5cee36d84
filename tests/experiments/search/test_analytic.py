"""The first guess, against textbook cases made by another program and against cases done by hand."""

import numpy as np
import pytest
from scipy.stats import poisson

from sim.experiments.search.program.analytic import (
    Calls,
    answered_share,
    backlog,
    in_time_share,
    least_agents,
    many_impatient_wait_share,
    many_wait_share,
    overdue,
    square_root_staffing,
    waits_share,
)

from .known import known


def test_a_day_of_a_call_centre_is_staffed_as_by_exhaustive_search():
    asked, expected = known("ST-01")
    served, within, target = 3600 / asked["service_mean_s"], asked["T_s"] / 3600, asked["target"]
    agents, levels = [], []
    for rate in asked["arrival_rate_per_h"]:
        calls = Calls(rate, served)
        agents.append(least_agents(lambda n, calls=calls: in_time_share(calls, n, within) >= target))
        levels.append(in_time_share(calls, agents[-1], within))
    assert agents == expected["agents"]
    assert levels == pytest.approx(expected["service_level"], abs=1e-9)


def test_the_phone_norm_is_staffed_as_by_exhaustive_search():
    asked, expected = known("ST-02")
    mu, theta = asked["service_rate_per_h"], asked["patience_rate_per_h"]
    assert asked["max_abandon"] == 0.1
    agents, shares, one_less = [], [], []
    for rate in asked["arrival_rate_per_h"]:
        calls = Calls(rate, mu)
        agents.append(least_agents(lambda n, calls=calls: answered_share(calls, n, theta) >= 0.9))
        shares.append(answered_share(calls, agents[-1], theta))
        one_less.append(answered_share(calls, agents[-1] - 1, theta))
    assert agents == expected["agents"]
    assert shares == pytest.approx(expected["p_answered"], abs=1e-8)
    assert one_less == pytest.approx(expected["p_answered_one_less"], abs=1e-8)


def test_the_limits_of_many_agents_are_those_of_the_papers():
    asked, expected = known("QD-01")
    assert [many_wait_share(beta) for beta in asked["beta"]] == pytest.approx(expected["p_wait"], abs=1e-6)
    asked, expected = known("QD-02")
    for ratio in asked["mu_over_theta"]:
        shares = [many_impatient_wait_share(beta, ratio) for beta in asked["beta"]]
        assert shares == pytest.approx(expected["p_wait"][f"{ratio:g}"], abs=1e-6)


@pytest.mark.parametrize("row", known("QD-03")[1]["rows"], ids=lambda row: f"{row['R']}-{row['alpha']}")
def test_square_root_staffing_comes_within_an_agent_of_the_exact_one(row: dict[str, float]):
    agents = square_root_staffing(row["R"], row["alpha"])
    assert agents == row["n_sqrt"]
    assert waits_share(row["R"], agents) == pytest.approx(row["p_wait_at_n_sqrt"], abs=1e-8)
    assert least_agents(lambda n: waits_share(row["R"], n) <= row["alpha"]) == row["n_exact"]


@pytest.mark.parametrize(("load", "hurry"), [(2000, 1.0), (1500, 1.0), (30, 1.0)])
def test_of_many_calls_as_many_are_answered_as_endless_agents_would_have_at_work(load: int, hurry: float):
    """Who waits leaves as fast as who is served, so the number inside is Poisson, however many agents."""
    agents = round(load + load**0.5)
    inside = poisson(load)
    busy = load * inside.cdf(agents - 2) + agents * inside.sf(agents - 1)

    assert answered_share(Calls(load, 1), agents, hurry) == pytest.approx(busy / load, rel=1e-9)


def test_far_from_the_square_root_nobody_waits_or_all_do():
    assert many_impatient_wait_share(-30.0, 1.0) == pytest.approx(1)
    assert many_impatient_wait_share(30.0, 1.0) == pytest.approx(0)


def test_nobody_is_in_time_where_more_comes_than_is_served():
    assert in_time_share(Calls(20, 5), 4, 1.0) == 0
    assert waits_share(4, 4) == 1


def test_work_waits_and_idle_hours_are_lost():
    """Day 1: 2 h idle. Day 2: 6 h more than hours. Days 3 and 4 work off 4 h each."""
    comes, staffed = np.array([6.0, 14, 4, 4]), np.array([8.0, 8, 8, 8])
    assert backlog(comes, staffed).tolist() == [0, 6, 2, 0]


def test_late_is_what_is_left_of_work_that_came_longer_ago_than_it_may_wait():
    """Of 20 h on day 1 the hours of day 1 and 2 reach 16; 4 h are left when they are a day old."""
    comes, staffed = np.array([20.0, 1, 1]), np.array([8.0, 8, 8])
    assert overdue(comes, staffed, 1).tolist() == [0, 4, 0]
    assert overdue(comes, staffed, 2).tolist() == [0, 0, 0]
    assert overdue(comes, staffed, 0).tolist() == [12, 5, 0]
