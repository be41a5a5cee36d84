"""Cells of a text file as a table, and the rows whose cells cannot be told apart."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEAVE_OUT = ", or leave it out with --on-fault skip"


@dataclass(frozen=True)
class Broken:
    """The rows of a text file whose cells cannot be told apart; in the table they are there, and empty."""

    key: str  # "row" or "line"
    given: Mapping[int, str]  # row, from 0 -> what stands there
    allowed: str
    way_out: str


NONE_BROKEN = Broken("row", {}, "", "")


def table_of(rows: Sequence[Mapping[str, Any] | None], wanted: list[str]) -> Any:
    """Return cells as text, a pyarrow table; a row without any is empty."""
    import pyarrow as pa

    return pa.table(
        {name: pa.array([_word((row or {}).get(name)) for row in rows], pa.string()) for name in wanted}
    )


def _word(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)
