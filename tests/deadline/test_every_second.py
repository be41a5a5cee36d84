"""Every second of three years, judged by a mask of open time that steps along the clock on the wall."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER, OpeningHours
from sim.deadline.holidays import holidays

from .calendars import DAYS, OFFICE, utc

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
STEP, CHUNK = 900, 1 << 17  # no clock here changes within a quarter of an hour; a chunk stays in the cache

NASTY = {
    "mon": ["00:00-01:45", "09:00:07-12:31:13", "13:02:41-16:59:31"],
    "tue": ["08:00-12:00", "12:00-13:00", "12:30-17:30"],  # touching and overlapping
    "wed": ["12:00:00-12:00:01", "12:00:03-12:00:04"],
    "fri": ["22:00-24:00"],
    "sat": ["00:00-01:30", "04:00-09:15", "23:00-24:00"],
    "sun": ["00:00-06:00", "19:00-24:00"],  # open all through the nights in which clocks change
}


def second(text):
    hours, minutes, seconds = (*map(int, text.split(":")), 0)[:3]
    return 3600 * hours + 60 * minutes + seconds


def seconds_of(slots):
    """Which of the 86,400 seconds on the wall lie in a slot."""
    inside = np.zeros(86_400, bool)
    for opens, closes in (slot.split("-") for slot in slots):
        inside[second(opens) : second(closes)] = True
    return inside


def open_seconds(weekly, zone, off, extra, closed, start, end):
    """bool[end - start]: whether the wall clock shows a time within its date's slots at each UTC second."""
    closed_day = seconds_of([])
    usual = [seconds_of(weekly.get(day, [])) for day in DAYS]
    is_open = np.empty(end - start, bool)
    for at in range(start, end, STEP):
        shown = datetime.fromtimestamp(at, ZoneInfo(zone))
        day, since = shown.date(), second(f"{shown:%H:%M:%S}")
        inside = closed_day if day in off else usual[day.weekday()]
        if day in extra or day in closed:
            inside = (inside | seconds_of(extra.get(day, []))) & ~seconds_of(closed.get(day, []))
        is_open[at - start : at - start + STEP] = inside[since : since + STEP]
    return is_open


CALENDARS = {
    "plain": (OFFICE, "Europe/Amsterdam", {}, {}, 8 * 3600),
    "nasty": (
        NASTY,
        "Europe/Amsterdam",
        {date(2026, 12, 25): ["10:00-14:00"], date(2026, 12, 27): ["06:00-07:00"]},
        {date(2025, 6, 2) + timedelta(97 * number): ["10:00-11:11:11"] for number in range(9)},
        28_801,
    ),
}


@pytest.mark.property
@pytest.mark.parametrize("name", CALENDARS)
def test_no_second_of_three_years_is_answered_otherwise_than_by_counting(name):
    weekly, zone, extra, closed, allowance_s = CALENDARS[name]
    off = {holiday.day for holiday in holidays("NL", FIRST, LAST)}
    hours = OpeningHours(
        weekly, timezone=zone, first=FIRST, last=LAST, holidays=off, extra=extra, closed=closed
    )
    start, end = hours.horizon
    assert (start, end) == (utc("2024-12-31 23:00"), utc("2027-12-31 23:00"))
    is_open = open_seconds(weekly, zone, off, extra, closed, start, end)
    worked = np.zeros(end - start + 1, np.int32)  # open seconds before each second
    np.cumsum(is_open, out=worked[1:])

    for begin in range(0, end - start + 1, CHUNK):
        now = worked[begin : begin + CHUNK]
        at = np.arange(start + begin, start + begin + now.size)
        np.testing.assert_array_equal(hours.elapsed(np.full(at.size, start), at), now)
        known = np.count_nonzero(now + allowance_s <= worked[-1])  # the first ones, as `now` never falls
        due = hours.deadline(at, allowance_s)
        close = due[:known] - start
        assert (worked[close] == now[:known] + allowance_s).all()
        assert is_open[close - 1].all()  # a second earlier is a second less
        assert (due[known:] == NEVER).all()

        known = np.count_nonzero(now + allowance_s < worked[-1])
        due = hours.deadline(at, allowance_s, "next_open")
        last = due[:known] - start
        assert (worked[last] == now[:known] + allowance_s).all()
        assert is_open[last].all()  # a second later is a second more
        assert (due[known:] == NEVER).all()
