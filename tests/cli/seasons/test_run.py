"""normsim run, from a file to a folder of results."""

import csv
import errno
import json
import os
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import sim.cli.seasons.run as run_module
import sim.experiments.project as project_module
import sim.experiments.seasons.sweep as sweep_module
import sim.records.lock as lock_module
from sim.records.lock import claimed
from sim.report.projection import folder as folder_module
from tests.cli.conftest import Run
from tests.cli.shop import columns_of, seasons_of, written
from tests.cli.typed import ROOT, typed, typed_anew
from tests.experiments.shops import TINY, tiny

HEADER = (
    "week,norm,n_mean,late_mean,late_p05,late_p50,late_p95,share_mean,share_p05,share_p25,share_p50,share_p75,"
    "share_p95,p_no_data,p_missed,p_missed_low,p_missed_high,p_mail,p_strike"
)
NORMS = ["response", "phone", "questions", "on_time", "cancellations", "track_and_trace"]
NORMS += ["reviews", "returns", "nps", "ANY"]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures and the weights of guesses take most of the time of a run, and have tests of their own."""

    def draw_nothing(figure: object, path: Path) -> None:
        path.with_suffix(".svg").write_text("<svg/>")

    monkeypatch.setattr(folder_module, "save", draw_nothing)
    for figure in ("projected_scores", "workload"):
        monkeypatch.setattr(folder_module, figure, lambda *_: None)
    monkeypatch.setattr(project_module, "raised", lambda *_: {})


def seasons(folder: Path) -> dict[int, Path]:
    """The records of the seasons of the shop as it is, by replication."""
    return seasons_of(folder, tiny())


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder, by its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def copied(run: Run, place: Path) -> Path:
    """Copy the results to below `place`, and return the copy of the run's folder."""
    shutil.copytree(run.out, place / "results")
    return place / "results" / "tiny" / run.folder.name


def forbid_simulating(monkeypatch: pytest.MonkeyPatch) -> None:
    def simulated(*_: object, **__: object) -> None:
        raise AssertionError("a run that is there was simulated again")

    monkeypatch.setattr(run_module, "project", simulated)


def test_a_run_leaves_every_file_of_the_contract(run: Run):
    assert run.answer.code == 0 and run.answer.err == ""
    names = {path.relative_to(run.folder).as_posix() for path in run.folder.rglob("*") if path.is_file()}
    wanted = {"weekly.csv", "weekly.parquet", "summary.json", "manifest.json", "report.html"}
    wanted |= {"projected-scores.svg", "projected-scores.png", "events/cases.parquet", "events/calls.parquet"}
    assert wanted <= names
    assert {path.name for path in seasons(run.folder).values()} == {f"{n:06}.json" for n in range(5)}
    assert not [name for name in names if "partial" in name]


def test_the_tables_have_the_rows_and_columns_of_the_contract(run: Run):
    lines = (run.folder / "weekly.csv").read_text().splitlines()
    assert lines[0] == HEADER
    rows = list(csv.DictReader(lines))
    assert [(row["week"], row["norm"]) for row in rows] == [
        (week, norm) for week in ("2026-W48", "2026-W49") for norm in NORMS
    ]
    parquet = pq.read_table(run.folder / "weekly.parquet").to_pylist()
    told = [{key: "" if value is None else value for key, value in row.items()} for row in parquet]
    for row, other in zip(rows, told, strict=True):
        words = {key: row.pop(key) for key in ("week", "norm")}
        assert {**words, **{key: float(cell) if cell else "" for key, cell in row.items()}} == other


def test_the_table_is_the_one_that_the_stored_seasons_add_up_to(run: Run):
    """Mean and quantiles of the late answers and of the mails, from the records of single seasons."""
    columns = [columns_of(seasons(run.folder)[n]) for n in range(5)]
    rows = list(csv.DictReader((run.folder / "weekly.csv").read_text().splitlines()))
    for week in (0, 1):
        late = sorted(one["verdicts"][week][0][1] for one in columns)
        mails = [one["verdicts"][week][0][5] for one in columns]
        row = rows[week * len(NORMS)]
        assert float(row["late_mean"]) == pytest.approx(sum(late) / 5)
        assert [float(row[f"late_{p}"]) for p in ("p05", "p50", "p95")] == [late[0], late[2], late[4]]
        assert float(row["p_mail"]) == pytest.approx(sum(mails) / 5)
    assert any(float(row["late_mean"]) > 0 for row in rows if row["norm"] == "response")


def test_numbers_have_six_decimals_at_most(run: Run):
    for line in (run.folder / "weekly.csv").read_text().splitlines()[1:]:
        assert all(len(cell.partition(".")[2]) <= 6 and "e" not in cell for cell in line.split(",")[2:])


def test_the_screen_is_printed_and_says_where_the_pictures_are(run: Run):
    screen = (run.folder / "screen.txt").read_text(encoding="utf-8")
    assert run.answer.out.startswith(screen)
    assert str(run.folder / "report.html") in run.answer.out


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (("--workers", "2"), {"PYTHONHASHSEED": "0", "TZ": "Asia/Tokyo"}),
        (("--workers", "7"), {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns"}),
    ],
)
def test_the_same_bytes_from_any_number_of_workers_hash_seed_and_clock(
    run: Run, tmp_path: Path, options: tuple[str, ...], environment: dict[str, str]
):
    answer = typed_anew("run", run.scenario, *run.options, *options, "--out", tmp_path, **environment)
    assert (answer.code, answer.err) == (0, "")
    assert digests(tmp_path / "tiny" / run.folder.name) == digests(run.folder)


@pytest.mark.usefixtures("quick")
def test_the_same_bytes_from_the_reference_engine(run: Run, tmp_path: Path):
    options = (*run.options, "--engine", "reference", "--workers", 1)
    assert typed("run", run.scenario, *options, "--out", tmp_path).code == 0
    [other] = (tmp_path / "tiny").iterdir()
    assert other.name != run.folder.name
    assert (other / "weekly.csv").read_bytes() == (run.folder / "weekly.csv").read_bytes()


def test_a_run_that_is_there_is_shown_again(run: Run, monkeypatch: pytest.MonkeyPatch):
    forbid_simulating(monkeypatch)
    before = {path: path.stat().st_mtime_ns for path in run.folder.rglob("*")}
    again = typed("run", run.scenario, *run.options, "--workers", 7, "--out", run.out)
    assert again == run.answer
    assert {path: path.stat().st_mtime_ns for path in run.folder.rglob("*")} == before


@pytest.mark.usefixtures("quick")
def test_a_broken_run_is_resumed_to_the_same_bytes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Half of the seasons and the manifest are gone, and one record is damaged: three are simulated again."""
    folder = copied(run, tmp_path)
    ours = seasons(folder)
    for path in (folder / "manifest.json", ours[1], ours[4], folder / "weekly.csv"):
        path.unlink()
    ours[2].write_bytes(b'{"replication": 2, "columns"')
    asked: list[int] = []
    really = sweep_module.counts_of

    def watched(shops: Any, seed: int, number: int, engine: Any) -> Any:
        asked.append(number)
        return really(shops, seed, number, engine)

    monkeypatch.setattr(sweep_module, "counts_of", watched)

    assert typed("run", run.scenario, *run.options, "--out", tmp_path / "results").code == 0
    assert asked == [1, 2, 4]
    [told] = caplog.messages
    assert told.startswith(f"{ours[2]}: 28 bytes that are not what was written")
    found, whole = digests(folder), digests(run.folder)
    assert found.keys() == whole.keys()
    same = {name for name in whole if name.startswith(("seasons", "events", "weekly"))}
    assert len(same) > 10 and all(found[name] == whole[name] for name in same)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["weekly.csv", "events/cases.parquet", "manifest.json"])
def test_a_folder_with_a_damaged_file_is_made_whole_again(run: Run, tmp_path: Path, name: str):
    folder = copied(run, tmp_path)
    (folder / name).write_bytes((run.folder / name).read_bytes()[:-20])
    assert typed("run", run.scenario, *run.options, "--out", tmp_path / "results").code == 0
    digests = json.loads((folder / "manifest.json").read_text())["files"]
    for file in ("weekly.csv", "events/cases.parquet"):
        assert (folder / file).read_bytes() == (run.folder / file).read_bytes()
        assert digests[file] == sha256((run.folder / file).read_bytes()).hexdigest()


@pytest.mark.usefixtures("quick")
def test_a_run_killed_after_its_last_file_leaves_a_lock_that_the_next_look_takes_away(
    run: Run, tmp_path: Path
):
    folder = copied(run, tmp_path)
    (folder / "seasons" / ".lock").write_text("process 7 since 2026-11-30 12:00:00+01:00\n", encoding="utf-8")
    assert typed("run", run.scenario, *run.options, "--out", tmp_path / "results").code == 0
    assert digests(folder) == digests(run.folder)


@pytest.mark.usefixtures("quick")
def test_a_finished_run_is_shown_from_a_folder_that_nobody_may_write_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = copied(run, tmp_path)
    (folder / "seasons" / ".lock").touch()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(lock_module, "_lock", refused)
    assert typed("run", run.scenario, *run.options, "--out", tmp_path / "results").code == 0


@pytest.mark.usefixtures("quick")
def test_a_second_run_in_the_same_folder_is_refused_and_told_by_whom(run: Run, tmp_path: Path):
    folder = copied(run, tmp_path)
    (folder / "manifest.json").unlink()
    with claimed(folder / "seasons"):
        answer = typed("run", run.scenario, *run.options, "--out", tmp_path / "results")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{folder / 'seasons'}: folder: in use by process {os.getpid()} since ")
    assert "wait for it or stop it" in answer.err and answer.err.count("\n") == 1


@pytest.mark.usefixtures("quick")
def test_a_full_disk_is_one_line_and_the_same_command_goes_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    synced = count()

    def full(descriptor: int) -> None:
        if next(synced) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = typed("run", run.scenario, *run.options, "--out", tmp_path)
    assert answer.code == 2 and len(seasons(tmp_path / "tiny" / run.folder.name)) == 3
    told = "000003.json: No space left on device; make room and give the same command again"
    assert told in answer.err and answer.err.count("\n") == 1

    monkeypatch.setattr(os, "fsync", lambda _: None)
    assert typed("run", run.scenario, *run.options, "--out", tmp_path).code == 0
    assert len(seasons(tmp_path / "tiny" / run.folder.name)) == 5


def test_a_run_killed_at_any_moment_ends_with_the_same_bytes(run: Run, tmp_path: Path):
    for kill, within_s in (("early", 2.0), ("late", 5.0)):
        out = tmp_path / kill
        command = [sys.executable, "-m", "sim", "run", str(run.scenario), *run.options, "--out", str(out)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(random.uniform(0, within_s))
            process.kill()
        assert typed("run", run.scenario, *run.options, "--out", out).code == 0
        assert digests(out / "tiny" / run.folder.name) == digests(run.folder)


def test_a_damaged_record_is_told_on_standard_error(run: Run, tmp_path: Path):
    folder = copied(run, tmp_path)
    (folder / "manifest.json").unlink()
    record = seasons(folder)[2]
    record.write_bytes(record.read_bytes()[:-9])
    answer = typed_anew("run", run.scenario, *run.options, "--out", tmp_path / "results")
    assert answer.code == 0
    assert answer.err.startswith(f"{record}: ") and answer.err.count("\n") == 1
    assert "is simulated again" in answer.err
    assert digests(folder) == digests(run.folder)


@pytest.mark.usefixtures("quick")
def test_options_override_the_scenario_and_the_manifest_records_both(run: Run, tmp_path: Path):
    options = ("--edition", "24h-weekday", "--holidays", "BE", "--boundary", "next_open")
    assert typed("run", run.scenario, *run.options, *options, "--out", tmp_path).code == 0
    [folder] = (tmp_path / "tiny").iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["in_scenario"] == {"edition": "8wh", "holidays": "NL"}
    assert manifest["judged_by"] == {"edition": "24h-weekday", "holidays": "BE", "boundary": "next_open"}
    assert manifest["settings"] == {"replications": 5, "seed": 7, "engine": "kernel"}
    assert manifest["scenario_text"] == TINY
    assert folder.name != run.folder.name
    said = (folder / "screen.txt").read_text(encoding="utf-8").splitlines()[0]
    assert all(word in said for word in ("24h-weekday", "BE", "next_open", "5 seasons"))


@pytest.mark.usefixtures("quick")
def test_another_language_changes_what_is_shown_and_no_figure(run: Run, tmp_path: Path):
    answer = typed("run", run.scenario, *run.options, "--language", "nl", "--out", tmp_path)
    assert (answer.code, answer.err) == (0, "")
    [dutch] = (tmp_path / "tiny").iterdir()
    names = {path.relative_to(dutch) for path in dutch.rglob("*") if path.is_file()}
    shown = {"screen.txt", "report.html", "manifest.json"}
    figures = {name for name in names if name.name not in shown and name.suffix not in (".svg", ".png")}
    assert {"weekly.csv", "weekly.parquet", "summary.json"} <= {name.name for name in figures}
    for name in figures - {Path("summary.json")}:  # the weights of guesses are left out of a quick run
        assert (dutch / name).read_bytes() == (run.folder / name).read_bytes(), name
    headlines = [
        json.loads((folder / "summary.json").read_text())["headline"] for folder in (dutch, run.folder)
    ]
    assert headlines[0] == headlines[1]
    assert "weken 48-49 van 2026" in answer.out and "PLAATJES" in answer.out


def test_every_option_that_can_change_a_result_gives_the_run_another_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folders: list[Path] = []

    def not_simulated(run: object, folder: Path, *_: object, **__: object) -> None:
        folders.append(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "screen.txt").write_text("", encoding="utf-8")

    monkeypatch.setattr(run_module, "_simulate", not_simulated)
    changes = [
        (),
        ("--replications", 6),
        ("--seed", 8),
        ("--engine", "reference"),
        ("--boundary", "next_open"),
    ]
    changes += [("--edition", "24h-weekday"), ("--holidays", "NL+BE"), ("--language", "nl"), ("--no-advice",)]
    for change in changes:
        assert typed("run", run.scenario, *run.options, *change, "--out", tmp_path).code == 0
    other = written(tmp_path, "tiny.toml", TINY.replace("240", "241"))
    assert typed("run", other, *run.options, "--out", tmp_path).code == 0
    assert len(set(folders)) == len(changes) + 1 == 10

    same = [
        ("--workers", 7),
        ("--advice",),
        ("--language", "en"),
        ("--edition", "8wh"),
        ("--holidays", "NL"),
        ("--boundary", "close"),
    ]
    for change in same:
        typed("run", run.scenario, *run.options, *change, "--out", tmp_path)
    assert set(folders[10:]) == {folders[0]} and folders[0].name == run.folder.name


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("questions", ["0", "0.1"])
def test_a_shop_with_no_or_almost_no_questions_is_told_so(tmp_path: Path, questions: str):
    text = (
        f'weeks = "2026-W48..2026-W49"\n[contacts]\nquestions_per_week = {questions}\n'
        '[people]\nSanne = "mon-fri 09:00-17:00"\n'
    )
    scenario = written(tmp_path, "quiet.toml", text)
    answer = typed("run", scenario, "--replications", 20, "--workers", 1, "--out", tmp_path)
    assert (answer.code, answer.err) == (0, "")
    [folder] = (tmp_path / "quiet").iterdir()
    rows = list(csv.DictReader((folder / "weekly.csv").read_text().splitlines()))
    assert [row["norm"] for row in rows] == NORMS * 2
    silent = {float(row["p_no_data"]) for row in rows if row["norm"] == "response"}
    assert silent == {1.0} if questions == "0" else max(silent) > 0.5


def test_a_scenario_moved_to_another_folder_is_the_same_run(run: Run, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    moved = written(tmp_path / "elsewhere", "tiny.toml", TINY)
    assert typed("run", moved, *run.options, "--out", run.out).out == run.answer.out


@pytest.mark.usefixtures("quick")
def test_another_log_to_start_from_is_another_run(tmp_path: Path):
    """The scenario names the same file, and the file says something else."""
    scenario = written(tmp_path, "started.toml", 'start = "open.csv"\n' + TINY)
    for second in ("00", "01", "00"):
        row = f"1,2026-11-20 10:00:{second},\n"
        (tmp_path / "open.csv").write_text("case_id,arrived_at,answered_at\n" + row)
        answer = typed("run", scenario, "--replications", 1, "--workers", 1, "--out", tmp_path / "out")
        assert (answer.code, answer.err) == (0, "")

    assert len(list((tmp_path / "out" / "started").iterdir())) == 2


@pytest.mark.usefixtures("quick")
def test_what_may_change_is_tried_unless_nobody_wants_advice(tmp_path: Path):
    """Two people who cannot do it, and three temps who may come: some of them help."""
    offer = 'temp = { from = "2026-11-23", weeks = 2, max = 3, euro_per_hour = 28, speed = 1 }\n'
    text = f"{TINY.replace('240', '360')}[may_change]\n{offer}"
    scenario = written(tmp_path, "helped.toml", text)
    options = ("--replications", 8, "--seed", 1, "--workers", 1, "--out", tmp_path / "out")
    told, untold = (typed("run", scenario, *options, *more) for more in ((), ("--no-advice",)))
    assert (told.code, untold.code, told.err) == (0, 0, "")
    for words in (
        "WHAT HELPS (+ adds to the above; 8 seasons)",
        "+ 1 temp from Mon 23 Nov, 2 weeks",
        "<- ADVICE",
    ):
        assert words in told.out and words not in untold.out
    assert "DO THIS WEEK   nothing tried keeps what is asked" in told.out and "1 book 1 temp" in told.out
    assert "NOT SOLVED" in told.out and "NOT SOLVED" not in untold.out
    folders = sorted((tmp_path / "out" / "helped").iterdir())
    for name in ("weekly.csv", "summary.json"):
        assert len({(folder / name).read_bytes() for folder in folders}) == 1
    assert sorted((folder / "hours.svg").exists() for folder in folders) == [False, True]
