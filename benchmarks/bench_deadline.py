"""Deadlines against the limit, a plain copy of the same bytes, side by side in one run.

`make bench` times them over ten thousand to a hundred million cases; `python benchmarks/bench_deadline.py`
prints every ratio of ten million, the making of the tables and the memory.
"""

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from sim.deadline import Assessed, Calendars, Cases, OpeningHours, day_number, late_table
from sim.deadline.holidays import holidays
from sim.deadline.kernel import curve, stacked
from sim.deadline.kernel import loops as kernel

SIZES = [10**4, 10**5, 10**6, 10**7, 10**8]
CASES, SELLERS, SHOPS, ROUNDS, FRESH = 10_000_000, 40_000, 500, 15, 11
FEWER = (1, 30, 150)  # shops, for what a calendar more costs
DAYS = ("mon", "tue", "wed", "thu", "fri")
YEARS = {"first": date(2016, 1, 1), "last": date(2027, 12, 31)}
HOLIDAYS = {
    policy: [day.day for day in holidays(policy, *YEARS.values())] for policy in ("NL", "BE", "NL+BE")
}
EIGHT_HOURS_S = 8 * 3600
TABLE = """
import time; began = time.perf_counter()
import numpy; imported = time.perf_counter() - began
from datetime import date
from sim.deadline import OpeningHours, holidays
from sim.deadline.kernel import curve
days, years = ("mon", "tue", "wed", "thu", "fri"), (date(2016, 1, 1), date(2027, 12, 31))
off = [day.day for day in holidays.holidays("NL", *years)]
began = time.perf_counter()
hours = OpeningHours({day: ["09:00-17:00"] for day in days}, holidays=off, first=years[0], last=years[1])
table = curve.due_curve(hours.timeline, 8 * 3600, "close")
drawn = time.perf_counter() - began
assert hours.deadline(int(hours.opens[7]), 8 * 3600) == hours.closes[7]
print(imported, drawn)
"""


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


def side_by_side(jobs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, np.ndarray]:
    """Seconds of each job, interleaved, so that what disturbs the machine disturbs them all."""
    times = {name: [] for name in jobs}
    for _ in range(rounds + 1):
        for name, job in jobs.items():
            began = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - began)
    return {name: np.array(taken[1:]) for name, taken in times.items()}  # the first one compiles


def fresh_tables(rounds: int = FRESH) -> np.ndarray:
    """[rounds, 2] seconds that numpy's import and the table of twelve years take in fresh interpreters."""
    runs = (
        subprocess.run([sys.executable, "-c", TABLE], capture_output=True, text=True, check=True)
        for _ in range(rounds)
    )
    return np.array([[float(taken) for taken in run.stdout.split()] for run in runs])


def memory(job: Callable[[], object]) -> int:
    """Bytes that a job allocates at its worst, tables that are made before it not counted."""
    job()
    tracemalloc.start()
    job()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def main() -> None:
    rng = np.random.default_rng(1)
    at = arrivals(rng, CASES)
    answered = at + rng.integers(0, 10 * 86_400, CASES)
    copies, flags, out = np.empty_like(at), np.zeros(CASES, bool), answers()
    due, worked, late = out
    shops, number = list(random_shops(SHOPS, rng)), numbers(rng)
    many = Calendars(shops)
    seller = rng.integers(0, 10_000, CASES).astype(np.uint16)
    season = day_number(date(2026, 1, 5)) + 7 * np.arange(52)
    in_season = rng.integers(season[0] * 86_400, (season[-1] + 7) * 86_400, CASES)
    answered_in_season = in_season + rng.integers(0, 5 * 86_400, CASES)
    fewer = {few: (Calendars(shops[:few]), number % few) for few in FEWER}

    def deadlines(hours: OpeningHours) -> Callable[[], object]:
        table = curve.due_curve(hours.timeline, EIGHT_HOURS_S, "close")
        return lambda: kernel.compiled(kernel.instant_rows)(table, hours.timeline.first, at, due)

    def stacked_deadlines(shops: Calendars, number: np.ndarray) -> Callable[[], object]:
        pages = shops._stack(EIGHT_HOURS_S, "close")
        return lambda: kernel.compiled(stacked.stacked_rows)(pages, number, at, due)

    def stream() -> None:
        for target, source in ((due, at), (copies, answered), (late, flags)):
            np.copyto(target, source)

    jobs = {
        "copy": lambda: np.copyto(copies, at),
        "plain": deadlines(PLAIN),
        "odd": deadlines(ODD),
        **{f"{few} in a stack": stacked_deadlines(*given) for few, given in fewer.items()},
        "500 calendars": stacked_deadlines(many, number),
        "OpeningHours.deadline, out=": lambda: PLAIN.deadline(at, EIGHT_HOURS_S, out=due),
        "Calendars.deadline, out=": lambda: many.deadline(at, number, EIGHT_HOURS_S, out=due),
        "stream": stream,
        "OpeningHours.assess, out=": lambda: PLAIN.assess(at, answered, EIGHT_HOURS_S, out=out),
        "Calendars.assess, out=": lambda: many.assess(at, answered, number, EIGHT_HOURS_S, out=out),
        "OpeningHours.elapsed, out=": lambda: PLAIN.elapsed(at, answered, out=worked),
        "Calendars.elapsed, out=": lambda: many.elapsed(at, answered, number, out=worked),
        "a fresh copy": at.copy,
        "OpeningHours.deadline": lambda: PLAIN.deadline(at, EIGHT_HOURS_S),
        "late table": lambda: (
            late_table(PLAIN, Cases(in_season, answered_in_season, seller), season, EIGHT_HOURS_S).share
        ),
    }
    columns = at, answered, number
    for name, check in (
        ("plain", lambda: assert_due(PLAIN, at, due)),
        ("odd", lambda: assert_due(ODD, at, due)),
        ("500 calendars", lambda: assert_stacked(shops, number, at, due)),
        ("OpeningHours.deadline, out=", lambda: assert_due(PLAIN, at, due)),
        ("Calendars.deadline, out=", lambda: assert_stacked(shops, number, at, due)),
        ("OpeningHours.assess, out=", lambda: assert_elapsed(lambda _: PLAIN, columns, worked)),
        ("Calendars.assess, out=", lambda: assert_elapsed(lambda row: shops[number[row]], columns, worked)),
        ("OpeningHours.elapsed, out=", lambda: assert_elapsed(lambda _: PLAIN, columns, worked)),
        ("Calendars.elapsed, out=", lambda: assert_elapsed(lambda row: shops[number[row]], columns, worked)),
    ):
        for answer in out:
            answer.fill(0)
        jobs[name]()
        check()
    taken = side_by_side(jobs)
    for name, seconds in taken.items():
        print(f"{name:32}{1e3 * np.median(seconds):8.1f} ms")
    for name, limit in (
        ("plain", "copy"),
        ("odd", "plain"),
        *((f"{few} in a stack", "plain") for few in FEWER),
        ("500 calendars", "plain"),
        ("OpeningHours.deadline, out=", "copy"),
        ("Calendars.deadline, out=", "OpeningHours.deadline, out="),
        ("OpeningHours.assess, out=", "stream"),
        ("Calendars.assess, out=", "OpeningHours.assess, out="),
        ("Calendars.elapsed, out=", "OpeningHours.elapsed, out="),
        ("OpeningHours.deadline", "a fresh copy"),
    ):
        print(f"{name} against {limit}: {np.median(taken[limit] / taken[name]):.2f}")
    began = time.perf_counter()
    open_all()
    print(f"500 calendars opened and stacked: {time.perf_counter() - began:.1f} s")
    imported, drawn = fresh_tables().T
    print(
        f"a table of twelve years: {1e3 * np.median(drawn):.1f} ms, numpy's import "
        f"{1e3 * np.median(imported):.0f} ms; ratio {np.median(drawn / imported):.3f}"
    )
    for name in jobs:
        if name.endswith("out="):
            peak = memory(jobs[name])
            assert peak < 2**20, name
            print(f"{name} of ten million: {peak / 2**10:.0f} KiB beyond its tables and answers")


if __name__ == "__main__":
    main()
