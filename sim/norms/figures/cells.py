"""The rows of a file of weekly figures, as text: of a CSV, or of the JSON of the marketplace's API.

Only week, norm, numerator and denominator are ever read; whatever else a file holds stays in it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sim.norms.faults import Fault, InputError
from sim.norms.log import files

NAMES = {  # of each column: ours, the Dutch one, and what else it may be called
    "week": ("week", "weeknummer"),
    "norm": ("norm", "name", "naam", "indicator"),
    "numerator": ("numerator", "teller"),
    "denominator": ("denominator", "noemer"),
}
COLUMN_OF = {name: column for column, names in NAMES.items() for name in names}
INDICATORS = "performanceIndicators"  # norms/README.md, 3.1
AS_IT_CAME = "save the API's answer as it came"
KINDS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")


@dataclass(frozen=True)
class Row:
    """One figure as a file gives it; "" for what it leaves empty."""

    place: str  # "performance.csv:4"
    week: str
    norm: str
    numerator: str
    denominator: str
    condition: str = ""  # of the norm, ">=" or "<="; a CSV has none


def holds_figures(path: Path) -> bool:
    """Tell weekly figures from a log of cases or calls; False for what cannot be read as text."""
    if path.suffix.lower() not in KINDS:
        return False
    if _is_csv(path):
        return {"numerator", "denominator"} & _columns(path).keys() != set()
    return INDICATORS.encode() in path.read_bytes()


def rows(path: Path) -> list[Row]:
    """Read the rows of a file.

    Raises:
        InputError: it is no such file, has no rows, or lacks a column.
    """
    if path.suffix.lower() not in KINDS:
        given, way_out = path.suffix or "no ending", "save the figures as CSV, or as the API gives them"
        raise InputError([Fault(str(path), "file", given, f"one of {', '.join(KINDS)}", way_out)])
    with files.readable(path):
        found = list(_of_csv(path) if _is_csv(path) else _of_json(path))
    if not found:
        way_out = "give every week and norm a row: week,norm,numerator,denominator"
        raise InputError([Fault(str(path), "file", "no figures", "one or more rows of them", way_out)])
    return found


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() in KINDS[:3]


def _columns(path: Path) -> dict[str, str]:
    """Find their name of each of our columns."""
    theirs = files.names(path)
    words = {name.strip().lower(): name for name in theirs}
    return {COLUMN_OF[word]: name for word, name in words.items() if word in COLUMN_OF}


def _of_csv(path: Path) -> Iterator[Row]:
    theirs = _columns(path)
    _demand(path, theirs)
    cells, broken = files.cells(path, theirs)
    if broken.given:
        places = files.places(path, list(broken.given))
        raise InputError(
            Fault(places[row], broken.key, given, broken.allowed, "fill the row")
            for row, given in broken.given.items()
        )
    places = files.places(path, range(len(cells)))
    for row, record in enumerate(cells.to_pylist()):
        said = {name: (record[name] or "").strip() for name in NAMES}
        if any(said.values()):  # Excel saves rows that were emptied
            yield Row(places[row], **said)


def _demand(path: Path, theirs: Mapping[str, str]) -> None:
    """Raise InputError for each column that the header lacks."""
    faults = []
    for column in NAMES.keys() - theirs.keys():
        near = get_close_matches(column, [name.lower() for name in files.names(path)], 1, 0.7)
        way_out = f"rename the column {near[0]}" if near else f"add a column {column}"
        faults.append(Fault(f"{path}:1", "header", f"no column {column}", "a header with it", way_out))
    if faults:
        raise InputError(sorted(faults, key=lambda fault: list(NAMES).index(fault.given.split()[-1])))


def _of_json(path: Path) -> Iterator[Row]:
    """Read answers of the API: one, a list, or one a line; an indicator without a score has no row."""
    indicators = [one for answer in _answers(path) for one in answer[INDICATORS]]
    for number, indicator in enumerate(indicators, start=1):
        place = f"{path}: indicator {number}"
        try:
            row = _of_indicator(place, indicator)
        except (LookupError, TypeError, ValueError, AttributeError):
            allowed = "an indicator with its name, details.period.week and .year, and details.score"
            raise InputError([Fault(place, "indicator", "something else", allowed, AS_IT_CAME)]) from None
        if row is not None:
            yield row


def _of_indicator(place: str, indicator: Any) -> Row | None:
    details = indicator["details"]
    period, score, norm = details["period"], details.get("score"), details.get("norm") or {}
    week = f"{period['year']}-W{int(period['week']):02}"
    if score is None:
        return None
    numerator, denominator = str(score["numerator"]), str(score["denominator"])
    return Row(place, week, str(indicator["name"]), numerator, denominator, str(norm.get("condition", "")))


def _answers(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8-sig")
    try:
        found = json.loads(text)
    except ValueError:
        found = [
            _of_line(path, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()
        ]
    answers = found if isinstance(found, list) else [found]
    if not all(isinstance(one, dict) and isinstance(one.get(INDICATORS), list) for one in answers):
        allowed = f"an object with {INDICATORS}"
        raise InputError([Fault(str(path), "file", "other JSON", allowed, AS_IT_CAME)])
    return answers


def _of_line(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        place, given = f"{path}:{number}", "text that is no JSON"
        raise InputError([Fault(place, "line", given, "a JSON object", AS_IT_CAME)]) from None
