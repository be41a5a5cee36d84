"""The folder of what weighs: table, picture, summary; sealed when it is whole."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from sim.experiments.drivers.hire import Hire, Start
from sim.experiments.drivers.hours import Block, Hours
from sim.experiments.replicate import Shop
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.drivers.picture import heat_map
from sim.report.drivers.screen import screen
from sim.report.drivers.table import hours_table
from sim.report.projection.pictures.plots import save
from sim.report.tables import as_csv
from sim.report.texts.language import ENGLISH, Language

SCREEN = "screen.txt"
PICTURE = "hours"


@dataclass(frozen=True)
class Found:
    """What was found of a shop."""

    hours: Hours
    hire: Hire | None  # None: no temp is offered


def write_why(found: Found, shop: Shop, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    name, hours = str(about["scenario"]), found.hours
    write_whole(folder / "hours.csv", as_csv(hours_table(hours)))
    write_whole(folder / "summary.json", as_json(_summary(found)))
    save(heat_map(hours, shop, name, say), folder / PICTURE)
    write_whole(folder / SCREEN, (screen(hours, found.hire, shop, name, say) + "\n").encode())
    seal(folder, about)


def _summary(found: Found) -> dict[str, Any]:
    hours, hire = found.hours, found.hire
    return {
        "seasons": hours.seasons,
        "targets": list(hours.goal.targets),
        "counted": "missed calls" if hours.calls else "late answers",
        "best": [_told(block) for block in hours.best()],
        "temp": None if hire is None else _told_of_temp(hire),
    }


def _told_of_temp(hire: Hire) -> dict[str, Any]:
    return {
        "decide_by": None if hire.decide_by is None else str(hire.decide_by),
        "notice_days": hire.notice_days,
        "starts": [_start(one) for one in hire.starts],
    }


def _start(start: Start) -> dict[str, Any]:
    ends = {end: one if isfinite(one) else None for end, one in asdict(start.spared).items()}
    return {"first_day": str(start.first_day), "euro": start.euro, "spared": ends}


def _told(block: Block) -> dict[str, Any]:
    day = ENGLISH.listed("calendar.days")[block.slot.weekday]
    return {"when": f"{day} {block.slot.text}", "euro": block.euro, "spared": asdict(block.spared)}
