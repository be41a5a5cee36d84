"""A backtest as tables: weeks.csv with a row a week, scores.csv with a row a level."""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.calibrate.backtest.rolling import Called
from sim.calibrate.backtest.scores import ENDS
from sim.deadline import week_label
from sim.report.backtest.found import Found, Row

DECIMALS = 6


def weeks_table(found: Found) -> pa.Table:
    """Lay out each week as it came and as it was called."""
    return pa.Table.from_pylist([week(call) for call in found.model])


def scores_table(found: Found) -> pa.Table:
    """Lay out the scores."""
    return pa.Table.from_pylist([score(row) for row in found.rows])


def week(call: Called) -> dict[str, Any]:
    """Write one week as a row."""
    ends = {f"p{round(100 * end):02}": int(one) for end, one in zip(ENDS, call.bands["week"][0], strict=True)}
    return {
        "week": week_label(call.monday),
        "came": int(call.came.sum()),
        "median": call.middle_of_week,
        **ends,
        "inside_90": call.inside,
        "off_share": round(call.off, DECIMALS),
    }


def score(row: Row) -> dict[str, Any]:
    """Write one level as a row."""
    figures = {
        "inside_50": row.own.inside_50,
        "inside_90": row.own.inside_90,
        "pinball": row.own.pinball,
        "pinball_against_poisson": row.against_poisson,
        "pinball_against_last_week": row.against_last_week,
    }
    rounded = {
        name: round(figure, DECIMALS) if np.isfinite(figure) else None for name, figure in figures.items()
    }
    return {"level": row.level, "forecasts": row.own.number, **rounded}
