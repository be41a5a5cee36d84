"""What drives the risk: which figures are moved and how far, and what that does where the answer is plain."""

import pytest

from sim.experiments.drivers.ends import Ends, ends_of
from sim.experiments.drivers.tornado import Tornado, tornado_of
from sim.experiments.plans.goal import Goal
from sim.experiments.plans.targets import Target
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.read import read_text
from sim.scenario.schema import Scenario

from ..shops import TINY, tiny

DOUBTS = """season_factor = [0.9, 1.0, 1.2]
weeks = "2026-W48..2026-W49"
edition = "8wh"
holidays = "NL"
[contacts]
questions_per_week = 240
phone_share = 0
[peaks]
"2026-W48" = [1, 1.1, 1.2]
"2026-W49" = { times = [1, 2, 3], orders_times = [2, 3, 4] }
[work]
minutes_per_mail = 9
[people]
Sanne = "mon-fri 09:00-17:00"
[absence]
sick_week_chance = 0
[orders]
items_per_week = 400
[uncertain]
"work.minutes_per_mail" = [8, 11]
"people.Sanne.speed" = [0.9, 1.1]
"""


def moved(text: str = DOUBTS, *targets: Target) -> dict[str, Ends]:
    file = read_text(text, "doubts.toml")
    return {one.key: one for one in ends_of(file.scenario, file.guesses, Goal(targets or ("response",)))}


def test_forecasts_come_first_then_ranges_then_a_tenth_either_way_of_what_is_main_or_guessed():
    sources = [(one.key, one.source) for one in moved().values()]
    assert sources[:4] == [
        ("season_factor", "forecast"),
        ("peaks", "forecast"),
        ("work.minutes_per_mail", "range"),
        ("people.Sanne.speed", "range"),
    ]
    assert {source for _, source in sources[4:]} == {"tenth"}
    assert ("work.really_at_work", "tenth") in sources


def test_ends_of_a_forecast_are_those_between_which_nine_seasons_in_ten_lie():
    """Of a triangular law: low + sqrt(0.05 (high - low)(likely - low)), and the same from above."""
    factor, peaks = moved()["season_factor"], moved()["peaks"]
    assert factor.low == pytest.approx(0.9 + (0.05 * 0.3 * 0.1) ** 0.5)
    assert factor.high == pytest.approx(1.2 - (0.05 * 0.3 * 0.2) ** 0.5)
    assert (peaks.low, peaks.high) == pytest.approx((1 + (0.05 * 2) ** 0.5, 3 - (0.05 * 2) ** 0.5))
    low = peaks.at_low.peaks
    assert low["2026-W48"].times == pytest.approx((1 + (0.05 * 0.2 * 0.1) ** 0.5,) * 3)
    assert low["2026-W49"].orders_times == pytest.approx((2 + (0.05 * 2) ** 0.5,) * 3)


def test_a_range_is_moved_from_end_to_end_and_every_other_one_stays_uncertain():
    minutes = moved()["work.minutes_per_mail"]
    assert (minutes.low, minutes.high) == (8, 11) and minutes.at_high.work.minutes_per_mail == 11
    assert list(minutes.at_low.uncertain) == ["people.Sanne.speed"]


def test_a_tenth_stays_within_bounds():
    almost = moved(DOUBTS.replace("minutes_per_mail = 9", "minutes_per_mail = 9\nreally_at_work = 0.98"))
    at_work = almost["work.really_at_work"]
    assert (at_work.low, at_work.high) == (pytest.approx(0.882), 1)


def test_left_out_is_what_is_nothing_what_says_the_same_and_what_the_goal_cannot_see():
    keys = moved().keys()
    assert "absence.sick_week_chance" not in keys  # 0
    assert "contacts.questions_per_week" not in keys  # as the season's factor
    assert not [key for key in keys if key.startswith(("calls.", "orders."))]
    assert "orders.late_share" in moved(DOUBTS, "strike")
    plain = moved(
        DOUBTS.replace("season_factor = [0.9, 1.0, 1.2]\n", "").replace("share = 0\n", "share = 0.2\n")
    )
    assert "contacts.questions_per_week" in plain and "calls.redial_share" in plain


@pytest.fixture(scope="module")
def moved_by_hand() -> Tornado:
    shop = tiny(("questions_per_week = 240", "questions_per_week = 420"))
    figures = [
        one(shop.scenario, "work", "minutes_per_mail", 6.0, 14.0),
        one(shop.scenario, "orders", "late_share", 0.01, 0.2),
        one(shop.scenario, "work", "really_at_work", 0.7, 0.95),
    ]
    return tornado_of(shop, figures, Goal(), Sweep(), 12)


def one(scenario: Scenario, table: str, key: str, *ends: float) -> Ends:
    section = getattr(scenario, table)
    at = [scenario.model_copy(update={table: section.model_copy(update={key: end})}) for end in ends]
    return Ends(f"{table}.{key}", "range", *ends, *at)


def test_what_moves_most_is_on_top_and_what_moves_nothing_comes_last(moved_by_hand):
    assert [driver.ends.key for driver in moved_by_hand.drivers] == [
        "work.minutes_per_mail",
        "work.really_at_work",
        "orders.late_share",
    ]
    assert [driver.surely for driver in moved_by_hand.drivers] == [True, True, False]


def test_more_minutes_are_more_late_answers_and_more_people_at_work_are_fewer(moved_by_hand):
    minutes, at_work, orders = moved_by_hand.drivers
    assert minutes.failures.at_low.mean < 0 < minutes.failures.at_high.mean
    assert minutes.failures.between.low > 0
    assert at_work.failures.between.high < 0
    assert minutes.risk.at_low.mean <= 0 <= minutes.risk.at_high.mean
    assert orders.failures.between.mean == 0


def test_the_ends_meet_the_same_customers_as_the_shop_itself(moved_by_hand):
    """From end to end is the high end less the low one, and nothing else: the base drops out."""
    for driver in moved_by_hand.drivers:
        between = driver.failures.at_high.mean - driver.failures.at_low.mean
        assert driver.failures.between.mean == pytest.approx(between)


def test_a_figure_at_its_own_value_changes_nothing():
    shop = tiny(text=TINY)
    same = tornado_of(shop, [one(shop.scenario, "work", "minutes_per_mail", 9.0, 9.0)], Goal(), Sweep(), 3)
    assert same.drivers[0].failures.between.mean == 0 and not same.drivers[0].surely
