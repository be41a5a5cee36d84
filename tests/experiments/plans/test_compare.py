"""Plans side by side, on counts written by hand: five seasons of two weeks."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from sim.experiments.plans.compare import Comparison, Outcome, Plan, change, compare, frontier
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.seasons.replicate import BAD, MAIL, MET, STRIKE, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.editions.edition import NORMS
from sim.scenario.read import read_text
from tests.experiments.shops import TINY, tiny

RESPONSE, PHONE, ON_TIME = (NORMS.index(norm) for norm in ("response", "phone", "on_time"))
FILE = read_text(TINY, "tiny.toml")
MORE = read_text(TINY.replace('Mehmet = "mon-thu', 'Mehmet = "mon-fri'), "tiny.toml")
FRIDAYS = 2 * 7.5 * 28  # of Mehmet


def outcome(late: list[list[int]], phone_met: list[list[int]], file=FILE, hours: int = 3) -> Outcome:
    """Late answers and phone verdicts by season and week; 20 late are below the norm, 10 bring the mail."""
    counted = np.array(late)
    verdicts = np.zeros((*counted.shape, len(NORMS), 7), np.int64)
    verdicts[..., MET] = 1
    verdicts[:, :, RESPONSE, BAD] = counted
    verdicts[:, :, RESPONSE, MAIL] = counted >= 10
    verdicts[:, :, RESPONSE, MET] = counted < 20
    verdicts[:, :, PHONE, MET] = phone_met
    verdicts[:, 0, ON_TIME, STRIKE] = 1
    waiting = np.full((*counted.shape, 3), hours * 3600)
    waiting[-1, -1, 0] = 90 * 3600  # the oldest question of the last season
    load = np.zeros((*counted.shape, 4), np.int64)
    return Outcome(Plan(file.name, file, Shop(file.scenario)), Counts(verdicts, load, waiting))


BASE = outcome([[0, 12], [25, 30], [0, 0], [9, 10], [40, 0]], [[1, 1], [1, 0], [1, 1], [1, 1], [1, 1]])
BETTER = outcome([[0, 2], [15, 24], [0, 0], [9, 5], [12, 0]], [[1, 1], [1, 0], [0, 1], [1, 1], [1, 1]], MORE)


def test_a_plan_comes_to_what_its_seasons_count():
    assert BASE.figures["late"].tolist() == [12, 55, 0, 19, 40]
    assert BASE.figures["mails"].tolist() == [1, 2, 0, 1, 1]
    assert BASE.figures["weeks_below"].tolist() == [0, 2, 0, 0, 1]
    assert BASE.figures["phone_weeks_below"].tolist() == [0, 1, 0, 0, 0]
    assert BASE.figures["strikes"].tolist() == [1, 1, 1, 1, 1]
    assert BASE.mean("late") == pytest.approx(126 / 5)


def test_a_chance_counts_seasons_with_one_such_week_or_more():
    assert BASE.chance("mail").share == 4 / 5
    assert BASE.chance("below").share == 2 / 5
    assert BASE.chance("phone_below").share == 1 / 5
    assert BASE.chance("no_bad_week").share == 3 / 5
    assert BETTER.chance("no_bad_week").share == 3 / 5  # the second below both, the third below the phone's
    assert [week.share for week in BASE.weekly("response")] == [2 / 5, 1 / 5]


def test_the_oldest_question_is_that_of_the_season_not_of_a_week():
    assert BASE.oldest_h == (3, 3, 90)


def test_a_difference_is_that_of_the_same_seasons():
    """Late answers fall by 10, 16, 0, 5 and 28."""
    told = Comparison((BASE, BETTER)).change(BETTER, "late")
    fallen = [-10, -16, 0, -5, -28]
    mean = sum(fallen) / 5
    variance = sum((one - mean) ** 2 for one in fallen) / 4
    assert told.by.mean == mean == -11.8
    assert told.by.low < mean < told.by.high

    def spread(values: list[int]) -> float:
        return sum((one - sum(values) / 5) ** 2 for one in values) / 4

    apart = spread([12, 55, 0, 19, 40]) + spread([2, 39, 0, 14, 12])
    assert told.variance_cut == pytest.approx(apart / variance)


def test_a_chance_changes_by_the_seasons_that_change():
    told = Comparison((BASE, BETTER)).change_of_chance(BETTER, "below")
    assert told.by.mean == pytest.approx(-1 / 5)
    same = Comparison((BASE, BETTER)).change_of_chance(BETTER, "no_bad_week").by
    # One season gains it and one loses it, a chance of 1 in 5 each: 0.5% to 71.6% by Clopper and Pearson,
    # reaches of 0.195 and 0.516 that are correlated by minus the odds, 1 / 4.
    reach = (0.195**2 + 0.516**2 + 2 / 4 * 0.195 * 0.516) ** 0.5
    assert same.mean == 0 and (same.low, same.high) == pytest.approx((-reach, reach), abs=0.001)


def test_a_plan_that_changes_nothing_has_no_cut():
    assert change(np.array([1.0, 2.0]), np.array([1.0, 2.0])).variance_cut is None
    assert change(np.array([1.0]), np.array([2.0])).variance_cut is None


def test_the_cut_is_what_other_customers_would_have_cost():
    """Directly: each season of one plan beside all other seasons of the other, whose customers differ."""
    plans = {"base": tiny(), "more": tiny(('Mehmet = "mon-thu', 'Mehmet = "mon-fri'))}
    counted = Sweep(seed=1).counts(plans, range(24), "plans")
    base, more = (
        Outcome(Plan(name, FILE, plans[name]), one).figures["late"] for name, one in counted.items()
    )
    strangers = [(np.roll(more, shift) - base).var(ddof=1) for shift in range(1, 24)]
    told = change(base, more).variance_cut
    assert told == pytest.approx(np.mean(strangers) / (more - base).var(ddof=1), rel=0.06)
    assert told is not None and told > 2


def test_the_extra_cost_is_that_of_the_hours_more():
    assert Comparison((BASE, BETTER)).extra_euro(BETTER) == pytest.approx(FRIDAYS)


def test_plans_are_compared_over_the_same_seasons():
    plans = [Plan("base", FILE, tiny()), Plan("more", MORE, tiny(('Mehmet = "mon-thu', 'Mehmet = "mon-fri')))]
    told = compare(plans, Sweep(seed=3), 12)
    assert [one.plan.name for one in told.outcomes] == ["base", "more"]
    assert told.change(told.outcomes[1], "late").by.mean < 0


def test_the_frontier_is_what_no_other_plan_beats():
    """Held to its definition, plan against plan, on every small grid of costs and risks."""
    for costs in product((0, 1, 2), repeat=4):
        for risks in product((0.1, 0.2, 0.3), repeat=4):
            pairs = list(zip(costs, risks, strict=True))
            beaten = {
                (cost, risk)
                for cost, risk in pairs
                if any(other != (cost, risk) and other[0] <= cost and other[1] <= risk for other in pairs)
            }
            found = frontier(costs, risks)
            assert sorted(pairs[place] for place in found) == sorted(set(pairs) - beaten)
            assert [costs[place] for place in found] == sorted(costs[place] for place in found)


def test_a_goal_looks_at_the_worst_week_or_at_the_whole_season():
    """Of five seasons the first week is below the norm in two, the second in one of those."""

    def risk(outcome: Outcome, *goal: object) -> float:
        kept = replace(BETTER.seasons, verdicts=np.where(np.arange(7) == MET, 1, 0 * BETTER.seasons.verdicts))
        return Standard.of(Goal(*goal), kept).risk_of(outcome.seasons).share  # type: ignore[arg-type]

    assert risk(BASE, ("response",)) == 2 / 5
    assert risk(BASE, ("mail",)) == 3 / 5  # the second week: 12, 30 and 10
    assert risk(BASE, ("mail",), 0.05, "season") == 4 / 5
    assert risk(BETTER, ("response", "phone"), 0.05, "season") == 2 / 5
    assert Goal(("mail",)).missed_weeks(BASE.seasons).tolist() == [1, 2, 0, 1, 1]
