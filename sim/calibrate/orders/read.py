"""Daily orders as a shop exports them: a file with a date and a count, and nothing else is read of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from sim.calibrate.orders.daily import DailyOrders, every_day
from sim.deadline.instants.wall import NEVER, date_of, day_number
from sim.norms.faults import Fault, InputError
from sim.norms.log import files
from sim.norms.log.cells import Reader, allowed
from sim.norms.log.columns import Column
from sim.norms.log.part import in_one

DATE, ORDERS = "date", "orders"
COLUMNS = {DATE: Column("date", required=True, filled=True), ORDERS: Column("quantity", required=True)}
MOST = 10_000_000  # orders on a day
EARLIEST, LATEST = (day_number(date(year, 12, 31)) for year in (1989, 2036))


def is_daily_orders(columns: Sequence[str], named: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Recognise a file by its columns, or by what they are `named` (ours: theirs)."""
    return set(_theirs(columns, named).values()) <= set(columns)


def read_daily_orders(path: Path, named: Mapping[str, str] = MappingProxyType({})) -> DailyOrders:
    """Read a CSV, Parquet or JSON-lines file with the columns `date` and `orders`, or what they are `named`.

    Raises:
        InputError: every cell that is no date or no count, and every date that comes twice.
    """
    cells, broken = files.cells(path, _theirs(files.names(path), named))
    values, unread = {}, {}
    for name, rule in COLUMNS.items():
        values[name], unread[name] = Reader(rule, {}, None).read(in_one(cells[name]))
    found = [*_unread(cells, unread, broken), *_unlikely(values, unread)]
    if found:
        rows = sorted({row for row, *_ in found})
        place = files.places(path, rows)
        raise InputError(Fault(place[row], *told) for row, *told in sorted(found))
    if not len(cells):
        raise InputError([Fault(str(path), "rows", "none", "one day or more", "check the file")])
    return every_day(values[DATE], values[ORDERS])


def _theirs(columns: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    return {ours: named[ours] if named.get(ours) in columns else ours for ours in COLUMNS}


Found = tuple[int, str, str, str, str]  # row, key, given, allowed, way out


def _unread(cells: Any, unread: dict[str, np.ndarray], broken: files.Broken) -> Iterator[Found]:
    for row, said in broken.given.items():
        yield row, broken.key, said, broken.allowed, broken.way_out
    for name, bad in unread.items():
        for row in np.flatnonzero(bad).tolist():
            if row not in broken.given:
                given = files.text_of(cells[name][row]) or "nothing"
                yield row, name, given, allowed(COLUMNS[name]), "correct the cell, or take the row out"


def _unlikely(values: dict[str, np.ndarray], unread: dict[str, np.ndarray]) -> Iterator[Found]:
    days, counts = values[DATE], values[ORDERS]
    sound = ~(unread[DATE] | unread[ORDERS])
    for row in np.flatnonzero(sound & ((days < EARLIEST) | (days > LATEST))).tolist():
        given = "nothing" if days[row] == NEVER else str(date_of(int(days[row])))
        sound[row] = False
        yield row, DATE, given, "a date from 1990 to 2036", "correct the cell, or take the row out"
    for row in np.flatnonzero(sound & ((counts < 0) | (counts > MOST))).tolist():
        yield row, ORDERS, str(counts[row]), f"from 0 to {MOST:,}", "correct the cell"
    rows = np.flatnonzero(sound)
    again = np.ones(len(rows), bool)
    again[np.unique(days[rows], return_index=True)[1]] = False
    for row in rows[again].tolist():
        yield row, DATE, f"{date_of(int(days[row]))} again", "each date once", "add the rows of a day up"
