"""The folder of a backtest of the phone: picture, table, summary; sealed when it is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.calibrate.backtest.pick_up import Week
from sim.deadline import week_label
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.backtest.folder import PICTURE, SCREEN, SUMMARY
from sim.report.backtest.pick_up.found import Found, tally
from sim.report.backtest.pick_up.picture import bands_picture
from sim.report.backtest.pick_up.screen import screen
from sim.report.drawing.files import save
from sim.report.tables import as_csv
from sim.report.texts.language import Language

DECIMALS = 6


def write_pick_up(found: Found, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    ways = {"known": found.weeks.known, "forecast": found.weeks.forecast}
    rows = [{"calls": way, **_row(week)} for way, weeks in ways.items() for week in weeks]
    write_whole(folder / "weeks.csv", as_csv(pa.Table.from_pylist(rows)))
    summary = {
        "name": found.name,
        "norm_share": float(found.least),
        **{way: _summary(weeks) for way, weeks in ways.items()},
    }
    write_whole(folder / SUMMARY, as_json(summary))
    save(bands_picture(found, say), folder / PICTURE)
    write_whole(folder / SCREEN, (screen(found, say) + "\n").encode())
    seal(folder, about)


def _summary(weeks: Sequence[Week]) -> dict[str, Any]:
    counts = asdict(tally(weeks))
    return {
        **counts,
        **{name: round(counts[name], DECIMALS) for name in ("off_points", "off_calls")},
        "each": [_row(week) for week in weeks],
    }


def _row(week: Week) -> dict[str, Any]:
    """Write one week as a row."""
    return {
        "week": week_label(week.monday),
        "attempts": week.attempts,
        "attempts_called": round(week.expected),
        "answered": week.answered,
        "called": round(week.predicted, DECIMALS),
        "p05": round(week.low, DECIMALS),
        "p95": round(week.high, DECIMALS),
        "off_points": round(week.off, DECIMALS),
        "met": week.met,
        "called_met": week.called_met,
    }
