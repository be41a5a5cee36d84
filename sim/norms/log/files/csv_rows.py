"""Rows of a CSV file: its header, its cells, and the line on which each row begins.

A row without anything in it is none: spreadsheets leave such rows behind where somebody emptied them.
"""

import csv
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any, TextIO

from sim.norms.faults import InputError
from sim.norms.log.files.kinds import is_packed, open_text, other_letters
from sim.norms.log.files.text import LEAVE_OUT, NONE_BROKEN, Broken, table_of

NOT_UTF_8 = ("\0", "\N{REPLACEMENT CHARACTER}")
NAMES_SEPARATOR = ("sep=", "sep=,", "sep=;")  # above the header, for Excel; a tab is stripped
EVEN_OUT = f"fill the row, put quotes around a cell with a separator in it{LEAVE_OUT}"


def header(path: Path) -> list[str]:
    """Return the columns; InputError where they show that the file is written in another alphabet."""
    with open_text(path) as text:
        names: list[str] = next(_reader(path, text), [])
    if any(strange in name for name in names for strange in NOT_UTF_8):
        raise InputError([other_letters(path)])
    return names


def cells(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    """Return columns as text, a pyarrow table, and the rows that are not as long as the header."""
    import pyarrow as pa
    import pyarrow.csv as pc

    text = dict.fromkeys(wanted, pa.string())
    convert = pc.ConvertOptions(include_columns=wanted, column_types=text)
    parse = pc.ParseOptions(delimiter=_delimiter(path), newlines_in_values=True)
    packed = "gzip" if is_packed(path) else None  # else pyarrow would go by the letters of .gz
    try:
        with pa.input_stream(path, compression=packed) as data:
            found = pc.read_csv(data, pc.ReadOptions(skip_rows=_above(path)), parse, convert)
    except pa.ArrowInvalid:
        by_row, broken = _by_row(path, wanted)
        if not broken.given and len(by_row) == sum(1 for _ in _records(path)):
            raise  # no row, not even a blank one, is of another length: something else is wrong
        return by_row, broken
    return _without_blank(path, found), NONE_BROKEN


def _without_blank(path: Path, found: Any) -> Any:
    """Leave out the rows that are blank in all columns of the file, which are looked at only if need be."""
    import pyarrow.compute as pc

    blank = [pc.equal(pc.utf8_trim_whitespace(column), "") for column in found.columns]
    if not pc.any(reduce(pc.and_, blank)).as_py():
        return found
    return found.filter([_says_something(record) for _, record in _records(path)])


def _by_row(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    """Return the cells of rows that are as long as the header, and which rows are not."""
    names = header(path)
    kept: list[dict[str, str] | None] = []
    uneven = {}
    for row, (_, record) in enumerate(rows(path)):
        even = len(record) == len(names)
        kept.append({name: record[names.index(name)] for name in wanted} if even else None)
        if not even:
            uneven[row] = f"{len(record)} cell{'s' * (len(record) != 1)}"
    return table_of(kept, wanted), Broken("row", uneven, f"of {len(names)}, as the header", EVEN_OUT)


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row after the header begins, and its cells; one may hold several lines."""
    return ((line, record) for line, record in _records(path) if _says_something(record))


def _says_something(record: list[str]) -> bool:
    return any(map(str.strip, record))


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    with open_text(path) as text:
        reader = _reader(path, text)
        next(reader)
        before = reader.line_num
        for record in reader:
            if record:
                yield before + 1, record
            before = reader.line_num


def _reader(path: Path, text: TextIO) -> Any:
    """Read the records of a CSV file, the header first."""
    reader = csv.reader(text, delimiter=_delimiter(path))
    for _ in range(_above(path)):
        next(reader)
    return reader


def _above(path: Path) -> int:
    """Count the lines above the header."""
    with open_text(path) as text:
        return int(text.readline().strip().lower() in NAMES_SEPARATOR)


def _delimiter(path: Path) -> str:
    with open_text(path) as text:
        header = text.readline()
    return max(",;\t", key=header.count)
