"""The folder of what weighs: table, picture, summary; sealed when it is whole."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.experiments.drivers.hours import Block, Hours
from sim.experiments.replicate import Shop
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.comparison.table import as_csv
from sim.report.drivers.picture import heat_map
from sim.report.drivers.screen import screen
from sim.report.drivers.table import hours_table
from sim.report.projection.pictures.plots import save
from sim.report.texts.language import ENGLISH, Language

SCREEN = "screen.txt"
PICTURE = "hours"


def write_hours(hours: Hours, shop: Shop, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    name = str(about["scenario"])
    write_whole(folder / "hours.csv", as_csv(hours_table(hours)))
    write_whole(folder / "summary.json", as_json(_summary(hours)))
    save(heat_map(hours, shop, name, say), folder / PICTURE)
    write_whole(folder / SCREEN, (screen(hours, shop, name, say) + "\n").encode())
    seal(folder, about)


def _summary(hours: Hours) -> dict[str, Any]:
    return {
        "seasons": hours.seasons,
        "targets": list(hours.goal.targets),
        "counted": "missed calls" if hours.calls else "late answers",
        "best": [_told(block) for block in hours.best()],
    }


def _told(block: Block) -> dict[str, Any]:
    day = ENGLISH.listed("calendar.days")[block.slot.weekday]
    return {"when": f"{day} {block.slot.text}", "euro": block.euro, "spared": asdict(block.spared)}
