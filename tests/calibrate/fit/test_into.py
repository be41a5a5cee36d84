"""Fitted figures in a scenario: what changes, what stays, what is refused."""

from pathlib import Path

import pytest

from sim.calibrate.fit import Fit
from sim.calibrate.fitted import Fitted, Profile, fact
from sim.calibrate.into import as_toml, no_lag, taken, written
from sim.deadline.weekly import DAYS
from sim.report.fitted.facts import in_english
from sim.scenario.changes.change import remarked, without
from sim.scenario.fits.guesses import ALL_GUESSES
from sim.scenario.read import read, read_text

ALL = fact("days_of_both", n=9)
SAMPLE = Path(__file__).parents[3] / "scenarios" / "peak-season.toml"
FOLLOW_UPS = Fitted("contacts.follow_up_share", 0.2213, 0.2010, 0.2411, fact("attempts", n=1_200))


def fit_of(*fitted: Fitted, profiles: tuple[Profile, ...] = ()) -> Fit:
    return Fit(fitted, profiles, (), (), {}, None)


def test_a_measured_figure_is_no_guess_any_more_and_says_what_it_rests_on():
    before = read(SAMPLE)
    assert "contacts.follow_up_share" in before.guesses

    after = read_text(taken(fit_of(FOLLOW_UPS), before, in_english).text, str(SAMPLE))

    assert after.scenario.contacts.follow_up_share == 0.221
    assert set(before.guesses) - set(after.guesses) == {"contacts.follow_up_share"}
    [line] = [line for line in after.text.splitlines() if line.startswith("follow_up_share")]
    assert line.endswith("# fitted from 1,200 attempts; the guess was: customers who answer your answer")


def test_everything_else_stays_as_it_was():
    before = read(SAMPLE).text.splitlines()
    after = taken(fit_of(FOLLOW_UPS), read(SAMPLE), in_english).text.splitlines()
    assert [line for line in before if line not in after] == [
        line for line in before if line.startswith("follow_up_share")
    ]


def test_a_second_fit_makes_room_for_its_own_remark():
    once = taken(fit_of(FOLLOW_UPS), read(SAMPLE), in_english).text
    twice = remarked(once, {("contacts", "follow_up_share"): "fitted from 9 attempts"})
    assert "# fitted from 9 attempts; the guess was: customers" in twice and "1,200" not in twice


def test_the_range_becomes_one_that_every_season_draws_from():
    after = read_text(taken(fit_of(FOLLOW_UPS), read(SAMPLE), in_english).text, str(SAMPLE))
    assert after.scenario.uncertain == {"contacts.follow_up_share": (0.201, 0.241)}


def test_an_older_range_gives_way_to_a_figure_without_one():
    ranged = taken(fit_of(FOLLOW_UPS), read(SAMPLE), in_english).text
    sure = Fitted("contacts.follow_up_share", 0.5, 0.5, 0.5, ALL)
    after = read_text(taken(fit_of(sure), read_text(ranged, str(SAMPLE)), in_english).text, str(SAMPLE))
    assert after.scenario.contacts.follow_up_share == 0.5 and not after.scenario.uncertain


def test_a_peak_becomes_a_triangle_with_the_range_inside():
    """Between 5% and 95% of a triangle that is as long on both sides lie 0.684 of each side."""
    peak = Fitted('peaks."2026-W49"', 2.0, 1.658, 2.342, ALL)
    text = taken(fit_of(peak), read(SAMPLE), in_english).text
    times = read_text(text, str(SAMPLE)).scenario.peaks["2026-W49"].times
    assert times == pytest.approx((1.5, 2.0, 2.5), abs=0.01)


def test_hours_take_the_place_of_the_share_outside_office_hours():
    hours = tuple(Profile(f"contacts.by_hour.{day}", (1.0,) * 24, ALL) for day in DAYS)
    after = read_text(taken(fit_of(profiles=hours), read(SAMPLE), in_english).text, str(SAMPLE))
    assert after.scenario.contacts.by_hour.sun == (1,) * 24
    assert "outside_office_hours_share" not in after.text


@pytest.mark.parametrize(
    ("fitted", "why"),
    [
        (Fitted("contacts.phone_share", 1.5, 1.4, 1.6, ALL), "must be between 0 and 1"),
        (Fitted("work.minutes_per_call", 0.0, 0.0, 0.0, ALL), "0.01"),
    ],
)
def test_what_a_scenario_cannot_have_is_told_and_the_rest_is_taken(fitted, why):
    found = taken(fit_of(fitted, FOLLOW_UPS), read(SAMPLE), in_english)
    assert [step.key for step in found.steps] == ["contacts.follow_up_share"]
    [refused] = found.refused
    assert refused.key == fitted.key and why in in_english(refused.reason)


def test_a_shop_without_orders_gets_none():
    shop = read_text(
        'weeks = "2026-W47"\n[contacts]\nquestions_per_week = 10\n[people]\nA = "mon 09:00-17:00"\n', "a.toml"
    )
    [refused] = taken(fit_of(Fitted("orders.items_per_week", 100, 90, 110, ALL)), shop, in_english).refused
    assert refused.reason == fact("norms_for_orders")


@pytest.mark.parametrize(
    ("added", "why"),
    [
        ("", None),
        ("[order_questions]\nwhen_late_share = 0.3\n", fact("other_causes", keys="when_late_share")),
        ("[order_questions]\nwhen_on_time_share = 0.3\n", None),
    ],
)
def test_questions_that_follow_orders_are_not_counted_twice(added, why):
    assert no_lag(read_text(f"{read(SAMPLE).text}\n{added}", str(SAMPLE)).scenario) == why


def test_what_follows_a_holiday_is_low_likely_high_too():
    rush = Fitted("contacts.after_holiday", 1.25, 1.1, 1.4, ALL)
    text = taken(fit_of(rush), read(SAMPLE), in_english).text
    assert read_text(text, str(SAMPLE)).scenario.contacts.after_holiday == (1.03, 1.25, 1.47)


def test_peaks_around_a_date_are_not_doubled():
    text = read(SAMPLE).text.replace('"2026-W49" =', '"sinterklaas" =')
    peak, shop = Fitted('peaks."2026-W49"', 2, 1, 3, ALL), read_text(text, "a.toml")
    [refused] = taken(fit_of(peak), shop, in_english).refused
    assert refused.reason == fact("peaks_around_a_date")


def test_what_can_be_pasted_is_toml_of_a_scenario():
    questions = Fitted("contacts.questions_per_week", 700, 650, 750, ALL)
    pasted = as_toml(fit_of(FOLLOW_UPS, questions), in_english)
    shop = read_text(f'weeks = "2026-W47"\n[people]\nA = "mon 09:00-17:00"\n{pasted}\n', "a.toml")
    assert shop.scenario.contacts.questions_per_week == 700


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (1034.2, 980.0, 1090.0, "1034"),
        (0.046932, 0.0430, 0.0511, "0.0469"),
        (6.54321, 6.1, 6.9, "6.54"),
        (0.0, 0.0, 0.0, "0"),
        (1e-9, 0.0, 2e-9, "0.00000"),
    ],
)
def test_a_value_is_written_as_far_as_its_range_can_be_read(value, low, high, text):
    assert written(value, low, high) == text


def test_keys_of_an_inline_table_change_without_a_comment():
    text = "a = { b = 1 }  # one\n"
    assert remarked(text, {("a", "b"): "fitted from x"}) == text


@pytest.mark.parametrize("comment", ["# guess", "# guess:", "# fitted from 9 weeks; the guess was: "])
def test_a_bare_guess_leaves_nothing_behind_the_remark(comment):
    assert remarked(f"b = 1  {comment}\n", {("b",): "fitted from x"}) == "b = 1  # fitted from x\n"


def test_keys_that_are_not_there_are_out_already():
    assert without("a = 1\n", [("b", "c"), ("a2",)]) == "a = 1\n"


def test_every_guess_is_a_key_that_a_fit_may_fill():
    assert FOLLOW_UPS.key in ALL_GUESSES
