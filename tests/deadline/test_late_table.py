"""The table of sellers and weeks, counted case by case with the wall clock."""

from collections import Counter
from datetime import date, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER, Cases, OpeningHours, day_number, late_table, reference
from sim.deadline.kernel import late, steps
from sim.deadline.kernel import loops as kernel

from .calendars import daily, local, office, random_instants, random_shop

MONDAYS = [day_number(date(2026, 10, 12)) + 7 * week for week in range(4)]  # with the change of 25 October
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY_ONE = date(1970, 1, 1).toordinal()


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("compiled", [kernel.compiled, lambda rows: rows], ids=["compiled", "as it stands"])
def test_each_case_is_counted_once_in_the_week_of_its_arrival(boundary, compiled, monkeypatch):
    monkeypatch.setattr(kernel, "compiled", compiled)
    rng, hours = np.random.default_rng(4), office()
    mondays = [local(f"2026-10-{day}") for day in (12, 19, 26)]
    at = np.concatenate((rng.integers(local("2026-10-05"), local("2026-11-16"), 2000), mondays))
    at = np.concatenate((at, at - 1, [NEVER]))
    answered = np.where(rng.random(at.size) < 0.1, NEVER, at + rng.integers(0, 5 * 86_400, at.size))
    seller = rng.integers(0, 7, at.size).astype(np.uint16)
    table = late_table(hours, Cases(at, answered, seller), MONDAYS, 8 * 3600, boundary)

    total, late = Counter(), Counter()
    for one, arrival, answer in zip(seller.tolist(), at.tolist(), answered.tolist(), strict=True):
        if arrival != NEVER:
            week = (day_number(datetime.fromtimestamp(arrival, AMSTERDAM).date()) - MONDAYS[0]) // 7
            total[one, week] += 1
            late[one, week] += answer > hours.deadline(arrival, 8 * 3600, boundary)
    for one, week in np.ndindex(7, 4):
        assert (table.total[one, week], table.late[one, week]) == (total[one, week], late[one, week])


@pytest.mark.property
@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int32, np.int64, np.uint64])
def test_no_table_of_random_shops_differs_from_a_count_with_the_definition(boundary, dtype):
    """Few cells and many cases, for bytes to come full; every third answer comes exactly when it is due."""
    rng = np.random.default_rng(8)
    for _ in range(10):
        hours = random_shop(rng)
        at = np.concatenate((random_instants(rng, hours, 300), rng.choice(hours.horizon, 1500)))
        due = np.array([definition(hours, one, 3600, boundary) for one in at.tolist()])
        answered = np.where(due == NEVER, at, due) + rng.choice([-1, 0, 1], at.size)
        seller = rng.integers(0, 3, at.size).astype(dtype)
        monday = hours.horizon[0] // 604_800 * 7 + 4 - 7 * int(rng.integers(0, 2))
        mondays = [monday, monday + 7]
        table = late_table(hours, Cases(at, answered, seller, sellers=3), mondays, 3600, boundary)
        total, late = np.zeros((3, 2), int), np.zeros((3, 2), int)
        for one, arrival, answer, until in zip(seller, at.tolist(), answered, due, strict=True):
            week = week_of(arrival, hours, mondays)
            if until != NEVER and week is not None:
                total[one, week] += 1
                late[one, week] += answer > until
        np.testing.assert_array_equal(table.total, total)
        np.testing.assert_array_equal(table.late, late)


def definition(hours, arrival, allowance_s, boundary):
    return reference.deadline(hours._known, arrival, allowance_s, boundary)


def week_of(arrival, hours, mondays):
    if arrival == NEVER:
        return None
    day = day_number(datetime.fromtimestamp(arrival, ZoneInfo(hours.timezone)).date())
    return (day - mondays[0]) // 7 if mondays[0] <= day < mondays[-1] + 7 else None


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize(
    "zone", ["Europe/Amsterdam", "Asia/Tehran", "America/Asuncion", "Australia/Lord_Howe", "Africa/Cairo"]
)
def test_a_week_turns_at_the_second_of_its_monday_on_any_clock(zone, boundary):
    """Tehran's clocks went from Sunday 24:00 back to 23:00 in 2020, from Monday 00:00 to 01:00 in 2021."""
    clock, years = ZoneInfo(zone), {"first": date(2015, 12, 1), "last": date(2024, 1, 31)}
    hours = OpeningHours(daily("00:00-24:00"), timezone=zone, **years)
    mondays = [day_number(date(2016, 1, 4)) + 7 * week for week in range(416)]
    midnights = [datetime.fromordinal(DAY_ONE + day).replace(tzinfo=clock) for day in mondays]
    at = np.add.outer([int(one.timestamp()) for one in midnights], [-3601, -1, 0, 1, 3601]).ravel()
    days = [datetime.fromtimestamp(one, clock).date() for one in at.tolist()]
    expected = Counter((day_number(day) - mondays[0]) // 7 for day in days)

    table = late_table(hours, Cases(at, at, np.zeros(at.size, int)), mondays, 3600, boundary)

    assert table.total.tolist() == [[expected[week] for week in range(416)]]


@pytest.mark.parametrize("year", [1955, 1956, 1990, 2022, 2026, 2091, 2092])
def test_cases_years_before_or_after_the_weeks_are_not_counted(year):
    """Values of a curve are counted modulo 2**31, which is 68 years."""
    day = date(year, 1, 1)
    monday = day_number(day) + (7 - day.weekday()) % 7
    at = np.arange(local("2024-01-01"), local("2024-12-31"), 86_399)
    hours = OpeningHours(daily("00:00-24:00"), first=date(2024, 1, 1), last=date(2025, 1, 31))
    table = late_table(hours, Cases(at, at, np.zeros(at.size, int)), monday + 7 * np.arange(52), 3600)
    assert table.total.sum() == 0


@pytest.mark.parametrize("late", [0, 1])
@pytest.mark.parametrize("cases", [255, 256, 257, 511, 512, 65_536, 100_001])
def test_a_cell_holds_any_number_of_cases(cases, late):
    at = np.full(cases, local("2026-10-12 09:00"))
    table = late_table(office(), Cases(at, at + 8 * 3600 + late, np.full(cases, 1)), MONDAYS, 8 * 3600)
    assert table.total.tolist() == [[0] * 4, [cases, 0, 0, 0]]
    assert table.late.tolist() == [[0] * 4, [cases * late, 0, 0, 0]]


def test_sellers_without_cases_have_rows_when_their_number_is_given():
    at = np.array([local("2026-10-12 09:00")])
    table = late_table(office(), Cases(at, at, np.array([1]), sellers=5), MONDAYS, 3600)
    assert table.total.sum(axis=1).tolist() == [0, 1, 0, 0, 0]


def test_a_seller_beyond_the_first_block_is_not_overlooked():
    at, seller = np.full(5000, local("2026-10-12 09:00")), np.zeros(5000, np.int32)
    seller[4999] = 7
    with pytest.raises(ValueError, match="seller must be below 7, how many there are; got 7"):
        late_table(office(), Cases(at, at, seller, sellers=7), MONDAYS, 3600)


def test_shares_and_flags_of_a_table_counted_by_hand():
    at = np.full(13, local("2026-10-12 09:00"))
    answered = at + 8 * 3600 + np.array([0] * 2 + [1] * 11)
    table = late_table(office(), Cases(at, answered, np.array([0, 2] + [2] * 11)), MONDAYS, 8 * 3600)
    assert table.total[:, 0].tolist() == [1, 0, 12]
    assert table.late[:, 0].tolist() == [0, 0, 11]
    np.testing.assert_array_equal(table.share[:, 0], [1, np.nan, 1 / 12])
    for least, enough in ((10, True), (11, True), (12, False)):
        assert table.late_at_least(least)[:, 0].tolist() == [False, False, enough]
    assert table.total[:, 1:].sum() == 0


def test_counts_have_32_bits():
    at = np.array([local("2026-10-12 09:00")])
    table = late_table(office(), Cases(at, at, np.array([0])), MONDAYS, 3600)
    assert (table.total.dtype, table.late.dtype) == (np.int32, np.int32)


def test_a_table_has_as_many_cells_as_allowed_and_no_more(monkeypatch):
    monkeypatch.setattr(
        import_module(Cases.__module__), "MOST_CELLS", 2 * 6 * 5
    )  # four weeks, one on each side
    assert late_table(office(), Cases([], [], np.array([], int), sellers=5), MONDAYS, 60).total.shape == (
        5,
        4,
    )
    with pytest.raises(ValueError, match="6 sellers in 4 weeks are too many"):
        late_table(office(), Cases([], [], np.array([], int), sellers=6), MONDAYS, 60)


def test_a_table_of_the_most_weeks_counts():
    at = np.array([local("2026-10-12 09:00"), local("2026-10-19 09:00")])
    mondays = MONDAYS[0] + 7 * np.arange(3548)
    table = late_table(office(), Cases(at, at, np.array([0, 0])), mondays, 3600)
    assert (table.total[0, :2].tolist(), table.total.sum()) == ([1, 1], 2)


def test_every_line_of_every_column_is_read_ahead(monkeypatch):
    asked = set()
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    for module in (late, steps):
        monkeypatch.setattr(module, "ahead", lambda column, row: asked.add((column.ctypes.data, row)))
    at = np.full(steps.BLOCK + 1, local("2026-10-12 09:00"))
    answered, seller = at + 60, np.zeros(at.size, int)
    late_table(office(), Cases(at, answered, seller), MONDAYS, 3600)
    lines = range(steps.AHEAD, steps.AHEAD + 2 * steps.BLOCK, steps.LINE)
    assert asked == {(column.ctypes.data, row) for column in (at, answered, seller) for row in lines}


def test_no_cases_are_an_empty_table():
    none = np.array([], np.int64)
    assert late_table(office(), Cases(none, none, none), MONDAYS, 3600).total.shape == (0, 4)


@pytest.mark.parametrize(
    ("cases", "mondays", "message"),
    [
        (Cases([NEVER], [NEVER], [-1]), MONDAYS, "seller must be 0 or more; got -1"),
        (Cases([NEVER], [NEVER], [5], sellers=5), MONDAYS, "seller must be below 5"),
        (Cases([NEVER], [NEVER], [2**33]), MONDAYS, "too many; number the sellers from 0 on"),
        (Cases([NEVER], [NEVER], [0, 1]), MONDAYS, "cases need columns of one length"),
        (Cases([NEVER], [NEVER], [0.5]), MONDAYS, "whole numbers; got .* of float64"),
        (
            Cases([NEVER], [NEVER], [0]),
            [MONDAYS[0] + 1],
            "mondays must be day numbers of consecutive Mondays",
        ),
        (Cases([NEVER], [NEVER], [0]), MONDAYS[::2], "consecutive Mondays"),
        (Cases([NEVER], [NEVER], [0]), [], "consecutive Mondays"),
        (
            Cases([NEVER], [NEVER], [0]),
            MONDAYS[0] + 7 * np.arange(3549),
            "mondays must be 3548 or fewer; got 3549",
        ),
    ],
)
def test_a_table_that_cannot_be_is_an_error(cases, mondays, message):
    with pytest.raises(ValueError, match=message):
        late_table(office(), cases, mondays, 3600)
