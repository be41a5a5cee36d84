"""Past weeks as they were called, as a table and a summary: called.csv, a row a week and norm."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from sim.calibrate.called.envelope import Envelope
from sim.calibrate.called.outcome.call import PERCENTS, Called
from sim.calibrate.called.outcome.score import of_norm, score
from sim.deadline import week_label

DECIMALS = 6
SHARES = tuple(f"share_p{percent:02}" for percent in PERCENTS)
FIGURES = (*SHARES, "p_missed", "came")
CALLED = pa.schema(
    [
        ("week", pa.string()),
        ("norm", pa.string()),
        *((name, pa.float64()) for name in FIGURES),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        *((name, pa.bool_()) for name in ("missed", "right", "within_50", "within_90")),
        *((name, pa.float64()) for name in ("last_week", "mean_before")),
    ]
)


def called_table(called: tuple[Called, ...]) -> pa.Table:
    """Lay out what was called and what came; `last_week` and `mean_before` are the two baselines."""
    return pa.Table.from_pylist([_row(one) for one in called], CALLED)


def called_summary(envelope: Envelope) -> Mapping[str, Any]:
    """Say for programs how the calls did, and what a season takes from them."""
    norms = dict.fromkeys(one.norm for one in envelope.called)
    return {
        "score": asdict(score(envelope.called)),
        "by_norm": {norm: asdict(score(of_norm(envelope.called, norm))) for norm in norms},
        "drifts": [{**asdict(one), "weeks": [week_label(w) for w in one.weeks]} for one in envelope.drifts],
        "widened": None if envelope.widened is None else asdict(envelope.widened),
        "learned": [asdict(one) for one in envelope.fits],
    }


def _row(one: Called) -> dict[str, Any]:
    figures = dict(zip(FIGURES, (*one.share, one.missed_chance, one.came.share), strict=True))
    before = {"last_week": one.last_week, "mean_before": one.mean_before}
    return {
        "week": week_label(one.week),
        "norm": one.norm,
        "numerator": one.came.numerator,
        "denominator": one.came.denominator,
        "missed": one.missed,
        "right": one.right,
        "within_50": one.within_half,
        "within_90": one.within,
        **{
            name: None if value is None else round(value, DECIMALS)
            for name, value in {**figures, **before}.items()
        },
    }
