"""Real logs: Parquet files of a folder, or one CSV, Parquet or JSON-lines file; and the folder written again.

Only columns of the event log are ever read from a file: names, addresses and texts of customers stay in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from sim.deadline import zone_of
from sim.deadline.instants.forms import one_of
from sim.norms.faults import Fault, InputError
from sim.norms.log import files
from sim.norms.log.checks import Marks, id_of, marked
from sim.norms.log.columns import Array, Table
from sim.norms.log.naming import PLAIN, Layout, matched, recognised
from sim.norms.log.part import Part, Source, Unmet
from sim.norms.log.tables import TABLES, EventLog

Kept = tuple[Part, Array | slice]  # a file, and which of its rows
NAME_FILE = "name one file, the files of one table, or a folder as normsim writes it"


@dataclass(frozen=True)
class Reading:
    """A log, and what was left out of it."""

    log: EventLog
    dropped_rows: int = 0  # by Layout.drop
    skipped: tuple[Fault, ...] = ()  # the faults of rows left out with on_fault "skip"
    skipped_rows: int = 0
    unmet: tuple[Unmet, ...] = ()  # what Layout.drop and Layout.values say of words that no row has


def read(path: Path | str, layout: Layout = PLAIN, on_fault: str = "stop") -> Reading:
    """Read a log; an InputError carries every fault, unless on_fault is "skip" and faulty rows are left out.

    A fault of a whole file (missing, unreadable, without rows or without a required column) always stops.
    """
    one_of("on_fault", on_fault, ("stop", "skip"))
    read_parts = parts(Path(path), layout)
    demand_rows(path, sum(len(part.rows) for part in read_parts))
    found = [(part, list(part.findings())) for part in read_parts]
    faults = tuple(fault for part, own in found for fault in part.faults(own))
    if faults and on_fault == "stop":
        raise InputError(faults)
    kept = [(part, part.sound(own)) for part, own in found]
    skipped = sum(int((~rows).sum()) for _, rows in kept)
    met = frozenset(word for part in read_parts for word in part.met)
    log = EventLog(**_tables(kept))
    return Reading(
        log, sum(part.dropped for part in read_parts), faults, skipped, tuple(read_parts[0].source.unmet(met))
    )


def parts(path: Path, layout: Layout) -> list[Part]:
    """Read the files of a log, whatever is wrong with their rows."""
    return list(_marked([source.whole() for source in sources(path, layout)]))


def demand_rows(path: Path | str, rows: int) -> None:
    """Raise InputError for a log without any."""
    if not rows:
        raise InputError(
            [Fault(str(path), "rows", "none", "one or more", "check the file, and what was dropped")]
        )


def write(log: EventLog, folder: Path | str) -> None:
    """Write one Parquet file a table with rows; the same log makes the same bytes, and `read` reads it."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, table in log.tables().items():
        if len(table):
            files.save(table, Path(folder) / f"{name}.parquet")


def sources(path: Path, layout: Layout) -> list[Source]:
    """Return the files of a log, those of one table together, by name."""
    zone = None if layout.timezone is None else zone_of(layout.timezone)
    found = _files(path) if path.is_dir() else [(path, recognised(path, files.names(path), layout))]
    if path.is_dir() and layout != Layout(timezone=layout.timezone):
        found = _of_one_table(path, found, layout)
    read = [
        Source(file, name or recognised(file, files.names(file), layout), {}, layout, zone)
        for file, name in found
    ]
    read = [replace(one, theirs=matched(one.path, one.name, files.names(one.path), layout)) for one in read]
    _demand_like(path, read, alone=any(not name for _, name in found))
    return sorted(read, key=lambda one: one.name)


def _marked(parts: list[Part]) -> Iterator[Part]:
    """Look for ids that come again among all files of a table."""
    for name, group in groupby(parts, key=lambda part: part.name):
        own = list(group)
        if len(own) < 2 or id_of(name) not in own[0].columns:
            yield from own
            continue
        marks = marked(name, _joined([(part, slice(None)) for part in own]))
        ends = np.cumsum([len(part.rows) for part in own])
        for part, end in zip(own, ends.tolist(), strict=True):
            rows = slice(end - len(part.rows), end)
            yield replace(part, marks=Marks(marks.column, marks.blank[rows], marks.again[rows]))


def _tables(kept: Sequence[Kept]) -> dict[str, Any]:
    """Return the rows to keep, table by table."""
    names = dict.fromkeys(part.name for part, _ in kept)
    return {name: _joined([one for one in kept if one[0].name == name]) for name in names}


def _joined(kept: Sequence[Kept]) -> Table:
    """Return the rows to keep of several files as one table."""
    first, _ = kept[0]
    columns = {
        name: np.concatenate([part.columns[name][rows] for part, rows in kept]) for name in first.columns
    }
    return TABLES[first.name](**columns)


def _files(path: Path) -> list[tuple[Path, str]]:
    """Return the Parquet files of a folder with their tables; "" where the columns must tell."""
    folder = path / "events" if (path / "events").is_dir() else path
    found = sorted(folder.glob("*.parquet"), key=lambda file: file.stem)
    found += [file for name in TABLES for file in sorted((folder / name).glob("*.parquet"))]
    if not found and (runs := _runs_below(folder)):
        given = f"the folder above {len(runs)} run{'s' * (len(runs) > 1)}"
        way_out = f"give {'one of ' * (len(runs) > 1)}{', '.join(map(str, runs))}"
        raise InputError([Fault(str(path), "log", given, "that of one run", way_out)])
    named = [(file, _named(file)) for file in found]
    strange = [file.name for file, table in named if not table]
    if not found or 0 < len(strange) < len(found):
        given = ", ".join(strange) or "no Parquet file"
        raise InputError([Fault(str(folder), "tables", given, f"named {', '.join(TABLES)}", NAME_FILE)])
    return named


def _named(file: Path) -> str:
    """Return the table after which a file, cases.parquet or cases-7.parquet, or its folder is named."""
    stem = re.sub(r"[-_]?\d+$", "", file.stem)
    return next((name for name in (stem, file.parent.name) if name in TABLES), "")


def _of_one_table(path: Path, found: list[tuple[Path, str]], layout: Layout) -> list[tuple[Path, str]]:
    """Let a layout speak of the files of one table."""
    if len({name for _, name in found}) > 1:
        raise InputError(
            [Fault(str(path), "options", "a layout for one table", "given with one table", NAME_FILE)]
        )
    return [(file, layout.table or name) for file, name in found]


def _demand_like(path: Path, read: Sequence[Source], alone: bool) -> None:
    """Demand that files that do not name a table make one, and that the files of a table are alike."""
    first = {one.name: one for one in reversed(read)}
    if alone and len(first) > 1:
        given = ", ".join(f"{one.path.name} ({name})" for name, one in sorted(first.items()))
        raise InputError([Fault(str(path), "tables", given, "files of one table", NAME_FILE)])
    strange = [one for one in read if one.theirs.keys() != first[one.name].theirs.keys()]
    if strange:
        raise InputError(
            Fault(
                str(one.path),
                "columns",
                ", ".join(one.theirs),
                f"{', '.join(first[one.name].theirs)}, as {first[one.name].path.name} has",
                "save the files of one table with the same columns",
            )
            for one in strange
        )


def _runs_below(folder: Path) -> list[Path]:
    """Return the folders of runs in a folder, or in the folders of scenarios in it."""
    return sorted(events.parent for depth in ("*/events", "*/*/events") for events in folder.glob(depth))
