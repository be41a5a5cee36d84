"""Cases with known answers, made by another program: tests/answers/staffing.json."""

import json
from pathlib import Path
from typing import Any

ANSWERS = Path(__file__).parents[2] / "answers" / "staffing.json"
CASES = {case["id"]: case for case in json.loads(ANSWERS.read_text())["cases"]}


def known(name: str) -> tuple[Any, Any]:
    """Return what a case asks and what is expected."""
    return CASES[name]["params"], CASES[name]["expected"]
