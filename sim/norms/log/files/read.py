"""A file of any kind read: its columns, its cells, and where a person finds a row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.norms.log.files import csv_rows, json_lines
from sim.norms.log.files.kinds import kind_of, readable
from sim.norms.log.files.text import NONE_BROKEN, Broken


def names(path: Path) -> list[str]:
    """Return the columns of a file."""
    import pyarrow.parquet as pq

    with readable(path):
        match kind_of(path):
            case "parquet":
                return list(pq.read_schema(path).names)
            case "csv":
                return csv_rows.header(path)
            case _:
                found = json_lines.records(path, dict.fromkeys)
                objects = [record for record in found.values() if isinstance(record, dict)]
                return list(dict.fromkeys(name for record in objects for name in record))


def cells(path: Path, wanted: Mapping[str, str]) -> tuple[Any, Broken]:
    """Return the columns of a file that we name, and no other, as a pyarrow table; text files give text."""
    theirs = list(dict.fromkeys(wanted.values()))
    found, broken = _cells(path, theirs)
    named = found.select([theirs.index(name) for name in wanted.values()]).rename_columns(list(wanted))
    return named, broken


def _cells(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    import pyarrow.parquet as pq

    with readable(path):
        match kind_of(path):
            case "parquet":
                return pq.read_table(path, columns=wanted), NONE_BROKEN
            case "csv":
                return csv_rows.cells(path, wanted)
            case _:
                return json_lines.cells(path, wanted)


def places(path: Path, rows: Sequence[int]) -> dict[int, str]:
    """Return where a person finds rows (from 0): the line of a text file, or the row counted from 1."""
    match kind_of(path):
        case "parquet":
            return {row: f"{path}: row {row + 1}" for row in rows}
        case "csv":
            lines = [line for line, _ in csv_rows.rows(path)]
        case _:
            lines = list(json_lines.records(path, dict.fromkeys))
    return {row: f"{path}:{lines[row]}" for row in rows}


def text_of(cell: Any) -> str:
    """Return a cell of a pyarrow table as a person reads it in the file; "" for an empty one."""
    import pyarrow as pa

    if not cell.is_valid:
        return ""
    if not pa.types.is_timestamp(cell.type):
        return str(cell.as_py())
    whole_seconds = cell.cast(pa.timestamp("s", cell.type.tz), safe=False)
    try:
        return str(whole_seconds.as_py())
    except (ValueError, OverflowError):  # no year that datetime knows
        return str(whole_seconds.value)
