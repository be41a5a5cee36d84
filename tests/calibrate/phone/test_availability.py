"""The share of their time that people answer, from seasons in which it is known."""

import numpy as np
import pytest

from sim.calibrate.fitted import Fitted, Untold, fact
from sim.calibrate.phone.availability import SHARES, Explained, present_share, resampled
from sim.calibrate.phone.figures import figures, figures_of, fit, weekly_error
from sim.calibrate.phone.people.at_work import seen_at_work
from sim.experiments.seasons.replicate import season_log
from sim.experiments.seasons.shop import Shop

from ...demand.seasons import scenario_of
from .logs import by_hand, january, needs_january, planned_at_work, seen

TRUTH = {
    "work.minutes_per_call": 4.0,
    "work.call_spread": 0.8,
    "calls.short_calls_share": 0.06,
    "calls.short_calls_s": 5.0,
    "calls.patience_scale_s": 300.0,
    "calls.patience_shape": 0.8,
    "calls.hangs_up_at_once_share": 0.04,
    "calls.hangs_up_at_a_queue_share": 0.1,
    "work.really_at_work": 0.75,
}


def busy_shop() -> Shop:
    """Six people who only answer the phone, 300 calls a day, nobody ill, no voicemail."""
    section = {"work": {"rings_before_voicemail_s": 86_400}, "calls": {"redial_share": 0.3}}
    for key, value in TRUTH.items():
        table, name = key.split(".")
        section[table][name] = value
    return Shop(
        scenario_of(
            contacts={"questions_per_week": 1500, "phone_share": 1.0, "outside_office_hours_share": 0.0},
            people={f"Person {n}": "mon-fri 09:00-17:00" for n in range(6)},
            absence={"sick_day_chance": 0, "sick_week_chance": 0},
            **section,
        )
    )


@pytest.fixture(scope="module")
def simulated():
    shop = busy_shop()
    return shop, seen(season_log(shop, seed=5, replication=0))


def test_a_simulated_season_tells_the_figures_it_was_made_of(simulated):
    """All nine at once: of nine 90% intervals one misses every other time, so each gets double."""
    shop, calls = simulated

    told = {one.key: one for one in figures(calls, planned_at_work(shop.staff)) if isinstance(one, Fitted)}

    assert told.keys() == TRUTH.keys()
    for key, truth in TRUTH.items():
        one = told[key]
        assert one.low <= one.value <= one.high
        assert 2 * one.low - one.value <= truth <= 2 * one.high - one.value, key


def test_what_a_log_cannot_tell_is_named_with_the_reason(simulated):
    _, calls = simulated

    told = {one.key: one.reason for one in figures(calls) if isinstance(one, Untold)}

    redials = {"calls.redial_share", "calls.redial_after_minutes"}
    assert told.keys() == redials | {"work.really_at_work"}
    assert told["calls.redial_share"] == fact("few_known_callers", least=50)
    assert told["work.really_at_work"] == fact("no_pick_up")


def test_a_log_without_waits_or_lengths_tells_nothing_and_says_of_each_figure_why():
    bare = by_hand(*[(n, ("answered", "abandoned")[n % 2]) for n in range(400)], names="attempted_at outcome")

    told = figures(bare)

    assert {type(one) for one in told} == {Untold}
    assert {one.key for one in told} == TRUTH.keys() | {"calls.redial_share", "calls.redial_after_minutes"}
    assert {fact("few_hang_ups", least=50), fact("few_lengths", least=50)} <= {one.reason for one in told}


def days_of(*answered: int) -> Explained:
    """Days of 100 attempts, of which as many percent are answered as people are present."""
    count = len(answered)
    return Explained(
        np.arange(count), np.full(count, 100), np.array(answered), np.tile(100 * SHARES, (count, 1))
    )


def test_the_share_present_is_that_at_which_as_many_are_answered_as_came():
    assert present_share(days_of(60, 70)) == pytest.approx(0.65, abs=1e-3)
    assert present_share(days_of(60, 70), np.array([1.0, 3.0])) == pytest.approx(0.675, abs=1e-3)


def test_a_pick_up_that_no_share_explains_gives_the_nearest_one():
    assert present_share(days_of(100)) == 1.0
    assert present_share(days_of(10)) == SHARES[0]


def test_the_bootstrap_spreads_as_averages_of_days_do():
    answered = np.random.default_rng(8).integers(55, 76, 50)

    draws = resampled(days_of(*answered.tolist()), times=1000)

    assert draws.mean() == pytest.approx(answered.mean() / 100, abs=2e-3)
    assert draws.std() == pytest.approx(answered.std() / 100 / 50**0.5, rel=0.1)


def test_a_day_counts_in_the_bootstrap_by_its_weight():
    """Of two days drawn with replacement one comes twice, once or never, in 1, 2 and 1 of 4 times."""
    heavy, often = resampled(days_of(60, 80), 400, np.array([1.0, 3.0])), resampled(days_of(60, 80), 400)

    for draws, mixed in ((heavy, 0.75), (often, 0.7)):
        shares, times = np.unique(draws.round(3), return_counts=True)
        assert shares == pytest.approx([0.6, mixed, 0.8], abs=1e-3)
        assert times == pytest.approx([100, 200, 100], abs=40)  # four standard errors


def test_a_weekly_error_is_that_of_sums_over_the_week():
    """Days 4 to 10 are a week (1970-01-05 was a Monday): 60 and 70 come where 65 are expected of each 100."""
    days = days_of(60, 70)
    one_week = Explained(np.array([4, 5]), days.attempts, days.answered, days.expected)
    two_weeks = Explained(np.array([4, 11]), days.attempts, days.answered, days.expected)

    assert weekly_error(one_week, 0.65) == pytest.approx(0, abs=1e-9)
    assert weekly_error(two_weeks, 0.65) == pytest.approx(0.05)


@needs_january
def test_the_availability_of_january():
    found = fit(january())

    told = {one.key: one for one in figures_of(found)}

    assert len(told) == 11
    # 0.84 where all who hang up at once do so whoever is free: then fewer are lost for want of people
    assert told["work.really_at_work"].value == pytest.approx(0.81, abs=0.03)
    assert told["calls.hangs_up_at_once_share"].high < 0.006 < told["calls.hangs_up_at_a_queue_share"].low
    assert len(seen_at_work(found.calls)) > 400
    without = found.days.expected[:, -1].sum() / found.days.attempts.sum()
    assert (
        without - found.days.answered.sum() / found.days.attempts.sum() > 0.03
    )  # nobody ever away: too rosy
