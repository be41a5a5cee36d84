"""Deadlines of ten million cases against the limit, a plain copy of the same bytes, side by side in one run.

`python benchmarks/bench_deadline.py` prints every ratio; `make bench` times the first two.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from sim.deadline import Calendars, Cases, OpeningHours, curve, day_number, kernel, tally
from sim.deadline.holidays import holidays

CASES, ROUNDS = 10_000_000, 15
DAYS = ("mon", "tue", "wed", "thu", "fri")
YEARS = {"first": date(2016, 1, 1), "last": date(2027, 12, 31)}
HOLIDAYS = {
    policy: [day.day for day in holidays(policy, *YEARS.values())] for policy in ("NL", "BE", "NL+BE")
}
EIGHT_HOURS_S = 8 * 3600


def shop(*slots, off=HOLIDAYS["NL"]):
    return OpeningHours({day: slots for day in DAYS}, holidays=off, **YEARS)


PLAIN, ODD = shop("09:00-17:00"), shop("09:00:07-16:59:31")


@pytest.fixture(scope="module")
def arrived_at():
    begin, _ = PLAIN.horizon
    return np.random.default_rng(1).integers(begin, begin + 3652 * 86_400, CASES)


def bench_copy(benchmark, arrived_at):
    target = np.empty_like(arrived_at)

    benchmark(np.copyto, target, arrived_at)

    assert np.array_equal(target, arrived_at)


def bench_deadlines(benchmark, arrived_at):
    due_at = benchmark(PLAIN.deadline, arrived_at, EIGHT_HOURS_S)

    assert_due(PLAIN, arrived_at, due_at)


def assert_due(hours, arrived_at, due_at):
    some = slice(0, CASES, CASES // 1000)
    assert due_at[some].tolist() == [hours.deadline(int(one), EIGHT_HOURS_S) for one in arrived_at[some]]


def random_shops(number, rng):
    """Shops by the half hour, some with a lunch break, each with five days off of its own."""
    for _ in range(number):
        opens, closes = rng.choice([8, 9, 10]), rng.choice(["16:30", "17:00", "18:00", "20:00"])
        lunch = rng.random() < 0.3
        slots = [f"{opens}:30-12:30", f"13:00-{closes}"] if lunch else [f"{opens}:30-{closes}"]
        own = [YEARS["first"] + timedelta(int(day)) for day in rng.integers(0, 3650, 5)]
        yield shop(*slots, off=HOLIDAYS[str(rng.choice(list(HOLIDAYS)))] + own)


def side_by_side(jobs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, np.ndarray]:
    """Seconds of each job, interleaved, so that what disturbs the machine disturbs them all."""
    times = {name: [] for name in jobs}
    for _ in range(rounds + 1):
        for name, job in jobs.items():
            began = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - began)
    return {name: np.array(taken[1:]) for name, taken in times.items()}  # the first one compiles


def main() -> None:
    rng, (begin, _) = np.random.default_rng(1), PLAIN.horizon
    at = rng.integers(begin, begin + 3652 * 86_400, CASES)
    answered = at + rng.integers(0, 10 * 86_400, CASES)
    due, worked, copies, late = np.empty_like(at), np.empty_like(at), np.empty_like(at), np.empty(CASES, bool)
    flags = np.zeros(CASES, bool)
    stack = list(random_shops(500, rng))
    number = rng.integers(0, len(stack), 40_000)[rng.integers(0, 40_000, CASES)].astype(np.uint16)
    seller = rng.integers(0, 10_000, CASES).astype(np.uint16)
    season = day_number(date(2026, 1, 5)) + 7 * np.arange(52)
    in_season = rng.integers(season[0] * 86_400, (season[-1] + 7) * 86_400, CASES)
    answered_in_season = in_season + rng.integers(0, 5 * 86_400, CASES)

    def deadlines(hours: OpeningHours) -> Callable[[], object]:
        table = curve.due_curve(hours.timeline, EIGHT_HOURS_S, "close")
        return lambda: kernel.compiled(kernel.instant_rows)(table, hours.timeline.first, at, due)

    def assessed() -> None:
        table = curve.due_and_worked_curves(PLAIN.timeline, EIGHT_HOURS_S, "close")
        loop = kernel.compiled(kernel.assessed_rows)
        loop(table, PLAIN.timeline.first, at, answered, due, worked, late)

    def stream() -> None:
        for target, source in ((due, at), (copies, answered), (late, flags)):
            np.copyto(target, source)

    pages = Calendars(stack)._stack(EIGHT_HOURS_S, "close")

    def stacked() -> None:
        kernel.compiled(kernel.stacked_rows)(pages.curve, pages.pages, pages.weeks, number, at, due)

    jobs = {
        "copy": lambda: np.copyto(copies, at),
        "plain": deadlines(PLAIN),
        "odd": deadlines(ODD),
        "stream": stream,
        "one pass": assessed,
        "500 calendars": stacked,
        "a fresh copy": at.copy,
        "OpeningHours.deadline": lambda: PLAIN.deadline(at, EIGHT_HOURS_S),
        "tally": lambda: (
            tally(PLAIN, Cases(in_season, answered_in_season, seller), season, EIGHT_HOURS_S).share
        ),
    }
    for name, hours in (("plain", PLAIN), ("odd", ODD)):
        jobs[name]()
        assert_due(hours, at, due)
    stacked()
    for row in rng.integers(0, CASES, 1000):
        assert due[row] == stack[number[row]].deadline(int(at[row]), EIGHT_HOURS_S)
    taken = side_by_side(jobs)
    for name, seconds in taken.items():
        print(f"{name:24}{1e3 * np.median(seconds):8.1f} ms")
    for name, limit in (
        ("plain", "copy"),
        ("odd", "plain"),
        ("one pass", "stream"),
        ("500 calendars", "plain"),
        ("OpeningHours.deadline", "a fresh copy"),
    ):
        print(f"{name} against {limit}: {np.median(taken[limit] / taken[name]):.2f}")


if __name__ == "__main__":
    main()
