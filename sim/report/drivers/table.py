"""What was found, as tables: a row a figure, a row a part of the spread, a row a half-hour of the week."""

from math import isfinite
from typing import Any

import pyarrow as pa

from sim.experiments.drivers.hours import HalfHour, Hours
from sim.experiments.drivers.spread import Spread
from sim.experiments.drivers.tornado import Bar, Driver, Tornado
from sim.experiments.estimates.confidence import Difference
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
DRIVERS = pa.schema(
    [
        *((name, pa.string()) for name in ("figure", "source")),
        *((name, pa.float64()) for name in ("low", "high")),
        *(
            (f"{counted}{at}{end}", pa.float64())
            for counted in ("failures", "missed_week_chance")
            for at in ("_at_low", "_at_high", "_between")
            for end in ENDS[:3]
        ),
        ("beyond_chance", pa.bool_()),
    ]
)
SPREAD = pa.schema(
    [
        *((name, pa.string()) for name in ("counted", "part")),
        *(
            (name, pa.float64())
            for name in ("share", "share_low", "share_high", "mean", "sd", "endless_staff")
        ),
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


def drivers_table(tornado: Tornado) -> pa.Table:
    """Lay out all figures, the heaviest first; what is added is that to a season of the scenario as it is."""
    return pa.Table.from_pylist([_driver(one) for one in tornado.drivers], DRIVERS)


def _driver(driver: Driver) -> dict[str, Any]:
    ends = driver.ends
    return {
        "figure": ends.key,
        "source": ends.source,
        "low": round(ends.low, DECIMALS),
        "high": round(ends.high, DECIMALS),
        **_bar("failures", driver.failures),
        **_bar("missed_week_chance", driver.risk),
        "beyond_chance": driver.surely,
    }


def _bar(name: str, bar: Bar) -> dict[str, float | None]:
    return {
        f"{name}_{at}{end}": _known(value)
        for at, one in vars(bar).items()
        for end, value in zip(ENDS, (one.mean, one.low, one.high), strict=False)
    }


def spread_table(spread: Spread) -> pa.Table:
    """Lay out the parts of the spread of what is counted, and of missed weeks."""
    rows = [
        {
            "counted": counted,
            "part": group,
            **{
                "share" + end: round(value, DECIMALS)
                for end, value in zip(ENDS, vars(part).values(), strict=False)
            },
            "mean": round(split.mean, DECIMALS),
            "sd": round(split.sd, DECIMALS),
            "endless_staff": round(split.floor, DECIMALS),
        }
        for counted, split in (("failures", spread.failures), ("missed weeks", spread.missed_weeks))
        for group, part in split.parts.items()
    ]
    return pa.Table.from_pylist(rows, SPREAD)


def _known(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else round(value, DECIMALS)


def _figure(name: str, change: Difference, euro: float) -> dict[str, float | None]:
    a_euro = change.mean / euro if euro > 0 else None
    values = (change.mean, change.low, change.high, a_euro)
    return {name + end: _known(one) for end, one in zip(ENDS, values, strict=True)}
