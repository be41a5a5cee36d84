"""The fitted figures as a table: fitted.csv, with a row a key, told and untold."""

from typing import Any

import pyarrow as pa

from sim.calibrate.into import BY_HOUR
from sim.report.fitted.facts import in_english
from sim.report.fitted.fitting import Fitting

DECIMALS = 6
FITTED = pa.schema(
    [
        ("key", pa.string()),
        *((name, pa.float64()) for name in ("now", "fitted", "low", "high")),
        ("rests_on", pa.string()),
        ("cannot_tell", pa.string()),
    ]
)


def fitted_table(fitting: Fitting) -> pa.Table:
    """Lay out what was fitted, lists of weights by their key, and what cannot be told with its reason."""
    rows = [
        {"key": one.key, "now": now_number(fitting, one.key), "rests_on": in_english(one.rests_on)}
        | {"fitted": _round(one.value), "low": _round(one.low), "high": _round(one.high)}
        for one in fitting.fit.fitted
    ]
    if fitting.fit.profiles:
        rows.append({"key": BY_HOUR, "rests_on": in_english(fitting.fit.profiles[0].rests_on)})
    rows += [{"key": one.key, "cannot_tell": in_english(one.reason)} for one in fitting.untold]
    return pa.Table.from_pylist([dict.fromkeys(FITTED.names) | row for row in rows], FITTED)


def now_number(fitting: Fitting, key: str) -> float | None:
    """What the scenario says now, as one number: the likely one of three."""
    now: Any = fitting.now(key)
    if isinstance(now, tuple):
        now = now[1]
    return float(now) if isinstance(now, int | float) else None


def _round(value: float) -> float:
    return round(value, DECIMALS) + 0.0
