"""Real logs: a folder of Parquet files, or one CSV, Parquet or JSON-lines file; and the folder written again.

Only columns of the event log are ever read from a file: names, addresses and texts of customers stay in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sim.deadline import zone_of
from sim.deadline.forms import one_of
from sim.norms.faults import Fault, InputError
from sim.norms.log import files
from sim.norms.log.cells import NaiveError, Reader
from sim.norms.log.checks import Finding, findings_in
from sim.norms.log.columns import Array, Table, columns
from sim.norms.log.naming import PLAIN, Layout, matched, recognised
from sim.norms.log.tables import TABLES, EventLog

NAME_FILE = "name one file, or a folder as normsim writes it"
SAY_ZONE = "say which clock showed it with --timezone Europe/Amsterdam"


@dataclass(frozen=True)
class Reading:
    """A log, and what was left out of it."""

    log: EventLog
    dropped_rows: int = 0  # by Layout.drop
    skipped: tuple[Fault, ...] = ()  # the faults of rows left out with on_fault "skip"
    skipped_rows: int = 0


@dataclass(frozen=True)
class _Part:
    """One file, read: the columns of one table, and what could not be read of them."""

    path: Path
    name: str
    columns: Mapping[str, Array]
    unread: Mapping[str, Array]  # bool[n] by column
    cells: Any  # the pyarrow table, for telling what was given
    rows: Array  # int64[n], where each row stands in the file, from 0
    dropped: int

    def table(self, keep: Array | slice = slice(None)) -> Table:
        """Return the rows to keep as a table of the log."""
        return TABLES[self.name](**{name: values[keep] for name, values in self.columns.items()})

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, each cell once."""
        for name, unread in self.unread.items():
            if unread.any():
                allowed = Reader(columns(TABLES[self.name])[name], {}, None).allowed()
                yield Finding(self.name, name, np.flatnonzero(unread), partial(self._given, name), allowed)
        for finding in findings_in(self.name, self.table()):
            unread = self.unread.get(finding.column, np.zeros(len(self.rows), bool))
            yield replace(finding, rows=finding.rows[~unread[finding.rows]])

    def _given(self, name: str, row: int) -> str:
        given = self.cells[name][row].as_py()
        return "nothing" if given in (None, "") else str(given)


def read(path: Path | str, layout: Layout = PLAIN, on_fault: str = "stop") -> Reading:
    """Read a log; an InputError carries every fault, unless on_fault is "skip" and faulty rows are left out.

    A fault of a whole file (missing, unreadable, without rows or without a required column) always stops.
    """
    one_of("on_fault", on_fault, ("stop", "skip"))
    zone = None if layout.timezone is None else zone_of(layout.timezone)
    parts = [_part(file, table, layout, zone) for file, table in _sources(Path(path), layout)]
    if not any(len(part.rows) for part in parts):
        raise InputError(
            [Fault(str(path), "rows", "none", "one or more", "check the file, and what was dropped")]
        )
    found = {part.name: list(part.findings()) for part in parts}
    faults = tuple(fault for part in parts for fault in _faults(part, found[part.name]))
    if faults and on_fault == "stop":
        raise InputError(faults)
    keep = {part.name: _sound(part, found[part.name]) for part in parts}
    tables: dict[str, Any] = {part.name: part.table(keep[part.name]) for part in parts}
    skipped = sum(int((~rows).sum()) for rows in keep.values())
    return Reading(EventLog(**tables), sum(part.dropped for part in parts), faults, skipped)


def write(log: EventLog, folder: Path | str) -> None:
    """Write one Parquet file a table with rows; the same log makes the same bytes, and `read` reads it."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, table in log.tables().items():
        if len(table):
            files.save(table, Path(folder) / f"{name}.parquet")


def _faults(part: _Part, found: Sequence[Finding]) -> list[Fault]:
    """Return the faults in the order of the file."""
    rows = [int(part.rows[row]) for finding in found for row in finding.rows]
    place = files.places(part.path, sorted(set(rows))) if rows else {}
    faults = [
        fault for finding in found for fault in finding.faults(lambda _, row: place[int(part.rows[row])])
    ]
    return [faults[index] for index in np.argsort(rows, kind="stable").tolist()]


def _sound(part: _Part, found: Sequence[Finding]) -> Array:
    sound = np.ones(len(part.rows), bool)
    for finding in found:
        sound[finding.rows] = False
    return sound


def _sources(path: Path, layout: Layout) -> list[tuple[Path, str]]:
    """Return the files of a log with their tables."""
    if not path.is_dir():
        return [(path, recognised(path, files.names(path), layout))]
    if layout != Layout(timezone=layout.timezone):
        raise InputError(
            [Fault(str(path), "options", "a layout for one file", "given with one file", NAME_FILE)]
        )
    folder = path / "events" if (path / "events").is_dir() else path
    found = sorted(folder.glob("*.parquet"))
    strange = [file for file in found if file.stem not in TABLES]
    if strange or not found:
        given = ", ".join(file.name for file in strange) or "no Parquet file"
        raise InputError([Fault(str(folder), "tables", given, f"named {', '.join(TABLES)}", NAME_FILE)])
    return [(file, file.stem) for file in found]


def _part(path: Path, name: str, layout: Layout, zone: ZoneInfo | None) -> _Part:
    theirs = matched(path, name, files.names(path), layout)
    cells = files.cells(path, theirs)
    keep = _kept(cells, layout)
    cells, rows = cells.filter(keep), np.flatnonzero(keep)
    arrays, unread, naive = {}, {}, []
    for column in theirs:
        reader = Reader(columns(TABLES[name])[column], layout.values.get(column, {}), zone)
        try:
            with files.readable(path):
                arrays[column], unread[column] = reader.read(cells[column].combine_chunks())
        except NaiveError as given:
            naive.append(Fault(str(path), column, str(given), "an instant with its offset, or Z", SAY_ZONE))
    if naive:
        raise InputError(naive)
    return _Part(path, name, arrays, unread, cells, rows, int((~keep).sum()))


def _kept(cells: Any, layout: Layout) -> Array:
    """Tell the rows that the layout does not drop."""
    keep = np.ones(len(cells), bool)
    for column, words in layout.drop.items():
        given = cells[column].cast("string").to_pylist()
        keep &= np.fromiter((word not in words for word in given), bool, len(given))
    return keep
