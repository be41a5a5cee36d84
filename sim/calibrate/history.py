"""The files of a seller's history: each recognised by its columns; only columns that are fitted are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np

from sim.calibrate.arrivals.read import AT, COUNT, is_counts, read_counts
from sim.calibrate.counted import Counted
from sim.calibrate.orders.daily import (
    DailyOrders,
    every_day,
    is_daily_orders,
    read_daily_orders,
)
from sim.deadline import NEVER, local_days
from sim.deadline.forms import did_you_mean
from sim.norms import default_edition
from sim.norms.faults import Fault, InputError
from sim.norms.figures import Figures, figures_of, holds_figures, read_figures
from sim.norms.judged import Asked, judge_read
from sim.norms.log import Calls, Cases, EventLog, Items, Layout, Reading, files, read_log
from sim.norms.log.columns import columns
from sim.norms.log.naming import PLAIN, recognised
from sim.norms.log.tables import TABLES
from sim.norms.measures import View
from sim.norms.options import Options

HOME = Options.timezone
COUNTS = ("calls", "count", "arrivals")  # what the second column of counts by interval may be called
WOULD_BE = (
    "a log of cases (arrived_at, answered_at), a call log (attempted_at, outcome), weekly figures "
    "(week, norm, numerator, denominator), daily orders (date, orders) or calls by interval (ts_local, calls)"
)


# The tables that a norm counts in.
NEEDED = {
    "response": {"cases"},
    "phone": {"calls"},
    "questions": {"cases", "items"},
    "on_time": {"items"},
    "cancellations": {"items"},
    "track_and_trace": {"parcels"},
    "reviews": {"reviews"},
    "returns": {"returns", "items"},
}


@dataclass(frozen=True)
class Given:
    """One file of a history, and what it was found to be."""

    name: str  # without its folders
    kind: str  # "log", "counts", "orders", "figures", or the table of a log
    rows: int


@dataclass(frozen=True)
class History:
    """All that the files of a shop hold; what none of them has is None."""

    given: tuple[Given, ...]
    timezone: str
    cases: Cases | None = None
    calls: Calls | None = None
    view: View | None = None  # of all logs together: whose hours count, and the days of its clock
    counts: Counted | None = None  # of calls by interval, where no log has them one by one
    orders: DailyOrders | None = None
    figures: Figures | None = None
    last_day: int = 0  # day number
    skipped_rows: int = 0  # faulty ones that were left out when asked to
    dropped_rows: int = 0


@dataclass(frozen=True)
class Asking:
    """How the files are read."""

    layout: Layout = PLAIN
    on_fault: str = "stop"
    holidays: str = "NL"  # that the clock of the norms leaves out
    hours: str = ""  # of the norms, "" for those of the edition

    @property
    def asked(self) -> Asked:
        """By which norms a log is judged, week by week."""
        options = Options(timezone=self.layout.timezone or HOME, hours=self.hours)
        return Asked(default_edition(), self.holidays, None, options)


def read_history(paths: Sequence[Path], asking: Asking) -> History:
    """Read all files.

    Raises:
        InputError: every fault of all files; one that no kind of history has the columns of, among them.
    """
    _demand_named(paths, asking.layout)
    found: list[tuple[Given, Any]] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(_read(path, asking))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return _together(found, asking)


def kind_of(path: Path, layout: Layout) -> str:
    """Recognise what a file holds by its columns, a folder as the log of a run."""
    if path.is_dir():
        return "log"
    if holds_figures(path):
        return "figures"
    theirs = files.names(path)
    if is_daily_orders(theirs):
        return "orders"
    if is_counts(path, layout) and (COUNT in layout.columns or {*COUNTS} & {*theirs}):
        return "counts"
    try:
        return recognised(path, theirs, _narrowed(layout, theirs))
    except InputError:
        given = ", ".join(theirs) or "none"
        raise InputError(
            [Fault(str(path), "columns", given, WOULD_BE, "name yours with --columns OURS=YOURS")]
        ) from None


def _read(path: Path, asking: Asking) -> tuple[Given, Any]:
    if not path.exists():
        raise InputError(
            [Fault(str(path), "history", "no such file", "a file of your figures", "check the path")]
        )
    kind = kind_of(path, asking.layout)
    if kind == "orders":
        orders = read_daily_orders(path)
        return Given(path.name, kind, len(orders.days)), orders
    if kind == "counts":
        counts = read_counts(path, asking.layout, asking.on_fault)
        return Given(path.name, kind, int(counts.totals.sum())), counts
    if kind == "figures":
        figures = read_figures([path])
        return Given(path.name, kind, len(figures.rows)), figures
    layout = asking.layout if kind == "log" else _narrowed(asking.layout, files.names(path))
    reading = read_log(path, layout, asking.on_fault)
    rows = sum(len(table) for table in reading.log.tables().values())
    return Given(path.name or path.resolve().name, kind, rows), reading


def _narrowed(layout: Layout, theirs: Sequence[str]) -> Layout:
    """Keep of a layout what speaks of a file's columns: the files of a history have different ones."""
    named = {
        ours: their for ours, their in layout.columns.items() if their in theirs and ours not in (AT, COUNT)
    }
    known = {*theirs, *named}
    kept: dict[str, Any] = {
        option: {column: words for column, words in getattr(layout, option).items() if column in known}
        for option in ("values", "drop")
    }
    return replace(layout, columns=named, **kept)


def _demand_named(paths: Iterable[Path], layout: Layout) -> None:
    """Refuse a column that no file has; every other fault of a layout is found as its file is read."""
    there = {name for path in paths if path.is_file() for name in _names(path)}
    if not there:
        return
    lacking = [their for their in layout.columns.values() if their not in there]
    known = there | set(layout.columns)
    lacking += [column for column in (*layout.values, *layout.drop) if column not in known]
    if lacking:
        raise InputError(
            Fault(
                "--columns", their, "no file has it", "a column of a file", f"correct it{_near(their, there)}"
            )
            for their in lacking
        )


def _near(name: str, there: set[str]) -> str:
    return did_you_mean(name, sorted(there))


def _names(path: Path) -> list[str]:
    try:
        return [] if holds_figures(path) else files.names(path)
    except InputError:  # told when it is read
        return []


def _together(found: Sequence[tuple[Given, Any]], asking: Asking) -> History:
    """Put the files of a shop together; where two have a figure of a week, that of the page goes first."""
    readings = [one for _, one in found if isinstance(one, Reading)]
    orders = [one for _, one in found if isinstance(one, DailyOrders)]
    log = EventLog(**{name: _joined(name, [one.log for one in readings]) for name in TABLES})
    orders += [by_day] if (by_day := _ordered(log.items, asking)) is not None else []
    figures = [one for _, one in found if isinstance(one, Figures)]
    _demand_one_seller(readings)
    figures += [_judged(log, asking)] if readings else []
    rows = {(row.week, row.norm): row for one in reversed(figures) for row in one.rows}
    timezone = asking.layout.timezone or HOME
    ends = [int(local_days(np.array([log.latest()]), timezone)[0])] if readings else []
    ends += [int(one.days[-1]) for _, one in found if isinstance(one, DailyOrders | Counted)] + [
        one.weeks[-1] + 6 for one in figures if one.rows
    ]
    return History(
        tuple(given for given, _ in found),
        timezone,
        log.cases if len(log.cases) else None,
        log.calls if len(log.calls) else None,
        View(log, default_edition(), asking.holidays, log.latest(), asking.asked.options)
        if readings
        else None,
        next((one for _, one in found if isinstance(one, Counted)), None),
        reduce(DailyOrders.beside, orders) if orders else None,
        Figures(tuple(sorted(rows.values()))) if rows else None,
        max(ends, default=0),
        sum(one.skipped_rows for one in readings),
        sum(one.dropped_rows for one in readings),
    )


def _judged(log: EventLog, asking: Asking) -> Figures:
    """Judge a log by week, by the norms whose tables it has: without returns nobody knows that none came."""
    there = {name for name, table in log.tables().items() if len(table)}
    rows = figures_of(judge_read(Reading(log), asking.asked).verdicts).rows
    return Figures(tuple(row for row in rows if NEEDED[row.norm] <= there))


def _ordered(items: Items, asking: Asking) -> DailyOrders | None:
    """Count the shop's own items of a log by the day of their order; None where it has no such days."""
    ordered = (items.ordered_at != NEVER) & (items.method != Items.choices("method").index("lvb"))
    if not ordered.any():
        return None
    days = local_days(items.ordered_at[ordered], asking.layout.timezone or HOME)
    return every_day(days, items.quantity[ordered])


def _demand_one_seller(readings: Iterable[Reading]) -> None:
    tables = [table for one in readings for table in one.log.tables().values() if len(table)]
    sellers = {str(seller) for table in tables for seller in np.unique(table.seller_id)}
    if len(sellers) > 1:
        given, way_out = f"{len(sellers)} sellers", "leave the others out with --drop seller_id=..."
        raise InputError([Fault("history", "seller_id", given, "one shop", way_out)])


def _joined(name: str, logs: Sequence[EventLog]) -> Any:
    """Put the rows of a table of several logs one after the other."""
    kind, some = TABLES[name], [table for log in logs if len(table := log.tables()[name])]
    if len(some) < 2:
        return some[0] if some else kind()
    return kind(**{name: np.concatenate([getattr(one, name) for one in some]) for name in columns(kind)})
