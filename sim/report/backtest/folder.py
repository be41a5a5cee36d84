"""The folder of a backtest: picture, tables, summary; sealed when it is whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.deadline import date_of
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.backtest.found import Found
from sim.report.backtest.picture import bands_picture
from sim.report.backtest.screen import screen
from sim.report.backtest.table import score, scores_table, week, weeks_table
from sim.report.drawing.files import save
from sim.report.tables import as_csv
from sim.report.texts.language import Language

SCREEN, SUMMARY, PICTURE = "screen.txt", "summary.json", "weeks"


def write_backtest(found: Found, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    write_whole(folder / "weeks.csv", as_csv(weeks_table(found)))
    write_whole(folder / "scores.csv", as_csv(scores_table(found)))
    write_whole(folder / SUMMARY, as_json(_summary(found)))
    save(bands_picture(found, say), folder / PICTURE)
    write_whole(folder / SCREEN, (screen(found, say) + "\n").encode())
    seal(folder, about)


def _summary(found: Found) -> dict[str, Any]:
    return {
        "name": found.name,
        "unknown_days": [str(date_of(day)) for day in found.known.unknown.tolist()],
        "weeks_called": len(found.model),
        "weeks_inside_90": found.inside,
        "weeks_off_share": found.off,
        "scores": [score(row) for row in found.rows],
        "weeks": [week(call) for call in found.model],
    }
