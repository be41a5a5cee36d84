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
    unmet: tuple[str, ...] = ()  # what Layout.drop and Layout.values say of words that no row has


@dataclass(frozen=True)
class _Part:
    """One file, read: the columns of one table, and what could not be read of them."""

    path: Path
    name: str
    columns: Mapping[str, Array]
    unread: Mapping[str, Array]  # bool[n] by column
    cells: Any  # the pyarrow table, for telling what was given
    rows: Array  # int64[n], where each row stands in the file, from 0
    broken: files.Broken
    dropped: int
    unmet: tuple[str, ...]

    def table(self, keep: Array | slice = slice(None)) -> Table:
        """Return the rows to keep as a table of the log."""
        return TABLES[self.name](**{name: values[keep] for name, values in self.columns.items()})

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, each cell once, and each row that cannot be read at all."""
        whole = ~np.isin(self.rows, list(self.broken.given))
        if not whole.all():
            yield self._broken_rows(np.flatnonzero(~whole))
        for name, unread in self.unread.items():
            rows = np.flatnonzero(unread & whole)
            if len(rows):
                allowed = Reader(columns(TABLES[self.name])[name], {}, None).allowed()
                yield Finding(self.name, name, rows, partial(self._given, name), allowed)
        for finding in findings_in(self.name, self.table(), self._given):
            told = self.unread.get(finding.column, ~whole) | ~whole
            yield replace(finding, rows=finding.rows[~told[finding.rows]])

    def _broken_rows(self, rows: Array) -> Finding:
        broken = self.broken
        given = {row: broken.given[int(self.rows[row])] for row in rows.tolist()}
        return Finding(self.name, broken.key, rows, given.__getitem__, broken.allowed, broken.way_out)

    def _given(self, name: str, row: int) -> str:
        """Return a cell as the file has it."""
        known = name in self.cells.column_names
        return (files.text_of(self.cells[name][row]) if known else "") or "nothing"


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
    unmet = tuple(said for part in parts for said in part.unmet)
    return Reading(EventLog(**tables), sum(part.dropped for part in parts), faults, skipped, unmet)


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
    if not found and (runs := _runs_below(folder)):
        given = f"the folder above {len(runs)} run{'s' * (len(runs) > 1)}"
        way_out = f"give {'one of ' * (len(runs) > 1)}{', '.join(map(str, runs))}"
        raise InputError([Fault(str(path), "log", given, "that of one run", way_out)])
    strange = [file for file in found if file.stem not in TABLES]
    if strange or not found:
        given = ", ".join(file.name for file in strange) or "no Parquet file"
        raise InputError([Fault(str(folder), "tables", given, f"named {', '.join(TABLES)}", NAME_FILE)])
    return [(file, file.stem) for file in found]


def _runs_below(folder: Path) -> list[Path]:
    """Return the folders of runs in a folder, or in the folders of scenarios in it."""
    return sorted(events.parent for depth in ("*/events", "*/*/events") for events in folder.glob(depth))


def _part(path: Path, name: str, layout: Layout, zone: ZoneInfo | None) -> _Part:
    theirs = matched(path, name, files.names(path), layout)
    cells, broken = files.cells(path, theirs)
    keep, unmet = _kept(cells, layout), tuple(_unmet(cells, layout))
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
    return _Part(path, name, arrays, unread, cells, rows, broken, int((~keep).sum()), unmet)


def _kept(cells: Any, layout: Layout) -> Array:
    """Tell the rows that the layout does not drop."""
    keep = np.ones(len(cells), bool)
    for column in layout.drop.keys() & set(cells.column_names):
        given, words = cells[column].cast("string").to_pylist(), layout.drop[column]
        keep &= np.fromiter((word not in words for word in given), bool, len(given))
    return keep


def _unmet(cells: Any, layout: Layout) -> Iterator[str]:
    """Yield what a layout says of words that no row has, as it was typed, and why."""
    asked = [
        ("--drop", name, {word: f"{name}={word}" for word in words}) for name, words in layout.drop.items()
    ]
    for name, ours in layout.values.items():
        asked.append(("--values", name, {word: f"{name}:{word}={ours[word]}" for word in ours}))
    for option, name, typed in asked:
        known = name in cells.column_names
        there = cells[name].cast("string").unique().to_pylist() if known else ()
        for word in sorted(typed.keys() - set(there)):
            why = f"no {name} is {word}" if known else f"the file has no {name}"
            yield f"{option} {typed[word]}: {why}"
