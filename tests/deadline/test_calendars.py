"""Many calendars at once, against each of them alone."""

import re
from datetime import date, timedelta

import numpy as np
import pytest

from sim.deadline import NEVER, Assessed, Calendars, OpeningHours, reference
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel import stacked, steps
from sim.deadline.kernel.curve import PAST
from sim.deadline.kernel.stack import NO_PIECE, _numbered, _small

from .calendars import (
    DAYS,
    OFFICE,
    daily,
    local,
    office,
    random_allowances,
    random_instants,
    random_shop,
    random_slots,
)

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
SPARSE = OpeningHours(  # a day now and one 33,600 half hours later
    {},
    extra={date(2024, 1, 8): ["00:00-20:30"], date(2025, 12, 8): ["00:00-24:00"]},
    **YEARS,
)


def random_cases(rng, stack, n):
    """Calendar numbers, starts and ends that do not come before them."""
    one, other = random_instants(rng, stack[0], n), random_instants(rng, stack[-1], n)
    return (
        rng.integers(0, len(stack), n),
        np.where(other == NEVER, one, np.minimum(one, other)),
        np.maximum(one, other),
    )


def each_alone(stack, number, ask, *columns):
    """What every calendar says alone of the rows that carry its number."""
    answers = np.empty_like(columns[0])
    for each, hours in enumerate(stack):
        answers[number == each] = ask(hours, *(column[number == each] for column in columns))
    return answers


@pytest.mark.property
@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("allowance_s", [0, 1, 3600, 8 * 3600, 40 * 3600, 2**40])
@pytest.mark.parametrize("stack", [HOURLY, ODD, HOURLY + ODD], ids=["hourly", "odd", "both"])
def test_every_calendar_of_a_stack_says_what_it_says_alone(stack, allowance_s, boundary):
    number, at, end = random_cases(np.random.default_rng(3), stack, 20_000)
    due = each_alone(stack, number, lambda hours, at: hours.deadline(at, allowance_s, boundary), at)
    worked = each_alone(stack, number, lambda hours, *pair: hours.elapsed(*pair), at, end)
    shops = Calendars(stack)
    for dtype in (np.uint8, np.int64):
        calendar = number.astype(dtype)
        np.testing.assert_array_equal(shops.deadline(at, calendar, allowance_s, boundary), due)
        np.testing.assert_array_equal(shops.elapsed(at, end, calendar), worked)
        assessed = shops.assess(at, end, calendar, allowance_s, boundary)
        np.testing.assert_array_equal(assessed.due_at, due)
        np.testing.assert_array_equal(assessed.elapsed, worked)
        np.testing.assert_array_equal(assessed.late, (due != NEVER) & (end > due))


def stack_like(rng):
    """Random shops with the horizon and the time zone of the first."""
    shop = random_shop(rng)
    dates = {"first": shop.first, "last": shop.last, "timezone": shop.timezone}
    days = [shop.first + timedelta(day) for day in range((shop.last - shop.first).days + 1)]
    others = [
        OpeningHours(
            {day: random_slots(rng) for day in DAYS if rng.random() < 0.8},
            closed={day: random_slots(rng) for day in days if rng.random() < 0.1},
            **dates,
        )
        for _ in range(3)
    ]
    return [shop, *others]


@pytest.mark.property
@pytest.mark.parametrize("seed", range(20))
def test_random_stacks_say_what_the_definition_says(seed):
    rng = np.random.default_rng(seed)
    for boundary in ("close", "next_open"):
        stack = stack_like(rng)
        shops, (number, at, end) = Calendars(stack), random_cases(rng, stack, 1000)
        rows = list(zip(number.tolist(), at.tolist(), end.tolist(), strict=True))
        worked = [reference.elapsed(stack[n]._known, start, stop) for n, start, stop in rows]
        for allowance_s in random_allowances(rng, stack[0], 3).tolist():
            due = np.array(
                [reference.deadline(stack[n]._known, start, allowance_s, boundary) for n, start, _ in rows]
            )
            assessed = shops.assess(at, end, number, allowance_s, boundary)
            np.testing.assert_array_equal(assessed.due_at, due)
            np.testing.assert_array_equal(shops.deadline(at, number, allowance_s, boundary), due)
            np.testing.assert_array_equal(assessed.elapsed, worked)
            np.testing.assert_array_equal(assessed.late, (due != NEVER) & (end > due))
        np.testing.assert_array_equal(shops.elapsed(at, end, number), worked)


@pytest.mark.parametrize("stack", [HOURLY, ODD], ids=["hourly", "odd"])
def test_the_loops_say_the_same_when_they_are_not_compiled(stack, monkeypatch):
    number, at, end = random_cases(np.random.default_rng(6), stack, 200)

    def answers():
        shops = Calendars(stack)
        return (
            shops.deadline(at, number, 3600),
            shops.elapsed(at, end, number),
            *shops.assess(at, end, number, 3600),
        )

    compiled = answers()
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    for one, other in zip(answers(), compiled, strict=True):
        np.testing.assert_array_equal(one, other)


def test_every_line_of_every_column_is_read_ahead(monkeypatch):
    asked = set()
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    monkeypatch.setattr(stacked, "ahead", lambda column, row: asked.add((column.ctypes.data, row)))
    shops, rows = Calendars(HOURLY), stacked.BLOCK + 1
    at = np.linspace(*HOURLY[0].horizon, rows).astype(np.int64)
    number, end, due, worked, late = np.zeros(rows, int), at + 1, at.copy(), at.copy(), at > 0
    lines = range(steps.AHEAD, steps.AHEAD + 2 * stacked.BLOCK, steps.LINE)
    for ask, columns in (
        (lambda: shops.deadline(at, number, 3600, out=due), (at, due)),
        (lambda: shops.elapsed(at, end, number, out=worked), (at, end, worked)),
        (
            lambda: shops.assess(at, end, number, 3600, out=Assessed(due, worked, late)),
            (at, end, due, worked, late),
        ),
    ):
        asked.clear()
        ask()
        assert asked == {(column.ctypes.data, row) for column in columns for row in lines}


def test_tables_have_16_bits_where_they_do_and_32_where_they_do_not():
    hourly, odd, long = (
        Calendars(shops)._stack(allowance_s, "close")
        for shops, allowance_s in ((HOURLY, 3600), (ODD, 3600), ([SPARSE], 40 * 3600))
    )
    assert [stack.pieces.dtype for stack in (hourly, odd)] == [np.uint16, np.uint32]
    assert hourly.before.dtype == odd.before.dtype == np.uint32
    assert (long.pages.dtype, long.pieces.dtype) == (np.uint16, np.uint32)  # 2**15 do not fit
    at, number = np.array([SPARSE.horizon[0]]), np.array([0])
    assert Calendars([SPARSE]).deadline(at, number, 24 * 3600) == SPARSE.deadline(at, 24 * 3600)


@pytest.mark.parametrize(
    ("largest", "dtype"), [(0, np.uint16), (2**16 - 2, np.uint16), (2**16 - 1, np.uint32)]
)
def test_a_piece_is_never_cut_to_what_says_that_there_is_none(largest, dtype):
    small = _small(np.array([[7, NO_PIECE], [largest, NO_PIECE]]))
    none = np.iinfo(dtype).max
    assert (small.dtype, small.tolist()) == (dtype, [[7, largest], [none, none]])


@pytest.mark.parametrize(("pages", "dtype"), [(2**16, np.uint16), (2**16 + 1, np.uint32)])
def test_the_number_of_a_page_is_never_cut(pages, dtype):
    numbers = _numbered([0, pages - 1], pages)
    assert (numbers.dtype, numbers.tolist()) == (dtype, [0, pages - 1])


@pytest.mark.parametrize(
    ("opens", "unit", "cells", "on_grid"),
    [
        ("09:05", 300, 2016, True),
        ("09:04", 1, -(-604_800 // 4096), False),
    ],  # cells of 5 minutes; 4 are too few
)
def test_a_week_has_a_grid_of_five_minutes_or_more_or_none(opens, unit, cells, on_grid):
    shop = OpeningHours(daily(f"{opens}-17:00"), first=date(2026, 1, 5), last=date(2026, 1, 18))
    stack = Calendars([shop])._stack(3600, "close")
    assert (stack.unit, stack.cells, stack.curve.rounds == ()) == (unit, cells, on_grid)
    at = np.arange(*shop.horizon, 2399)
    due = Calendars([shop]).deadline(at, np.zeros(at.size, int), 3600)
    np.testing.assert_array_equal(due, shop.deadline(at, 3600))


@pytest.mark.parametrize("slot", ["09:00-17:00", "09:00:07-17:00"])
def test_calendars_of_a_single_day_fit_on_a_single_page(slot):
    shop = OpeningHours(daily(slot), first=date(2026, 1, 5), last=date(2026, 1, 5))
    at = np.arange(shop.horizon[0] - 1, shop.horizon[1] + 2, 599)
    number = np.zeros(at.size, int)
    stack = Calendars([shop])._stack(3600, "close")
    assert stack.pages.tolist() == [0]
    if stack.curve.rounds:  # the start, a second, three breaks and the end, and what ends a search
        assert stack.pieces.shape == (2, 6 + 3)
    np.testing.assert_array_equal(Calendars([shop]).deadline(at, number, 3600), shop.deadline(at, 3600))
    np.testing.assert_array_equal(Calendars([shop]).elapsed(at, at + 99, number), shop.elapsed(at, at + 99))


@pytest.mark.parametrize(
    "shop", [daily("00:00-12:00"), daily("00:00-24:00"), daily("20:00-24:00", "00:00-02:30")]
)
def test_weeks_and_horizons_may_end_in_open_hours(shop):
    for days in (6, 21):  # with the cell before and the one beyond, six days by the half make a week
        hours = OpeningHours(shop, timezone="UTC", first=date(2026, 1, 5), last=date(2026, 1, 4 + days))
        at = np.array([NEVER, *range(hours.horizon[0] - 1, hours.horizon[1] + 2, 7201), hours.horizon[1]])
        number, shops = np.zeros(at.size, int), Calendars([hours])
        for boundary in ("close", "next_open"):
            due = shops.deadline(at, number, 43_200, boundary)
            np.testing.assert_array_equal(due, hours.deadline(at, 43_200, boundary))
        np.testing.assert_array_equal(
            shops.elapsed(at, at[-1:].repeat(at.size), number)[:-1], hours.elapsed(at, at[-1])[:-1]
        )


def test_the_tables_of_few_allowances_are_kept():
    shops = Calendars([OpeningHours(OFFICE, first=date(2026, 1, 5), last=date(2026, 1, 6))])
    for allowance_s in range(60, 660, 60):
        shops.deadline(np.array([NEVER]), np.array([0]), allowance_s)
    assert shops._stack.cache_info().currsize == 4


@pytest.mark.parametrize("shape", [(2, 3), (0,)])
def test_answers_have_the_shape_of_the_arrivals(shape):
    shops, at, number = Calendars(HOURLY), np.full(shape, local("2026-11-20 16:30")), np.zeros(shape, int)
    assert shops.deadline(at, number, 3600).shape == shape
    assert shops.elapsed(at, at, number).shape == shape
    assert [answer.shape for answer in shops.assess(at, at, number, 3600)] == [shape] * 3


def test_an_end_before_its_start_is_an_error():
    shops, number, at = Calendars(HOURLY), np.array([0]), np.array([local("2026-11-20 16:30")])
    with pytest.raises(ValueError, match="end must not be before start; got 2026-11-20 16:29"):
        shops.elapsed(at, at - 60, number)
    with pytest.raises(ValueError, match="swap them"):
        shops.assess(at, at - 60, number, 3600)
    with pytest.raises(ValueError, match=r"start and end must have one shape; got \(1,\) and \(2,\)"):
        shops.elapsed(at, np.repeat(at, 2), number)
    with pytest.raises(ValueError, match=r"allowance_s must be one for all; got the shape \(1,\)"):
        shops.deadline(at, number, np.array([3600]))


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
    ],
)
def test_calendars_are_a_whole_number_an_arrival(calendar, message):
    with pytest.raises(ValueError, match=message):
        Calendars(HOURLY).deadline([NEVER, local("2026-11-20 16:30")], np.array(calendar), 3600)


@pytest.mark.parametrize("row", [0, stacked.BLOCK - 1, stacked.BLOCK, stacked.BLOCK + 1])
@pytest.mark.parametrize(
    ("number", "dtype"), [(5, np.uint8), (5, np.int64), (-1, np.int64), (2**32, np.int64)]
)
def test_a_number_that_no_calendar_has_is_an_error(number, dtype, row):
    shops, calendar = Calendars(HOURLY), np.zeros(stacked.BLOCK + 2, dtype)
    at = np.full(calendar.size, local("2026-11-20 16:30"))
    calendar[row] = number
    message = re.escape(f"calendar must be from 0 to 4; got {min(number, 0)} to {max(number, 0)}")
    for ask in (
        lambda: shops.deadline(at, calendar, 3600),
        lambda: shops.elapsed(at, at, calendar),
        lambda: shops.assess(at, at, calendar, 3600),
    ):
        with pytest.raises(ValueError, match=message):
            ask()


@pytest.mark.parametrize("given", [np.int8(-1), np.int64(-(2**32)), np.int64(2**32 + 1), np.uint64(2**63)])
def test_a_number_beyond_32_bits_is_not_cut_to_one_that_a_calendar_has(given):
    for number_in in (stacked.number_in, kernel.compiled(stacked.number_in)):
        assert (number_in(given), number_in(np.int8(4)), number_in(np.uint32(2**31))) == (PAST, 4, 2**31)


def test_a_loop_that_knows_every_calendar_counts_no_fault():
    at, stack = np.array([NEVER]), Calendars(HOURLY)._stack(3600, "close")
    assert kernel.compiled(stacked.stacked_rows)(stack, np.array([4]), at, at.copy()) == 0


@pytest.mark.parametrize("hours", [[], [office(), HOURLY[0]]])
def test_calendars_of_different_horizons_do_not_stack(hours):
    with pytest.raises(ValueError, match=r"calendars must be one or more with one horizon; got .*; give all"):
        Calendars(hours)
