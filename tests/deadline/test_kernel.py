"""The kernel, against the definition."""

from datetime import date

import numpy as np
import pytest

from sim.deadline import NEVER, OpeningHours, kernel, reference

from .calendars import clock_changes, daily, office, random_allowances, random_instants, random_shop

BOUNDARIES = ("close", "next_open")


def assert_equal_to_the_definition(known, at, allowance_s, later):
    table, instants = kernel.table_of(known), at.tolist()
    pairs = list(zip(instants, allowance_s.tolist(), strict=True))
    for boundary in BOUNDARIES:
        due = [reference.deadline(known, arrival, allowance, boundary) for arrival, allowance in pairs]
        np.testing.assert_array_equal(kernel.deadlines(table, at, allowance_s, boundary), due)
    opening = [reference.next_opening(known, instant) for instant in instants]
    np.testing.assert_array_equal(kernel.next_openings(table, at), opening)
    worked = [reference.elapsed(known, *pair) for pair in zip(instants, later.tolist(), strict=True)]
    np.testing.assert_array_equal(kernel.elapsed(table, at, later), worked)


def random_cases(rng, hours, n):
    at, later = random_instants(rng, hours, n), random_instants(rng, hours, n)
    at, later = np.where(later == NEVER, at, np.minimum(at, later)), np.maximum(at, later)
    return at, random_allowances(rng, hours, n), later


@pytest.mark.property
@pytest.mark.parametrize("seed", range(10))
def test_no_case_of_a_thousand_random_shops_differs_from_the_definition(seed):
    rng = np.random.default_rng(seed)
    for _ in range(100):
        hours = random_shop(rng)
        assert_equal_to_the_definition(hours._known, *random_cases(rng, hours, 1000))


@pytest.mark.property
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
def test_no_case_at_a_clock_change_from_1990_to_2037_differs_from_the_definition(zone):
    weekly = daily("00:30-01:30", "01:30:01-02:15", "02:30-02:59:59", "03:00-12:00", "13:00-24:00")
    hours = OpeningHours(weekly, timezone=zone, first=date(1989, 12, 1), last=date(2038, 1, 31))
    changes = np.array(clock_changes(zone, range(1990, 2038)))
    at = (changes[:, None] + np.arange(-5 * 900, 6 * 900, 900)[None, :]).ravel()
    at = np.concatenate((at - 1, at, at + 1))
    allowance_s = np.resize([0, 1, 899, 900, 1800, 3600, 5399, 7200, 86_400], at.size)
    assert_equal_to_the_definition(
        hours._known, at, allowance_s, at + np.resize([0, 1, 3600, 90_000], at.size)
    )


@pytest.mark.property
def test_no_case_at_all_of_small_calendars_differs_from_the_definition():
    rng = np.random.default_rng(1)
    for _ in range(40):
        first, length = int(rng.integers(-300, 300)), int(rng.integers(1, 120))
        edges = np.unique(rng.integers(first, first + length + 1, 2 * rng.integers(0, 6)))
        intervals = tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=False))
        known = reference.Openings(intervals, first, first + length)
        at, allowance_s = (grid.ravel() for grid in np.mgrid[first - 2 : first + length + 3, 0 : length + 2])
        assert_equal_to_the_definition(known, at, allowance_s, at + allowance_s)


def test_the_loops_say_the_same_when_they_are_not_compiled(monkeypatch):
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    rng = np.random.default_rng(7)
    for _ in range(20):
        hours = random_shop(rng)
        assert_equal_to_the_definition(hours._known, *random_cases(rng, hours, 100))


def test_one_allowance_serves_all_arrivals():
    hours = office()
    at = np.arange(*hours.horizon, 7919)
    one = kernel.deadlines(hours._table, at, np.array([28_800]), "close")
    each = kernel.deadlines(hours._table, at, np.full(at.size, 28_800), "close")
    np.testing.assert_array_equal(one, each)


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_largest_integers_neither_overflow_nor_find_a_deadline(boundary):
    largest = 2**63 - 1
    hours = office()
    at = np.array([hours.opens[0], hours.opens[-1], NEVER, NEVER + 1, largest, hours.horizon[1]])
    due = kernel.deadlines(hours._table, at, np.array([largest]), boundary)
    assert due.tolist() == [NEVER] * 6


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_shop_that_never_opens_knows_only_what_is_due_on_arrival(boundary):
    hours = OpeningHours({}, first=date(2026, 1, 1), last=date(2026, 1, 31))
    at = np.full(2, hours.horizon[0] + 5)
    assert kernel.deadlines(hours._table, at, np.array([0, 1]), boundary).tolist() == [at[0], NEVER]
    assert kernel.next_openings(hours._table, at).tolist() == [NEVER, NEVER]
    assert kernel.elapsed(hours._table, at, at + 99).tolist() == [0, 0]


def test_a_shop_that_never_closes_counts_every_second():
    hours = OpeningHours(daily("00:00-24:00"), first=date(2026, 1, 1), last=date(2026, 12, 31))
    first, last = hours.horizon
    at = np.array([first, first + 1, last - 1, last])
    assert hours.opens.tolist() == [first]
    assert hours.closes.tolist() == [last]
    assert kernel.deadlines(hours._table, at, np.array([1]), "close").tolist() == [*(at[:3] + 1), NEVER]
    assert kernel.deadlines(hours._table, at, np.array([1]), "next_open").tolist() == [
        *(at[:2] + 1),
        NEVER,
        NEVER,
    ]


@pytest.mark.parametrize(
    ("first", "last"), [(date(2015, 1, 1), date(2026, 12, 31)), (date(2026, 7, 6), date(2026, 7, 6))]
)
def test_the_tables_stay_small(first, last):
    table = office(first, last)._table
    for lookup in (table.by_time, table.by_work):
        assert table.opens.size <= lookup.size <= 4 * table.opens.size
    assert table.by_time.size == (table.last - table.first >> table.time_shift) + 1
    assert table.by_work.size == (int(table.before[-1]) >> table.work_shift) + 1
