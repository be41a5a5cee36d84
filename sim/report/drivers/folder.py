"""The folder of what weighs: tables, pictures, summary; sealed when it is whole."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

from sim.experiments.drivers.hire import Hire, Start
from sim.experiments.drivers.hours import Block
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.drawing.files import save
from sim.report.drivers.bars import drivers_picture
from sim.report.drivers.found import Found
from sim.report.drivers.heat import heat_map
from sim.report.drivers.screen import screen
from sim.report.drivers.table import drivers_table, hours_table, spread_table
from sim.report.tables import as_csv
from sim.report.texts.language import ENGLISH, Language

SCREEN = "screen.txt"
PICTURES = ("drivers", "hours")
TABLES = ("drivers", "spread", "hours")


def write_why(found: Found, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    tables = drivers_table(found.tornado), spread_table(found.spread), hours_table(found.hours)
    for name, table in zip(TABLES, tables, strict=True):
        write_whole(folder / f"{name}.csv", as_csv(table))
    counted = found.counted(say), found.missed(say)
    heat = heat_map(found.hours, found.shop_and_weeks(say), counted, say)
    for name, figure in zip(PICTURES, (drivers_picture(found, say), heat), strict=True):
        save(figure, folder / name)
    write_whole(folder / "summary.json", as_json(_summary(found)))
    write_whole(folder / SCREEN, (screen(found, say) + "\n").encode())
    seal(folder, about)


def _summary(found: Found) -> dict[str, Any]:
    hours, hire, tornado, spread = found.hours, found.hire, found.tornado, found.spread
    return {
        "seasons": hours.seasons,
        "targets": list(found.goal.targets),
        "counted": "missed calls" if found.goal.counts_calls else "late answers",
        "failures": tornado.failures,
        "missed_week_chance": tornado.risk,
        "drivers": drivers_table(tornado).to_pylist(),
        "spread": {
            "seasons": spread.seasons,
            **{name: asdict(split) for name, split in vars(spread).items() if name != "seasons"},
        },
        "best": [_told(block) for block in hours.best()],
        "temp": None if hire is None else _told_of_temp(hire),
    }


def _told_of_temp(hire: Hire) -> dict[str, Any]:
    return {
        "decide_by": _decide_by(hire, hire.last),
        "pays_until": _decide_by(hire, hire.last_paying),
        "euro_each": hire.euro_each,
        "notice_days": hire.notice_days,
        "starts": [_start(one) for one in hire.starts],
    }


def _decide_by(hire: Hire, start: Start | None) -> str | None:
    return None if start is None else str(hire.decide_by(start))


def _start(start: Start) -> dict[str, Any]:
    ends = {end: one if isfinite(one) else None for end, one in asdict(start.spared).items()}
    return {"first_day": str(start.first_day), "euro": start.euro, "spared": ends}


def _told(block: Block) -> dict[str, Any]:
    day = ENGLISH.listed("calendar.days")[block.slot.weekday]
    return {"when": f"{day} {block.slot.text}", "euro": block.euro, "spared": asdict(block.spared)}
