"""The rows of a roster's file, as text or as what a spreadsheet holds; nothing is read into them yet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sim.norms.faults import Fault, InputError
from sim.scenario.beside.roster.columns import FOLLOW, NAMES

KINDS = (".csv", ".xlsx")
DERIVED = {name for names in FOLLOW.values() for name in names}
COLUMN_OF = {name: column for column, names in NAMES.items() for name in names}
NEEDED = (("name",), ("day", "date", "weekday"), ("begin",), ("end",))  # one of each


@dataclass(frozen=True)
class Row:
    """One shift as the file gives it; empty cells are left out."""

    place: str  # "roster.csv:4"
    cells: dict[str, Any]  # by our names of the columns


def rows(path: Path) -> list[Row]:
    """Read a file of either kind.

    Raises:
        InputError: it is no such file, has no rows, or lacks a column that every roster needs.
    """
    table = [*(_excel if path.suffix.lower() == ".xlsx" else _csv)(path)]
    if len(table) < 2:
        raise InputError([Fault(str(path), "file", "no rows", "a header and rows", "give every shift a row")])
    header = _header(path, [str(cell or "") for cell in table[0][1]])
    return [
        Row(f"{path}:{number}", {column: cell for column, cell in zip(header, cells, strict=False) if column})
        for number, cells in ((n, _filled(cells)) for n, cells in table[1:])
        if any(cell is not None for cell in cells)
    ]


def _filled(cells: list[Any]) -> list[Any]:
    return [None if cell is None or not str(cell).strip() else cell for cell in cells]


def _csv(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """Read comma, semicolon or tab, whichever the header has most of; Excel writes no UTF-8 unless asked."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    lines = text.splitlines()
    delimiter = max(";,\t", key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while reader.line_num < len(lines):
        number = (
            reader.line_num + 1
        )  # a cell in quotation marks may go on for lines: the row is where it begins
        try:
            yield number, next(reader)
        except csv.Error:
            given, allowed = "a quotation mark", "one at each end of a cell"
            raise InputError(
                [Fault(f"{path}:{number}", "row", given, allowed, "take it out, or close the cell")]
            ) from None


def _excel(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """Read the first sheet."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        told = Fault(
            str(path), "file", "an Excel file", "CSV without the extra excel", "install normsim[excel]"
        )
        raise InputError([told]) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception:  # openpyxl raises what its parts raise
        told = Fault(str(path), "file", "no Excel workbook", "an .xlsx file", "save it anew, or as CSV")
        raise InputError([told]) from None
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        yield number, list(cells)
    book.close()


def _header(path: Path, given: list[str]) -> list[str | None]:
    """Find our name of each column, None for one that is left alone."""
    words = [cell.strip().lower().replace(" ", "_") for cell in given]
    columns = [COLUMN_OF.get(word) for word in words]
    place, faults = f"{path}:1", []
    for word, column in zip(words, columns, strict=True):
        slip = get_close_matches(word, COLUMN_OF, 1, 0.8) if column is None and word not in DERIVED else []
        if slip:
            way_out = f"did you mean {slip[0]}?"
            faults.append(Fault(place, "header", f'"{word}"', "the name of a column", way_out))
    for column in dict.fromkeys(one for one in columns if one and columns.count(one) > 1):
        faults.append(
            Fault(place, "header", f"{column} twice", "each column once", "take one of the two out")
        )
    for names in NEEDED:
        if not faults and not any(name in columns for name in names):
            way_out = f"add a column {names[0]}"
            faults.append(Fault(place, "header", f"no column {names[0]}", "a header with it", way_out))
    if faults:
        raise InputError(faults)
    return columns
