"""A comparison's folder: tables, pictures, plans as scenarios that can be run; sealed when it is whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.experiments.plans.compare import Outcome
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.comparison.page import page
from sim.report.comparison.pictures import cost_and_risk, weeks_side_by_side
from sim.report.comparison.screen import screen
from sim.report.comparison.table import Weighed, plans_table, weeks_table
from sim.report.drawing.files import save
from sim.report.tables import as_csv, as_parquet
from sim.report.texts.language import Language
from sim.scenario.changes.vary import text_in

SCREEN, PAGE = "screen.txt", "report.html"
PICTURES = ("cost-and-risk", "weeks")
PLANS = "plans"


def write_comparison(
    weighed: Weighed, folder: Path, notes: Sequence[str], about: Mapping[str, Any], say: Language
) -> None:
    """Write everything; the manifest comes last."""
    plans, weeks = plans_table(weighed), weeks_table(weighed)
    for name, table in (("compare", plans), ("weeks", weeks)):
        write_whole(folder / f"{name}.csv", as_csv(table))
        write_whole(folder / f"{name}.parquet", as_parquet(table))
    files = {
        outcome.plan.name: _file(place, outcome)
        for place, outcome in enumerate(weighed.comparison.outcomes, 1)
    }
    write_whole(folder / "summary.json", as_json(_summary(weighed, plans.to_pylist(), files)))
    for outcome in weighed.comparison.outcomes:
        file = folder / files[outcome.plan.name]
        write_whole(file, text_in(file.parent, outcome.plan.file).encode())
    save(cost_and_risk(weighed, plans, say), folder / "cost-and-risk")
    save(weeks_side_by_side(weighed, plans, weeks, say), folder / "weeks")
    pictures = {name: (folder / f"{name}.svg").read_text(encoding="utf-8") for name in PICTURES}
    write_whole(folder / PAGE, page(weighed, notes, pictures, say).encode())
    write_whole(folder / SCREEN, (screen(weighed, list(notes), say) + "\n").encode())
    seal(folder, about)


def _file(place: int, outcome: Outcome) -> str:
    """Name the file of a plan after its scenario, its place and its name; `run` names results so."""
    words = re.sub(r"[^A-Za-z0-9.=-]+", "-", outcome.plan.name).strip("-.")[:60]
    shop = outcome.plan.file.name
    return f"{PLANS}/{shop}-{place}{'' if words == shop else f'-{words}'}.toml"


def _summary(weighed: Weighed, rows: list[dict[str, Any]], files: Mapping[str, str]) -> dict[str, Any]:
    return {
        "seasons": weighed.seasons,
        "goal": asdict(weighed.goal),
        "plans": [{**row, "file": files[row["plan"]]} for row in rows],
    }
