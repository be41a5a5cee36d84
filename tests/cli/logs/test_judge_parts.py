"""normsim judge on Parquet files in parts: a set of files, ids that come again, how far it is."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.many_cases import Made, write_cases
from sim.cli import progress
from sim.norms.parts import ids
from sim.norms.parts import judge as parts_judge
from tests.cli.typed import typed

RULES = ("--holidays", "none")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Five thousand questions of three sellers in two files."""
    folder = tmp_path_factory.mktemp("cases")
    made = write_cases(folder, 5_000, 3)
    whole = pq.read_table(folder / "cases-0000.parquet")
    for number, rows in enumerate((slice(0, 2_000), slice(2_000, 5_000))):
        pq.write_table(whole.take(np.arange(5_000)[rows]), folder / f"cases-{number:04}.parquet")
    return folder, made


def test_the_files_of_one_table_are_judged_together(cases: tuple[Path, Made]):
    folder, made = cases
    told = json.loads(typed("judge", folder, "--json", *RULES).out)
    rows = [row for row in told["verdicts"] if row["norm"] == "response"]
    assert sum(row["total"] for row in rows) == made.cases
    assert sum(row["bad"] for row in rows) == made.late > 0
    assert {row["seller"] for row in rows} == {"seller 0", "seller 1", "seller 2"}
    assert told["ids_not_checked"] == []
    assert " 5,000 cases; judged as of" in typed("judge", folder, *RULES).out


def test_columns_of_another_shop_are_mapped_in_a_set_of_files(cases: tuple[Path, Made], tmp_path: Path):
    folder, made = cases
    for file in sorted(folder.glob("*.parquet")):
        table = pq.read_table(file)
        names = [{"answered_at": "first_reply"}.get(name, name) for name in table.column_names]
        pq.write_table(table.rename_columns(names), tmp_path / f"export {file.stem[-1]}.parquet")
    told = json.loads(typed("judge", tmp_path, "--json", *RULES, "--columns", "answered_at=first_reply").out)
    assert sum(row["bad"] for row in told["verdicts"] if row["norm"] == "response") == made.late


def test_ids_of_very_many_rows_are_looked_at_when_asked_and_told_when_not(
    cases: tuple[Path, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, _ = cases
    for module in (ids, parts_judge):
        monkeypatch.setattr(module, "MANY", 1_000)
    told = typed("judge", folder, *RULES)
    assert told.code == 0 and "IDS     ids not checked of cases" in told.out
    assert json.loads(typed("judge", folder, "--json", *RULES).out)["ids_not_checked"] == ["cases"]
    assert "ids not checked" not in typed("judge", folder, "--check-ids", *RULES).out
    one = pq.read_table(folder / "cases-0000.parquet")
    pq.write_table(pa.concat_tables([one, one.slice(10, 1)]), tmp_path / "cases.parquet")
    assert typed("judge", tmp_path, *RULES).code == 0
    again = typed("judge", tmp_path, "--check-ids", *RULES)
    assert again.code == 2
    assert again.err.endswith(
        "cases.parquet: row 2001: case_id: 70 a second time given; must be of one row only; "
        "correct the row, or leave it out with --on-fault skip\n"
    )
    skipped = typed("judge", tmp_path, "--check-ids", "--on-fault", "skip", *RULES)
    assert "2,000 cases; 1 faulty row skipped" in skipped.out


def test_how_far_it_is_goes_to_the_bar(cases: tuple[Path, Made], monkeypatch: pytest.MonkeyPatch):
    """Which is on standard error, and only on a terminal."""
    told: list[tuple[str, int, int]] = []
    monkeypatch.setattr(progress.Bar, "__call__", lambda self, *said: told.append(said))
    answer = typed("judge", cases[0], *RULES)
    assert answer.err == ""
    assert told[-1] == ("rows", 5_000, 5_000) and ("ids of cases", 5_000, 5_000) in told
