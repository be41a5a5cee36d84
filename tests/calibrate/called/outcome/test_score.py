"""How calls turned out, counted by hand."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.calibrate.called.outcome.call import PERCENTS, Called
from sim.calibrate.called.outcome.score import drifts, score
from sim.norms.figures import Figure

MONDAY = 20_689
BAND = (0.90, 0.92, 0.94, 0.96, 0.98)


def called(came: int, missed_chance: float = 0.1, week: int = 0, **more: object) -> Called:
    """One week of 100 calls of which so many were answered, called at 94% (90% to 98%)."""
    lower = min(max((came - 86) / 16, 0.0), 1.0)  # of seasons spread evenly from 86% to 102%
    one = Called(
        week=MONDAY + 7 * week,
        norm="phone",
        share=BAND,
        missed_chance=missed_chance,
        lower=lower,
        came=Figure(MONDAY + 7 * week, "phone", came, 100),
        missed=came < 90,
        last_week=0.95,
        mean_before=0.93,
    )
    return replace(one, **more)


def test_a_miss_is_called_when_it_is_likelier_than_not():
    assert called(89, missed_chance=0.51).right
    assert not called(89, missed_chance=0.5).right
    assert called(90, missed_chance=0.5).right
    assert not called(90, missed_chance=0.51).right


def test_the_ends_of_a_band_are_within_it():
    assert [called(came).within for came in (89, 90, 98, 99)] == [False, True, True, False]
    assert [called(came).within_half for came in (91, 92, 96, 97)] == [False, True, True, False]


def test_a_score_is_counted_and_averaged():
    found = score([called(94), called(90), called(84)])

    assert (found.calls, found.right, found.within_half, found.within) == (3, 2, 1, 2)
    assert found.off == pytest.approx((0.0 + 0.04 + 0.10) / 3)
    assert found.off_last_week == pytest.approx((0.01 + 0.05 + 0.11) / 3)
    assert found.off_mean_before == pytest.approx((0.01 + 0.03 + 0.09) / 3)


def test_a_week_before_that_had_no_share_is_no_baseline():
    assert score([called(94, last_week=None)]).off_last_week is None
    assert score([called(94, last_week=None), called(90)]).off_last_week == pytest.approx(0.05)


def weeks(*came: int) -> list[Called]:
    return [called(one, week=week) for week, one in enumerate(came)]


def test_errors_of_more_than_two_points_to_one_side_are_a_drift():
    # each lower than 85% of its seasons: four normal scores of -1.04 come to -2.07 standard deviations
    [drift] = drifts([replace(one, lower=0.15) for one in weeks(94, 90, 91, 91, 90)])

    assert (drift.norm, drift.weeks) == ("phone", tuple(MONDAY + 7 * week for week in (1, 2, 3, 4)))
    assert drift.error == pytest.approx(-0.035)
    assert drift.outside == 0


def test_errors_that_luck_explains_are_none():
    assert drifts(weeks(92, 91, 91, 93)) == ()  # 2.25 points, but each well within what seasons do
    assert drifts(weeks(98, 90, 97, 90)) == ()  # far, and to both sides


def test_errors_of_less_than_two_points_are_none_however_sure():
    close = [replace(one, lower=0.01) for one in weeks(93, 93, 93, 93)]

    assert drifts(close) == ()


def test_one_week_is_no_drift_however_far():
    assert not drifts(weeks(94, 94, 94, 20))
    assert not drifts(weeks(94, 20, 94, 94))


def test_luck_is_shared_out_over_the_norms():
    """Four normal scores of -0.92 come to -1.83: beyond 1.64, what one norm may do, and not 1.96, of two."""
    low = [replace(one, lower=0.18) for one in weeks(90, 91, 91, 90)]
    other = [replace(one, norm="response") for one in weeks(94, 94, 94, 94)]

    assert drifts(low)
    assert not drifts([*low, *other])


def test_of_fewer_than_four_weeks_nothing_is_said():
    assert drifts(weeks(80, 80, 80)) == ()
    assert drifts(weeks(80, 80, 80, 80))


def drawn(seasons: np.ndarray, came: float, week: int) -> Called:
    """Call a week by seasons that were drawn, as `call` does."""
    share = tuple(np.percentile(seasons, PERCENTS, method="inverted_cdf").tolist())
    lower = float(((seasons < came).mean() + (seasons <= came).mean()) / 2)
    figure = Figure(MONDAY + 7 * week, "phone", round(1e6 * came), 10**6)
    return replace(called(94, week=week), share=share, lower=lower, came=figure)


def alarms(spread: Callable[[np.random.Generator, int], np.ndarray], trials: int = 600) -> float:
    """Count how often four weeks that go as they were called set off the alarm."""
    random = np.random.default_rng(7)
    rung = 0
    for _ in range(trials):
        weeks = [np.round(spread(random, 101), 6) for _ in range(4)]
        rung += bool(drifts([drawn(one[1:], float(one[0]), week) for week, one in enumerate(weeks)]))
    return rung / trials


def test_weeks_that_go_as_they_were_called_seldom_set_off_the_alarm():
    calls = alarms(lambda random, n: random.normal(0.94, 0.02, n))  # some hundred calls a week
    answers = alarms(lambda random, n: 1 - np.maximum(random.gamma(0.5, 0.05, n) - 0.01, 0))  # mostly 100%

    assert 0.01 < calls < 0.1  # those of less than 2 points are no alarm
    assert 0.01 < answers < 0.1


def test_each_norm_drifts_by_itself():
    response = [replace(one, norm="response") for one in weeks(94, 94, 94, 94)]

    assert [one.norm for one in drifts([*response, *weeks(80, 80, 80, 80)])] == ["phone"]
