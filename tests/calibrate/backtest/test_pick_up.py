"""The weekly pick-up on the eve of each week: right in simulated seasons, and blind to what comes later."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy.special import ndtri

from sim.calibrate.backtest.eves import eves
from sim.calibrate.backtest.pick_up import Doubts, Week, band_of, pick_up
from sim.calibrate.phone.attempts import attempts
from sim.deadline import monday_of, week_label
from sim.experiments.seasons.replicate import season_log
from sim.norms import default_edition
from sim.norms.log import Calls, EventLog
from sim.norms.measures import View
from sim.norms.told.judged import Asked

from ..phone.logs import AS_THE_BANK_HAS_IT, JANUARY, needs_january, planned_at_work
from ..phone.test_availability import busy_shop


def view_of(calls: Calls) -> View:
    log = EventLog(calls=calls)
    return replace(Asked(default_edition(), ()).view(log.latest()), log=log)


@pytest.fixture(scope="module")
def season():
    """Six weeks of six people whose calls all count; the calls of the last days are none of a whole week."""
    shop = busy_shop()
    return season_log(shop, seed=9, replication=0).calls, planned_at_work(shop.staff)


@pytest.fixture(scope="module")
def called(season):
    calls, at_work = season
    return pick_up(view_of(calls), 3, at_work)


def test_the_last_weeks_of_a_steady_desk_are_called_well(called):
    """The pick-up of such weeks strays by a point; so does the call of one, from some weeks before."""
    for weeks in (called.known, called.forecast):
        assert len(weeks) == 3
        assert np.mean([abs(week.off) for week in weeks]) < 3
        assert sum(week.low <= week.came <= week.high for week in weeks) >= 2
        assert all(week.low < week.predicted < week.high for week in weeks)


def test_what_came_is_what_the_norm_engine_counts(season, called):
    calls, _ = season
    view = view_of(calls)
    counts = view.phone_window.is_open(calls.attempted_at)
    week = monday_of(view.days(calls.attempted_at))

    for one in called.known:
        own = counts & (week == one.monday)
        answered = own & (calls.outcome == Calls.choices("outcome").index("answered"))
        assert (one.attempts, one.answered) == (own.sum(), answered.sum())
        assert one.expected == one.attempts
    for one in called.forecast:
        assert one.expected == pytest.approx(one.attempts, rel=0.2) and one.expected != one.attempts


def changed_in(monday: int, calls: Calls) -> Calls:
    """Nobody answers in a week, and its calls come in the first hour of their day."""
    late = monday_of(view_of(calls).days(calls.attempted_at)) == monday
    outcome = np.where(late, Calls.choices("outcome").index("abandoned"), calls.outcome)
    day = calls.attempted_at // 86_400
    at = np.where(late, day * 86_400 + 8 * 3600 + calls.attempted_at % 3000, calls.attempted_at)
    answered_at = np.where(late, np.iinfo(np.int64).min, calls.answered_at)
    return Calls(
        attempted_at=at, answered_at=answered_at, ended_at=np.maximum(calls.ended_at, at), outcome=outcome
    )


def test_no_call_of_a_week_reads_anything_of_that_week_but_its_known_calls(season, called):
    calls, at_work = season

    told = pick_up(view_of(changed_in(called.known[-1].monday, calls)), 3, at_work)

    for was, now in zip(called.forecast, told.forecast, strict=True):
        assert (now.monday, now.predicted) == (was.monday, was.predicted)
    assert [week.answered for week in told.forecast][-1] == 0
    assert [week.predicted for week in told.known[:-1]] == [week.predicted for week in called.known[:-1]]
    assert told.known[-1].predicted < called.known[-1].predicted - 0.1  # all in one hour, and known to be


def test_an_eve_holds_only_the_weeks_before(season):
    calls, at_work = season

    found = list(eves(attempts(view_of(calls)), at_work, last=4))

    assert [week_label(eve.monday) for eve in found] == sorted({week_label(eve.monday) for eve in found})
    for eve in found:
        assert eve.before.day.max() < eve.monday
        assert eve.days.day.max() < eve.monday
        assert set(monday_of(eve.own.day).tolist()) == {eve.monday}
        presents = eve.presents(200)
        assert 0.6 < presents.mean() < 0.9  # 0.75 in truth
        assert 0.001 < presents.std() < 0.05


def test_a_log_too_short_for_any_week_calls_none(season):
    calls, at_work = season
    early = calls.attempted_at < calls.attempted_at[0] + 6 * 86_400
    short = {name: column[early] for name, column in vars(calls).items()}

    assert pick_up(view_of(Calls(**short)), 12, at_work).known == ()
    assert pick_up(view_of(Calls()), 12, at_work).known == ()


@pytest.mark.parametrize(("answered", "met"), [(90, True), (89, False)])
def test_a_verdict_is_exact_at_the_norm(answered, met):
    week = Week(20_458, 100, 104.0, answered, 0.9, 0.8, 1.0, Fraction(9, 10))

    assert (week.met, week.called_met, week.right) == (met, True, met)
    assert week.off == pytest.approx(90 - answered)


def test_doubts_weigh_the_prior_as_a_week_and_errors_by_their_age():
    """Errors of 3 and 1 points, four weeks and one before: half and 0.84 of a week; a prior of 1.5 points."""
    doubts = Doubts().after(700, 0.03, 0.0).after(721, -0.01, 0.0)

    young = 0.5**0.25
    expected = (1.5**2 + 0.5 * 3**2 + young * 1**2) / (1 + 0.5 + young)
    assert 100 * doubts.of_model(728) == pytest.approx(expected**0.5)
    assert Doubts().of_model(728) == 0.015


def test_errors_as_large_as_plays_differ_leave_no_doubt_of_the_model_but_the_prior():
    """Luck of 2 points: one week none, the next 2.8 of it. With squares kept above 0 they left 1.5 points."""
    doubts = Doubts()
    for week in range(40):
        doubts = doubts.after(7 * week, 0.02 * 2**0.5 * (week % 2), 0.02**2)

    assert 0.006 < doubts.of_model(280) < 0.010
    assert Doubts().after(721, 0.0, 0.05**2).of_model(728) == 0.0  # luck hides all that may be amiss


def test_a_band_near_all_of_the_calls_ends_at_all_of_them():
    """400 plays of one share, each with 20 errors, equally likely: the 400th and the 401st end the band."""
    for share, doubt in ((1.0, 0.03), (0.99, 0.02), (0.9, 0.01)):
        low, high = band_of(np.full(400, share), doubt)

        beyond = 0.05 * ndtri(0.975) + 0.95 * ndtri(0.925)
        assert low == pytest.approx(share - doubt * beyond)
        assert high == pytest.approx(min(1.0, share + doubt * beyond)) and high <= 1


@needs_january
def test_the_weeks_of_january():
    """Three whole weeks have one before them; in the norm's hours of a country that rests on Friday."""
    from sim.norms import Options
    from sim.norms.log.read import read

    log = read(JANUARY, AS_THE_BANK_HAS_IT).log
    asked = Asked(
        default_edition(), (), options=Options(timezone="Asia/Jerusalem", hours="Sun-Thu 09:00-17:00")
    )

    told = pick_up(replace(asked.view(log.latest()), log=log), 12)

    assert [week_label(week.monday) for week in told.known] == ["1999-W02", "1999-W03", "1999-W04"]
    assert [(week.attempts, week.attempts - week.answered) for week in told.known] == [
        (2898, 583),
        (4362, 844),
        (3500, 368),
    ]  # as `normsim judge` counts them
    assert np.mean([abs(week.off) for week in told.known]) < 3
    assert all(week.right for week in told.known)
