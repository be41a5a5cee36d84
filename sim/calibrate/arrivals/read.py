"""Counts from files: a table of instants and counts, or a call or case log whose rows are the arrivals."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sim.calibrate.counted import HALF_HOUR_S, Counted, counted
from sim.deadline import NEVER
from sim.deadline.instants.wall import DAY_S, local_seconds
from sim.norms.faults import Fault, InputError
from sim.norms.log import Layout, files, read_log
from sim.norms.log.cells import ALLOWED, HOME, Reader
from sim.norms.log.columns import Column

AT, COUNT = "at", "count"
STANDS, ELSEWHERE = ZoneInfo("UTC"), ZoneInfo("Etc/GMT-1")  # clocks that never change
INSTANT = Column("instant", required=True, filled=True)
NUMBER = Column("quantity", required=True, filled=True)
ARRIVES = {"calls": "attempted_at", "cases": "arrived_at"}  # the tables of a log whose rows are arrivals


@dataclass(frozen=True)
class Listed:
    """A file of instants and counts, as it stands."""

    path: Path
    at: np.ndarray  # int64[rows], UTC seconds; of instants without an offset as if the wall showed UTC
    wall_s: np.ndarray  # int64[rows], what the clock on the wall shows
    number: np.ndarray  # int64[rows]


def is_counts(path: Path, layout: Layout) -> bool:
    """Tell a file of counts from a log: it has two columns, or --columns says which is the count."""
    if path.is_dir() or layout.table is not None:
        return False
    theirs = files.names(path)
    return COUNT in layout.columns or (len(theirs) == 2 and not {*ARRIVES.values()} & {*theirs})


def read_counts(path: Path, layout: Layout, on_fault: str = "stop") -> Counted:
    """Count arrivals by half-hour, or by the file's own interval where that is longer.

    Instants without an offset are wall time as they stand, whatever clock that was: none of them is skipped.
    Others are shown on the clock of the layout's zone, the Dutch one by default.

    Raises:
        InputError: every row that is no instant and count, every instant that comes twice, and a file in
            which nobody ever came.
    """
    zone = layout.timezone or HOME.key
    if not is_counts(path, layout):
        at = _arrivals(path, layout, on_fault)
        return counted(local_seconds(at, zone), np.ones(len(at), np.int64), HALF_HOUR_S)
    listed = _listed(path, layout)
    found = counted(listed.wall_s, listed.number, _slot_s(path, listed.wall_s))
    return replace(found, told=np.unique(listed.wall_s // DAY_S))


def _arrivals(path: Path, layout: Layout, on_fault: str) -> np.ndarray:
    """Return the instants of a log's arrivals."""
    log = read_log(path, layout, on_fault).log
    own = {name: getattr(getattr(log, name), at) for name, at in ARRIVES.items()}
    found = {name: at for name, at in own.items() if len(at) and layout.table in (None, name)}
    if len(found) != 1:
        given = " and ".join(found) or "neither"
        raise InputError(
            [
                Fault(
                    str(path),
                    "tables",
                    given,
                    "calls or cases",
                    "name one with --table calls or --table cases",
                )
            ]
        )
    [at] = found.values()
    return np.asarray(at)


def _listed(path: Path, layout: Layout) -> Listed:
    theirs = files.names(path)
    named = {AT: layout.columns.get(AT, theirs[0]), COUNT: layout.columns.get(COUNT, theirs[-1])}
    if strange := [name for name in (*layout.columns, *named.values()) if name not in (AT, COUNT, *theirs)]:
        allowed = f"{AT} and {COUNT}, of {', '.join(theirs)}"
        way_out = f"write --columns {AT}={theirs[0]},{COUNT}={theirs[-1]}"
        raise InputError([Fault(str(path), "--columns", ", ".join(strange), allowed, way_out)])
    cells, broken = files.cells(path, named)
    at, wall_s, not_at = _instants(cells.column(AT).combine_chunks(), layout.timezone or HOME.key)
    number, no_number = Reader(NUMBER, {}, None).read(cells.column(COUNT).combine_chunks())
    wrong = {AT: not_at | (at == NEVER), COUNT: no_number | (number < 0)}
    uneven = np.isin(np.arange(len(at)), list(broken.given))
    faults = [*_unread(path, cells, {name: marks & ~uneven for name, marks in wrong.items()})]
    faults += [*_twice(path, at, wrong[AT]), *_broken(path, broken)]
    if faults or not number.any():
        raise InputError(faults or [_nobody(path) if len(at) else _no_rows(path)])
    return Listed(path, at, wall_s, number)


def _instants(cells: Any, zone: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read instants, what the wall showed, and which could not be read."""
    at, unread = Reader(INSTANT, {}, STANDS).read(cells)
    stands = at != Reader(INSTANT, {}, ELSEWHERE).read(cells)[0]  # the reader's clock moves it: no offset
    return at, np.where(stands, at, local_seconds(at, zone)), unread


def _unread(path: Path, cells: Any, wrong: dict[str, np.ndarray]) -> Iterator[Fault]:
    allowed = {AT: ALLOWED["instant"], COUNT: "a whole number, 0 or more"}
    for name, marks in wrong.items():
        rows = np.flatnonzero(marks).tolist()
        for row, place in files.places(path, rows).items():
            given = files.text_of(cells.column(name)[row]) or "nothing"
            yield Fault(place, name, given, allowed[name], "correct the row, or take it out")


def _broken(path: Path, broken: files.Broken) -> Iterator[Fault]:
    for row, place in files.places(path, list(broken.given)).items():
        yield Fault(place, broken.key, broken.given[row], broken.allowed, broken.way_out)


def _twice(path: Path, at: np.ndarray, wrong: np.ndarray) -> Iterator[Fault]:
    order = np.argsort(at, kind="stable")
    again = order[1:][(np.diff(at[order]) == 0) & ~wrong[order[1:]]]
    for place in files.places(path, np.sort(again).tolist()).values():
        yield Fault(place, AT, "an instant that was there before", "one row an instant", "add the counts up")


def _no_rows(path: Path) -> Fault:
    return Fault(str(path), "rows", "none", "one or more", "check the file")


def _nobody(path: Path) -> Fault:
    way_out = "check what the column counts, or leave the file out"
    return Fault(str(path), COUNT, "0 in every row", "1 or more in some row", way_out)


def _slot_s(path: Path, wall_s: np.ndarray) -> int:
    """Return the length of a slot: half an hour, or what lies between the rows of a file where it is more."""
    step = int(np.gcd.reduce(np.append(wall_s % DAY_S, DAY_S)))
    if HALF_HOUR_S % step == 0:
        return HALF_HOUR_S
    if step % HALF_HOUR_S == 0:
        return step
    allowed = "a whole part of half an hour, or whole half-hours"
    way_out = "count by 5, 15, 30 or 60 minutes, or by day"
    raise InputError([Fault(str(path), "interval", f"{step} s between rows", allowed, way_out)])
