"""Shift types as a CSV file: name, days, hours, breaks, max, euro_per_hour, a line each."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from sim.norms.faults import Fault, InputError
from sim.scenario.people.offers import ShiftOffer

COLUMNS = ("name", "days", "hours", "breaks", "max", "euro_per_hour")
OPTIONAL = ("breaks",)
KEYS = {"max_people": "max"}  # columns that a scenario calls otherwise
EXAMPLE = "evening,mon-fri,17:00-21:00,19:00-19:15,2,30"


def read_shift_types(path: Path) -> dict[str, ShiftOffer]:
    """Read shift types by name, as offers of extra people.

    Raises:
        InputError: every fault of the file, in the order of its lines.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        way_out = "save it again as CSV UTF-8"
        raise InputError(
            [Fault(str(path), "file", "text in another encoding", "a CSV file, saved as UTF-8", way_out)]
        ) from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","  # as a Dutch spreadsheet writes it
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    faults = list(_of_header(list(table.fieldnames or []), path))
    found: dict[str, ShiftOffer] = {}
    for row in table if not faults else ():
        place = f"{path}:{table.line_num}"
        name = (row["name"] or "").strip()
        if not name or name in found:
            faults.append(Fault(place, "name", f'"{name}"', "a name that no other line has", "write one"))
            continue
        try:
            found[name] = _offer(row)
        except ValidationError as error:
            faults += _told(error, place)
    if faults:
        raise InputError(faults)
    return found


def _of_header(columns: list[str], path: Path) -> Iterator[Fault]:
    missing = [name for name in COLUMNS if name not in columns and name not in OPTIONAL]
    unknown = [name for name in columns if name not in COLUMNS]
    if missing or unknown:
        given = f"without {', '.join(missing)}" if missing else f"with {', '.join(unknown)}"
        way_out = f"write {','.join(COLUMNS)} above lines like {EXAMPLE}"
        yield Fault(f"{path}:1", "columns", given, ", ".join(COLUMNS), way_out)


def _offer(row: dict[str, str]) -> ShiftOffer:
    breaks = (row.get("breaks") or "").strip()
    said = {
        "hours": f"{(row['days'] or '').strip()} {(row['hours'] or '').strip()}",
        "max_people": _number(row["max"]),
        "euro_per_hour": _number(row["euro_per_hour"]),
        **({"breaks": breaks.split()} if breaks else {}),
    }
    return ShiftOffer.model_validate(said)


def _number(text: str | None) -> object:
    """Read a number, as the Dutch write it too; what is none stays text, for the offer to refuse."""
    given = (text or "").strip().replace(",", ".")
    for kind in (int, float):
        try:
            return kind(given)
        except ValueError:
            continue
    return text or ""


def _told(error: ValidationError, place: str) -> Iterator[Fault]:
    for one in error.errors(include_url=False):
        key = str(one["loc"][0]) if one["loc"] else "line"
        allowed, _, way_out = str(one["msg"]).removeprefix("Value error, must be ").partition("; ")
        yield Fault(place, KEYS.get(key, key), f'"{one["input"]}"', allowed, way_out or f"write {EXAMPLE}")
