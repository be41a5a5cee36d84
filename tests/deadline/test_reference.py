"""The definition, against hand-computed facts, the worked examples and a mask of open seconds."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER, OpeningHours, date_of, local_days, monday_of, reference, week_label

from .calendars import (
    DAYS,
    OFFICE,
    WEEKDAYS,
    clock_changes,
    daily,
    local,
    office,
    random_slots,
    timeline_of,
    utc,
)

ANSWERS = Path(__file__).parents[1] / "answers" / "deadlines.json"
EXAMPLES = json.loads(ANSWERS.read_text())["examples"]

# Weekday holidays round the worked examples, by hand (norms/README.md, 1.2)
CHRISTMAS, BOXING, NEW_YEAR, ARMISTICE = (
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2027, 1, 1),
    date(2026, 11, 11),
)
LISTS = {"NL": [CHRISTMAS, BOXING, NEW_YEAR], "BE": [CHRISTMAS, ARMISTICE, NEW_YEAR]}
LISTS["NL+BE"] = LISTS["NL"] + LISTS["BE"]


def example_clock(weekly, calendar):
    return OpeningHours(weekly, first=date(2025, 12, 1), last=date(2027, 1, 31), holidays=LISTS[calendar])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
@pytest.mark.parametrize(
    ("weekly", "allowance_s", "answer"),
    [
        (OFFICE, 8 * 3600, "due_8wh"),
        (WEEKDAYS, 24 * 3600, "due_24h_weekday"),
        (OFFICE, 6 * 3600, "warn_6wh"),
        (WEEKDAYS, 18 * 3600, "warn_18h"),
    ],
)
def test_the_worked_examples_fall_due_as_the_norms_say(example, weekly, allowance_s, answer):
    hours, at = example_clock(weekly, example["calendar"]), utc(example["arrival"])
    assert hours.deadline(at, allowance_s) == utc(example[answer])
    assert hours.deadline(np.array([at]), allowance_s).tolist() == [utc(example[answer])]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_the_worked_examples_use_the_time_that_the_norms_say(example):
    start, end = utc(example["arrival"]), utc(example["response"])
    for weekly, answer in ((OFFICE, "worked_s"), (WEEKDAYS, "clock_s")):
        hours = example_clock(weekly, example["calendar"])
        assert hours.elapsed(start, end) == example[answer]
        assert hours.elapsed(np.array([start]), np.array([end])).tolist() == [example[answer]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_the_worked_examples_are_late_and_lie_in_their_week_as_the_norms_say(example):
    for weekly, allowance, answer in ((OFFICE, 8, "in_time_8wh"), (WEEKDAYS, 24, "in_time_24h")):
        due = example_clock(weekly, example["calendar"]).deadline(utc(example["arrival"]), allowance * 3600)
        assert (utc(example["response"]) <= due) == example[answer]
    day = local_days(np.array([utc(example["arrival"])]), "Europe/Amsterdam")
    assert week_label(monday_of(day)[0]) == example["iso_week"]


# Mondays without holidays: closing time, the allowance and the two boundaries, counted by hand


@pytest.mark.parametrize(
    ("arrival", "allowance_s", "close", "next_open"),
    [
        ("2026-11-23 09:00", 8 * 3600, "2026-11-23 17:00", "2026-11-24 09:00"),
        ("2026-11-23 09:00", 8 * 3600 - 1, "2026-11-23 16:59:59", "2026-11-23 16:59:59"),
        ("2026-11-23 09:00", 8 * 3600 + 1, "2026-11-24 09:00:01", "2026-11-24 09:00:01"),
        ("2026-11-23 17:00", 8 * 3600, "2026-11-24 17:00", "2026-11-25 09:00"),
        ("2026-11-23 16:59:59", 1, "2026-11-23 17:00", "2026-11-24 09:00"),
        ("2026-11-20 16:30", 8 * 3600, "2026-11-23 16:30", "2026-11-23 16:30"),
        ("2026-11-21 12:00", 40 * 3600, "2026-11-27 17:00", "2026-11-30 09:00"),
        ("2026-11-21 12:00", 0, "2026-11-21 12:00", "2026-11-21 12:00"),
        ("2026-11-23 12:00", 0, "2026-11-23 12:00", "2026-11-23 12:00"),
    ],
)
def test_both_boundaries_are_as_counted_by_hand(arrival, allowance_s, close, next_open):
    hours, at = office(), local(arrival)
    for boundary, due in (("close", local(close)), ("next_open", local(next_open))):
        assert hours.deadline(at, allowance_s, boundary) == due
        assert hours.deadline(np.array([at]), allowance_s, boundary).tolist() == [due]


def test_the_shop_is_open_at_opening_and_shut_at_closing_time():
    hours = office()
    opens, closes, monday = local("2026-11-20 09:00"), local("2026-11-20 17:00"), local("2026-11-23 09:00")
    expected = {opens - 1: False, opens: True, closes - 1: True, closes: False, monday - 1: False}
    assert {at: hours.is_open(at) for at in expected} == expected
    expected = {opens - 1: opens, opens: opens, closes - 1: closes - 1, closes: monday, monday: monday}
    assert {at: hours.next_opening(at) for at in expected} == expected


# Clock changes, by hand: UTC intervals of single dates


def intervals(zone, day, slots, **details):
    weekly = {DAYS[day.weekday()]: slots}
    hours = OpeningHours(weekly, timezone=zone, first=day, last=day, **details)
    return [
        (opens, closes) for opens, closes in zip(hours.opens.tolist(), hours.closes.tolist(), strict=True)
    ]


SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("zone", "day", "slot", "opens", "closes"),
    [
        # Amsterdam skips 02:00-03:00 at 01:00 UTC, and repeats it at 01:00 UTC
        ("Europe/Amsterdam", SPRING, "00:00-24:00", "2026-03-28 23:00", "2026-03-29 22:00"),
        ("Europe/Amsterdam", SPRING, "02:30-04:00", "2026-03-29 01:30", "2026-03-29 02:00"),
        ("Europe/Amsterdam", SPRING, "01:30-02:30", "2026-03-29 00:30", "2026-03-29 01:30"),
        ("Europe/Amsterdam", SPRING, "02:00-02:30", "2026-03-29 01:00", "2026-03-29 01:30"),
        ("Europe/Amsterdam", AUTUMN, "00:00-24:00", "2026-10-24 22:00", "2026-10-25 23:00"),
        ("Europe/Amsterdam", AUTUMN, "02:15-02:45", "2026-10-25 00:15", "2026-10-25 00:45"),
        ("Europe/Amsterdam", AUTUMN, "02:30-03:30", "2026-10-25 00:30", "2026-10-25 02:30"),
        ("Europe/Amsterdam", AUTUMN, "01:00-02:00", "2026-10-24 23:00", "2026-10-25 00:00"),
        # Lord Howe skips 02:00-02:30 at 15:30 UTC: 02:15 becomes 02:45
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15-03:00", "2026-10-03 15:45", "2026-10-03 16:00"),
        # Apia skipped Friday 2011-12-30: its hours, 24 h on, fall on Saturday
        ("Pacific/Apia", date(2011, 12, 29), "09:00-17:00", "2011-12-29 19:00", "2011-12-30 03:00"),
        # Sao Paulo skipped 00:00-01:00: the day begins at 01:00
        ("America/Sao_Paulo", date(2018, 11, 4), "00:00-09:00", "2018-11-04 03:00", "2018-11-04 11:00"),
        # Nuuk skips the last hour of 2024-03-30: the hours it moves past midnight lie outside the calendar
        ("America/Nuuk", date(2024, 3, 30), "22:00-23:30", "2024-03-31 00:00", "2024-03-31 01:00"),
    ],
)
def test_a_slot_at_a_clock_change_opens_and_closes_as_zoneinfo_says(zone, day, slot, opens, closes):
    assert intervals(zone, day, [slot]) == [(utc(opens), utc(closes))]


def test_a_slot_that_the_spring_change_turns_round_is_dropped():
    assert intervals("Europe/Amsterdam", SPRING, ["02:15-03:00"]) == []  # 03:15 to 03:00
    assert intervals("Europe/Amsterdam", SPRING, ["02:00-03:00"]) == []  # empty: both are 01:00 UTC


def test_the_hours_of_a_skipped_date_move_to_the_next_one_and_merge():
    first, last = date(2011, 12, 29), date(2011, 12, 31)
    hours = OpeningHours(
        {"fri": ["09:00-12:00"], "sat": ["11:00-14:00"]}, timezone="Pacific/Apia", first=first, last=last
    )
    assert hours.opens.tolist() == [local("2011-12-31 09:00", "Pacific/Apia")]
    assert hours.closes.tolist() == [local("2011-12-31 14:00", "Pacific/Apia")]


def test_an_evening_and_the_next_night_are_one_opening():
    hours = OpeningHours({"fri": ["22:00-24:00"], "sat": ["00:00-06:00"]}, first=SPRING, last=AUTUMN)
    assert (hours.closes - hours.opens == 8 * 3600).all()
    assert hours.opens[0] == local("2026-04-03 22:00")


def test_a_holiday_ends_the_weekly_slots_an_extra_opens_and_a_closure_has_the_last_word():
    day = date(2026, 11, 26)
    slots = {
        "holidays": [day],
        "extra": {day: ["10:00-14:00", "13:00-15:00"]},
        "closed": {day: ["11:00-12:00"]},
    }

    assert intervals("UTC", day, ["09:00-17:00"], **slots) == [
        (utc("2026-11-26 10:00"), utc("2026-11-26 11:00")),
        (utc("2026-11-26 12:00"), utc("2026-11-26 15:00")),
    ]


def test_closures_may_lie_outside_touch_cut_or_swallow_the_open_time():
    day = date(2026, 11, 26)
    closed = {day: ["06:00-09:00", "09:00-10:00", "12:00-13:00", "12:30-13:00", "20:00-22:00"]}
    assert intervals("UTC", day, ["09:00-17:00", "20:30-21:00"], closed=closed) == [
        (utc("2026-11-26 10:00"), utc("2026-11-26 12:00")),
        (utc("2026-11-26 13:00"), utc("2026-11-26 17:00")),
    ]


# A second method: step through the seconds and ask the wall clock


def open_seconds(weekly, zone, start, end, step=1, holidays=(), extra=None, closed=None):
    """Whether each `step`-th UTC second of [start, end) shows a local time inside the slots of its date."""

    def inside(shown, slots):
        clock = f"{shown:%H:%M:%S}"  # as text, "09:00" <= "09:00:00" and "17:00:00" is not < "17:00"
        return any(opens <= clock < closes for opens, closes in (slot.split("-") for slot in slots))

    def is_open(shown):
        day = shown.date()
        usual = [] if day in holidays else weekly.get(DAYS[day.weekday()], [])
        return inside(shown, [*usual, *(extra or {}).get(day, [])]) and not inside(
            shown, (closed or {}).get(day, [])
        )

    return np.array([is_open(datetime.fromtimestamp(at, ZoneInfo(zone))) for at in range(start, end, step)])


def mask_of(hours, start, end, step=1):
    at = np.arange(start, end, step)
    return ((hours.opens <= at[:, None]) & (at[:, None] < hours.closes)).any(axis=1)


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Amsterdam", date(2026, 3, 28)),
        ("Europe/Amsterdam", date(2026, 10, 24)),
        ("Europe/Amsterdam", date(2026, 11, 26)),
        ("Australia/Lord_Howe", date(2026, 10, 3)),
    ],
)
def test_working_time_counted_second_by_second_is_the_same(zone, first):
    days = [first + timedelta(day) for day in range(3)]
    weekly = daily("00:00-01:45", "04:00-12:00", "12:30-17:00", "22:00-24:00")
    special = {
        "holidays": days[2:],
        "extra": {days[2]: ["10:00-14:00"]},
        "closed": {days[1]: ["08:00-09:00"]},
    }
    hours = OpeningHours(weekly, timezone=zone, first=days[0], last=days[-1], **special)
    start, end = hours.horizon

    is_open = open_seconds(weekly, zone, start, end, **special)
    np.testing.assert_array_equal(mask_of(hours, start, end), is_open)

    worked = np.concatenate(([0], np.cumsum(is_open)))  # open seconds before each second
    rng = np.random.default_rng(2)
    for at, allowance in zip(rng.integers(0, end - start, 200), rng.integers(1, 100_000, 200), strict=True):
        close = np.searchsorted(worked, worked[at] + allowance, "left")  # the first instant to reach it
        if close < worked.size:
            assert hours.deadline(start + int(at), int(allowance)) == start + close
        last = np.searchsorted(worked, worked[at] + allowance, "right") - 1  # the last one not beyond it
        if last < worked.size - 1:
            assert hours.deadline(start + int(at), int(allowance), "next_open") == start + last
        later = int(rng.integers(at, end - start + 1))
        assert hours.elapsed(start + int(at), start + later) == worked[later] - worked[at]


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
def test_open_time_agrees_with_the_wall_clock_at_every_clock_change_from_1990_to_2037(zone):
    weekly = daily("00:00-00:30", "01:00-03:00", "03:30-12:00", "13:00-24:00")
    hours = OpeningHours(weekly, timezone=zone, first=date(1989, 12, 1), last=date(2038, 1, 31))
    changes = clock_changes(zone, range(1990, 2038))
    assert len(changes) == 96
    for change in changes:
        start, end = change - 4 * 3600, change + 4 * 3600
        near = OpeningHours(
            weekly,
            timezone=zone,
            first=date_of(start // 86_400 - 1),
            last=date_of(end // 86_400 + 1),
        )
        expected = open_seconds(weekly, zone, start, end, step=300)
        np.testing.assert_array_equal(mask_of(near, start, end, 300), expected)
        assert hours.elapsed(start, end) == 300 * expected.sum()  # every edge is on the grid of 300 s


def test_random_slots_of_a_day_without_a_clock_change_are_open_when_the_wall_clock_says_so():
    rng, day = np.random.default_rng(3), date(2026, 7, 1)
    for _ in range(8):
        weekly = daily(*random_slots(rng))
        hours = OpeningHours(weekly, timezone="America/New_York", first=day, last=day)
        expected = open_seconds(weekly, "America/New_York", *hours.horizon)
        np.testing.assert_array_equal(mask_of(hours, *hours.horizon), expected)


# The horizon


def test_the_two_ends_of_the_horizon_belong_to_the_calendar():
    known = reference.Openings(((100, 200), (300, 400)), 100, 400)
    assert reference.elapsed(known, 100, 400) == 200
    assert reference.deadline(known, 100, 200, "close") == 400
    assert reference.deadline(known, 400, 0, "close") == 400
    assert reference.next_opening(known, 100) == 100


def test_what_lies_beyond_the_horizon_is_never_guessed():
    known = reference.Openings(((100, 200), (300, 400)), 100, 400)
    assert reference.deadline(known, 100, 201, "close") == NEVER
    assert reference.deadline(known, 100, 200, "next_open") == NEVER  # the next opening is unknown
    assert reference.deadline(known, 99, 1, "close") == NEVER
    assert reference.deadline(known, 401, 0, "close") == NEVER
    assert reference.elapsed(known, 99, 400) == reference.elapsed(known, 100, 401) == NEVER
    assert reference.next_opening(known, 99) == reference.next_opening(known, 400) == NEVER


def test_definition_and_kernel_are_given_the_same_intervals():
    hours = office()
    table = timeline_of(reference.openings(hours._plan))
    assert table.opens[:-1].tolist() == hours.opens.tolist()
    assert table.closes[:-1].tolist() == hours.closes.tolist()
