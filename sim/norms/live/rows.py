"""The rows of one table as far as events have told them.

Merging is commutative, so the order of events cannot matter: of an instant the earliest counts, every other
column is told once or told alike. Two different values contradict each other: the least and the greatest are
kept, and the row is held out of the verdicts until nothing, since nothing can say which one is right.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import numpy as np

from sim.deadline.instants.forms import did_you_mean
from sim.deadline.instants.wall import DAY_S
from sim.norms.faults import Fault
from sim.norms.live.event import Cells, Texts, refuse, row_id
from sim.norms.log.checks import findings_in
from sim.norms.log.columns import ROW_NUMBER, Array, Numbers, Table, columns
from sim.norms.log.tables import TABLES

TOUCHED, OPEN, SETTLED, HELD = range(4)  # to be looked at; summed up each time; in the sums; not to be judged
RUNS = {
    "cases": "arrived_at",
    "calls": "attempted_at",
}  # what the calendar judges, by the day of which instant


class Rows:
    """The rows of one table, each with the state of its count."""

    def __init__(self, name: str, texts: Texts) -> None:
        rules = columns(TABLES[name])
        first, rule = next(iter(rules.items()))
        self.name = name
        self.key = first if rule.unknown == ROW_NUMBER else ""
        self.cells = {column: Cells(one, texts) for column, one in rules.items() if column != self.key}
        self.place: dict[str, int] = {}
        self.contradicted: dict[tuple[int, str], int] = {}  # (row, column) -> the greatest value told
        self.touched: list[int] = []
        self.open: Numbers = np.empty(0, np.int64)
        self.by_day: dict[int, list[int]] = {}  # UTC day of the instant in RUNS -> rows; old places stay
        self._state: Array = np.empty(0, np.int8)
        self._before: list[list[int]] = []  # settled rows as they were before an event touched them
        self._required = [c for c, one in rules.items() if one.filled and one.kind not in ("id", "quantity")]

    def __len__(self) -> int:
        return len(self.place)

    def observe(self, given_id: Any, facts: Mapping[str, Any]) -> bool:
        """Merge the facts of one event; tell whether anything changed. InputError leaves all as it was."""
        row_name = self._id(given_id)
        told = [self._told(row_name, name, fact) for name, fact in facts.items()]
        row = self.place.get(row_name)
        changed = row is None
        if row is None:
            row = self._added(row_name)
        for name, cells, value in told:
            if value not in (cells.absent, cells.values.item(row)):
                changed |= self._merge(row, name, cells, value)
        return changed

    def fill(self, ids: list[str], values: Mapping[str, Array]) -> None:
        """Take over whole columns, all rows touched; the table must be empty."""
        self.place = {one: row for row, one in enumerate(ids)}
        self._state = np.full(len(ids), TOUCHED, np.int8)
        self.touched = list(range(len(ids)))
        for name, cells in self.cells.items():
            cells.values = values[name].astype(cells.values.dtype)
        if self.name in RUNS:
            days = values[RUNS[self.name]] // DAY_S
            for row in np.flatnonzero(values[RUNS[self.name]] != self.cells[RUNS[self.name]].absent).tolist():
                self.by_day.setdefault(int(days[row]), []).append(row)

    def sort(self) -> Numbers:
        """Look at the rows touched since: return those that can be judged, now open; the rest is held."""
        rows = np.array(self.touched, np.int64)
        self.touched = []
        self.open = self.open[self._state[self.open] == OPEN]
        sound = self._sound(rows)
        self._state[rows] = np.where(sound, OPEN, HELD)
        self.open = np.concatenate([self.open, rows[sound]])
        return rows[sound]

    def settle(self, settled: Array) -> None:
        """Take open rows, bool[len(open)], for settled."""
        self._state[self.open[settled]] = SETTLED
        self.open = self.open[~settled]

    def reopen(self, rows: Numbers) -> None:
        """Open settled rows among these again; what they were is kept, to be taken off the sums."""
        for row in rows[self._state[rows] == SETTLED].tolist():
            self._touch(row)

    def reopen_all(self) -> None:
        """Forget that any row was settled; the sums begin anew."""
        self._before = []
        self.open = self.judged()
        self._state[self.open] = OPEN

    def taken_before(self) -> Table | None:
        """Return the settled rows as they were before they were touched, and forget them."""
        if not self._before:
            return None
        values, self._before = np.array(self._before), []
        return self._table(dict(zip(self.cells, values.T, strict=True)))

    def table(self, rows: Numbers, whole: bool = False) -> Table:
        """Return rows as a table of the log: of the ids only the seller's, or all."""
        values = {name: cells.values[rows] for name, cells in self.cells.items()}
        ids = list(self.place) if whole and self.key else None
        return self._table(values, whole, ids and [ids[row] for row in rows.tolist()])

    def judged(self) -> Numbers:
        """Return the rows that can be judged, once they are sorted."""
        state = self._state[: len(self)]
        return np.flatnonzero((state == OPEN) | (state == SETTLED))

    def waiting(self) -> int:
        """Count the rows of which something required was not told yet."""
        return int(self._lacking(np.arange(len(self))).sum())

    def texts_used(self) -> set[int]:
        """Return the numbers of the texts that rows refer to."""
        ids = {name for name, cells in self.cells.items() if cells.rule.kind == "id"}
        used = {value for (_, name), value in self.contradicted.items() if name in ids}
        return used.union(*(np.unique(self.cells[name].values[: len(self)]).tolist() for name in ids))

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the rows that are held, which say more than they lack."""
        ids = list(self.place)
        held = np.flatnonzero(self._state[: len(self)] == HELD)
        for (row, name), greatest in self.contradicted.items():
            cells = self.cells[name]
            given = f"{cells.shown(cells.values.item(row))} and {cells.shown(greatest)}"
            yield Fault(f"{self.name}: {ids[row]}", name, given, "one value", "correct the source")
        for finding in findings_in(self.name, self.table(held)):
            told = self.cells[finding.column].values[held] != self.cells[finding.column].absent
            for row in finding.rows[told[finding.rows]].tolist():
                place = f"{self.name}: {ids[held[row]]}"
                yield Fault(place, finding.column, finding.given(row), finding.allowed, "correct the source")

    def _id(self, given: Any) -> str:
        try:
            found = row_id(given)
        except TypeError:
            found = ""
        if not found:
            refuse(self.name, self.key or "id", repr(given), "the id of a row, a text or a whole number")
        return found

    def _told(self, row_name: str, name: str, fact: Any) -> tuple[str, Cells, int]:
        cells = self.cells.get(name)
        value = None if cells is None else cells.read(fact)
        if cells is None or value is None:
            self._refuse(f"{self.name}: {row_name}", name, fact)
        return name, cells, value

    def _refuse(self, place: str, name: str, fact: Any) -> NoReturn:
        if name in self.cells:
            refuse(place, name, repr(fact), self.cells[name].allowed)
        allowed = f"one of {', '.join(self.cells)}"
        refuse(place, name, "a fact of this name", allowed, did_you_mean(name, self.cells))

    def _added(self, row_name: str) -> int:
        row = self.place[row_name] = len(self.place)
        if row == len(self._state):
            self._grow(max(16, row // 2))
        self._state[row] = TOUCHED
        self.touched.append(row)
        return row

    def _grow(self, by: int) -> None:
        self._state = np.concatenate([self._state, np.empty(by, np.int8)])
        for cells in self.cells.values():
            more = np.full(by, cells.absent, cells.values.dtype)
            cells.values = np.concatenate([cells.values, more])

    def _merge(self, row: int, name: str, cells: Cells, value: int) -> bool:
        """Take in a value that differs from the one that is known; tell whether it changes anything."""
        known = cells.values.item(row)
        if known == cells.absent or (cells.earliest_counts and value < known):
            self._store(row, name, cells, value)
            return True
        return not cells.earliest_counts and self._contradict(row, name, cells, value)

    def _store(self, row: int, name: str, cells: Cells, value: int) -> None:
        self._touch(row)
        cells.values[row] = value
        if RUNS.get(self.name) == name:
            self.by_day.setdefault(value // DAY_S, []).append(row)

    def _contradict(self, row: int, name: str, cells: Cells, value: int) -> bool:
        least = cells.values.item(row)
        told = {least, self.contradicted.get((row, name), least), value}
        ends = min(told, key=cells.order), max(told, key=cells.order)
        if ends == (least, self.contradicted.get((row, name))):
            return False
        self._touch(row)
        cells.values[row], self.contradicted[row, name] = ends
        return True

    def _touch(self, row: int) -> None:
        state = self._state.item(row)
        if state == TOUCHED:
            return
        if state == SETTLED:
            self._before.append([cells.values.item(row) for cells in self.cells.values()])
        self._state[row] = TOUCHED
        self.touched.append(row)

    def _sound(self, rows: Numbers) -> Array:
        sound = np.ones(len(rows), bool)
        for finding in findings_in(self.name, self.table(rows)):
            sound[finding.rows] = False
        if self.contradicted:
            sound &= ~np.isin(rows, [row for row, _ in self.contradicted])
        return sound

    def _lacking(self, rows: Numbers) -> Array:
        lacking = np.zeros(len(rows), bool)
        for name in self._required:
            lacking |= self.cells[name].values[rows] == self.cells[name].absent
        return lacking

    def _table(self, values: Mapping[str, Array], whole: bool = False, ids: list[str] | None = None) -> Table:
        logged = {
            name: self.cells[name].logged(column)
            for name, column in values.items()
            if whole or name == "seller_id" or self.cells[name].rule.kind != "id"
        }
        if ids is not None:
            logged[self.key] = np.array(ids, np.str_)
        return TABLES[self.name](**logged)
