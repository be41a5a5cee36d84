"""The files of a history: each recognised by its columns; only columns that are fitted are read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.calibrate.arrivals.read import AT, COUNT, is_counts, read_counts
from sim.calibrate.history.kept import Asking, Given, History
from sim.calibrate.history.together import together
from sim.calibrate.orders.read import DATE, ORDERS, is_daily_orders, read_daily_orders
from sim.deadline.instants.forms import did_you_mean
from sim.norms.faults import Fault, InputError
from sim.norms.figures import holds_figures, read_figures
from sim.norms.log import Layout, files, read_log
from sim.norms.log.naming import recognised

COUNTS = ("calls", "count", "arrivals")  # what the second column of counts by interval may be called
WOULD_BE = (
    "a log of cases (arrived_at, answered_at), a call log (attempted_at, outcome), weekly figures "
    "(week, norm, numerator, denominator), daily orders (date, orders) or calls by interval (ts_local, calls)"
)


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
    return together(found, asking)


def kind_of(path: Path, layout: Layout) -> str:
    """Recognise what a file holds by its columns, a folder as the log of a run."""
    if path.is_dir():
        return "log"
    if holds_figures(path):
        return "figures"
    theirs = files.names(path)
    if is_daily_orders(theirs, layout.columns):
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
        orders = read_daily_orders(path, asking.layout.columns)
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
    others = (AT, COUNT, DATE, ORDERS)
    named = {ours: their for ours, their in layout.columns.items() if their in theirs and ours not in others}
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
    known = there | set(layout.columns)
    lacking = [("columns", their) for their in layout.columns.values() if their not in there]
    lacking += [
        (option, column)
        for option in ("values", "drop")
        for column in getattr(layout, option)
        if column not in known
    ]
    if lacking:
        allowed = f"one of {', '.join(sorted(there))}"
        raise InputError(
            Fault("fit", f"--{option}", name, allowed, f"name a column of a file{_near(name, there)}")
            for option, name in lacking
        )


def _near(name: str, there: set[str]) -> str:
    return did_you_mean(name, sorted(there))


def _names(path: Path) -> list[str]:
    try:
        return [] if holds_figures(path) else files.names(path)
    except InputError:  # told when it is read
        return []
