"""Rows of one file as columns of the log: the whole file, or a batch of it, with all that is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

import numpy as np

from sim.norms.faults import Fault, InputError
from sim.norms.log import files
from sim.norms.log.cells import HOME, NaiveError, Reader, allowed, is_skipped
from sim.norms.log.checks import CORRECT, ONE_ROW_ONLY, OTHER_WORDS, Finding, Marks, findings_in
from sim.norms.log.columns import Array, Table, columns
from sim.norms.log.naming import Layout
from sim.norms.log.tables import TABLES

FEW = 20  # ids that come again are told one by one
ONE_OF = {
    "cases": ("row a question", "arrived_at and answered_at"),
    "calls": ("row an attempt", "attempted_at, answered_at and ended_at"),
}
SAY_ZONE = "say which clock showed it with --timezone Europe/Amsterdam"
Asked = tuple[str, str, str]  # option, column, word of a layout


class Unmet(NamedTuple):
    """A word of a layout that no row has."""

    option: str  # "--drop"
    typed: str  # as it was given: "channel=mail"
    column: str
    word: str | None  # None: the file has no such column


class Cells(Protocol):
    """Reads the cells of a column: its values, and which could not be read."""

    def read(self, cells: Any) -> tuple[Array, Array]:
        """Return both for a pyarrow array."""


@dataclass(frozen=True, eq=False)
class Source:
    """A file of a log, and how its columns become those of a table."""

    path: Path
    name: str  # of the table
    theirs: Mapping[str, str]  # our column -> the file's
    layout: Layout
    zone: ZoneInfo | None  # of instants without an offset

    @cached_property
    def readers(self) -> dict[str, Cells]:
        """How each column is read."""
        rules, values = columns(TABLES[self.name]), self.layout.values
        return {name: Reader(rules[name], values.get(name, {}), self.zone) for name in self.theirs}

    def whole(self) -> "Part":
        """Read the file at once."""
        cells, broken = files.cells(self.path, self.theirs)
        part, naive = self.part(cells, self.readers)
        if naive:
            raise InputError(naive)
        return replace(part, broken=broken)

    def part(self, cells: Any, readers: Mapping[str, Cells], start: int = 0) -> tuple["Part", list[Fault]]:
        """Read cells that begin with a row of the file; faults: columns whose clock is not known."""
        kept, rows = self.kept(cells, start)
        arrays, unread, naive = {}, {}, []
        for column, reader in readers.items():
            try:
                with files.readable(self.path):
                    arrays[column], unread[column] = reader.read(in_one(kept[column]))
            except NaiveError as given:
                wanted = "an instant with its offset, or Z"
                naive.append(Fault(str(self.path), column, str(given), wanted, SAY_ZONE))
        dropped = len(cells) - len(rows)
        return Part(self, arrays, unread, kept, rows, dropped, frozenset(self._met(cells))), naive

    def kept(self, cells: Any, start: int) -> tuple[Any, Array]:
        """Return the cells of the rows that the layout does not drop, and where in the file those stand."""
        if not self.layout.drop:
            return cells, np.arange(start, start + len(cells))
        keep = np.ones(len(cells), bool)
        for column in self.layout.drop.keys() & set(cells.column_names):
            given, words = cells[column].cast("string").to_pylist(), self.layout.drop[column]
            keep &= np.fromiter((word not in words for word in given), bool, len(given))
        return cells.filter(keep), start + np.flatnonzero(keep)

    def _met(self, cells: Any) -> Iterator[Asked]:
        """Yield the words of the layout that some row has."""
        for option, name, typed in _asked(self.layout):
            if name in cells.column_names:
                there = set(cells[name].cast("string").unique().to_pylist())
                yield from ((option, name, word) for word in typed if word in there)

    def unmet(self, met: frozenset[Asked]) -> Iterator[Unmet]:
        """Yield what the layout says of words that no row has."""
        for option, name, typed in _asked(self.layout):
            for word in sorted(word for word in typed if (option, name, word) not in met):
                yield Unmet(option, typed[word], name, word if name in self.theirs else None)


def _asked(layout: Layout) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield option, column and word -> as it was typed."""
    for name, words in layout.drop.items():
        yield "--drop", name, {word: f"{name}={word}" for word in words}
    for name, ours in layout.values.items():
        yield "--values", name, {word: f"{name}:{word}={ours[word]}" for word in ours}


def in_one(cells: Any) -> Any:
    """Return the cells of a pyarrow column as one array; `combine_chunks` copies a single chunk, too."""
    return cells.chunk(0) if cells.num_chunks == 1 else cells.combine_chunks()


@dataclass(frozen=True)
class Part:
    """Rows that were read, and what could not be read of them."""

    source: Source
    columns: Mapping[str, Array]
    unread: Mapping[str, Array]  # bool[n] by column
    cells: Any  # the pyarrow table, for telling what was given
    rows: Array  # int64[n], where each row stands in the file, from 0
    dropped: int
    met: frozenset[Asked]
    broken: files.Broken = files.NONE_BROKEN
    marks: Marks | None = None  # of the ids, where they were not read with the rows

    @property
    def name(self) -> str:
        """The table."""
        return self.source.name

    @property
    def as_read(self) -> bool:
        """Whether every cell could be read and no id is at fault; what it says may still be."""
        return (
            self.marks is None
            and not self.broken.given
            and not any(unread.any() for unread in self.unread.values())
        )

    def table(self, keep: Array | slice = slice(None)) -> Table:
        """Return the rows to keep as a table of the log."""
        return TABLES[self.name](**{name: values[keep] for name, values in self.columns.items()})

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, each cell once, and each row that cannot be read at all.

        Raises:
            InputError: ids come again and again, so that the rows are events and not what they should be.
        """
        whole = ~np.isin(self.rows, list(self.broken.given))
        if not whole.all():
            yield self._broken_rows(np.flatnonzero(~whole))
        for name, unread in self.unread.items():
            yield from self._unread(name, np.flatnonzero(unread & whole))
        for finding in findings_in(self.name, self.table(), self.given, self.marks):
            if finding.allowed == ONE_ROW_ONLY and len(finding.rows) > max(FEW, len(self.rows) // 3):
                raise InputError([self._of_events(finding.column)])
            told = self.unread.get(finding.column, ~whole) | ~whole
            yield replace(finding, rows=finding.rows[~told[finding.rows]])

    def _unread(self, name: str, rows: Array) -> Iterator[Finding]:
        """Yield what is wrong with cells that could not be read."""
        rule, given = columns(TABLES[self.name])[name], partial(self.given, name)
        zone = self.source.zone or HOME
        skipped = [rule.kind == "instant" and is_skipped(given(row), zone) for row in rows.tolist()]
        shown = f"a time that the clock of {zone.key} shows, which skips an hour that night"
        way_out = OTHER_WORDS.format(column=name) if rule.kind == "choice" else CORRECT
        for own, told in ((rows[skipped], shown), (rows[np.logical_not(skipped)], allowed(rule))):
            if len(own):
                yield Finding(self.name, name, own, given, told, way_out)

    def faults(self, found: list[Finding]) -> list[Fault]:
        """Return the faults in the order of the file."""
        rows = [int(self.rows[row]) for finding in found for row in finding.rows]
        place = files.places(self.source.path, sorted(set(rows))) if rows else {}
        faults = [
            fault for finding in found for fault in finding.faults(lambda _, row: place[int(self.rows[row])])
        ]
        return [faults[index] for index in np.argsort(rows, kind="stable").tolist()]

    def sound(self, found: list[Finding]) -> Array:
        """Tell the rows in which nothing is wrong."""
        sound = np.ones(len(self.rows), bool)
        for finding in found:
            sound[finding.rows] = False
        return sound

    def _of_events(self, column: str) -> Fault:
        one, ends = ONE_OF.get(self.name, ("row an id", "all that is known of it"))
        way_out = f"this is a log of events: make one row of all events of an id, with {ends}"
        return Fault(str(self.source.path), column, "ids that come again and again", f"one {one}", way_out)

    def _broken_rows(self, rows: Array) -> Finding:
        broken = self.broken
        given = {row: broken.given[int(self.rows[row])] for row in rows.tolist()}
        return Finding(self.name, broken.key, rows, given.__getitem__, broken.allowed, broken.way_out)

    def given(self, name: str, row: int) -> str:
        """Return a cell as the file has it."""
        if self.marks is not None and row in (said := self.marks.given) and name == self.marks.column:
            return said[row] or "nothing"
        return files.text_of(self.cells[name][row]) or "nothing"
