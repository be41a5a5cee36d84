"""Repeating a log: weekday and time on the wall stay, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.bench.questions.arrivals import Questions, at_weekends, from_wall, horizon, questions_of, tiled, wall
from sim.deadline import NEVER
from sim.norms import EventLog
from sim.norms.log.tables import Cases

from .logs import AMSTERDAM, questions

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)


def shown(at):
    return datetime.fromtimestamp(int(at), UTC).astimezone(AMSTERDAM)


def asked(*at):
    return Questions(np.array(at, np.int64), np.full(len(at), NEVER))


SECONDS = st.integers(int(datetime(2026, 1, 1, tzinfo=AMSTERDAM).timestamp()), 2_060_000_000)


@pytest.mark.property
@given(st.lists(SECONDS, min_size=1, max_size=5), st.integers(1, 2000))
def test_a_copy_keeps_weekday_and_time_of_day(at, n):
    log = asked(*at)
    found = tiled(log, n, FIRST, LAST)

    assert len(found) == n
    for place in range(0, n, max(1, n // 25)):
        ours, theirs = shown(at[place % len(at)]), shown(found.arrived_at[place])
        apart = (theirs.date() - ours.date()).days
        skipped = theirs.astimezone(UTC).astimezone(AMSTERDAM).hour == 3 and ours.hour == 2
        assert apart % 7 == 0 and (theirs.time() == ours.time() or skipped)
        assert FIRST <= theirs.date() <= LAST - timedelta(weeks=26) or apart == 0


@pytest.mark.property
@given(st.lists(SECONDS, min_size=1, max_size=20))
def test_wall_time_and_back(at):
    days, seconds = wall(np.array(at, np.int64))
    back = from_wall(days, seconds)

    for before, day, second, after in zip(at, days, seconds, back.tolist(), strict=True):
        local = shown(before)
        assert date(1970, 1, 1) + timedelta(int(day)) == local.date()
        assert second == local.hour * 3600 + local.minute * 60 + local.second
        assert after == before - 3600 * local.fold  # a repeated hour is read as its first pass


def test_the_log_itself_comes_first_and_unchanged():
    log = questions()

    assert (tiled(log, 3000, FIRST, LAST).arrived_at[:250] == log.arrived_at).all()
    assert (tiled(log, 120, FIRST, LAST).arrived_at[:10] == log.arrived_at[:10]).all()


def test_a_log_longer_than_what_is_asked_meets_every_season_too():
    found = tiled(questions(), 240, FIRST, LAST)

    months = {shown(at).month for at in found.arrived_at}
    assert months & {12, 1, 2} and months & {6, 7, 8} and months & {3, 4, 5}
    assert (found.wait_s == questions().wait_s[:240]).all()


def test_copies_spread_over_all_the_years_and_keep_their_waits():
    log = questions()
    found = tiled(log, 250 * 20, FIRST, LAST)

    years = {shown(at).year for at in found.arrived_at[::250]}
    assert years == set(range(2026, 2036)) - {2035} or years == set(range(2026, 2036))
    assert (found.wait_s[250:500] == log.wait_s).all()
    starts = {shown(at).date() for at in found.arrived_at[::250]}
    assert len(starts) == 20


def test_when_no_week_is_free_copies_repeat():
    log = asked(int(datetime(2026, 6, 1, 12, tzinfo=AMSTERDAM).timestamp()))
    weeks = tiled(log, 2000, FIRST, LAST).arrived_at
    distinct = len(set(weeks.tolist()))

    assert 480 < distinct < 522  # ten years without the last half
    assert (weeks[distinct : 2 * distinct] == weeks[:distinct]).all()


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2026-11-20", "2026-12-31", (2026, 2035)),
        ("1999-01-01", "1999-01-31", (1999, 2008)),
        ("2036-11-01", "2036-12-30", (2028, 2037)),
        ("1991-05-05", "2036-12-30", (1991, 2037)),
    ],
)
def test_the_calendars_hold_any_log(start, end, years):
    at = [int(datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC).timestamp()) for text in (start, end)]

    first, last = horizon(asked(*at))

    assert (first, last) == (date(years[0], 1, 1), date(years[1], 12, 31))
    found = tiled(asked(*at), 3000, first, last)
    assert (found.arrived_at[:2] == at).all()
    assert shown(found.arrived_at.min()).date() >= first
    assert shown(found.arrived_at.max()).date() <= max(last - timedelta(weeks=26), date.fromisoformat(end))


def test_the_herd_keeps_week_and_time_of_day_and_comes_at_the_weekend():
    log = questions()
    for before, after in zip(log.arrived_at, at_weekends(log).arrived_at, strict=True):
        ours, theirs = shown(before), shown(after)
        assert theirs.isoweekday() in (6, 7) and ours.isocalendar()[:2] == theirs.isocalendar()[:2]
        assert ours.time() == theirs.time()


def test_questions_of_a_log():
    log = EventLog(cases=Cases(arrived_at=np.array([100, 200]), answered_at=np.array([NEVER, 260])))

    found = questions_of(log)

    assert found.arrived_at.tolist() == [100, 200] and found.wait_s.tolist() == [NEVER, 60]
