"""The half-hours of the week as a table: hours.csv, with a row a half-hour; the picture shows its figures."""

from math import isfinite
from typing import Any

import pyarrow as pa

from sim.experiments.confidence import Difference
from sim.experiments.drivers.hours import HalfHour, Hours
from sim.report.texts.language import ENGLISH

DECIMALS = 6
FIGURES = ("spared", "weeks_spared")  # late answers or missed calls, and missed weeks, a season
ENDS = ("", "_low", "_high", "_a_euro")
HOURS = pa.schema(
    [
        *((name, pa.string()) for name in ("day", "hours")),
        ("euro", pa.float64()),
        *((figure + end, pa.float64()) for figure in FIGURES for end in ENDS),
        ("beyond_chance", pa.bool_()),
    ]
)


def hours_table(hours: Hours) -> pa.Table:
    """Lay out all half-hours."""
    return pa.Table.from_pylist([_row(cell) for cell in hours.cells], HOURS)


def _row(cell: HalfHour) -> dict[str, Any]:
    return {
        "day": ENGLISH.listed("calendar.days")[cell.slot.weekday],
        "hours": cell.slot.text,
        "euro": round(cell.euro, DECIMALS),
        **_figure("spared", cell.change, cell.euro),
        **_figure("weeks_spared", cell.weeks_change, cell.euro),
        "beyond_chance": cell.change.beyond_chance,
    }


def _figure(name: str, change: Difference, euro: float) -> dict[str, float | None]:
    a_euro = change.mean / euro if euro > 0 else None
    values = (change.mean, change.low, change.high, a_euro)
    known = (None if one is None or not isfinite(one) else round(one, DECIMALS) for one in values)
    return {name + end: one for end, one in zip(ENDS, known, strict=True)}
