"""Objects of a file of JSON lines, and the lines on which they stand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.norms.faults import Fault, InputError
from sim.norms.log.files.kinds import open_text
from sim.norms.log.files.text import LEAVE_OUT, Broken, table_of

Kept = Callable[[dict[str, Any]], dict[str, Any]]  # of an object, before the next line is read


def cells(path: Path, wanted: list[str]) -> tuple[Any, Broken]:
    """Return keys as columns of text, a pyarrow table, and the lines that hold no object."""
    found = list(records(path, lambda one: {name: one.get(name) for name in wanted}).values())
    strange = {row: one for row, one in enumerate(found) if isinstance(one, str)}
    objects = [one if isinstance(one, dict) else None for one in found]
    way_out = f"correct the line{LEAVE_OUT}"
    return table_of(objects, wanted), Broken("line", strange, "one JSON object a line", way_out)


def records(path: Path, kept: Kept) -> dict[int, dict[str, Any] | str]:
    """Return by line what is kept of the JSON objects of a file, or what stands there instead.

    Raises:
        InputError: every line holds something else.
    """
    with open_text(path) as text:
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
