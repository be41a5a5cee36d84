"""Files of cases judged in parts, beside a scan of the same columns by pyarrow: the limit of the machine.

Run as a program, on files that many_cases.py made, it prints the ratios side by side, in one process that is
asked for its memory at the end; every judgement must find the late cases that were written:

    python benchmarks/bench_judge.py FOLDER --late 44_864_264 --rounds 5 --check-ids
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.dataset as ds
import pytest

from benchmarks.many_cases import Made, write_cases
from sim.norms.editions.edition import edition, newest
from sim.norms.parts import Intake, judge_files
from sim.norms.told.judged import Asked, Judged

ASKED = Asked(edition("8wh"), "none", beside=(newest(),))
READ = ("seller_id", "arrived_at", "answered_at")  # all that a judgement of these files reads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


@pytest.fixture(scope="module")
def made(folder: Path) -> Made:
    return write_cases(folder, 1_000_000, 1_000)


def scanned(folder: Path) -> int:
    """Read the same columns and do nothing with them."""
    return sum(len(batch) for batch in ds.dataset(folder).scanner(columns=[*READ]).to_batches())


def judged(folder: Path, check_ids: bool = False) -> Judged:
    """Judge by the default edition and the newest, as the command does."""
    return judge_files(folder, ASKED, Intake(check_ids=check_ids))


def late_in(found: Judged) -> int:
    return int(found.verdicts.of("response").bad.sum())


def bench_scan(benchmark, folder, made):
    assert benchmark(scanned, folder) == made.cases


def bench_judge(benchmark, folder, made):
    found = benchmark(judged, folder)

    assert late_in(found) == made.late
    assert found.found.rows == {"cases": made.cases}


def side_by_side(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, np.ndarray]:
    """Time the jobs in turn, after one turn that warms up."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            begun = time.perf_counter()
            job()
            if turn:
                taken[name].append(time.perf_counter() - begun)
    return {name: np.array(seconds) for name, seconds in taken.items()}


def most_memory() -> str:
    """Say the most memory that this process ever held."""
    if sys.platform == "win32":
        return "unknown here"
    import resource

    unit = 2**30 if sys.platform == "darwin" else 2**20
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.2f} GiB"


def main() -> None:
    """Print the medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--late", type=lambda word: int(word.replace("_", "")), required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check-ids", action="store_true", help="time it with ids looked at, too")
    given = parser.parse_args()

    def right(check_ids: bool) -> None:
        assert late_in(judged(given.folder, check_ids)) == given.late

    jobs: dict[str, Callable[[], object]] = {
        "scan": lambda: scanned(given.folder),
        "judge": lambda: right(False),
    }
    if given.check_ids:
        jobs["judge with ids"] = lambda: right(True)
    taken = side_by_side(jobs, given.rounds)
    rows = scanned(given.folder)
    for name, seconds in taken.items():
        said = f"{np.median(taken['scan'] / seconds):.2f} of a scan"
        print(f"{name:16}{np.median(seconds):8.1f} s for {rows:,} cases, {said}")
    print(f"most memory held: {most_memory()}")


if __name__ == "__main__":
    main()
