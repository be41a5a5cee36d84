"""Deadlines of a million cases against the limit: a plain copy of the same bytes."""

from datetime import date

import numpy as np
import pytest

from sim.deadline import OpeningHours

CASES = 1_000_000
DAYS = ("mon", "tue", "wed", "thu", "fri")
HOURS = OpeningHours({day: ["09:00-17:00"] for day in DAYS}, first=date(2020, 1, 1), last=date(2031, 12, 31))
EIGHT_HOURS_S = 8 * 3600


@pytest.fixture(scope="module")
def arrived_at():
    begin, end = HOURS.horizon
    return np.random.default_rng(1).integers(begin, end - 30 * 86_400, CASES)


def bench_copy(benchmark, arrived_at):
    target = np.empty_like(arrived_at)

    benchmark(np.copyto, target, arrived_at)

    assert np.array_equal(target, arrived_at)


def bench_deadlines(benchmark, arrived_at):
    due_at = benchmark(HOURS.deadline, arrived_at, EIGHT_HOURS_S)

    some = slice(0, CASES, CASES // 200)
    by_definition = [HOURS.deadline(int(one), EIGHT_HOURS_S) for one in arrived_at[some]]
    assert due_at[some].tolist() == by_definition
