"""The files of a history put together: what two of them have counts once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from sim.calibrate.counted import Counted
from sim.calibrate.history.agreed import demand_agreed
from sim.calibrate.history.kept import Asking, Given, History
from sim.calibrate.orders.daily import DailyOrders, every_day
from sim.deadline import NEVER, local_days
from sim.norms.faults import Fault, InputError
from sim.norms.figures import Figures, figures_of
from sim.norms.log import EventLog, Items, Reading
from sim.norms.log.columns import columns
from sim.norms.log.tables import TABLES
from sim.norms.told.judged import judge_read

T = TypeVar("T")

# What tells a row of a table from every other: its id and its instant.
IDENTIFIED = {"cases": ("case_id", "arrived_at"), "calls": ("call_id", "attempted_at")}
# What an export that was made too early has not seen yet.
ENDS = {"cases": ("answered_at", "closed_at"), "calls": ("ended_at",)}
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
    """Put the files of a shop together, each with what was read of it.

    Raises:
        InputError: they are of several shops, or two of them say the same in a way that cannot be joined.
    """
    readings, counts, pages = _of(found, Reading), _of(found, Counted), _of(found, Figures)
    _demand_one(readings, counts)
    demand_agreed(found)
    log = EventLog(**{name: _joined(name, [one.log for one in readings]) for name in TABLES})
    by_day = _of(found, DailyOrders) or _ordered(log.items, asking)
    return History(
        given=tuple(given for given, _ in found),
        timezone=asking.timezone,
        holidays=asking.holidays,
        cases=log.cases if len(log.cases) else None,
        calls=log.calls if len(log.calls) else None,
        view=replace(asking.asked.view(log.latest()), log=log) if readings else None,
        counts=counts[0] if counts else None,
        orders=reduce(DailyOrders.beside, by_day) if by_day else None,
        ordered=History.ordered if _of(found, DailyOrders) else "items",
        figures=_figures(pages, log, asking),
        last_day=_last_day(log, [*by_day, *counts], pages, asking.timezone),
        skipped_rows=sum(one.skipped_rows for one in readings),
        dropped_rows=sum(one.dropped_rows for one in readings),
    )


def _of(found: Iterable[tuple[Given, Any]], kind: type[T]) -> list[T]:
    return [one for _, one in found if isinstance(one, kind)]


def _figures(pages: Sequence[Figures], log: EventLog, asking: Asking) -> Figures | None:
    """Join weekly figures; where two have one of a week, that of the page goes before that of a log."""
    every = [*pages, *([_judged(log, asking)] if log.latest() != NEVER else [])]
    rows = {(row.week, row.norm): row for one in reversed(every) for row in one.rows}
    return Figures(tuple(sorted(rows.values()))) if rows else None


def _last_day(
    log: EventLog, by_day: Sequence[DailyOrders | Counted], pages: Sequence[Figures], timezone: str
) -> int:
    ends = [int(one.days[-1]) for one in by_day] + [one.weeks[-1] + 6 for one in pages if one.rows]
    if (latest := log.latest()) != NEVER:
        ends.append(int(local_days(np.array([latest]), timezone)[0]))
    return max(ends, default=0)


def _judged(log: EventLog, asking: Asking) -> Figures:
    """Judge a log by week, by the norms whose tables it has: without returns nobody knows that none came."""
    there = {name for name, table in log.tables().items() if len(table)}
    rows = figures_of(judge_read(Reading(log), asking.asked).verdicts).rows
    return Figures(tuple(row for row in rows if NEEDED[row.norm] <= there))


def _ordered(items: Items, asking: Asking) -> list[DailyOrders]:
    """Count the shop's own items of a log by the day of their order; none where it has no such days."""
    ordered = (items.ordered_at != NEVER) & (items.method != Items.choices("method").index("lvb"))
    if not ordered.any():
        return []
    return [every_day(local_days(items.ordered_at[ordered], asking.timezone), items.quantity[ordered])]


def _demand_one(readings: Iterable[Reading], counts: Sequence[Counted]) -> None:
    if len(counts) > 1:
        given = f"{len(counts)} files of calls by interval"
        raise InputError([Fault("history", "counts", given, "one", "put them into one file")])
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
    not_yet = np.sum([rows[end] == NEVER for end in ENDS[name]], axis=0)
    once = _once(rows[row_id], rows[instant], not_yet)
    _demand_one_instant(name, rows[row_id][once])
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


def _demand_one_instant(name: str, ids: np.ndarray) -> None:
    """Refuse an id that two files have at different instants."""
    row_id, instant = IDENTIFIED[name]
    times = np.unique(ids, return_counts=True)[1]
    if twice := int((times > 1).sum()):
        given = f"{twice:,} {row_id}s at another instant in another file"
        way_out = "look which file's clock or ids are wrong, or fit the files one by one"
        raise InputError([Fault("history", instant, given, f"one {instant} of each {row_id}", way_out)])


def _once(ids: np.ndarray, at: np.ndarray, not_yet: np.ndarray) -> np.ndarray:
    """Return one row of each id and instant: int64[m], in order; of several the first with the most ends."""
    number = np.unique(ids, return_inverse=True)[1]
    order = np.lexsort((np.arange(len(at)), not_yet, at, number))
    again = np.append(False, (np.diff(number[order]) == 0) & (np.diff(at[order]) == 0))
    return np.sort(order[~again])
