"""The files that a log lies in: which columns one has, its cells, and where a person finds a row."""

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
PACKED = ".gz"  # of a text file: calls.csv.gz
NOT_UTF_8 = ("\0", "\N{REPLACEMENT CHARACTER}")
ARROW_SAYS_SO = "invalid UTF8"
NAMES_SEPARATOR = ("sep=", "sep=,", "sep=;")  # above the header, for Excel; a tab is stripped
A_ROW = re.compile(r"(got \d+): .*")  # which pyarrow quotes whole, with columns that are not ours to show
Kept = Callable[[dict[str, Any]], dict[str, Any]]  # of an object, before the next line is read
FORMS = "a folder events/, or one CSV, Parquet or JSON-lines file"
LEAVE_OUT = ", or leave it out with --on-fault skip"
EVEN_OUT = f"fill the row, put quotes around a cell with a separator in it{LEAVE_OUT}"


@dataclass(frozen=True)
class Broken:
    """The rows of a text file whose cells cannot be told apart; in the table they are there, and empty."""

    key: str  # "row" or "line"
    given: Mapping[int, str]  # row, from 0 -> what stands there
    allowed: str
    way_out: str


NONE_BROKEN = Broken("row", {}, "", "")


def is_parquet(path: Path) -> bool:
    """Tell the form that can be read in parts."""
    return _kind(path) == "parquet"


def names(path: Path) -> list[str]:
    """Return the columns of a file."""
    import pyarrow.parquet as pq

    with readable(path):
        match _kind(path):
            case "parquet":
                return list(pq.read_schema(path).names)
            case "csv":
                with _text(path) as text:
                    return _header(path, next(_reader(path, text), []))
            case _:
                found = _records(path, dict.fromkeys)
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
        match _kind(path):
            case "parquet":
                return pq.read_table(path, columns=wanted), NONE_BROKEN
            case "csv":
                return _csv_cells(path, wanted)
            case _:
                return _json_cells(path, wanted)


def _csv_cells(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    import pyarrow as pa
    import pyarrow.csv as pc

    text = dict.fromkeys(wanted, pa.string())
    convert = pc.ConvertOptions(include_columns=wanted, column_types=text)
    parse = pc.ParseOptions(delimiter=_delimiter(path), newlines_in_values=True)
    try:
        return pc.read_csv(path, pc.ReadOptions(skip_rows=_above(path)), parse, convert), NONE_BROKEN
    except pa.ArrowInvalid:
        found, broken = _csv_by_row(path, wanted)
        if not broken.given:
            raise
        return found, broken


def _csv_by_row(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    """Return the cells of rows that are as long as the header, and which rows are not."""
    header = names(path)
    rows: list[dict[str, str] | None] = []
    uneven = {}
    for row, (_, record) in enumerate(_csv_rows(path)):
        even = len(record) == len(header)
        rows.append({name: record[header.index(name)] for name in wanted} if even else None)
        if not even:
            uneven[row] = f"{len(record)} cell{'s' * (len(record) != 1)}"
    return _table(rows, wanted), Broken("row", uneven, f"of {len(header)}, as the header", EVEN_OUT)


def _json_cells(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    records = list(_records(path, lambda one: {name: one.get(name) for name in wanted}).values())
    strange = {row: one for row, one in enumerate(records) if isinstance(one, str)}
    objects = [one if isinstance(one, dict) else None for one in records]
    way_out = f"correct the line{LEAVE_OUT}"
    return _table(objects, wanted), Broken("line", strange, "one JSON object a line", way_out)


def _table(rows: Sequence[Mapping[str, Any] | None], wanted: list[str]) -> Any:
    """Return cells as text, a pyarrow table; a row without any is empty."""
    import pyarrow as pa

    return pa.table(
        {name: pa.array([_word((row or {}).get(name)) for row in rows], pa.string()) for name in wanted}
    )


def places(path: Path, rows: Sequence[int]) -> dict[int, str]:
    """Return where a person finds rows (from 0): the line of a text file, or the row counted from 1."""
    match _kind(path):
        case "parquet":
            return {row: f"{path}: row {row + 1}" for row in rows}
        case "csv":
            lines = [line for line, _ in _csv_rows(path)]
        case _:
            lines = list(_records(path, dict.fromkeys))
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
            return pa.array(np.array([*rule.choices, None])[values], pa.string())
        case "flag":
            return pa.array(values == 1, mask=values == -1)
        case "duration":
            return pa.array(values, mask=values == -1)
        case "id":
            return pa.array(values, mask=values == ("" if values.dtype.kind == "U" else -1))
        case _:
            return pa.array(values)


def _header(path: Path, names: list[str]) -> list[str]:
    """Return the columns of a text file, unless they show that it is written in another alphabet."""
    if any(strange in name for name in names for strange in NOT_UTF_8):
        raise InputError([_other_letters(path)])
    return names


def _other_letters(path: Path) -> Fault:
    given = "text that is not UTF-8"
    return Fault(str(path), "file", given, "CSV in UTF-8", "save it anew, as CSV in UTF-8")


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row after the header begins, and its cells; one may hold several lines."""
    with _text(path) as text:
        reader = _reader(path, text)
        next(reader)
        before = reader.line_num
        for record in reader:
            if record:
                yield before + 1, record
            before = reader.line_num


def _records(path: Path, kept: Kept) -> dict[int, dict[str, Any] | str]:
    """Return by line what is kept of the JSON objects of a file, or what stands there instead.

    Raises:
        InputError: every line holds something else.
    """
    with _text(path) as text:
        found = {number: _parsed(line, kept) for number, line in enumerate(text, start=1) if line.strip()}
    records = {number: record for number, record in found.items() if record}
    if records and not any(isinstance(record, dict) for record in records.values()):
        raise InputError(
            Fault(f"{path}:{number}", "line", str(said), "one JSON object a line", "correct the line")
            for number, said in records.items()
        )
    return records


def _parsed(line: str, kept: Kept) -> dict[str, Any] | str:
    """Return what is kept of the JSON object on a line, or what it is instead."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        return error.msg
    if not isinstance(found, dict):
        return type(found).__name__
    return kept(found) if found else {}


def _word(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _text(path: Path) -> TextIO:
    if path.suffix.lower() == PACKED:
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _reader(path: Path, text: TextIO) -> Any:
    """Read the records of a CSV file, the header first."""
    reader = csv.reader(text, delimiter=_delimiter(path))
    for _ in range(_above(path)):
        next(reader)
    return reader


def _above(path: Path) -> int:
    """Count the lines above the header."""
    with _text(path) as text:
        return int(text.readline().strip().lower() in NAMES_SEPARATOR)


def _delimiter(path: Path) -> str:
    with _text(path) as text:
        header = text.readline()
    return max(",;\t", key=header.count)


def _kind(path: Path) -> str:
    plain = Path(path.stem) if path.suffix.lower() == PACKED else path
    kind = KINDS.get(plain.suffix.lower())
    if kind is None or (plain is not path and kind == "parquet"):  # which packs its columns by itself
        known = ", ".join(KINDS)
        raise InputError(
            [Fault(str(path), "file", path.suffix or "no ending", f"one of {known}", "save it as CSV")]
        )
    return kind


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what a library says of a broken file into a fault."""
    import pyarrow as pa

    if not path.is_file():
        raise InputError([Fault(str(path), "log", "no such file", FORMS, "check the path")])
    try:
        yield
    except (OSError, UnicodeDecodeError, csv.Error, pa.ArrowException) as error:
        if ARROW_SAYS_SO in str(error):
            raise InputError([_other_letters(path)]) from None
        said = A_ROW.sub(r"\1", str(error).splitlines()[0])
        raise InputError(
            [Fault(str(path), "file", f"unreadable ({said})", FORMS, "save it anew, as CSV in UTF-8")]
        ) from None
