"""What each customer may ask, may ask again and sets off: shares, delays, chains."""

from dataclasses import fields

import numpy as np
import pytest
from scipy import stats

from sim.deadline import NEVER
from sim.demand.journeys import customers
from sim.demand.marks import Journeys
from sim.demand.work import (
    CALL,
    CALL_BACK,
    FOLLOW_UP,
    FOREVER,
    IF_BUSY,
    IF_CLOSED,
    IF_LEFT,
    IF_SERVED,
    LOST_CALL,
    MAIL,
    NOBODY,
    Work,
)
from sim.draws import Streams
from sim.scenario.season import season_of

from .seasons import scenario_of


@pytest.fixture(scope="module")
def scenario():
    return scenario_of("2026-W47..2026-W52", contacts={"questions_per_week": 6000, "phone_share": 0.5})


@pytest.fixture(scope="module")
def work(scenario):
    return draw(scenario)


def journeys(scenario) -> Journeys:
    return customers(scenario, season_of(scenario), Streams(1, 0))


def draw(scenario) -> Work:
    return journeys(scenario).work


def of_line(work, *lines):
    return np.flatnonzero(np.isin(work.line, lines))


def share_is(share, marked):
    """Hold a share to four standard errors."""
    return abs(np.mean(marked) - share) < 4 * np.sqrt(share * (1 - share) / len(marked))


def test_the_rows_keep_the_promises_of_their_table(work):
    work.check()

    assert (np.diff(work.customer) >= 0).all()
    assert ((work.step == 0) == (np.diff(work.customer, prepend=-1) > 0)).all()


# Mail


def test_the_stated_share_of_answers_brings_a_reply_after_a_while(work):
    first = np.flatnonzero((work.line == MAIL) & (work.about == NOBODY))
    replies = work.then[first, IF_SERVED]
    some = replies != NOBODY

    assert share_is(0.30, some)
    assert (work.line[replies[some]] == FOLLOW_UP).all()
    assert (work.comes[replies[some]] == NEVER).all()
    assert share_is(0.5, work.wait[first[some], IF_SERVED] < 20 * 3600)
    assert (work.then[first, IF_LEFT] == NOBODY).all()


def test_the_stated_share_mails_again_26_hours_later_about_the_same(work):
    again = np.flatnonzero(work.about != NOBODY)
    first = work.about[again]

    assert share_is(0.25, np.isin(np.flatnonzero((work.line == MAIL) & (work.step == 0)), first))
    assert (work.line[again] == MAIL).all()
    assert (work.comes[again] - work.comes[first] == 26 * 3600).all()
    assert (work.customer[again] == work.customer[first]).all()


def test_mails_wait_for_ever(work):
    assert (work.patience[of_line(work, MAIL, FOLLOW_UP)] == FOREVER).all()


@pytest.mark.parametrize(
    ("line", "minutes", "sigma"), [(MAIL, 6.5, 0.9), (FOLLOW_UP, 4.0, 0.9), (CALL, 3.2, 0.93)]
)
def test_handling_times_have_the_stated_mean_and_spread(work, line, minutes, sigma):
    rows = np.flatnonzero(
        (work.line == line) & (work.about == NOBODY) & (work.step == np.where(line == FOLLOW_UP, 1, 0))
    )
    seconds = work.work[rows]

    sd = minutes * 60 * np.sqrt(np.expm1(sigma**2))
    assert abs(seconds.mean() - minutes * 60) < 4 * sd / np.sqrt(len(rows))
    assert abs(np.log(seconds[seconds > 0]).std() - sigma) < 0.02


# Calls


def test_the_stated_share_hangs_up_at_once_within_ten_seconds(work):
    attempts, lost = of_line(work, CALL, LOST_CALL), of_line(work, LOST_CALL)

    assert share_is(0.05, work.line[attempts] == LOST_CALL)
    assert work.patience[lost].max() <= 10


def test_callers_wait_as_the_weibull_says_until_voicemail_takes_over(work):
    patience = work.patience[of_line(work, CALL)]

    assert share_is(np.exp(-((20.5 / 474) ** 0.82)), patience > 20)
    assert share_is(np.exp(-((35.5 / 474) ** 0.82)), patience == 36)
    assert patience.max() == 36


def test_the_stated_share_of_who_would_wait_has_no_patience_and_all_others_are_as_before(scenario, work):
    calls = scenario.calls.model_copy(update={"hangs_up_at_a_queue_share": 0.1})
    hurried = draw(scenario.model_copy(update={"calls": calls}))
    none = (hurried.line == CALL) & (hurried.patience == 0)

    assert share_is(0.1, none[of_line(work, CALL)])
    assert (hurried.line == work.line).all()
    assert (hurried.patience == np.where(none, 0, work.patience)).all()


def test_who_has_no_patience_leaves_no_message(scenario):
    calls = {"hangs_up_at_a_queue_share": 1.0, "call_back_share": 1.0, "hangs_up_at_once_share": 0.0}
    drawn = draw(scenario.model_copy(update={"calls": scenario.calls.model_copy(update=calls)}))

    assert not len(of_line(drawn, CALL_BACK)) and not drawn.patience[of_line(drawn, CALL)].any()


def test_a_redial_is_a_row_that_the_failed_attempt_sets_off(work):
    redials = np.flatnonzero(np.isin(work.line, (CALL, LOST_CALL)) & (work.step > 0))

    assert (work.then[redials - 1, IF_LEFT] == redials).all()
    assert (work.comes[redials] == NEVER).all()
    assert (work.work[redials] == work.work[redials - 1]).all()  # the same question
    assert (work.customer[redials] == work.customer[redials - 1]).all()


def test_the_stated_share_redials(work):
    attempts = of_line(work, CALL, LOST_CALL)

    assert share_is(0.44, work.then[attempts, IF_LEFT] != NOBODY)
    assert (work.then[attempts, IF_BUSY] == work.then[attempts, IF_LEFT]).all()
    assert (work.then[attempts][:, [IF_SERVED, IF_CLOSED]] == NOBODY).all()


def test_the_median_redial_comes_after_twelve_minutes(work):
    calling = of_line(work, CALL, LOST_CALL)
    redialling = calling[work.then[calling, IF_LEFT] != NOBODY]

    assert share_is(0.5, work.wait[redialling, IF_LEFT] < 12 * 60)


@pytest.mark.parametrize("share", [0.44, 0.9])
def test_a_chain_lasts_as_long_as_its_caller_goes_on(share):
    calls = {"open": "mon-sun 00:00-24:00", "redial_share": share}
    work = draw(scenario_of(contacts={"questions_per_week": 3000, "phone_share": 1}, calls=calls))
    lengths = np.bincount(work.customer)

    # Geometric: the chance of k attempts and more is share ** (k - 1), at k = 9 and beyond as before.
    for least in (2, 5, 9, 12):
        assert share_is(share ** (least - 1), lengths >= least)
    assert lengths.max() > 10


# The same customers under every plan


def survey_of(drawn):
    """Both marks of each row: float64[n, 2]."""
    return np.column_stack([drawn.marks.answers_survey, drawn.marks.grades_it])


def test_a_caller_has_one_survey_whichever_attempt_succeeds_and_each_question_its_own(scenario, work):
    survey = survey_of(journeys(scenario))
    calls, mails = of_line(work, CALL, LOST_CALL), of_line(work, MAIL)
    redials, second = calls[work.step[calls] > 0], np.flatnonzero(work.about != NOBODY)

    assert (survey[redials] == survey[redials - 1]).all()
    assert (survey[second] != survey[work.about[second]]).all()
    assert len(np.unique(survey[mails])) == 2 * len(mails)
    for marks in (*survey[mails].T, *survey[calls[work.step[calls] == 0]].T):
        assert stats.kstest(marks, "uniform").pvalue > 1e-4


def test_more_volume_leaves_the_surveys_of_the_others_as_they_were():
    few, many = (journeys(scenario_of(contacts={"questions_per_week": volume})) for volume in (800, 900))

    def marks(drawn):
        return {tuple(pair) for pair in survey_of(drawn)[of_line(drawn.work, MAIL)].tolist()}

    assert 5000 < len(marks(few)) < len(marks(many))
    assert marks(few) < marks(many)


def test_slower_handling_leaves_arrivals_patience_and_chains_as_they_were():
    fast, slow = (draw(scenario_of(work={"minutes_per_mail": mail})) for mail in (5, 10))

    changed = {
        field.name
        for field in fields(Work)
        if not (getattr(fast, field.name) == getattr(slow, field.name)).all()
    }
    assert changed == {"work"}
    mails = np.flatnonzero((fast.line == MAIL) & (fast.about == NOBODY))
    assert abs(2 * fast.work[mails] - slow.work[mails]).max() <= 1  # rounding


def test_more_replies_leave_the_questions_as_they_were():
    few, many = (draw(scenario_of(contacts={"follow_up_share": share})) for share in (0.1, 0.6))

    for name in ("comes", "work", "patience"):
        one, other = (getattr(work, name)[work.line != FOLLOW_UP] for work in (few, many))
        assert (one == other).all()
    assert (few.line == FOLLOW_UP).sum() < (many.line == FOLLOW_UP).sum()


# The table


def test_a_shop_that_nobody_asks_has_no_work():
    work = draw(scenario_of(contacts={"questions_per_week": 0}))

    work.check()
    assert len(work) == 0


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("work", -1, "work must not be negative; got -1"), ("wait", -5, "wait must not be negative; got -5")],
)
def test_a_broken_promise_is_named(column, value, message):
    work = draw(scenario_of())
    getattr(work, column)[3] = value

    with pytest.raises(ValueError, match=message):
        work.check()


def test_a_row_set_off_twice_is_refused():
    work = draw(scenario_of())
    work.then[:2, IF_SERVED] = 5

    with pytest.raises(ValueError, match="set off by one row at most"):
        work.check()
