"""What endless staff could not prevent, and which guesses weigh: signs that everybody expects."""

from dataclasses import replace

import numpy as np
import pytest

from sim.experiments import doubts
from sim.experiments.doubts import Weight, floor, raised, weights
from sim.experiments.seasons.replicate import BAD, GOOD, MET, STRIKE, Counts, season_counts, stack
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.scenario.fits.guesses import GUESSES
from sim.scenario.schema import Scenario

from .shops import tiny

SHOP = tiny()
RESPONSE, PHONE, ON_TIME = (NORMS.index(norm) for norm in ("response", "phone", "on_time"))


def run(shop: Shop, seasons: int = 12) -> Counts:
    return stack(season_counts(shop, 1, number) for number in range(seasons))


def weight(shop: Shop, key: str) -> Weight:
    tried = {name: run(replace(shop, scenario=one)) for name, one in raised(shop.scenario, [key]).items()}
    [one] = weights(run(shop), tried)
    return one


def test_longer_mails_do_not_make_fewer_late_answers():
    assert weight(SHOP, "work.minutes_per_mail").late.mean > 0


def test_more_hours_at_work_do_not_make_more_late_answers():
    tried = weight(SHOP, "work.really_at_work")
    assert tried.late.mean < 0 and tried.missed_calls.mean <= 0


def test_more_questions_by_phone_are_fewer_by_mail_and_more_missed_calls():
    tried = weight(SHOP, "contacts.phone_share")
    assert tried.late.mean < 0 < tried.missed_calls.mean


def test_a_higher_season_is_a_heavier_one():
    assert weight(SHOP, "season_factor").late.mean > 0


def test_items_cancelled_more_often_bring_strikes_and_no_late_answer():
    """Two per cent are allowed: at 2% a week a tenth more turns some weeks bad."""
    shop = tiny(("items_per_week = 400", "items_per_week = 40000\ncancelled_share = 0.0199"))
    tried = weight(shop, "orders.cancelled_share")
    assert tried.strikes.mean > 0 and tried.moves == ("strikes",)
    assert tried.late.mean == tried.missed_calls.mean == 0


def test_every_peak_is_raised():
    shop = tiny(("[work]", '[peaks]\n"2026-W48" = [1, 1, 1]\n"sinterklaas" = [1, 1, 1]\n[work]'))
    peaks, season = weight(shop, "peaks"), weight(shop, "season_factor")
    assert 0 < peaks.late.mean < season.late.mean  # the week before the first is in the season, in no peak


# Figures set by hand: a season a row, of late answers, missed calls, strikes


def counts(*seasons: tuple[int, int, int]) -> Counts:
    """Seasons of two weeks whose figures are those given; two norms make one strike of a week."""
    table = np.zeros((len(seasons), 2, len(NORMS), 7), np.int64)
    for season, (late, missed, strikes) in zip(table, seasons, strict=True):
        season[0, RESPONSE, BAD], season[1, RESPONSE, BAD] = late - late // 2, late // 2
        season[1, PHONE, BAD] = missed
        season[:strikes, [RESPONSE, ON_TIME], STRIKE] = 1
    return Counts(table, np.zeros((len(seasons), 2, 2)), np.zeros((len(seasons), 2, 3)))


BASE = counts((100, 10, 0), (300, 14, 1), (200, 12, 2), (400, 16, 1))


def moved(late: tuple[int, ...] = (0,) * 4, missed: tuple[int, ...] = (0,) * 4, strikes=(0,) * 4) -> Counts:
    before = ((100, 10, 0), (300, 14, 1), (200, 12, 2), (400, 16, 1))
    return counts(
        *((a + x, b + y, c + z) for (a, b, c), x, y, z in zip(before, late, missed, strikes, strict=True))
    )


def test_the_figures_are_late_answers_missed_calls_and_weeks_that_are_a_strike():
    [one] = weights(BASE, {"peaks": moved((10, 30, 20, 40), (1, 2, 3, 2), (1, 0, 0, 1))})
    assert (one.late.mean, one.missed_calls.mean, one.strikes.mean) == (25, 2, 0.5)


def test_the_three_intervals_hold_together():
    """Student's t of 3 degrees of freedom at 1 - 0.05 / 6 is 4.857; the spread of 10, 30, 20, 40 is 12.91."""
    [one] = weights(BASE, {"peaks": moved((10, 30, 20, 40))})
    assert (one.late.low, one.late.high) == pytest.approx((25 - 31.35, 25 + 31.35), abs=0.01)
    assert one.moves == ()


def test_a_guess_weighs_by_what_stands_out_from_the_luck_of_a_season():
    """Late answers are spread by hundreds and calls by two: 3 more calls outweigh 50 more late answers."""
    tried = {"late": moved((50, 51, 49, 50)), "calls": moved(missed=(3, 4, 2, 3))}
    assert [one.key for one in weights(BASE, tried)] == ["calls", "late"]
    both = weights(BASE, {"both": moved((50, 51, 49, 50), (3, 4, 2, 3))})[0]
    assert both.moves == ("missed_calls", "late")


def test_noise_has_no_rank_however_large():
    tried = {"noise": moved((900, -300, 700, 0)), "nothing": moved(), "small": moved((2, 3, 2, 3))}
    first, *others = weights(BASE, tried)
    assert first.key == "small" and first.moves == ("late",)
    assert [(one.key, one.moves) for one in others] == [("noise", ()), ("nothing", ())]


def test_a_figure_that_was_always_nothing_can_still_be_moved():
    quiet = counts((0, 10, 0), (0, 12, 0))
    [one] = weights(quiet, {"peaks": counts((40, 10, 0), (41, 12, 0))})
    assert one.moves == ("late",)


def test_one_season_ranks_nothing():
    assert weights(counts((1, 2, 0)), {"peaks": counts((100, 20, 2))})[0].moves == ()


# What is tried


def test_what_is_zero_or_left_empty_is_no_guess_to_try():
    shop = tiny(("[work]", "follow_up_share = 0\n[work]"))
    assert raised(shop.scenario, ["contacts.follow_up_share", "peaks"]) == {}


def test_a_section_that_the_file_leaves_out_has_no_guess_to_try():
    shop = tiny(("[orders]\nitems_per_week = 400\n", ""))
    assert raised(shop.scenario, ["orders.cancelled_share"]) == {}
    assert raised(SHOP.scenario, ["orders.cancelled_share"]).keys() == {"orders.cancelled_share"}


@pytest.mark.parametrize("share", ["0.95", "1"])
def test_a_share_is_raised_to_one_and_not_beyond(share: str):
    almost = tiny(("phone_share = 0.2", f"phone_share = {share}"))
    assert raised(almost.scenario, ["contacts.phone_share"])["contacts.phone_share"].contacts.phone_share == 1


def test_a_guess_is_raised_to_the_bound_of_its_own_key():
    often = tiny(("[work]", "[calls]\nredial_share = 0.85\n[work]"))
    assert raised(often.scenario, ["calls.redial_share"])["calls.redial_share"].calls.redial_share == 0.9


ORDERS = {"items_per_week": 100, "bad_day_chance": 0.1, "survey_points_per_hour": 0.1}
ORDERS |= {"survey_points_per_minute_ringing": 1, "late_cancelled_share": 0.1}
ORDER_QUESTIONS = {f"when_{cause}_share": 0.1 for cause in ("late", "on_time", "cancelled", "returned")}
ORDER_QUESTIONS |= {"late_answer_points": 1, "unhelpful_share": 0.1, "unhelpful_points": 1}
MESSAGE = {"from": "2026-11-16", "removes_share": 0.3, "replies_share": 0.1}


@pytest.mark.parametrize("by_hour", [False, True])
@pytest.mark.parametrize("key", GUESSES)
def test_a_guess_is_raised_by_a_tenth_or_to_its_bound_whatever_else_the_file_says(key: str, by_hour: bool):
    contacts = {"questions_per_week": 500, "phone_share": 0.05}
    if by_hour:
        contacts["by_hour"] = {day: [1] * 24 for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    told = {"weeks": "2026-W47", "contacts": contacts, "people": {"A": "mon-fri 09:00-17:00"}}
    told |= {"peaks": {"2026-W47": [1, 2, 3]}, "orders": ORDERS}
    told |= {"order_questions": ORDER_QUESTIONS, "proactive_message": MESSAGE}
    told |= {"work": {"minutes_lost_by_interruption": 2}}
    told |= {"absence": {"flu_week_chance": 0.1, "sick_in_flu_week_chance": 0.2}}
    scenario = Scenario.model_validate(told)

    higher = doubts._higher(scenario, key)

    assert higher is not None
    before, after = (flat(value_of(one, key)) for one in (scenario, higher))
    assert all(b == pytest.approx(1.1 * a) or b == 1 for a, b in zip(before, after, strict=True))


def value_of(scenario: Scenario, key: str):
    section, _, name = key.rpartition(".")
    return getattr(getattr(scenario, section) if section else scenario, name)


def flat(value) -> list[float]:
    if isinstance(value, dict):
        return [number for peak in value.values() for number in peak.times]
    return list(value) if isinstance(value, tuple) else [value]


# Endless staff


def test_the_floor_is_a_recount_of_seasons_with_endless_staff():
    seasons = [season_counts(SHOP.with_endless_staff(), 1, number).verdicts for number in range(5)]
    found = floor(run(SHOP.with_endless_staff(), 5))
    answered = sum(int(one[:, PHONE, GOOD].sum()) for one in seasons)
    missed = sum(int(one[:, PHONE, BAD].sum()) for one in seasons)
    assert found.phone_share == answered / (answered + missed)
    assert found.late_mean == np.mean([one[:, RESPONSE, BAD].sum() for one in seasons])
    for week, one in enumerate(found.phone_missed):
        assert one.share == sum(season[week, PHONE, MET] == 0 for season in seasons) / 5


def test_endless_staff_is_late_less_often_and_picks_up_more():
    few, many = run(SHOP, 5).verdicts, floor(run(SHOP.with_endless_staff(), 5))
    assert many.late_mean < few[:, :, RESPONSE, BAD].sum(axis=1).mean()
    assert many.phone_share > few[:, :, PHONE, GOOD].sum() / few[:, :, PHONE, [GOOD, BAD]].sum()
    assert many.phone_share < 1  # some hang up at once


def test_a_shop_without_calls_misses_none():
    found = floor(run(tiny(("phone_share = 0.2", "phone_share = 0")).with_endless_staff(), 2))
    assert found.phone_share == 1 and all(week.share == 0 for week in found.phone_missed)
