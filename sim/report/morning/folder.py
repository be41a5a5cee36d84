"""The folder of a morning: screen, table for the team, picture, summary; sealed when it is whole."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.deadline import week_label
from sim.experiments.morning.outlook import Outlook
from sim.experiments.morning.play import Days
from sim.experiments.morning.summary import WeekToCome, late_of_new, late_of_open, tightest, weeks_to_come
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.drawing.files import save
from sim.report.morning.picture import slack_picture
from sim.report.morning.screen import local, screen, title
from sim.report.morning.table import in_order, today_table
from sim.report.tables import as_csv
from sim.report.texts.language import Language

SCREEN, TABLE, PICTURE, SUMMARY = "screen.txt", "today.csv", "slack", "summary.json"


def write_morning(outlook: Outlook, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    name = str(about["scenario"])
    table = today_table(outlook)
    write_whole(folder / TABLE, as_csv(table))
    write_whole(folder / SUMMARY, as_json(summary(outlook)))
    save(slack_picture(outlook, title(outlook, name, say), say), folder / PICTURE)
    write_whole(folder / SCREEN, (screen(outlook, name, say) + "\n").encode())
    seal(folder, about)


def summary(outlook: Outlook) -> dict[str, Any]:
    """Everything of a morning as one object; instants are local times with their offset."""
    morning, found = outlook.morning, tightest(outlook)
    return {
        "at": local(morning.at).isoformat(),
        "until": local(morning.until - 1).isoformat(),
        "plays": len(outlook.plain.late),
        "plays_picked_first": len(outlook.picked.late),
        "open": len(morning.rows),
        "replies_waiting": len(morning.start.replied_at),
        "counts": {state: len(places) for state, places in in_order(outlook).items()},
        "late_of_open": _both(outlook, late_of_open),
        "late_of_new": _both(outlook, late_of_new),
        "slack": None if found is None else {**asdict(found), "at": local(found.at).isoformat()},
        "weeks": [_week(week) for week in weeks_to_come(outlook)],
        "cases": today_table(outlook).to_pylist(),
    }


def _both(outlook: Outlook, late: Callable[[Days], float]) -> dict[str, float]:
    return {"as_it_is": late(outlook.paired), "picked_first": late(outlook.picked)}


def _week(week: WeekToCome) -> dict[str, Any]:
    return {**asdict(week), "monday": week_label(week.monday), "left": week.left}
