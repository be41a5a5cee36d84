"""The whole search on shops so small that every plan can be simulated: the gap to the best of all is none."""

from dataclasses import replace
from itertools import product
from typing import Any, ClassVar

import numpy as np
import pytest

from sim.experiments.plans.goal import Ask, Goal, misses_of
from sim.experiments.search import adviser
from sim.experiments.search.advice import Advice, Wanted, advise
from sim.experiments.search.choices import choices
from sim.experiments.search.judging.certificate import Certificate
from sim.experiments.search.judging.trials import FRESH, Trials
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.search.program.helps import helpful
from sim.experiments.seasons.replicate import Counts, season_counts, stack
from sim.experiments.seasons.sweep import Sweep, plan_key
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

SEASONS = 20
LESS = ("questions_per_week = 240", "questions_per_week = 220")  # two people just manage

TEMP = "temp = { from = 2026-11-23, weeks = 2, max = 2, euro_per_hour = 28, speed = 0.75 }\n"
SATURDAY = 'saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 39 }\n'
OVERTIME = (
    'overtime = { hours = "mon-thu 17:00-19:00", max_people = 1, euro_per_hour = 35, each_week = true }\n'
)
MORE = 'more_hours = { Mehmet = "fri 09:00-17:00" }\n'
ORDER = 'order = ["first answers first"]\n'
MEASURES = """[may_change.measures]
"quick replies" = { set = ["work.minutes_per_mail=8.5"], euro = 40 }
"good pages" = { set = ["contacts.follow_up_share=0.1"], euro_per_week = 60 }
"""

CASES = {
    "temps or Saturdays for the answers": (TEMP + SATURDAY, Goal(("response",), 0.05)),
    "temps or Saturdays for the phone": (TEMP + SATURDAY, Goal(("response", "phone"), 0.25)),
    "overtime in one week": (OVERTIME + MORE, Goal(("response",), 0.05)),
    "overtime and a longer week for the mail": (OVERTIME + MORE, Goal(("mail",), 0.05)),
    "once a season": (OVERTIME + MORE, Goal(("mail",), 0.1, "season")),
    "an order of work is free": (SATURDAY + MORE + ORDER, Goal(("response",), 0.05)),
    "an order of work is not enough": (SATURDAY + MORE + ORDER, Goal(("mail",), 0.05)),
    "a measure is cheaper than people": (SATURDAY + TEMP + MEASURES, Goal(("response",), 0.05)),
    "measures and people": (SATURDAY + ORDER + MEASURES, Goal(("response", "mail"), 0.1)),
    "out of reach": (SATURDAY + MORE, Goal(("phone",), 0.05)),
}


class Remembered(Sweep):
    """A sweep that simulates no season of a plan twice, for all tests of this module."""

    seasons: ClassVar[dict[tuple[str, int], Counts]] = {}

    def counts(self, plans, replications, *more):
        for shop in plans.values():
            for number in replications:
                if (plan_key(shop), number) not in self.seasons:
                    self.seasons[plan_key(shop), number] = season_counts(shop, self.seed, number)
        return {
            name: stack(self.seasons[plan_key(shop), number] for number in replications)
            for name, shop in plans.items()
        }


class Counted(Remembered):
    """One that counts the seasons it is asked for, those of the check too."""

    simulated = 0

    def counts(self, plans, replications, *more):
        self.simulated += len(plans) * len(replications)
        return super().counts(plans, replications, *more)


def offered(may_change: str, *changes: tuple[str, str]) -> Choices:
    text = TINY
    for old, new in changes or (LESS,):
        assert old in text
        text = text.replace(old, new)
    return choices(read_text(f"{text}[may_change]\n{may_change}", "tiny.toml"))


def advised(chosen: Choices, goal: Goal, **wanted: int) -> Advice:
    return advise(
        chosen, "close", Wanted(goal, **{"seasons": SEASONS, "budget": 1_000, **wanted}), Remembered()
    )


def every_plan(chosen: Choices) -> list[Plan]:
    levels = product(*(range(lever.most + 1) for lever in chosen.levers))
    return [Plan(one, order) for one in levels for order in chosen.orders]


@pytest.mark.parametrize("name", CASES)
def test_the_advice_costs_what_simulating_every_plan_finds(name: str):
    may_change, goal = CASES[name]
    chosen = offered(may_change)
    advice = advised(chosen, goal)
    asks = advice.certificate.asks
    plans = [plan for plan in every_plan(chosen) if plan not in advice.refused]
    trials = Trials(chosen, "close", Remembered(), range(SEASONS))
    allowed = [np.floor(ask.allowed * SEASONS + 1e-9) for ask in asks]
    keeping = [
        chosen.cost(plan)
        for plan, counts in zip(plans, trials.counts(plans), strict=True)
        if (misses_of(asks, counts, trials.endless_counts()).sum(axis=0) <= allowed).all()
    ]
    gap = chosen.cost(advice.best) - min(keeping)
    assert gap == pytest.approx(0, abs=0.01)
    assert advice.is_proven


def test_the_answers_are_not_all_alike():
    found = {name: advised(offered(offers), goal).best for name, (offers, goal) in CASES.items()}
    assert found["temps or Saturdays for the answers"].levels == (0, 1)
    assert found["temps or Saturdays for the phone"].levels == (2, 0)
    assert found["overtime in one week"].levels == (0, 1, 0)  # of the second, busier week
    free = found["an order of work is free"]
    assert (sum(free.levels), free.order) == (0, "first answers first")
    assert found["a measure is cheaper than people"].levels == (0, 0, 1, 1)


def test_only_who_comes_before_a_week_is_decided_can_help_it():
    """Week 48 is decided on Monday 30 November at 17:00, as overtime of week 49 begins."""
    chosen = offered(SATURDAY.replace("39", "39, each_week = true") + OVERTIME + MORE)
    names = ["Saturday W48", "Saturday W49", "overtime W48", "overtime W49", "Mehmet"]
    assert [lever.name for lever in chosen.levers] == names
    asks = [Ask(("response",), (week,), 0.05, 0.0) for week in range(2)]
    first, last = helpful(chosen, asks, "close")
    assert last == {0: 1, 1: 0, 2: 1, 3: 0, 4: 0}  # how many weeks from it they work
    assert first == {0: 0, 2: 0, 4: 0}


def test_where_nobody_is_missed_nobody_is_hired():
    chosen = offered(TEMP, ("questions_per_week = 240", "questions_per_week = 40"))
    advice = advised(chosen, Goal(("response",), 0.05))
    assert advice.best == chosen.nothing and advice.is_proven
    assert advice.certificate.neighbours == ()


def test_what_is_out_of_reach_is_said_and_brought_as_far_as_it_goes():
    may_change, goal = CASES["out of reach"]
    advice = advised(offered(may_change), goal)
    beyond = [ask for ask in advice.certificate.asks if ask.reached is not None]
    assert beyond and all(ask.reached > 0.05 for ask in beyond)
    assert advice.keeps and advice.best.levels == (0, 1)


def test_without_anything_to_choose_the_plan_is_the_present_one():
    chosen = offered("")
    advice = advised(chosen, Goal(("response",), 0.05))
    assert advice.best == chosen.nothing
    assert any(ask.reached is not None for ask in advice.certificate.asks)


def test_the_check_meets_customers_whom_the_search_did_not():
    advice = advised(offered(SATURDAY), Goal(("response",), 0.1))
    seasons = advice.certificate.seasons
    assert seasons.start == FRESH and len(seasons) >= SEASONS
    [again] = Trials(advice.choices, "close", Remembered(), seasons).counts([advice.best])
    assert np.array_equal(advice.certificate.best.counts.verdicts, again.verdicts)


def test_a_plan_that_fresh_customers_refuse_is_not_the_advice(monkeypatch: pytest.MonkeyPatch):
    chosen, goal = offered(TEMP + SATURDAY), Goal(("response",), 0.05)
    before = advised(chosen, goal)
    really = adviser.until_clear

    def strict(*given: Any) -> Certificate:
        certificate = really(*given)
        if certificate.best.plan != before.best:
            return certificate
        missed = np.ones_like(certificate.best.misses)
        return replace(certificate, best=replace(certificate.best, misses=missed))

    monkeypatch.setattr(adviser, "until_clear", strict)
    after = advised(chosen, goal)
    assert after.refused == (before.best,) and after.best != before.best
    assert chosen.cost(after.best) >= chosen.cost(before.best)
    assert after.certificate.seasons.start == 2 * FRESH


def test_a_budget_ends_the_search_and_the_answer_says_what_is_not_known():
    chosen = offered(TEMP + OVERTIME + SATURDAY)
    wanted = Wanted(Goal(("response",), 0.05), SEASONS, 0)
    advice = advise(chosen, "close", replace(wanted, budget=wanted.least_budget(chosen)), Remembered())
    assert not advice.is_proven
    assert advice.bound < chosen.cost(advice.best)
    assert advice.plans == 1  # all that may be had
    assert advice.certificate.neighbours == ()


@pytest.mark.parametrize("more", [0, 1, 7, 20, 33, 60])
def test_the_budget_is_kept_to_the_season(more: int):
    chosen = offered(TEMP + OVERTIME + SATURDAY + ORDER)
    wanted = Wanted(Goal(("response",), 0.05), SEASONS, 0)
    budget = wanted.least_budget(chosen) + more
    sweep = Counted()
    advice = advise(chosen, "close", replace(wanted, budget=budget), sweep)
    assert sweep.simulated <= budget
    assert advice.keeps and advice.bound <= chosen.cost(advice.best)


def test_a_larger_budget_lengthens_a_check_that_is_not_clear():
    """A chance of 5% is not told from less in 20 seasons: nothing missed in them may yet be 17%."""
    chosen = offered(TEMP, ("questions_per_week = 240", "questions_per_week = 40"))
    checks = [
        advised(chosen, Goal(("response",), 0.05), budget=budget).certificate for budget in (150, 400, 1_000)
    ]
    assert [len(one.seasons) for one in checks] == [20, 80, 160]
    assert [one.best.looks for one in checks] == [1, 3, 4]
    assert not checks[0].is_clear


def test_what_it_costs_to_keep_the_mail_away_too_is_what_asking_for_it_finds():
    chosen = offered(OVERTIME + SATURDAY + MORE)
    advice, asked = (
        advised(chosen, Goal(("response",), 0.05)),
        advised(chosen, Goal(("response", "mail"), 0.05)),
    )
    assert advice.with_mail is not None
    assert chosen.cost(advice.with_mail.best) == chosen.cost(asked.best) > chosen.cost(advice.best)
    assert asked.with_mail is None


def test_where_no_mail_is_left_nobody_looks_for_what_it_costs():
    chosen = offered(TEMP, ("questions_per_week = 240", "questions_per_week = 40"))
    assert advised(chosen, Goal(("response",), 0.05)).with_mail is None


def test_plans_of_which_one_has_more_are_compared():
    advice = advised(offered(TEMP + SATURDAY), Goal(("response",), 0.05))
    assert advice.rises.pairs > 0
    assert 0 <= advice.rises.worse < 0.01 * advice.rises.outcomes
