"""The whole job: ten million cases become a table of weeks and sellers, by us, by polars and by DuckDB.

Every side gets its own columns of arrival, answer and seller, and the table of open intervals, in memory and
in its own form; each runs on one thread and gives the cases and the late ones of each week (of the arrival)
and seller, their share, and whether ten or more were late. The answers must be equal.

polars and DuckDB do it twice: "intervals" finds the arrival's interval and then the deadline's, as their
handbooks suggest; "pieces" uses that a deadline is a piecewise linear function of the arrival, so that one
search is enough, the shortest plan we know of. Making the pieces is part of the job. The limit of any engine
is to read its three columns once.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.contest.tables import LIMIT, OURS, Rows, of_the_job
from benchmarks.peers.protocol import Calendar, Instants
from sim import deadline
from sim.deadline import OpeningHours, day_number

CASES, SELLERS, WEEKS, LATE_ALLOWED = 10_000_000, 10_000, 52, 10
CELLS = WEEKS * SELLERS
EIGHT_HOURS_S = 8 * 3600
CALENDAR = Calendar()
MONDAY_DAYS = tuple(day_number(date(2026, 1, 5)) + 7 * week for week in range(WEEKS))
MONDAYS = tuple(
    int((datetime(2026, 1, 5) + timedelta(weeks=week)).replace(tzinfo=CALENDAR.zone).timestamp())
    for week in range(WEEKS + 1)
)
ROUNDS = 3


class Cases(NamedTuple):
    """Columns of int64 and, for the seller, int32; an answer is always there, soon or late."""

    arrived_at: Instants
    answered_at: Instants
    seller: NDArray[np.int32]


class Grid(NamedTuple):
    """Sellers times weeks."""

    total: NDArray[np.int64]
    late: NDArray[np.int64]
    share: NDArray[np.float64]  # of answers in time; NaN where there was none to give
    flagged: NDArray[np.bool_]


def week_of(at: Instants) -> NDArray[np.int64]:
    """The number of the week from the first Monday on."""
    return np.searchsorted(MONDAYS, at, "right") - 1


def grid(cell: NDArray[Any], total: NDArray[Any], late: NDArray[Any]) -> Grid:
    """Counts of the cells that have any, as a table with shares and flags."""
    counts = np.zeros((2, CELLS), np.int64)
    counts[:, np.asarray(cell, np.int64)] = total, late
    total, late = counts.reshape(2, SELLERS, WEEKS)
    with np.errstate(invalid="ignore"):
        return Grid(total, late, (total - late) / total, late >= LATE_ALLOWED)


def week_seller_table(hours: OpeningHours, allowance_s: int, cases: Cases) -> Grid:
    """Our side: one call."""
    counted = deadline.late_table(hours, deadline.Cases(*cases, SELLERS), MONDAY_DAYS, allowance_s)
    return Grid(counted.total, counted.late, counted.share, counted.late_at_least(LATE_ALLOWED))


@dataclass(frozen=True)
class Plan:
    """The tables that polars and DuckDB search in, each column by name."""

    hours: OpeningHours
    allowance_s: int = EIGHT_HOURS_S

    def intervals(self) -> dict[str, Instants]:
        """Each interval from the closing before it on, the work done before it, and the week of an arrival.

        A week begins while the shop is closed: from there on the same interval has another week.
        """
        opens, closes = self.hours.opens, self.hours.closes
        before = np.concatenate(([0], np.cumsum(closes - opens)))[:-1]
        closed = np.sort(np.concatenate(([0], closes[:-1], MONDAYS)))
        interval = np.searchsorted(closes, closed, "right")
        return {
            "closed": closed,
            "opens": opens[interval],
            "before": before[interval],
            "week": week_of(closed),
        }

    def pieces(self) -> dict[str, Instants]:
        """The deadline from `start` on, intercept + slope * arrival: it bends or jumps at every edge, and in
        the second after an arrival that is due at a closing time."""
        opens, closes = self.hours.opens, self.hours.closes
        before = np.concatenate(([0], np.cumsum(closes - opens)))
        began = before[before >= self.allowance_s] - self.allowance_s
        inside = np.minimum(np.searchsorted(before, began, "right"), opens.size) - 1
        jumps = opens[inside] + began - before[inside] + 1
        start = np.unique(np.concatenate(([self.hours.horizon[0]], opens, closes, jumps, MONDAYS)))
        due = self.hours.deadline(start, self.allowance_s)
        start, due = start[due > 0], due[due > 0]
        slope = self.hours.is_open(start).astype(np.int64)
        return {"start": start, "intercept": due - slope * start, "slope": slope, "week": week_of(start)}


class Polars:
    """A lazy frame; as-of joins where the arrivals are in order, binary searches where they are not."""

    def __init__(self, plan: Plan, cases: Cases, in_order: bool) -> None:
        self.plan, self.in_order = plan, in_order
        self.frame = pl.DataFrame(cases._asdict())
        if in_order:
            self.frame = self.frame.with_columns(pl.col("arrived_at").set_sorted())

    def by_pieces(self) -> Grid:
        """One search."""
        pieces = pl.DataFrame(self.plan.pieces())
        placed = self._placed(self.frame.lazy(), "arrived_at", pieces, "start")
        due = pl.col("intercept") + pl.col("slope") * pl.col("arrived_at")
        return self._counted(placed.with_columns(due=due))

    def by_intervals(self) -> Grid:
        """Two searches: what is used up is in the order of arrival, too."""
        intervals = pl.DataFrame(self.plan.intervals())
        done = (pl.col("arrived_at") - pl.col("opens")).clip(lower_bound=0)
        used = pl.col("before") + done + self.plan.allowance_s
        came = self._placed(self.frame.lazy(), "arrived_at", intervals, "closed").select(
            "answered_at", "seller", "week", used=used.set_sorted() if self.in_order else used
        )
        ends = intervals.unique("opens", maintain_order=True).select("opens", above=pl.col("before") + 1)
        placed = self._placed(came, "used", ends, "above")
        return self._counted(placed.with_columns(due=pl.col("opens") + pl.col("used") - pl.col("above") + 1))

    def _placed(self, cases: pl.LazyFrame, at: str, table: pl.DataFrame, since: str) -> pl.LazyFrame:
        """The row of a table in which each case falls, as further columns."""
        if self.in_order:
            return cases.join_asof(table.lazy().set_sorted(since), left_on=at, right_on=since, coalesce=False)
        row = pl.lit(table[since]).search_sorted(pl.col(at), "right") - 1
        columns = [pl.lit(table[name]).gather(pl.col("row")).alias(name) for name in table.columns]
        return cases.with_columns(row=row).with_columns(*columns)

    def _counted(self, placed: pl.LazyFrame) -> Grid:
        cell = (pl.col("seller") * WEEKS + pl.col("week")).cast(pl.UInt32)
        counts = (
            placed.select(cell=cell, late=pl.col("answered_at") > pl.col("due"))
            .group_by("cell")
            .agg(total=pl.len(), late=pl.col("late").sum())
            .collect()
        )
        return grid(*(counts[name].to_numpy() for name in ("cell", "total", "late")))


COUNTED = f"""
select seller * {WEEKS} + week as cell, count(*) as total, count(*) filter (answered_at > due) as late
from placed group by cell
"""
BY_PIECES = f"""
with placed as (
    select week, seller, answered_at, intercept + slope * arrived_at as due
    from cases asof join pieces on cases.arrived_at >= pieces.start
) {COUNTED}
"""
BY_INTERVALS = f"""
with came as (
    select seller, week, answered_at, before + greatest(arrived_at - opens, 0) + $allowance as used
    from cases asof join intervals on cases.arrived_at >= intervals.closed
), placed as (
    select came.week, seller, answered_at, opens + used - before as due
    from came asof join (select distinct opens, before from intervals) as ends on came.used > ends.before
) {COUNTED}
"""


class DuckDB:
    """Tables in memory, one thread, ASOF joins."""

    def __init__(self, plan: Plan, cases: Cases) -> None:
        self.plan = plan
        self.connection = duckdb.connect(config={"threads": 1})
        self._keep("cases", cases._asdict())

    def by_pieces(self) -> Grid:
        """One join."""
        self._keep("pieces", self.plan.pieces())
        return self._counted(BY_PIECES)

    def by_intervals(self) -> Grid:
        """Two joins."""
        self._keep("intervals", self.plan.intervals())
        return self._counted(BY_INTERVALS, {"allowance": self.plan.allowance_s})

    def _keep(self, table: str, columns: dict[str, Any]) -> None:
        self.connection.register("given", columns)
        self.connection.execute(f"create or replace table {table} as select * from given")

    def _counted(self, query: str, values: dict[str, int] | None = None) -> Grid:
        counts = self.connection.execute(query, values).fetchnumpy()
        return grid(counts["cell"], counts["total"], counts["late"])


def cases_of(count: int, in_order: bool) -> Cases:
    """Arrivals over 51 weeks, answers within three days, sellers at random."""
    rng = np.random.default_rng(7)
    arrived_at = rng.integers(MONDAYS[0], MONDAYS[WEEKS - 1], count)
    if in_order:
        arrived_at.sort()
    answered_at = arrived_at + rng.integers(0, 3 * 86_400, count)
    return Cases(arrived_at, answered_at, rng.integers(0, SELLERS, count).astype(np.int32))


def sides(cases: Cases, in_order: bool) -> dict[str, Callable[[], Grid]]:
    """Everybody, each with its columns in its own memory."""
    plan = Plan(CALENDAR.hours)
    polars, duck = Polars(plan, cases, in_order), DuckDB(plan, cases)
    return {
        OURS: lambda: week_seller_table(plan.hours, plan.allowance_s, cases),
        "polars, pieces": polars.by_pieces,
        "polars, intervals": polars.by_intervals,
        "duckdb, pieces": duck.by_pieces,
        "duckdb, intervals": duck.by_intervals,
    }


def raced(count: int, in_order: bool, rounds: int = ROUNDS) -> Rows:
    """Medians of interleaved rounds, every answer equal to ours."""
    cases = cases_of(count, in_order)
    runs: dict[str, Callable[[], Any]] = sides(cases, in_order)
    ours = runs[OURS]()
    for side, run in runs.items():
        assert all(map(_equal, run(), ours)), f"{side} differs"
    runs[LIMIT] = lambda: [column.max() for column in cases]
    took: dict[str, list[float]] = {side: [] for side in runs}
    for _ in range(rounds):
        for side, run in runs.items():
            took[side].append(_timed(run))
    medians = {side: median(times) for side, times in took.items()}
    return of_the_job("in order" if in_order else "unsorted", count, medians)


def _timed(run: Callable[[], Any]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def _equal(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else CASES
    print(json.dumps([row for in_order in (True, False) for row in raced(count, in_order)]))
