"""Files that the commands are tried on; the shop of two people is that of tests/experiments."""

import json
from pathlib import Path
from typing import Any

from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import plan_key

CASES = "case_id,arrived_at,answered_at\n"


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file and return where it is."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def one_case(folder: Path, arrived: str, answered: str = "") -> Path:
    """A log of one question, in wall times of Amsterdam."""
    return written(folder, "log.csv", f"{CASES}1,{arrived},{answered}\n")


def seasons_of(folder: Path, shop: Shop) -> dict[int, Path]:
    """The records that hold a shop and no other plan, in the folder of a run: by replication."""
    records = {path: json.loads(path.read_bytes()) for path in folder.glob("seasons/*/*.json")}
    return {
        record["replication"]: path
        for path, record in records.items()
        if [plan.split()[0] for plan in record["plans"]] == [plan_key(shop)]
    }


def columns_of(record: Path) -> dict[str, Any]:
    """What a record of one plan says of it."""
    [columns] = json.loads(record.read_bytes())["plans"].values()
    return dict(columns)
