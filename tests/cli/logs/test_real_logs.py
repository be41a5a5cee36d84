"""normsim judge on real logs outside the repository, against a clerk who knows none of our code."""

import json
import os
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from tests.cli.logs.clerk import due, week_of
from tests.cli.typed import ROOT, typed

DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
CASES, CALLS = DATA / "servicenow_incident_cases.parquet", DATA / "anonymous_bank_1999_calls.parquet"

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def needs(file: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not file.is_file(), reason=f"needs data: {file.name} in $NORMSIM_DATA")


def told(*words: object) -> dict[str, Any]:
    answer = typed("judge", *words, "--json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def by_week(verdicts: list[dict[str, Any]], norm: str) -> dict[str, tuple[int, ...]]:
    rows = [row for row in verdicts if row["norm"] == norm and row["total"]]
    return {row["week"]: (row["good"], row["bad"], row["pending"]) for row in rows}


def was_shown(at: datetime) -> bool:
    """There and back: a wall time of Amsterdam that was skipped comes back an hour later."""
    there = at.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    return there.astimezone(AMSTERDAM).replace(tzinfo=None) == at


@needs(CASES)
def test_incidents_are_counted_as_a_clerk_counts_them():
    """Naive instants are wall times of Amsterdam; left out: answered before it came, or never shown there."""
    found = told(
        CASES,
        *("--columns", "arrived_at=opened_at,answered_at=left_new_at,case_id=case"),
        *("--timezone", "Europe/Amsterdam", "--on-fault", "skip", "--holidays", "none"),
    )
    rows = pq.read_table(CASES, columns=["opened_at", "left_new_at", "closed_at"]).to_pylist()
    shown = [row for row in rows if all(at is None or was_shown(at) for at in row.values())]
    pairs = [(row["opened_at"], row["left_new_at"]) for row in shown]
    sound = [(opened, left) for opened, left in pairs if left is None or left >= opened]
    assert found["skipped_rows"] == len(rows) - len(sound) > len(rows) - len(shown) > 0

    as_of = max(at for pair in sound for at in pair if at is not None)
    weeks: dict[str, Counter[str]] = defaultdict(Counter)
    for opened, left in sound:
        limit = due(opened, set())
        kind = "bad" if (left or as_of) > limit else "pending" if left is None else "good"
        weeks[week_of(opened)][kind] += 1
    counted = {week: (row["good"], row["bad"], row["pending"]) for week, row in weeks.items()}
    assert by_week(found["verdicts"], "response") == counted
    for row in found["verdicts"]:
        if row["norm"] == "response" and row["total"]:
            assert row["mail"] == (row["bad"] >= 10) and not row["strike"]


@needs(CALLS)
def test_calls_of_the_bank_are_counted_as_a_clerk_counts_them():
    """Sunday to Thursday, 09:00 to 17:00 in Jerusalem; phantoms are no calls."""
    found = told(
        CALLS,
        *("--table", "calls", "--columns", "attempted_at=vru_entry,ended_at=vru_exit"),
        *("--values", "outcome:AGENT=answered,HANG=abandoned", "--drop", "outcome=PHANTOM"),
        *("--timezone", "Asia/Jerusalem", "--hours", "Sun-Thu 09:00-17:00", "--holidays", "none"),
    )
    rows = pq.read_table(CALLS, columns=["vru_entry", "outcome"]).to_pylist()
    weeks: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        at: datetime = row["vru_entry"]
        if row["outcome"] != "PHANTOM" and at.isoweekday() in (7, 1, 2, 3, 4) and 9 <= at.hour < 17:
            weeks[week_of(at)][row["outcome"]] += 1
    assert found["dropped_rows"] == sum(row["outcome"] == "PHANTOM" for row in rows)
    counted = {week: (row["AGENT"], row["HANG"], 0) for week, row in weeks.items()}
    assert len(counted) > 3 and by_week(found["verdicts"], "phone") == counted
