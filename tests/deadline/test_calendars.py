"""Many calendars at once, against each of them alone."""

from datetime import date

import numpy as np
import pytest

from sim.deadline import NEVER, Calendars, OpeningHours, kernel

from .calendars import OFFICE, daily, local, office, random_instants

YEARS = {"first": date(2024, 1, 1), "last": date(2026, 12, 31)}
HOURLY = [
    OpeningHours(OFFICE, holidays=[date(2026, 12, 25)], **YEARS),
    OpeningHours(OFFICE, closed={date(2025, 5, 1): ["12:00-24:00"]}, **YEARS),
    OpeningHours(daily("00:00-24:00"), **YEARS),
    OpeningHours({"sun": ["22:00-24:00"], "mon": ["00:00-02:30"]}, **YEARS),  # from one week into the next
    OpeningHours({}, **YEARS),
]
ODD = [
    OpeningHours(daily("09:00:07-12:31:13", "13:02:41-16:59:31"), **YEARS),
    OpeningHours(daily(*[f"12:00:{second:02}-12:00:{second + 1:02}" for second in range(0, 60, 2)]), **YEARS),
]


@pytest.mark.property
@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("allowance_s", [0, 1, 3600, 8 * 3600, 40 * 3600, 2**40])
@pytest.mark.parametrize("stack", [HOURLY, ODD, HOURLY + ODD], ids=["hourly", "odd", "both"])
def test_every_calendar_of_a_stack_says_what_it_says_alone(stack, allowance_s, boundary):
    rng = np.random.default_rng(3)
    number = rng.integers(0, len(stack), 20_000)
    at = random_instants(rng, stack[0], number.size)
    expected = np.empty_like(at)
    for each, hours in enumerate(stack):
        expected[number == each] = hours.deadline(at[number == each], allowance_s, boundary)
    for dtype in (np.uint8, np.int64):
        due = Calendars(stack).deadline(at, number.astype(dtype), allowance_s, boundary)
        np.testing.assert_array_equal(due, expected)


@pytest.mark.parametrize("stack", [HOURLY, ODD], ids=["hourly", "odd"])
def test_the_loop_says_the_same_when_it_is_not_compiled(stack, monkeypatch):
    at, number = random_instants(np.random.default_rng(6), stack[0], 200), np.arange(200) % len(stack)
    compiled = Calendars(stack).deadline(at, number, 3600)
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    np.testing.assert_array_equal(Calendars(stack).deadline(at, number, 3600), compiled)


def test_weeks_that_look_alike_are_stored_once():
    stack = Calendars([*HOURLY[:2], *HOURLY[:2]])._stack(8 * 3600, "close")
    assert len(stack.pages) == 4 * stack.weeks
    np.testing.assert_array_equal(*np.split(stack.pages, 2))
    # summer, winter, two clock changes, what is special about a year's first and last weeks and one holiday
    assert len(np.unique(stack.pages)) <= 14


def test_answers_come_in_the_form_of_the_arrivals():
    at = np.array(["2026-11-20T15:30", "NaT"], "M8[m]")
    due = Calendars(HOURLY).deadline(at, np.array([0, 0]), 8 * 3600)
    np.testing.assert_array_equal(due, np.array(["2026-11-23T15:30", "NaT"], "M8[m]"))


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        ([0], r"one whole number an arrival.*shape \(1,\) for arrivals of the shape \(2,\)"),
        ([0.0, 1.0], "got float64"),
        ([0, 5], "calendar must be from 0 to 4; got 0 to 5"),
        ([-1, 0], "calendar must be from 0 to 4; got -1 to 0"),
    ],
)
def test_a_number_that_no_calendar_has_is_an_error(calendar, message):
    with pytest.raises(ValueError, match=message):
        Calendars(HOURLY).deadline([NEVER, local("2026-11-20 16:30")], np.array(calendar), 3600)


@pytest.mark.parametrize("hours", [[], [office(), HOURLY[0]]])
def test_calendars_of_different_horizons_do_not_stack(hours):
    with pytest.raises(ValueError, match=r"calendars must be one or more with one horizon; got .*; give all"):
        Calendars(hours)
