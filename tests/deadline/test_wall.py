"""Wall time, local dates and ISO weeks, against facts and zoneinfo itself."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.deadline.instants import wall

from .calendars import ZONES, clock_changes, utc

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        (date(2026, 11, 20), "16:30", "2026-11-20 15:30"),
        (date(2026, 7, 1), "24:00", "2026-07-01 22:00"),
        (date(2026, 3, 29), "02:30", "2026-03-29 01:30"),  # skipped: shows 03:30
        (date(2026, 3, 29), "03:00", "2026-03-29 01:00"),
        (date(2026, 10, 25), "02:30", "2026-10-25 00:30"),  # repeated: its first pass
        (date(2026, 10, 25), "03:00", "2026-10-25 02:00"),
        (date(2026, 12, 31), "23:59:59", "2026-12-31 22:59:59"),
    ],
)
def test_a_time_on_the_wall_is_one_utc_second(day, time, expected):
    assert wall.to_utc(day, wall.parse_time(time), AMSTERDAM) == utc(expected)


@pytest.mark.parametrize(
    ("text", "second"), [("00:00", 0), ("9:05", 32_700), ("17:00:01", 61_201), ("24:00", 86_400)]
)
def test_times_are_read_in_hours_minutes_and_seconds(text, second):
    assert wall.parse_time(text) == second


@pytest.mark.parametrize(
    "text", ["", "9", "24:01", "24:00:01", "12:60", "12:00:60", "25:00", "-1:00", "noon"]
)
def test_what_is_no_time_is_named(text):
    with pytest.raises(ValueError, match=f"a time is HH:MM or HH:MM:SS from 00:00 to 24:00; got '{text}'"):
        wall.parse_time(text)


@pytest.mark.parametrize("zone", [*ZONES, "Europe/London", "UTC", "Asia/Kathmandu"])
def test_local_dates_are_those_of_zoneinfo_at_every_clock_change(zone):
    changes = np.array([0, *clock_changes(zone, range(1990, 2038))])
    at = (changes[:, None] + [-86_400, -7200, -3601, -61, -1, 0, 1, 59, 60, 3599, 3600, 86_400]).ravel()

    expected = [
        (datetime.fromtimestamp(t, ZoneInfo(zone)).date() - date(1970, 1, 1)).days for t in at.tolist()
    ]

    assert wall.local_days(at, zone).tolist() == expected


def test_local_dates_hold_where_a_date_is_skipped_or_a_midnight_comes_twice():
    apia = wall.local_days(np.array([utc("2011-12-30 09:59:59"), utc("2011-12-30 10:00")]), "Pacific/Apia")
    assert [wall.date_of(day) for day in apia] == [date(2011, 12, 29), date(2011, 12, 31)]

    st_johns = np.array([utc("2006-10-29 02:30:59"), utc("2006-10-29 02:31"), utc("2006-10-29 03:30")])
    assert [wall.date_of(day).day for day in wall.local_days(st_johns, "America/St_Johns")] == [29, 28, 29]


def test_local_dates_reach_from_before_1970_to_the_marker_9999_12_31():
    at = np.array([utc("1936-12-31 23:39"), utc("1936-12-31 23:41"), utc("9999-12-31"), utc("0001-01-02")])
    expected = [date(1936, 12, 31), date(1937, 1, 1), date(9999, 12, 31), date(1, 1, 2)]  # then +00:19:32
    assert [wall.date_of(day) for day in wall.local_days(at, "Europe/Amsterdam")] == expected


def test_never_has_no_date_and_no_week():
    at = np.array([[NEVER, utc("2026-11-30")], [NEVER, NEVER]])
    days = wall.local_days(at, "America/New_York")
    assert days.tolist() == [[NEVER, wall.day_number(date(2026, 11, 29))], [NEVER, NEVER]]
    assert wall.monday_of(days).tolist() == [[NEVER, wall.day_number(date(2026, 11, 23))], [NEVER, NEVER]]
    assert wall.local_days(np.array([], np.int64), "UTC").size == 0


def test_milliseconds_taken_for_seconds_are_an_error():
    with pytest.raises(ValueError, match="within the years 1 to 9999; got 1795188600000"):
        wall.local_days(np.array([1_795_188_600_000]), "UTC")


def test_a_week_begins_on_its_monday_at_midnight():
    days = np.array([wall.day_number(date(2026, 11, day)) for day in range(16, 31)])
    mondays = [wall.day_number(date(2026, 11, 16))] * 7 + [wall.day_number(date(2026, 11, 23))] * 7
    assert wall.monday_of(days).tolist() == [*mondays, wall.day_number(date(2026, 11, 30))]
    assert wall.monday_of(np.array([-1, -3, -4])).tolist() == [-3, -3, -10]  # 1969-12-29 was a Monday


@pytest.mark.parametrize(
    ("label", "monday"),
    [("2026-W53", date(2026, 12, 28)), ("2025-W01", date(2024, 12, 30)), ("2026-W48", date(2026, 11, 23))],
)
def test_weeks_have_their_iso_names(label, monday):
    assert wall.week_label(wall.day_number(monday)) == label
    assert wall.week_from_label(label) == wall.day_number(monday)


@pytest.mark.parametrize("label", ["2025-W53", "2026-W00", "2026W12", "2026-W1", "W12", ""])
def test_a_week_that_does_not_exist_is_an_error(label):
    with pytest.raises(ValueError, match=f"such as '2026-W49'; got '{label}'"):
        wall.week_from_label(label)


def test_a_week_is_named_by_its_monday_only():
    with pytest.raises(ValueError, match="its Monday; got 20786, Sunday 2026-11-29"):
        wall.week_label(wall.day_number(date(2026, 11, 29)))


@pytest.mark.parametrize("name", ["Europe/Amsterdm", "", "Europe", "../etc/passwd", None, 7])
def test_an_unknown_time_zone_is_an_error(name):
    with pytest.raises(ValueError, match="timezone must be an IANA name such as 'Europe/Amsterdam'; got "):
        wall.zone_of(name)


def test_a_misspelt_time_zone_gets_a_suggestion():
    with pytest.raises(ValueError, match="did you mean 'Europe/Amsterdam'"):
        wall.zone_of("Europe/Amsterdm")


def test_instants_and_durations_are_written_for_readers():
    assert wall.wall_text(utc("2026-12-31 15:40"), AMSTERDAM) == "2026-12-31 16:40"
    assert wall.wall_text(utc("2026-12-31 15:40:07"), AMSTERDAM) == "2026-12-31 16:40:07"
    assert wall.wall_text(NEVER, AMSTERDAM) == "never"
    assert wall.wall_text(10**15, AMSTERDAM) == "1000000000000000 s after 1970"
    texts = [wall.duration_text(seconds) for seconds in (0, 1, 60, 28_800, 5401)]
    assert texts == ["0 minutes", "1 second", "1 minute", "8 hours", "1 hour 30 minutes 1 second"]


def test_wall_time_and_utc_agree_both_ways():
    at = utc("2026-06-01 12:00")
    assert wall.to_wall(at, AMSTERDAM) == datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert wall.to_wall(at, AMSTERDAM).hour == 14


def test_weekdays_count_from_monday():
    days = np.array([wall.day_number(date(2026, 11, 23)) + step for step in range(8)] + [0, -1, NEVER])

    # 23 November 2026 is a Monday; day 0 was a Thursday.
    assert wall.weekday_of(days).tolist() == [*range(7), 0, 3, 2, NEVER]


def test_no_days_are_no_days_of_the_week_and_lists_will_do():
    assert wall.local_days([utc("2026-11-29 23:30")], "Europe/Amsterdam").tolist() == [
        wall.day_number(date(2026, 11, 30))
    ]
    for none in (wall.local_days([], "UTC"), wall.weekday_of([]), wall.monday_of([])):
        assert (none.dtype, none.size) == (np.dtype(np.int64), 0)


def test_the_first_and_the_last_second_that_have_a_date_have_one():
    ends = wall.local_days(np.array([utc("0001-01-01"), utc("9999-12-31 23:59:59")]), "UTC")
    assert [wall.date_of(day) for day in ends] == [date(1, 1, 1), date(9999, 12, 31)]
    for beyond in (utc("0001-01-01") - 1, utc("9999-12-31 23:59:59") + 1):
        with pytest.raises(ValueError, match="within the years 1 to 9999"):
            wall.local_days(np.array([beyond]), "UTC")


def test_what_the_clock_on_the_wall_shows_jumps_with_it():
    """29 March 2026: 00:59:59 UTC is 01:59:59 in Amsterdam, and a second later it is 03:00:00."""
    day = 86_400 * wall.day_number(date(2026, 3, 29))
    shown = wall.local_seconds(np.array([day + 3599, day + 3600, NEVER]), "Europe/Amsterdam")
    assert shown.tolist() == [day + 2 * 3600 - 1, day + 3 * 3600, NEVER]


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.uint64])
def test_instants_of_any_whole_numbers_are_shown_as_int64(dtype):
    shown = wall.local_seconds(np.array([0, 200], dtype), "Europe/Amsterdam")
    assert (shown.dtype, shown.tolist()) == (np.int64, [3600, 3800])
