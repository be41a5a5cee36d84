"""Which table a file holds, and which of its columns is which of ours."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.deadline.instants.forms import did_you_mean
from sim.norms.faults import Fault, InputError
from sim.norms.log.columns import columns
from sim.norms.log.tables import TABLES


@dataclass(frozen=True)
class Layout:
    """How a file of another shop maps to the log; the left side is always ours."""

    table: str | None = None  # None: recognised by its columns
    columns: Mapping[str, str] = field(default_factory=dict)  # arrived_at -> opened_at
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # outcome -> AGENT -> answered
    drop: Mapping[str, Collection[str]] = field(default_factory=dict)  # outcome -> PHANTOM
    timezone: str | None = None  # of instants without an offset


PLAIN = Layout()


def recognised(path: Path, theirs: Sequence[str], layout: Layout) -> str:
    """Return the table that a file's columns make; InputError says what the nearest one lacks."""
    if layout.table is not None:
        if layout.table not in TABLES:
            hint = f"write one of them{did_you_mean(layout.table, TABLES)}"
            raise InputError([Fault(str(path), "table", layout.table, f"one of {', '.join(TABLES)}", hint)])
        return layout.table
    ours = _ours(theirs, layout)
    possible = [name for name in TABLES if not _lacking(name, ours)] or [
        name for name in TABLES if _own(name) & ours
    ]
    if not possible:
        allowed = "; or ".join(f"{', '.join(_required(name))} for {name}" for name in TABLES)
        raise InputError(
            [Fault(str(path), "columns", _listed(theirs), allowed, "name them with --columns OURS=YOURS")]
        )
    return max(possible, key=lambda name: len(columns(TABLES[name]).keys() & ours))


def matched(path: Path, name: str, theirs: Sequence[str], layout: Layout) -> dict[str, str]:
    """Return our column -> the file's column, of those it has; InputError for each required one it lacks."""
    faults = [*_strange(path, name, theirs, layout)]
    unnamed = [their for their in theirs if their not in columns(TABLES[name])]
    for column in _lacking(name, _ours(theirs, layout)):
        way_out = f"name it with --columns {column}=YOURS{did_you_mean(column, unnamed)}"
        faults.append(
            Fault(str(path), "columns", _listed(theirs), f"a table of {name} with {column}", way_out)
        )
    if faults:
        raise InputError(faults)
    own = {column: column for column in columns(TABLES[name]) if column in theirs}
    return own | dict(layout.columns)


def _strange(path: Path, name: str, theirs: Sequence[str], layout: Layout) -> Iterator[Fault]:
    """Yield what a layout names that neither side has, and what a file has more than once."""
    ours = list(columns(TABLES[name]))
    for option in ("columns", "values", "drop"):
        for column in getattr(layout, option):
            if column not in ours:
                hint = f"name a column of {name}{did_you_mean(column, ours)}"
                yield Fault(str(path), f"--{option}", column, f"one of {', '.join(ours)}", hint)
    for their in sorted({*layout.columns.values(), *ours} & set(theirs)):
        if (times := theirs.count(their)) > 1:
            yield Fault(str(path), "columns", f"{their} {times} times", f"one {their}", "take out the others")
    for their in layout.columns.values():
        if their not in theirs:
            hint = f"name a column of the file{did_you_mean(their, theirs)}"
            yield Fault(str(path), "--columns", their, f"one of {_listed(theirs)}", hint)


def _ours(theirs: Sequence[str], layout: Layout) -> set[str]:
    return set(theirs) | set(layout.columns)


def _required(name: str) -> list[str]:
    return [column for column, rule in columns(TABLES[name]).items() if rule.required]


def _own(name: str) -> set[str]:
    """Return the required columns that no other table has."""
    others = [columns(table) for other, table in TABLES.items() if other != name]
    return {column for column in _required(name) if not any(column in other for other in others)}


def _lacking(name: str, ours: set[str]) -> list[str]:
    return [column for column in _required(name) if column not in ours]


def _listed(theirs: Sequence[str]) -> str:
    return ", ".join(theirs) or "none"
