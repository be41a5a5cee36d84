"""The files of a history put together: what two of them have counts once."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any

import numpy as np

from sim.calibrate.counted import Counted
from sim.calibrate.history.kept import HOME, Asking, Given, History
from sim.calibrate.orders.daily import (
    DailyOrders,
    every_day,
)
from sim.deadline import NEVER, local_days
from sim.norms import default_edition
from sim.norms.faults import Fault, InputError
from sim.norms.figures import Figures, figures_of
from sim.norms.judged import judge_read
from sim.norms.log import EventLog, Items, Reading
from sim.norms.log.columns import columns
from sim.norms.log.tables import TABLES
from sim.norms.measures import View

# What tells a row of a table from every other: its id and its instant.
IDENTIFIED = {"cases": ("case_id", "arrived_at"), "calls": ("call_id", "attempted_at")}
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


def together(found: Sequence[tuple[Given, Any]], asking: Asking) -> History:
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
    """Put the rows of a table of several logs together; a row that two of them have counts once.

    Raises:
        InputError: rows without ids lie in the same time, so that nobody can tell which are the same.
    """
    kind, some = TABLES[name], [table for log in logs if len(table := log.tables()[name])]
    if len(some) < 2:
        return some[0] if some else kind()
    rows = {one: np.concatenate([getattr(table, one) for table in some]) for one in columns(kind)}
    if name not in IDENTIFIED:
        return kind(**rows)
    row_id, instant = IDENTIFIED[name]
    if all(np.array_equal(getattr(table, row_id), np.arange(len(table))) for table in some):
        _demand_apart(name, some)
        return kind(**{**rows, row_id: np.arange(len(rows[row_id]))})
    once = _once(rows[row_id], rows[instant])
    return kind(**{one: values[once] for one, values in rows.items()})


def _demand_apart(name: str, tables: Sequence[Any]) -> None:
    row_id, instant = IDENTIFIED[name]
    spans = sorted((int(at.min()), int(at.max())) for at in (getattr(table, instant) for table in tables))
    if any(before[1] >= after[0] for before, after in pairwise(spans)):
        given = f"{len(tables)} files of {name} without it, of the same time"
        way_out = f"add the column, or name yours with --columns {row_id}=YOURS"
        raise InputError(
            [Fault("history", row_id, given, "ids, by which a row in two files is known", way_out)]
        )


def _once(ids: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return the rows whose id and instant no earlier row has: int64[m], in order."""
    number = np.unique(ids, return_inverse=True)[1]
    order = np.lexsort((np.arange(len(at)), at, number))
    again = np.append(False, (np.diff(number[order]) == 0) & (np.diff(at[order]) == 0))
    return np.sort(order[~again])
