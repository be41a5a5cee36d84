"""What the screen says of an advice: of a shop that can be helped, and of one that cannot."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest

from sim.experiments.plans.goal import Goal
from sim.experiments.search.judging.choice import Chosen
from sim.experiments.search.judging.selection import Choice
from sim.experiments.search.levers import Plan
from sim.report.lines import wrapped
from sim.report.staffed.said.check import cheaper, checked
from sim.report.staffed.screen import staff_screen
from sim.report.texts.language import ENGLISH

from .advices import SHOP, advice, advised, helped, unneeded


def screen(*asked: object) -> str:
    return " ".join(staff_screen(advice(*asked), "tiny", "close", ENGLISH).split())


def test_what_all_that_may_change_cannot_bring_is_named_with_the_hours_that_are_missing():
    told = screen("response", 400)
    beyond = (
        "Nothing that may change keeps 90% of answers in time in every week but for a chance of 5%: weeks 48"
    )
    assert (
        f"{beyond} and 49 stay out of reach. The cheapest plan that comes as close as all of it costs" in told
    )
    assert "OUT OF REACH all that may change (€ 312) leaves of the seasons missed: answers in week 48" in told
    assert "hours of work that come more than people at the desk, in the seasons that miss it" in told


def test_a_shop_that_needs_nobody_is_told_so():
    told = screen("response", 40)
    assert (
        "The roster as it is keeps 90% of answers in time in every week but for a chance of 5%: nothing"
        in told
    )
    assert "CHEAPER" not in told and "OUT OF REACH" not in told


def test_no_plan_that_leaves_a_week_missed_is_said_to_keep_it():
    """What is out of reach comes first, whether anything helps or not."""
    assert screen("phone", 40, 200, 0.01).count("All of it comes no closer than the roster as it is") == 1
    told = screen("response", 400)
    assert "To keep" not in told and "HOW SURE no cheaper plan comes as close in the 20 seasons" in told


def test_of_the_weeks_out_of_reach_the_roster_is_that_of_the_one_likeliest_missed_with_the_plan():
    """As it is, 17 seasons of 20 miss week 48 and 18 week 49; with the plan 14 and 11."""
    assert "ROSTER of week 48 (+ what the plan adds)" in screen("response", 400)


def test_a_plan_that_changes_nothing_has_no_column_of_its_own():
    told = staff_screen(unneeded(), "tiny", "close", ENGLISH)
    assert "with the plan" not in told and "with the plan" in staff_screen(helped(), "tiny", "close", ENGLISH)


def test_what_staff_cannot_move_is_not_asked_of_staff():
    """A caller in twenty hangs up at once, so that a week with few calls misses the norm whoever works."""
    told = screen("phone", 40, 200, 0.01)
    said = (
        "not asked of staff is what endless staff misses more often: the phone below 90% in weeks 48 and 49"
    )
    assert said in told
    assert "it counts only where endless staff would have kept it" in told
    assert "of seasons, counted only where endless staff would have kept it" in told


def test_a_chance_that_endless_staff_has_too_says_where_the_rest_is_counted():
    found = helped()
    best = found.certificate.best
    once = np.arange(20)[:, None] == np.zeros(len(found.certificate.asks))  # in one season of twenty
    told = replace(found, certificate=replace(found.certificate, best=replace(best, floor=once)))
    said = "of seasons, 5% even by endless staff and the rest where it would have kept it"
    assert said in checked(told, ENGLISH)


def test_a_cheaper_plan_that_misses_nothing_here_is_not_said_to_come_close():
    found = helped()
    now = replace(found.certificate.now, misses=np.zeros_like(found.certificate.now.misses))
    told = replace(found, certificate=replace(found.certificate, neighbours=(now,)))
    assert told.is_proven
    said = "failed in the search; these fresh seasons do not show it: nothing is missed in these seasons"
    assert cheaper(told, ENGLISH).endswith(said)


def test_a_budget_that_was_too_small_is_told_with_the_way_on():
    told = screen("response", 190, 120)
    assert "the cheapest plan found so far" in told
    assert "HOW SURE NOT proven to be the cheapest: any plan below € 312 may be enough; the budget" in told
    assert "ended the search after 1 plan in 60 seasons, --budget 240 goes on" in told
    assert "inf" not in told


def after(seasons: int, missed: int, bound: float | None = None, endless: int = 0) -> str:
    """The remark on a check: staff missed answers of the second week in its first seasons, endless next."""
    found = unneeded() if bound is None else replace(unneeded(), bound=bound)
    asks = [replace(ask, floor=endless / seasons) for ask in found.certificate.asks]
    misses, floor = np.zeros((2, seasons, len(asks)), bool)
    misses[:missed, 1] = floor[missed : missed + endless, 1] = True
    best = replace(found.certificate.best, misses=misses, floor=floor, looks=4)
    certificate = replace(
        found.certificate, asks=asks, best=best, seasons=range(1_000_000, 1_000_000 + seasons)
    )
    return checked(replace(found, certificate=certificate), ENGLISH)


def test_a_check_says_how_many_seasons_it_took_until_it_was_clear():
    assert "is of 800 seasons of other customers" in after(800, 0)
    assert "that nothing is missed more often than asked is clear, at a chance of 95%" in after(800, 0)


def test_a_check_that_is_not_clear_says_how_sure_it_is_and_what_goes_on():
    """4% of 800 seasons: four looks of each of three plans share the 5%."""
    low, high = binomtest(32, 800).proportion_ci(1 - 0.05 / 12)
    said = f"answers in week 49 within the 5% asked, missed in 4% ({low:.0%} to {high:.0%}) of seasons"
    assert f"NOT clear is: {said}; as many seasons as the budget pays for, --budget 400 goes on" in after(
        800, 32
    )
    assert "6,400 seasons, and twice as many are more than the 10,000" in after(6_400, 300)


def test_a_check_calls_what_endless_staff_leaves_within_reach_and_not_asked():
    """Endless staff leaves 248 of 800 seasons, 31%, where 5% is asked; staff may add 1%, 8 seasons."""
    told = after(800, 8, endless=248)
    assert "answers in week 49 within the 32% that is within reach, missed in 32%" in told
    assert "% asked" not in told


def test_a_check_promises_nothing_of_a_larger_budget_that_the_search_would_take():
    told = after(800, 32, bound=-1.0)
    assert "as many seasons as the search left of the budget" in told and "goes on" not in told


def test_a_check_that_refuses_says_so():
    told = after(200, 40)
    assert "MORE than asked, beyond luck, in answers in week 49" in told and "clear" not in told


@pytest.mark.parametrize("target", ["response", "mail"])
def test_the_mail_is_told_of_where_it_is_not_a_target(target: str):
    told = screen(target, 400)
    assert ("MAIL still" in told) == (target != "mail")


def test_the_order_of_work_that_run_tries_for_nothing_and_the_search_did_not_is_named():
    """Or the ladder of `normsim run` advises a cheaper plan for the same file, and nobody says why."""
    said = (
        "NOT TRIED another order of work (first answers before replies): normsim run tries it unasked, and "
        'may advise less; order = ["first answers first"] in [may_change] lets this search choose it, for € 0'
    )
    assert said in screen("response", 400)
    assert "NOT TRIED" not in screen("response", 40)  # nothing need change


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[may_change]", '[may_change]\norder = ["newest first"]'),
        ("[work]", '[work]\norder = "first answers first"'),
    ],
    ids=["another is offered", "it is the present one"],
)
def test_no_order_of_work_is_named_that_run_does_not_try(before: str, after: str):
    text = SHOP.replace("questions_per_week = 240", "questions_per_week = 400")
    told = advised(text.replace(before, after), Goal(("response",)))
    assert "NOT TRIED" not in staff_screen(told, "tiny", "close", ENGLISH)


def test_an_amount_does_not_part_from_its_sign_at_the_end_of_a_line():
    text = "costs € 8,400 more than the € 38,850 of now:"
    for length in range(60, 119):
        told = wrapped(f"{'x' * length} {text}", 4)
        assert " ".join(map(str.strip, told)).endswith(text)
        assert not [line for line in told if line.endswith("€")], length


def chosen(*in_play: int) -> str:
    """The remark on a choice between two orders of work, of which the usual one missed 2 of 40 seasons."""
    seen = np.zeros((40, 2))
    seen[[3, 5], 0] = seen[5, 1] = 1
    plans = tuple(Plan((0,), order) for order in ("oldest first", "first answers first"))
    made = replace(advice("response", 40), chosen=Chosen(plans, Choice(in_play, seen)))
    return " ".join(staff_screen(made, "tiny", "close", ENGLISH).split())


def test_a_choice_between_plans_of_one_price_says_how_sure_it_is():
    assert (
        "of 2 plans at this price it has the fewest bad seasons, or at most 2% more, at a chance of 95% (Kim "
        "and Nelson; 40 seasons of other customers)"
    ) in chosen(1)
    told = chosen(0, 1)
    assert "at this price, after 40 seasons of other customers for each, the budget left open whether" in told
    assert "first answers before replies has fewer bad seasons, by 13% at most" in told
