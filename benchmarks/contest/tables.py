"""The contest as tables: speed and wrong answers first, then what went wrong where."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from benchmarks import peers
from benchmarks.contest.judge import Mark, Report
from benchmarks.contest.timings import COPY, Timing
from benchmarks.peers.protocol import Category

PANDAS = "pandas_wall"
OURS, LIMIT = "normsim", "the columns read once"  # sides of the whole job
COMPARED = 10**7  # cases a call at which engines are compared, or the most below it that an engine can take
Rows = list[dict[str, Any]]


def overview(reports: Sequence[Report], timings: Sequence[Timing]) -> Rows:
    """One row an engine, the fastest first."""
    rows = [_row(report, timings) for report in reports]
    return sorted(rows, key=lambda row: -float(row["cases a second"]))


def by_category(reports: Sequence[Report]) -> Rows:
    """One row an engine, one column a category: wrong answers, "cannot say", or how it failed."""
    return [
        {"engine": report.peer.name} | {category: _cell(report, category) for category in get_args(Category)}
        for report in reports
    ]


def wrong_inputs(reports: Sequence[Report]) -> Rows:
    """One concrete wrong input for each engine and category, and how an engine failed to answer."""
    return [
        {
            "engine": report.peer.name,
            "category": mark.category,
            "wrong": mark.wrong,
            "by either boundary": mark.by_either,
            "no answer": mark.unanswered,
            "asked": mark.asked,
            "one wrong input": mark.example or mark.fault,
        }
        for report in reports
        for mark in report.marks
        if mark.wrong or mark.unanswered
    ]


def of_the_job(arrivals: str, cases: int, seconds: Mapping[str, float]) -> Rows:
    """One row a side of the whole job, its time beside ours and beside the limit: nobody can win by more."""
    return [
        {
            "arrivals": arrivals,
            "side": side,
            "cases a second": figure(cases / took),
            "time, ours = 1": figure(took / seconds[OURS]),
            "time, the limit = 1": figure(took / seconds[LIMIT]),
        }
        for side, took in seconds.items()
    ]


def boundary_of(report: Report) -> str:
    """The boundary an engine keeps to; "mixed" when it keeps to neither."""
    if report.boundary is None:
        return "elapsed only"
    return report.boundary if report.total("wrong") == report.total("by_either") else "mixed"


def as_markdown(rows: Rows) -> str:
    """Rows as a Markdown table."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *([str(cell) for cell in row.values()] for row in rows)]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def as_csv(rows: Rows) -> str:
    """Rows as comma-separated values."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _row(report: Report, timings: Sequence[Timing]) -> dict[str, Any]:
    own = _compared(timings, report.adapter)
    single = next(one for one in timings if one.adapter == report.adapter and one.cases == 1)
    copy = next(one for one in timings if one.adapter == COPY and one.cases == own.cases)
    ours, pandas = (_compared(timings, adapter) for adapter in (peers.OURS, PANDAS))
    said = {mark.cannot: None for mark in report.marks if mark.cannot}
    return {
        "engine": report.peer.name,
        "version": peers.version_of(report.peer.package) or "-",
        "cases a call": f"{own.cases:,}",
        "cases a second": figure(own.cases_per_s),
        "x pandas": figure(own.cases_per_s / pandas.cases_per_s),
        "ours is x faster": figure(ours.cases_per_s / own.cases_per_s),
        "p99 of one call, µs": figure(single.p99_s * 1e6),
        "wrong": report.total("wrong"),
        "no answer": report.total("unanswered"),
        "asked": report.total("asked"),
        "boundary": boundary_of(report),
        "cannot say": "; ".join(said) or "-",
        "of a plain copy": figure(own.cases_per_s / copy.cases_per_s),
    }


def figure(value: float) -> str:
    """A number with two significant digits and no exponent."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:.0f}" if rounded >= 10 else f"{rounded:.12f}".rstrip("0").rstrip(".")


def _compared(timings: Iterable[Timing], adapter: str) -> Timing:
    own = (one for one in timings if one.adapter == adapter and one.cases <= COMPARED)
    return max(own, key=lambda one: one.cases)


def _cell(report: Report, category: Category) -> str:
    mark = next((one for one in report.marks if one.category == category), Mark(category, cannot="not asked"))
    if mark.cannot:
        return "cannot say"
    silent = f" + {mark.unanswered} no answer" if mark.unanswered else ""
    return f"{mark.wrong}{silent}"
