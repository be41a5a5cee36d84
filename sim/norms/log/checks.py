"""Every faulty row of a log, found before anything is judged."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.deadline import NEVER
from sim.norms.faults import Fault
from sim.norms.log.columns import Array, Column, Table, columns
from sim.norms.log.tables import TABLES, EventLog

Place = Callable[[str, int], str]  # table, row counted from 0 -> where a person finds it
Given = Callable[[str, int], str]  # column, row counted from 0 -> what stands there

EARLIEST, LATEST = np.array(["1990-01-02", "2036-12-31"], "M8[s]").astype(np.int64)
DATED = np.array(["0001-01-01", "9999-12-31"], "M8[s]").astype(np.int64)  # beyond, a number says more
NOT_BEFORE = {  # a row's later instant -> the earlier one
    "cases": {
        "answered_at": "arrived_at",
        "replied_at": "answered_at",
        "taken_over_by_bol_at": "arrived_at",
        "handed_to_bol_at": "arrived_at",
        "returned_at": "arrived_at",
        "closed_at": "arrived_at",
    },
    "calls": {"answered_at": "attempted_at", "ended_at": "attempted_at"},
    "items": {"attempted_at": "ordered_at", "cancelled_at": "ordered_at"},
}
ONE_ROW_ONLY = "of one row only"
CORRECT = "correct the row, or leave it out with --on-fault skip"
OTHER_WORDS = "say which of these yours is with --values {column}:YOURS=OURS, " + CORRECT


@dataclass(frozen=True)
class Marks:
    """The rows of a table whose id is not given, or stands in an earlier row."""

    column: str
    blank: Array  # bool[n]
    again: Array  # bool[n]
    given: Mapping[int, str] = field(
        default_factory=dict
    )  # row -> what stands there, where cells are not at hand


@dataclass(frozen=True)
class Finding:
    """The rows of one column that break one rule."""

    table: str
    column: str
    rows: NDArray[np.int64]
    given: Callable[[int], str]
    allowed: str
    way_out: str = CORRECT

    def faults(self, place: Place) -> Iterator[Fault]:
        """Yield one fault a row."""
        for row in self.rows.tolist():
            yield Fault(place(self.table, row), self.column, self.given(row), self.allowed, self.way_out)


def row_of_table(table: str, row: int) -> str:
    """Name a row as a person counts: the first is row 1."""
    return f"{table}: row {row + 1}"


def check(log: EventLog) -> list[Fault]:
    """Return every fault of every row."""
    found = (finding for name, table in log.tables().items() for finding in findings_in(name, table))
    return [fault for finding in found for fault in finding.faults(row_of_table)]


def findings_in(
    name: str, table: Table, given: Given | None = None, marks: Marks | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with one table, rule by rule; who has the cells of a file says what was given.

    Marks stand in for ids that are not in the table.
    """
    if not len(table):
        return
    given = given or partial(_stored, table)
    marks = marks or marked(name, table)
    yield from _finding(name, marks.column, marks.blank, partial(given, marks.column), "given")
    for column, rule in columns(TABLES[name]).items():
        for faulty, allowed in _broken(rule, getattr(table, column)):
            yield from _finding(name, column, faulty, partial(given, column), allowed)
    yield from _repeated(name, marks, given)
    for later, earlier in NOT_BEFORE.get(name, {}).items():
        yield from _before(name, table, later, earlier, given)
    if name == "calls":
        yield from _before(name, table, "ended_at", "answered_at", given)


def _broken(rule: Column, values: Array) -> Iterator[tuple[Array, str]]:
    if rule.kind == "id":
        return
    lowest, highest, allowed = allowed_range(rule)
    unknown = values == rule.unknown if rule.kind != "quantity" else np.zeros(len(values), bool)
    if rule.filled:
        yield unknown, allowed
    yield ~unknown & ((values < lowest) | (values > highest)), allowed


def allowed_range(rule: Column) -> tuple[int, int, str]:
    """Return the lowest and the highest value of a column, and how they are told."""
    if rule.kind == "choice":
        return 0, len(rule.choices) - 1, f"one of {', '.join(rule.choices)}"
    if rule.kind == "flag":
        return 0, 1, "1 or 0"
    if rule.kind == "instant":
        return int(EARLIEST), int(LATEST), "an instant from 1990 to 2036"
    if rule.kind == "date":
        return int(EARLIEST) // 86_400, int(LATEST) // 86_400, "a date from 1990 to 2036"
    if rule.kind == "grade":
        return rule.lowest, rule.highest, f"a grade from {rule.lowest} to {rule.highest}"
    return 0, rule.highest, "0 seconds or more" if rule.kind == "duration" else "0 or more"


def marked(name: str, table: Table) -> Marks:
    """Look for ids that are not given or come again; a table without ids of its own has neither."""
    column, ids = id_of(name), getattr(table, id_of(name))
    again = np.zeros(len(ids), bool)
    if not columns(TABLES[name])[column].filled:
        return Marks(column, again, again)
    blank = ids == _unknown(ids)
    if not np.all(ids[1:] > ids[:-1]):
        order = np.argsort(ids, kind="stable")  # rows of one id stay in order: the first is the one to keep
        again[order[1:]] = ids[order[1:]] == ids[order[:-1]]
    return Marks(column, blank, again & ~blank)


def id_of(name: str) -> str:
    """Return the first column of a table: its id, if it has one of its own."""
    return next(iter(columns(TABLES[name])))


def _repeated(name: str, marks: Marks, given: Given) -> Iterator[Finding]:
    def twice(row: int) -> str:
        return f"{given(marks.column, row)} a second time"

    yield from _finding(name, marks.column, marks.again, twice, ONE_ROW_ONLY)


def _before(name: str, table: Table, later: str, earlier: str, given: Given) -> Iterator[Finding]:
    end, start = getattr(table, later), getattr(table, earlier)
    faulty = (end != NEVER) & (start != NEVER) & (end < start)

    def both(row: int) -> str:
        return f"{given(later, row)} with {earlier} {given(earlier, row)}"

    yield from _finding(name, later, faulty, both, f"at or after {earlier}")


def _finding(
    table: str, column: str, faulty: Array, given: Callable[[int], str], allowed: str
) -> Iterator[Finding]:
    if faulty.any():
        yield Finding(table, column, np.flatnonzero(faulty), given, allowed)


def _unknown(values: Array) -> object:
    return "" if values.dtype.kind == "U" else -1


def _stored(table: Table, column: str, row: int) -> str:
    return shown(columns(type(table))[column], getattr(table, column)[row])


def shown(rule: Column, value: Any) -> str:
    """Write a value as a person would; nothing for one that is not known."""
    if value in ("", NEVER) or (rule.kind in ("id", "choice", "flag") and value == -1):
        return "nothing"
    if rule.kind == "instant" and DATED[0] <= value <= DATED[1]:
        return f"{np.datetime64(int(value), 's')}Z".replace("T", " ")
    if rule.kind == "date":
        return str(np.datetime64(int(value), "D"))
    return str(value)
