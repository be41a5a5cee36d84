"""The clock over ten million cases: each loop and call beside what limits it, its memory, its tables.

python -m benchmarks.deadline_ratios
"""

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.bench_deadline import (
    CASES,
    EIGHT_HOURS_S,
    ODD,
    PLAIN,
    SHOPS,
    answers,
    arrivals,
    assert_due,
    assert_elapsed,
    assert_stacked,
    numbers,
    open_all,
    random_shops,
)
from sim.deadline import Assessed, Calendars, OpeningHours, day_number, late_table
from sim.deadline import Cases as CasesOfSellers
from sim.deadline.kernel import curve, stacked
from sim.deadline.kernel import loops as kernel

ROUNDS, FRESH = 15, 11
FEWER = (1, 30, 150)  # shops, for what a calendar more costs
LIMITS = {
    "plain": "copy",
    "odd": "plain",
    **{f"{few} in a stack": "plain" for few in (*FEWER, SHOPS)},
    "OpeningHours.deadline, out=": "copy",
    "Calendars.deadline, out=": "OpeningHours.deadline, out=",
    "OpeningHours.assess, out=": "stream",
    "Calendars.assess, out=": "OpeningHours.assess, out=",
    "Calendars.elapsed, out=": "OpeningHours.elapsed, out=",
    "OpeningHours.deadline": "a fresh copy",
}
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

Jobs = dict[str, Callable[[], object]]


@dataclass(frozen=True)
class Given:
    """Ten million cases of 500 shops."""

    arrived: np.ndarray
    answered: np.ndarray
    shops: list[OpeningHours]
    number: np.ndarray  # of each case's shop

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Given":
        arrived = arrivals(rng, CASES)
        answered = arrived + rng.integers(0, 10 * 86_400, CASES)
        return cls(arrived, answered, list(random_shops(SHOPS, rng)), numbers(rng))

    def shop_of(self, row: int) -> OpeningHours:
        return self.shops[self.number[row]]


def copies(given: Given, out: Assessed) -> Jobs:
    """The limits of the machine: as many bytes copied as a call reads and writes."""
    target, flags = np.empty_like(given.arrived), np.zeros(CASES, bool)
    pairs = (out.due_at, given.arrived), (target, given.answered), (out.late, flags)
    return {
        "copy": lambda: np.copyto(target, given.arrived),
        "stream": lambda: [np.copyto(*pair) for pair in pairs],
        "a fresh copy": given.arrived.copy,
    }


def loops(given: Given, out: Assessed) -> Jobs:
    """Our loops by themselves, without what a call does around them."""

    def of_one(hours: OpeningHours) -> Callable[[], object]:
        table = curve.due_curve(hours.timeline, EIGHT_HOURS_S, "close")
        rows = kernel.compiled(kernel.instant_rows)
        return lambda: rows(table, hours.timeline.first, given.arrived, out.due_at)

    def of_many(shops: int) -> Callable[[], object]:
        pages = Calendars(given.shops[:shops])._stack(EIGHT_HOURS_S, "close")
        rows, number = kernel.compiled(stacked.stacked_rows), given.number % shops
        return lambda: rows(pages, number, given.arrived, out.due_at)

    stacks = {f"{shops} in a stack": of_many(shops) for shops in (*FEWER, SHOPS)}
    return {"plain": of_one(PLAIN), "odd": of_one(ODD), **stacks}


def calls(given: Given, out: Assessed) -> Jobs:
    """What users call: of one shop and of 500."""
    at, answered, number, many = given.arrived, given.answered, given.number, Calendars(given.shops)
    return {
        "OpeningHours.deadline, out=": lambda: PLAIN.deadline(at, EIGHT_HOURS_S, out=out.due_at),
        "Calendars.deadline, out=": lambda: many.deadline(at, number, EIGHT_HOURS_S, out=out.due_at),
        "OpeningHours.assess, out=": lambda: PLAIN.assess(at, answered, EIGHT_HOURS_S, out=out),
        "Calendars.assess, out=": lambda: many.assess(at, answered, number, EIGHT_HOURS_S, out=out),
        "OpeningHours.elapsed, out=": lambda: PLAIN.elapsed(at, answered, out=out.elapsed),
        "Calendars.elapsed, out=": lambda: many.elapsed(at, answered, number, out=out.elapsed),
        "OpeningHours.deadline": lambda: PLAIN.deadline(at, EIGHT_HOURS_S),
    }


def table_of_a_season(rng: np.random.Generator) -> Callable[[], object]:
    """The late table of 10,000 sellers over a year."""
    seller = rng.integers(0, 10_000, CASES).astype(np.uint16)
    weeks = day_number(date(2026, 1, 5)) + 7 * np.arange(52)
    arrived = rng.integers(weeks[0] * 86_400, (weeks[-1] + 7) * 86_400, CASES)
    cases = CasesOfSellers(arrived, arrived + rng.integers(0, 5 * 86_400, CASES), seller)
    return lambda: late_table(PLAIN, cases, weeks, EIGHT_HOURS_S).share


def check(jobs: Jobs, given: Given, out: Assessed) -> None:
    """Ask a thousand answers of each job one by one."""
    at, due, worked = given.arrived, out.due_at, out.elapsed
    columns = at, given.answered, given.number
    checks = {
        "plain": lambda: assert_due(PLAIN, at, due),
        "odd": lambda: assert_due(ODD, at, due),
        f"{SHOPS} in a stack": lambda: assert_stacked(given.shops, given.number, at, due),
        "OpeningHours.deadline, out=": lambda: assert_due(PLAIN, at, due),
        "Calendars.deadline, out=": lambda: assert_stacked(given.shops, given.number, at, due),
        "OpeningHours.assess, out=": lambda: assert_elapsed(lambda _: PLAIN, columns, worked),
        "Calendars.assess, out=": lambda: assert_elapsed(given.shop_of, columns, worked),
        "OpeningHours.elapsed, out=": lambda: assert_elapsed(lambda _: PLAIN, columns, worked),
        "Calendars.elapsed, out=": lambda: assert_elapsed(given.shop_of, columns, worked),
    }
    for name, holds in checks.items():
        for answer in out:
            answer.fill(0)
        jobs[name]()
        holds()


def side_by_side(jobs: Jobs) -> dict[str, np.ndarray]:
    """Seconds of each job, interleaved, so that what disturbs the machine disturbs them all."""
    times = {name: [] for name in jobs}
    for _ in range(ROUNDS + 1):
        for name, job in jobs.items():
            began = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - began)
    return {name: np.array(taken[1:]) for name, taken in times.items()}  # the first one compiles


def fresh_tables() -> np.ndarray:
    """[FRESH, 2] seconds that numpy's import and the table of twelve years take in fresh interpreters."""
    runs = (
        subprocess.run([sys.executable, "-c", TABLE], capture_output=True, text=True, check=True)
        for _ in range(FRESH)
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


def tell_times(jobs: Jobs) -> None:
    taken = side_by_side(jobs)
    for name, seconds in taken.items():
        print(f"{name:32}{1e3 * np.median(seconds):8.1f} ms")
    for name, limit in LIMITS.items():
        print(f"{name} against {limit}: {np.median(taken[limit] / taken[name]):.2f}")


def tell_tables() -> None:
    began = time.perf_counter()
    open_all()
    print(f"{SHOPS} calendars opened and stacked: {time.perf_counter() - began:.1f} s")
    imported, drawn = fresh_tables().T
    print(
        f"a table of twelve years: {1e3 * np.median(drawn):.1f} ms, numpy's import "
        f"{1e3 * np.median(imported):.0f} ms; ratio {np.median(drawn / imported):.3f}"
    )


def tell_memory(jobs: Jobs) -> None:
    for name in jobs:
        if name.endswith("out="):
            peak = memory(jobs[name])
            assert peak < 2**20, name
            print(f"{name} of ten million: {peak / 2**10:.0f} KiB beyond its tables and answers")


def main() -> None:
    rng = np.random.default_rng(1)
    given, out = Given.drawn(rng), answers()
    jobs = {**copies(given, out), **loops(given, out), **calls(given, out)}
    jobs["late table"] = table_of_a_season(rng)
    check(jobs, given, out)
    tell_times(jobs)
    tell_tables()
    tell_memory(jobs)


if __name__ == "__main__":
    main()
