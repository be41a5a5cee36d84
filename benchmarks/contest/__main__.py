"""`python -m benchmarks.contest [FOLDER]`: judge and time every engine installed, write what came out.

Timings and the whole job run in processes of their own, on one thread each.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import peers
from benchmarks.contest import tables
from benchmarks.contest.judge import Report, check_definition, judged
from benchmarks.contest.picture import throughput
from benchmarks.contest.timings import Timing, as_json, from_json
from sim.report.drawing.files import save

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
    timings = from_json(_said_by("benchmarks.contest.timed"))
    write(folder, reports, timings, json.loads(_said_by("benchmarks.contest.job")), checked)


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


def _said_by(module: str) -> str:
    """What a module says on standard output when it is run on one thread."""
    command, one_thread = [sys.executable, "-m", module], os.environ | ONE_THREAD
    return subprocess.run(command, env=one_thread, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
