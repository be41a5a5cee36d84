"""A live judge as bytes: what was told and how it is judged, in one order whatever the events came in.

A line that names the version, SHA-256 of the rest, the length of a JSON head, the head, and the columns of
each table as little-endian integers. Rows stand in the order of their ids, texts of other ids in theirs.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from sim.norms.editions.edition import Edition
from sim.norms.editions.edition import edition as edition_named
from sim.norms.editions.reading import changes, read_as
from sim.norms.live.event import Texts
from sim.norms.live.rows import Rows
from sim.norms.log.columns import Array, Numbers, columns
from sim.norms.log.tables import TABLES
from sim.norms.measures import View
from sim.norms.options import Options

KIND, VERSION = b"normsim live judge ", b"1"
DIGEST, LENGTH = hashlib.sha256().digest_size, 8


@dataclass(frozen=True)
class Saved:
    """What bytes say."""

    edition: Edition
    holidays: str | tuple[date, ...]
    options: Options
    head: Mapping[str, Any]
    columns: bytes


def written(view: View, rows: Mapping[str, Rows], texts: Texts) -> bytes:
    """Return everything told as bytes."""
    used = _used(rows, texts)
    recoded = _recoded(used, texts)
    head = {
        "edition": view.edition.name,
        "values": _values(view.edition),
        "read as": {name: str(now) for name, (_, now) in changes(view.edition).items()},
        "holidays": view.holidays if isinstance(view.holidays, str) else [str(day) for day in view.holidays],
        "options": asdict(view.options),
        "columns": _columns(),
        "texts": used,
        "tables": {name: _table(table, recoded) for name, table in rows.items()},
    }
    text = json.dumps(head, sort_keys=True, default=str).encode()
    columns = b"".join(each for table in rows.values() for each in _bytes(table, recoded))
    rest = len(text).to_bytes(LENGTH, "little") + text + columns
    return KIND + VERSION + b"\n" + hashlib.sha256(rest).digest() + rest


def read(data: bytes) -> Saved:
    """Return what bytes say; ValueError for other, damaged or outlived ones."""
    line, ends, _ = bytes(data[:64]).partition(b"\n")
    if not line.startswith(KIND) or not ends:
        raise ValueError("these bytes are no saved live judge; give what save() returned")
    if line != KIND + VERSION:
        given = line.removeprefix(KIND).decode(errors="replace")
        raise ValueError(
            f"saved as version {given!r}, this release reads {VERSION.decode()!r}; send the events again"
        )
    body = bytes(data[len(line) + 1 :])
    digest, rest = body[:DIGEST], body[DIGEST:]
    if hashlib.sha256(rest).digest() != digest:
        raise ValueError("the saved live judge is damaged (its checksum differs); use another copy of it")
    length = int.from_bytes(rest[:LENGTH], "little")
    head = json.loads(rest[LENGTH : LENGTH + length])
    edition = read_as(edition_named(head["edition"]), head["read as"])
    if head["values"] != _values(edition) or head["columns"] != _columns():
        raise ValueError(f"saved with another {head['edition']} or other columns; send the events again")
    listed = head["holidays"]
    holidays = listed if isinstance(listed, str) else tuple(date.fromisoformat(day) for day in listed)
    return Saved(edition, holidays, _options(head["options"]), head, rest[LENGTH + length :])


def fill(saved: Saved, rows: Mapping[str, Rows], texts: Texts) -> None:
    """Put what bytes say into empty tables."""
    for text in saved.head["texts"]:
        texts.code(text)
    place = 0
    for name, table in rows.items():
        said = saved.head["tables"][name]
        values = {}
        for column, cells in table.cells.items():
            dtype = cells.values.dtype.newbyteorder("<")
            values[column] = np.frombuffer(saved.columns, dtype, len(said["ids"]), place)
            place += values[column].nbytes
        table.fill(said["ids"], values)
        table.contradicted = {(row, column): greatest for row, column, greatest in said["contradicted"]}


def _used(rows: Mapping[str, Rows], texts: Texts) -> list[str]:
    """Return the texts that any row still refers to, in order; contradictions may have dropped some."""
    codes = {code for table in rows.values() for code in table.texts_used()}
    return sorted({texts.text(code) for code in codes} - {""})


def _recoded(used: list[str], texts: Texts) -> Numbers:
    """Return the new number of each old one; the last place is that of no text, -1."""
    place = {text: number for number, text in enumerate(used)}
    return np.array([place.get(text, -1) for text in texts.texts] + [-1])


def _table(rows: Rows, recoded: Numbers) -> dict[str, Any]:
    ids = sorted(rows.place)
    at = {rows.place[one]: number for number, one in enumerate(ids)}
    contradicted = sorted(
        (at[row], column, int(recoded[value]) if rows.cells[column].rule.kind == "id" else value)
        for (row, column), value in rows.contradicted.items()
    )
    return {"ids": ids, "contradicted": contradicted}


def _bytes(rows: Rows, recoded: Numbers) -> Iterator[bytes]:
    order = np.array([rows.place[one] for one in sorted(rows.place)], np.int64)
    for cells in rows.cells.values():
        values: Array = cells.values[order]
        told = recoded[values] if cells.rule.kind == "id" else values
        yield told.astype(values.dtype.newbyteorder("<")).tobytes()


def _columns() -> dict[str, list[str]]:
    return {
        name: [f"{column} {rule.kind}" for column, rule in columns(table).items()]
        for name, table in TABLES.items()
    }


def _values(edition: Edition) -> dict[str, str]:
    return {
        f"{norm}.{key}": str(value.value)
        for norm, values in edition.provenance.items()
        for key, value in values.items()
    }


def _options(said: Mapping[str, Any]) -> Options:
    """Return the options from their JSON: lists were tuples, texts of personal norms exact numbers."""
    norms = {
        name: None if said[name] is None else Fraction(said[name])
        for name in ("questions_norm", "returns_norm")
    }
    told = {name: _tuples(value) for name, value in said.items()}
    return Options(**(told | norms))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value
