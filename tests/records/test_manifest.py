"""The manifest: what a run is, and the proof that its folder is whole."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sim.records.manifest import MANIFEST, is_whole, judged_by, run_name, seal

OPTIONS: dict[str, Any] = {
    "replications": 200,
    "seed": 1,
    "engine": "kernel",
    "edition": "8wh",
    "holidays": "NL",
    "boundary": "close",
}
CHANGES: dict[str, Any] = {
    "replications": 201,
    "seed": 2,
    "engine": "reference",
    "edition": "24h-weekday",
    "holidays": "NL+BE",
    "boundary": "next_open",
}


def test_a_run_has_a_name_of_twelve_hexadecimal_digits():
    assert re.fullmatch("[0-9a-f]{12}", run_name("text", OPTIONS, "0.1.0"))
    assert run_name("text", OPTIONS, "0.1.0") == run_name("text", dict(reversed(OPTIONS.items())), "0.1.0")


def test_everything_that_can_change_a_result_changes_the_name():
    names = [run_name("text", OPTIONS, "0.1.0"), run_name("text ", OPTIONS, "0.1.0")]
    names.append(run_name("text", OPTIONS, "0.1.1"))
    names += [run_name("text", {**OPTIONS, key: value}, "0.1.0") for key, value in CHANGES.items()]
    assert len(set(names)) == len(names) == 9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "events").mkdir()
    (tmp_path / "seasons").mkdir()
    for name in ("weekly.csv", "events/cases.parquet", "seasons/000000.json"):
        (tmp_path / name).write_text(name)
    seal(tmp_path, {"scenario": "x"})
    return tmp_path


def test_a_sealed_folder_is_whole(folder: Path):
    assert is_whole(folder)
    manifest = json.loads((folder / MANIFEST).read_text())
    assert manifest["scenario"] == "x"
    assert sorted(manifest["files"]) == ["events/cases.parquet", "weekly.csv"]


@pytest.mark.parametrize("name", ["weekly.csv", "events/cases.parquet"])
def test_a_folder_with_a_file_missing_or_changed_is_not_whole(folder: Path, name: str):
    sound = (folder / name).read_bytes()
    (folder / name).write_bytes(sound + b"\n")
    assert not is_whole(folder)
    (folder / name).unlink()
    assert not is_whole(folder)
    (folder / name).write_bytes(sound)
    assert is_whole(folder)


@pytest.mark.parametrize(
    "text", [None, "", "{", "{}", "[]", "null", '{"files": null}', '{"files": ["weekly.csv"]}']
)
def test_a_folder_without_a_manifest_that_can_be_read_is_not_whole(folder: Path, text: str | None):
    (folder / MANIFEST).unlink()
    if text is not None:
        (folder / MANIFEST).write_text(text)
    assert not is_whole(folder)


def test_a_folder_that_is_not_there_is_not_whole(tmp_path: Path):
    assert not is_whole(tmp_path / "nowhere")


def test_the_records_of_single_seasons_prove_themselves(folder: Path):
    (folder / "seasons" / "000000.json").unlink()
    assert is_whole(folder)


def test_the_rest_of_an_interrupted_write_is_no_file_of_the_run(folder: Path):
    (folder / ".weekly.csv.4711.partial").write_text("half")
    (folder / MANIFEST).unlink()
    seal(folder, {})
    assert "weekly.csv" in (files := json.loads((folder / MANIFEST).read_text())["files"])
    assert not any("partial" in name for name in files)


def test_a_manifest_says_how_the_events_beside_it_were_judged(tmp_path: Path):
    rules = {"edition": "8wh", "holidays": "NL", "boundary": "close"}
    assert judged_by(tmp_path) == (tmp_path / MANIFEST, {})
    seal(tmp_path, {"judged_by": rules})  # by a run of the first version
    assert judged_by(tmp_path)[1] == rules
    seal(tmp_path, {"judged_by": rules, "season": {"weeks": "2026-W48..2026-W49"}})
    for log in (tmp_path, tmp_path / "events"):
        assert judged_by(log) == (tmp_path / MANIFEST, {**rules, "weeks": "2026-W48..2026-W49"})
    (tmp_path / "events").mkdir()
    for name in ("events/cases.parquet", "cases.parquet"):
        (tmp_path / name).write_bytes(b"")
    assert judged_by(tmp_path / "events" / "cases.parquet") == judged_by(tmp_path)
    assert judged_by(tmp_path / "cases.parquet")[1] == {}  # it does not lie among the events


def test_a_run_in_a_folder_called_events_has_its_own_manifest(tmp_path: Path):
    run = tmp_path / "events" / "run"
    run.mkdir(parents=True)
    seal(run, {"judged_by": {"edition": "8wh"}})
    assert judged_by(run) == judged_by(run / "events") == (run / MANIFEST, {"edition": "8wh"})
