"""The folder of weeks that were called: screen, table, picture, summary; sealed when it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.calibrate.called.envelope import DRAWS, Envelope
from sim.experiments.seasons.shop import Shop
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.called.picture import called_picture
from sim.report.called.screen import screen
from sim.report.called.table import called_summary, called_table
from sim.report.drawing.files import save
from sim.report.tables import as_csv
from sim.report.texts.language import Language
from sim.scenario.changes.vary import text_in
from sim.scenario.read import ScenarioFile

LEARNED = "learned.toml"
SCREEN, PICTURE, TABLE, SUMMARY = "screen.txt", "called", "called.csv", "summary.json"


@dataclass(frozen=True)
class Backtested:
    """Of whom a backtest tells."""

    envelope: Envelope
    shop: Shop
    name: str  # of the scenario


def write_past(backtested: Backtested, learned: ScenarioFile, folder: Path, say: Language) -> None:
    """Write how the past of a run did, and its scenario with what was learned from it, to be used again."""
    _write_called(backtested, folder, say)
    write_whole(folder / LEARNED, text_in(folder, learned).encode())


def _write_called(backtested: Backtested, folder: Path, say: Language) -> None:
    """Write the table and the picture of the weeks that were called."""
    called = backtested.envelope.called
    write_whole(folder / TABLE, as_csv(called_table(called)))
    save(called_picture(called, backtested.shop, backtested.name, DRAWS, say), folder / PICTURE)


def write_backtest(backtested: Backtested, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    _write_called(backtested, folder, say)
    write_whole(folder / SUMMARY, as_json(called_summary(backtested.envelope)))
    said = screen(backtested.envelope, backtested.shop, backtested.name, DRAWS, say)
    write_whole(folder / SCREEN, f"{said}\n".encode())
    seal(folder, about)
