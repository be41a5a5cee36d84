"""`python -m benchmarks.contest [FOLDER]`: judge and time every engine installed, write what came out.

Timings and the whole job run in processes of their own, on one thread each.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import peers
from benchmarks.contest import tables
from benchmarks.contest.judge import Report, check_definition, judged
from benchmarks.contest.picture import throughput
from benchmarks.contest.timings import Timing, as_json, stripped
from sim.report.projection.pictures.plots import save

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "results" / "benchmarks"
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
NOTE = """
Made by `make bench-peers`; benchmarks/README.md says how to read it. Right is what a mask of open seconds
says; our readable definition agrees with it in all {checked} answers of the sample.
"""


def main(folder: Path = RESULTS) -> None:
    """Write the tables and the picture into a folder."""
    checked = check_definition()
    reports = [_told(judged(adapter)) for adapter in peers.installed()]
    write(folder, reports, _timed(), _whole_job(), checked)


def write(
    folder: Path, reports: Sequence[Report], timings: Sequence[Timing], job: tables.Rows, checked: int
) -> None:
    """Write peers.csv, wrong.csv, job.csv, timings.json, peers.md and throughput.svg and .png."""
    folder.mkdir(parents=True, exist_ok=True)
    overview, wrong = tables.overview(reports, timings), tables.wrong_inputs(reports)
    parts = {
        "Speed and wrong answers": overview,
        "Wrong answers by category": tables.by_category(reports),
        "One wrong input each": wrong,
        "The whole job: cases to a table of weeks and sellers": job,
    }
    page = "".join(f"\n## {title}\n\n{tables.as_markdown(rows)}" for title, rows in parts.items() if rows)
    (folder / "peers.md").write_text(f"# Peers\n{NOTE.format(checked=checked)}{page}", encoding="utf-8")
    for name, rows in {"peers": overview, "wrong": wrong, "job": job}.items():
        (folder / f"{name}.csv").write_text(tables.as_csv(rows) if rows else "", encoding="utf-8")
    (folder / "timings.json").write_text(as_json(timings), encoding="utf-8")
    save(throughput(timings, reports), folder / "throughput")


def _told(report: Report) -> Report:
    wrong, asked = report.total("wrong"), report.total("asked")
    print(f"{report.peer.name}: {wrong} of {asked} wrong, {report.total('unanswered')} without an answer")
    return report


def _timed() -> list[Timing]:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "timings.json"
        options = [
            "-q",
            "-o",
            "python_functions=time_*",
            "--benchmark-disable-gc",
            f"--benchmark-json={kept}",
        ]
        print(_run("pytest", str(HERE / "timed.py"), *options))
        return stripped(json.loads(kept.read_text(encoding="utf-8")))


def _whole_job() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(_run("benchmarks.contest.job"))
    return rows


def _run(module: str, *arguments: str) -> str:
    """Run a module on one thread; what it says on standard output."""
    command = [sys.executable, "-m", module, *arguments]
    ended = subprocess.run(
        command, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, text=True, check=True
    )
    return ended.stdout


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
