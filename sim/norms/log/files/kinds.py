"""The kinds of files, how text is opened, and what a library says of a broken one."""

import csv
import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sim.norms.faults import Fault, InputError

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
ARROW_SAYS_SO = "invalid UTF8"
A_ROW = re.compile(r"(got \d+): .*")  # which pyarrow quotes whole, with columns that are not ours to show
FORMS = "a folder events/, or one CSV, Parquet or JSON-lines file"


def is_parquet(path: Path) -> bool:
    """Tell the form that can be read in parts."""
    return kind_of(path) == "parquet"


def is_packed(path: Path) -> bool:
    """Tell a text file that gzip packed."""
    return path.suffix.lower() == PACKED


def kind_of(path: Path) -> str:
    """Tell the form of a file by its ending.

    Raises:
        InputError: it has none that is known.
    """
    plain = Path(path.stem) if is_packed(path) else path
    kind = KINDS.get(plain.suffix.lower())
    if kind is None or (plain is not path and kind == "parquet"):  # which packs its columns by itself
        known = ", ".join(KINDS)
        raise InputError(
            [Fault(str(path), "file", path.suffix or "no ending", f"one of {known}", "save it as CSV")]
        )
    return kind


def open_text(path: Path) -> TextIO:
    """Open a text file, packed or not; what is no UTF-8 shows as such."""
    if is_packed(path):
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


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
            raise InputError([other_letters(path)]) from None
        said = A_ROW.sub(r"\1", str(error).splitlines()[0])
        raise InputError(
            [Fault(str(path), "file", f"unreadable ({said})", FORMS, "save it anew, as CSV in UTF-8")]
        ) from None


def other_letters(path: Path) -> Fault:
    """Say that a file is written in another alphabet."""
    given = "text that is not UTF-8"
    return Fault(str(path), "file", given, "CSV in UTF-8", "save it anew, as CSV in UTF-8")
