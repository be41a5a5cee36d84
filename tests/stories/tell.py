"""How a story is read: its rows become an event log, its wall times become instants."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sim.norms import NEVER, EventLog, Options, Verdicts, exact, judge_by, read_as
from sim.norms.editions.edition import edition
from sim.norms.log import Calls, Cases, Items, Parcels, Returns, Reviews, Surveys

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TABLES = {
    "cases": (Cases, {"arrived_at": NEVER, "answered_at": NEVER}),
    "calls": (Calls, {"attempted_at": NEVER, "outcome": ""}),
    "items": (Items, {"promised_on": NEVER, "attempted_at": NEVER, "cancelled_at": NEVER}),
    "parcels": (Parcels, {"shipped_at": NEVER, "has_code": -1}),
    "returns": (Returns, {"registered_at": NEVER}),
    "reviews": (Reviews, {"given_at": NEVER, "grade": -1}),
    "surveys": (Surveys, {"closed_at": NEVER, "grade": -1}),
}
ABOUT_A_VERDICT = ("edition", "boundary", "as_of", "options", "read_as")


def stories() -> list[dict[str, Any]]:
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return [story for file in files for story in tomllib.loads(file.read_text(encoding="utf-8"))["story"]]


def instant(words: str) -> int:
    """The UTC second of "Fri 2026-11-20 16:30" or "... 16:30:01" on a clock in Amsterdam."""
    weekday, _, when = words.partition(" ")
    shown = datetime.fromisoformat(when).replace(tzinfo=AMSTERDAM)
    assert shown.strftime("%a") == weekday, f"{words!r}: that day is a {shown:%A}"
    return int(shown.timestamp())


def day(words: str) -> int:
    weekday, _, when = words.partition(" ")
    shown = date.fromisoformat(when)
    assert shown.strftime("%a") == weekday, f"{words!r}: that day is a {shown:%A}"
    return (shown - date(1970, 1, 1)).days


def log_of(story: dict[str, Any]) -> EventLog:
    return EventLog(**{name: _table(name, story[name]) for name in TABLES if name in story})


def verdicts_of(story: dict[str, Any], line: dict[str, Any], edition_name: str) -> Verdicts:
    given = story.get("options", {}) | line.get("options", {})
    options = {key: exact(value) if key.endswith("_norm") else _fixed(value) for key, value in given.items()}
    as_of = instant(line["as_of"]) if "as_of" in line else None
    norms = read_as(edition(edition_name), line.get("read_as", {}))
    said = Options(boundary=line.get("boundary", "close"), **options)
    return judge_by(log_of(story), norms, story["holidays"], as_of, said)


def _fixed(value: Any) -> Any:
    return tuple(_fixed(one) for one in value) if isinstance(value, list) else value


def _table(name: str, rows: list[dict[str, Any]]) -> Any:
    table, blank = TABLES[name]
    told = [row for row in rows for _ in range(row.get("times", 1))]
    columns = {column for row in rows for column in row if column != "times"} | blank.keys()
    unknown = {"quantity": 1, "channel": "message"} | blank
    return table(
        **{
            column: [_value(column, row.get(column, unknown.get(column, _nothing(column)))) for row in told]
            for column in columns
        }
    )


def _value(column: str, given: Any) -> Any:
    if isinstance(given, str) and column.endswith("_at"):
        return instant(given)
    return day(given) if isinstance(given, str) and column.endswith("_on") else given


def _nothing(column: str) -> Any:
    if column.endswith("_at"):
        return NEVER
    return "" if column in ("order_id", "outcome", "method", "cancelled_by", "closed_by") else -1
