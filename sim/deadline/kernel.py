"""The definition of working time over millions of cases: the same answers as `reference`, compiled.

Cumulative working time is piecewise linear, so a deadline takes two lookups: which interval an instant
falls in, and which interval the allowance ends in. Both find their interval by a bucket, a power of two
wide, and a short compare loop, so a case costs the same in a calendar of a month and of twelve years.

The loops are plain functions of plain arrays and run uncompiled too. Serial and `nogil`: safe from threads.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline.reference import Boundary, Openings
from sim.deadline.wall import NEVER

Seconds = NDArray[np.int64]


class Table(NamedTuple):
    """The open intervals of a calendar with n intervals, laid out for lookups; UTC seconds."""

    opens: Seconds  # [n + 1], the last one after the horizon, so that every search ends
    closes: Seconds  # [n + 1], likewise
    before: Seconds  # [n + 1], open seconds before each interval; the last one is their total
    by_time: Seconds  # [(last - first >> time_shift) + 1], first interval that closes after a bucket begins
    by_work: Seconds  # [(total >> work_shift) + 1], the interval in which a bucket of open seconds begins
    time_shift: int
    work_shift: int
    first: int  # the horizon; both ends belong to it
    last: int


def table_of(known: Openings) -> Table:
    """Lay out the intervals; no lookup has more than 4 entries an interval, plus 4."""
    edges = np.array(known.intervals, np.int64).reshape(-1, 2)
    opens, closes = (np.append(column, known.last + 1) for column in edges.T)
    before = np.concatenate(([0], np.cumsum(edges[:, 1] - edges[:, 0])))
    time_shift = _shift(known.last - known.first, opens.size)
    work_shift = _shift(int(before[-1]), opens.size)
    times = np.arange(known.first, known.last + 1, 1 << time_shift)
    works = np.arange(0, before[-1] + 1, 1 << work_shift)
    by_time = np.searchsorted(closes, times, "right")
    by_work = np.searchsorted(before, works, "right") - 1
    return Table(opens, closes, before, by_time, by_work, time_shift, work_shift, known.first, known.last)


def deadlines(
    table: Table, arrived_at: Seconds, allowance_s: Seconds, boundary: Boundary
) -> NDArray[np.int64]:
    """int64[n] due instants of int64[n] arrivals; one allowance for all, or one a row, none below 0."""
    due = np.empty(arrived_at.size, np.int64)
    compiled(deadline_rows)(table, arrived_at, allowance_s, int(boundary == "close"), due)
    return due


def elapsed(table: Table, start: Seconds, end: Seconds) -> NDArray[np.int64]:
    """int64[n] open seconds in [start, end) of int64[n] instants, no end before its start."""
    worked = np.empty(start.size, np.int64)
    compiled(elapsed_rows)(table, start, end, worked)
    return worked


def next_openings(table: Table, at: Seconds) -> NDArray[np.int64]:
    """int64[n] first open instants from int64[n] instants on."""
    opening = np.empty(at.size, np.int64)
    compiled(next_opening_rows)(table, at, opening)
    return opening


def deadline_rows(table: Table, arrived_at: Seconds, allowance_s: Seconds, step: int, due: Seconds) -> None:
    """Fill `due`. `step` is 1 to end in the interval that holds the last second, 0 in the one after it."""
    opens, closes, before, by_time, by_work, time_shift, work_shift, first, last = table
    total = before[-1]
    for row in range(arrived_at.size):
        at, allowance = arrived_at[row], allowance_s[min(row, allowance_s.size - 1)]
        due[row] = NEVER
        if at < first or at > last:  # NEVER is before every horizon
            continue
        if allowance == 0:
            due[row] = at
            continue
        i = interval_at(at, closes, by_time, time_shift, first)
        done = before[i] + max(at - opens[i], 0)
        if allowance - step >= total - done:  # not done + allowance, which may overflow
            continue
        final = done + allowance - step
        i = by_work[final >> work_shift]  # final < total
        while before[i + 1] <= final:  # before[n] = total ends it
            i += 1
        due[row] = opens[i] + (final - before[i]) + step


def elapsed_rows(table: Table, start: Seconds, end: Seconds, worked: Seconds) -> None:
    """Fill `worked`."""
    opens, closes, before, by_time, _, time_shift, _, first, last = table
    for row in range(start.size):
        worked[row] = NEVER
        if start[row] >= first and start[row] <= last and end[row] >= first and end[row] <= last:
            i = interval_at(start[row], closes, by_time, time_shift, first)
            j = interval_at(end[row], closes, by_time, time_shift, first)
            earlier = before[i] + max(start[row] - opens[i], 0)
            worked[row] = before[j] + max(end[row] - opens[j], 0) - earlier


def next_opening_rows(table: Table, at: Seconds, opening: Seconds) -> None:
    """Fill `opening`."""
    opens, closes, _, by_time, _, time_shift, _, first, last = table
    for row in range(at.size):
        opening[row] = NEVER
        if at[row] >= first and at[row] <= last:
            i = interval_at(at[row], closes, by_time, time_shift, first)
            if i < opens.size - 1:
                opening[row] = max(opens[i], at[row])


def interval_at(at: int, closes: Seconds, by_time: Seconds, time_shift: int, first: int) -> int:
    """The first interval that closes after `at`, first <= at <= last; n when there is none."""
    i = by_time[at - first >> time_shift]
    while closes[i] <= at:  # closes[n] > last ends it
        i += 1
    return i  # type: ignore[no-any-return]


@cache
def compiled(rows: Callable[..., None]) -> Any:
    """A loop, compiled at its first use and kept on disk; numba is loaded here and nowhere else."""
    return _numba().njit(nogil=True, cache=True)(rows)


@cache
def _numba() -> Any:
    import numba
    from numba.extending import register_jitable

    register_jitable(interval_at)  # a wrapper again: the plain function stays plain
    return numba


def _shift(span: int, intervals: int) -> int:
    """The width, as a power of two, of buckets over `span` seconds, at most 4 an interval."""
    return max(0, (span // (4 * intervals)).bit_length())
