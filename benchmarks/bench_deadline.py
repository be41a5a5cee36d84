"""Deadlines against the limit, a plain copy of the same bytes, side by side in one run.

`make bench` times them over ten thousand to a hundred million cases; `deadline_ratios` prints every ratio of
ten million.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.deadline import Assessed, Calendars, OpeningHours
from sim.deadline.holidays import holidays

SIZES = [10**4, 10**5, 10**6, 10**7, 10**8]
CASES, SELLERS, SHOPS = 10_000_000, 40_000, 500
DAYS = ("mon", "tue", "wed", "thu", "fri")
YEARS = {"first": date(2016, 1, 1), "last": date(2027, 12, 31)}
HOLIDAYS = {
    policy: [day.day for day in holidays(policy, *YEARS.values())] for policy in ("NL", "BE", "NL+BE")
}
EIGHT_HOURS_S = 8 * 3600


def shop(*slots, off=HOLIDAYS["NL"]):
    return OpeningHours({day: slots for day in DAYS}, holidays=off, **YEARS)


PLAIN, ODD = shop("09:00-17:00"), shop("09:00:07-16:59:31")


def arrivals(rng, cases):
    begin, _ = PLAIN.horizon
    return rng.integers(begin, begin + 3652 * 86_400, cases)


@pytest.fixture(scope="module", params=SIZES, ids=[f"1e{len(str(size)) - 1}" for size in SIZES])
def arrived_at(request):
    return arrivals(np.random.default_rng(1), request.param)


@pytest.fixture(scope="module")
def cases():
    """Ten million: arrived, answered, the number of a calendar."""
    rng = np.random.default_rng(1)
    at = arrivals(rng, CASES)
    return at, at + rng.integers(0, 10 * 86_400, CASES), numbers(rng)


@pytest.fixture(scope="module")
def shops():
    return list(random_shops(SHOPS, np.random.default_rng(1)))


def numbers(rng):
    """The calendar of each case, by way of its seller."""
    calendar_of = rng.integers(0, SHOPS, SELLERS).astype(np.uint16)
    return calendar_of[rng.integers(0, SELLERS, CASES)]


def bench_copy(benchmark, arrived_at):
    target = np.empty_like(arrived_at)

    benchmark(np.copyto, target, arrived_at)

    assert np.array_equal(target, arrived_at)


def bench_deadlines(benchmark, arrived_at):
    due_at = np.empty_like(arrived_at)

    benchmark(PLAIN.deadline, arrived_at, EIGHT_HOURS_S, out=due_at)

    assert_due(PLAIN, arrived_at, due_at)


def bench_odd_deadlines(benchmark, cases):
    due_at = np.empty(CASES, np.int64)

    benchmark(ODD.deadline, cases[0], EIGHT_HOURS_S, out=due_at)

    assert_due(ODD, cases[0], due_at)


def bench_one_pass(benchmark, cases):
    arrived, answered, _ = cases
    out = answers()

    benchmark(PLAIN.assess, arrived, answered, EIGHT_HOURS_S, out=out)

    assert_due(PLAIN, arrived, out.due_at)
    assert_elapsed(lambda _: PLAIN, cases, out.elapsed)


def bench_calendars(benchmark, cases, shops):
    arrived, _, number = cases
    due_at = np.empty(CASES, np.int64)

    benchmark(Calendars(shops).deadline, arrived, number, EIGHT_HOURS_S, out=due_at)

    assert_stacked(shops, number, arrived, due_at)


def bench_calendars_one_pass(benchmark, cases, shops):
    arrived, answered, number = cases
    out = answers()

    benchmark(Calendars(shops).assess, arrived, answered, number, EIGHT_HOURS_S, out=out)

    assert_stacked(shops, number, arrived, out.due_at)
    assert_elapsed(lambda row: shops[number[row]], cases, out.elapsed)


def bench_opening_many_calendars(benchmark, shops):
    """From plans to the tables of them all."""
    opened = benchmark.pedantic(open_all, rounds=3)

    assert [hours.horizon for hours in opened] == [hours.horizon for hours in shops]


def open_all():
    opened = list(random_shops(SHOPS, np.random.default_rng(1)))
    Calendars(opened).deadline(opened[0].opens[:1], np.zeros(1, np.uint16), EIGHT_HOURS_S)
    return opened


def answers():
    return Assessed(np.empty(CASES, np.int64), np.empty(CASES, np.int64), np.empty(CASES, bool))


def some(cases):
    return range(0, cases, max(cases // 1000, 1))


def assert_due(hours, arrived_at, due_at):
    for row in some(due_at.size):
        assert due_at[row] == hours.deadline(int(arrived_at[row]), EIGHT_HOURS_S)


def assert_stacked(shops, number, arrived_at, due_at):
    for row in some(due_at.size):
        assert due_at[row] == shops[number[row]].deadline(int(arrived_at[row]), EIGHT_HOURS_S)


def assert_elapsed(hours_of, cases, worked):
    arrived, answered, _ = cases
    for row in some(worked.size):
        assert worked[row] == hours_of(row).elapsed(int(arrived[row]), int(answered[row]))


def random_shops(number, rng):
    """Shops by the half hour, some with a lunch break, each with five days off of its own."""
    for _ in range(number):
        opens, closes = rng.choice([8, 9, 10]), rng.choice(["16:30", "17:00", "18:00", "20:00"])
        lunch = rng.random() < 0.3
        slots = [f"{opens}:30-12:30", f"13:00-{closes}"] if lunch else [f"{opens}:30-{closes}"]
        own = [YEARS["first"] + timedelta(int(day)) for day in rng.integers(0, 3650, 5)]
        yield shop(*slots, off=HOLIDAYS[str(rng.choice(list(HOLIDAYS)))] + own)
