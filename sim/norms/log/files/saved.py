"""A table of the log saved as Parquet."""

from pathlib import Path
from typing import Any

import numpy as np

from sim.norms.log.columns import Array, Column, Table, columns


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
