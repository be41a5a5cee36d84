"""The files that a log lies in: which columns one has, its cells, and where a person finds a row."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from sim.norms.faults import Fault, InputError
from sim.norms.log.columns import Array, Column, Table, columns

KINDS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
}
NOT_UTF_8 = ("\0", "\N{REPLACEMENT CHARACTER}")
FORMS = "a folder events/, or one CSV, Parquet or JSON-lines file"


def names(path: Path) -> list[str]:
    """Return the columns of a file."""
    import pyarrow.parquet as pq

    with readable(path):
        match _kind(path):
            case "parquet":
                return list(pq.read_schema(path).names)
            case "csv":
                with _text(path) as text:
                    return _header(path, next(csv.reader(text, delimiter=_delimiter(path)), []))
            case _:
                return list(dict.fromkeys(name for record in _records(path).values() for name in record))


def cells(path: Path, wanted: Mapping[str, str]) -> Any:
    """Return the columns of a file that we name, and no other, as a pyarrow table; text files give text."""
    theirs = list(dict.fromkeys(wanted.values()))
    found = _cells(path, theirs)
    return found.select([theirs.index(name) for name in wanted.values()]).rename_columns(list(wanted))


def _cells(path: Path, wanted: list[str]) -> Any:
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    with readable(path):
        match _kind(path):
            case "parquet":
                return pq.read_table(path, columns=wanted)
            case "csv":
                text = dict.fromkeys(wanted, pa.string())
                convert = pc.ConvertOptions(include_columns=wanted, column_types=text)
                parse = pc.ParseOptions(delimiter=_delimiter(path), newlines_in_values=True)
                try:
                    return pc.read_csv(path, parse_options=parse, convert_options=convert)
                except pa.ArrowInvalid:
                    _demand_even_rows(path)
                    raise
            case _:
                records = _records(path).values()
                return pa.table({name: [_word(record.get(name)) for record in records] for name in wanted})


def places(path: Path, rows: Sequence[int]) -> dict[int, str]:
    """Return where a person finds rows (from 0): the line of a text file, or the row counted from 1."""
    match _kind(path):
        case "parquet":
            return {row: f"{path}: row {row + 1}" for row in rows}
        case "csv":
            lines = [line for line, _ in _csv_rows(path)]
        case _:
            lines = list(_records(path))
    return {row: f"{path}:{lines[row]}" for row in rows}


def save(table: Table, path: Path) -> None:
    """Write a table to Parquet, without the columns in which nothing is known."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rules = columns(type(table))
    known = {name: _saved(rule, getattr(table, name)) for name, rule in rules.items()}
    kept = {
        name: cells for name, cells in known.items() if cells.null_count < len(table) or rules[name].required
    }
    pq.write_table(pa.table(kept), path)


def _saved(rule: Column, values: Array) -> Any:
    import pyarrow as pa

    match rule.kind:
        case "instant":
            return pa.array(values.view("M8[s]")).cast(pa.timestamp("s", "UTC"))
        case "date":
            return pa.array(values.astype("M8[D]"))
        case "choice":
            return pa.array(np.array([*rule.choices, None], object)[values], pa.string())
        case "flag":
            return pa.array(values == 1, mask=values == -1)
        case "id":
            return pa.array(values, mask=values == ("" if values.dtype.kind == "U" else -1))
        case _:
            return pa.array(values)


def _header(path: Path, names: list[str]) -> list[str]:
    """Return the columns of a text file, unless they show that it is written in another alphabet."""
    if any(strange in name for name in names for strange in NOT_UTF_8):
        said = "text that is not UTF-8"
        raise InputError([Fault(str(path), "file", said, "CSV in UTF-8", "save it anew, as CSV in UTF-8")])
    return names


def _demand_even_rows(path: Path) -> None:
    """Raise an InputError for the rows that have more or fewer cells than the header."""
    wanted = len(names(path))
    uneven = [(line, len(record)) for line, record in _csv_rows(path) if len(record) != wanted]
    way_out = "fill the row, or put quotes around a cell with a separator in it"
    if uneven:
        raise InputError(
            Fault(f"{path}:{line}", "row", f"{cells} cells", f"of {wanted}, as the header", way_out)
            for line, cells in uneven
        )


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row after the header begins, and its cells; one may hold several lines."""
    with _text(path) as text:
        reader = csv.reader(text, delimiter=_delimiter(path))
        next(reader, None)
        before = reader.line_num
        for record in reader:
            if record:
                yield before + 1, record
            before = reader.line_num


def _records(path: Path) -> dict[int, dict[str, Any]]:
    """Return the JSON objects of a file by line; InputError for every line that holds something else."""
    records: dict[int, dict[str, Any]] = {}
    faults = []
    with _text(path) as text:
        for number, line in enumerate(text, start=1):
            record = _parsed(line) if line.strip() else {}
            if isinstance(record, str):
                allowed = "one JSON object a line"
                faults.append(Fault(f"{path}:{number}", "line", record, allowed, "correct the line"))
            elif record:
                records[number] = record
    if faults:
        raise InputError(faults)
    return records


def _parsed(line: str) -> dict[str, Any] | str:
    """Return the JSON object on a line, or what it is instead."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        return error.msg
    return found if isinstance(found, dict) else type(found).__name__


def _word(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _text(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _delimiter(path: Path) -> str:
    with _text(path) as text:
        header = text.readline()
    return max(",;\t", key=header.count)


def _kind(path: Path) -> str:
    if path.suffix.lower() not in KINDS:
        known = ", ".join(KINDS)
        raise InputError(
            [Fault(str(path), "file", path.suffix or "no ending", f"one of {known}", "save it as CSV")]
        )
    return KINDS[path.suffix.lower()]


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what a library says of a broken file into a fault."""
    import pyarrow as pa

    if not path.is_file():
        raise InputError([Fault(str(path), "log", "no such file", FORMS, "check the path")])
    try:
        yield
    except (OSError, UnicodeDecodeError, csv.Error, pa.ArrowException) as error:
        said = str(error).splitlines()[0]
        raise InputError(
            [Fault(str(path), "file", f"unreadable ({said})", FORMS, "save it anew, as CSV in UTF-8")]
        ) from None
