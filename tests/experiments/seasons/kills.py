"""A sweep to be killed (`python -m tests.experiments.seasons.kills FOLDER WORKERS`), and who kills it."""

import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import psutil

from sim.experiments.seasons import sweep as sweep_module
from sim.experiments.seasons.replicate import season_counts
from sim.experiments.seasons.sweep import Sweep
from tests.experiments.shops import tiny

ROOT = Path(__file__).parents[3]
PLANS = {"base": tiny(), "more": tiny(('Mehmet = "mon-thu 09:00-17:00"', 'Mehmet = "mon-fri 09:00-17:00"'))}
SEASONS, FIRST = range(24), range(8)
RECORDS = len(FIRST) + len(SEASONS)  # of a plan alone, and then of two or of the other
READY = "ready"


def swept(folder: Path, workers: int = 1) -> None:
    """A sweep of two steps."""
    with Sweep(3, workers=workers, folder=folder) as sweep:
        sweep.counts({"base": PLANS["base"]}, FIRST, "first")
        sweep.counts(PLANS, SEASONS, "plans")


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too, by its bytes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def records(folder: Path) -> int:
    """How many replications are finished."""
    return len(list(folder.glob("*/[0-9]*.json")))


def started(folder: Path, workers: int) -> "subprocess.Popen[str]":
    """Start the sweep in a process of its own, and wait until it begins."""
    command = [sys.executable, "-m", __name__, str(folder), str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline().strip() == READY
    return process


def killed(folder: Path, workers: int, within_s: float) -> int:
    """Kill the sweep at a random moment of so many seconds; return how many replications it finished."""
    with started(folder, workers) as process:
        time.sleep(random.uniform(0, within_s))
        process.kill()
    return records(folder)


def with_a_worker_killed(folder: Path, workers: int, within_s: float) -> bool:
    """Kill one worker at a random moment and let the sweep end; tell whether one was there to kill."""
    with started(folder, workers) as process:
        begun = time.monotonic()
        while (
            not (found := spawned(process.pid)) and time.monotonic() < begun + 60 and process.poll() is None
        ):
            time.sleep(0.01)
        time.sleep(random.uniform(0, within_s))
        alive = [worker for worker in found if worker.is_running()]
        for worker in alive[:1]:
            worker.send_signal(signal.SIGKILL)
        assert process.wait() == 0
    return bool(alive)


def spawned(process: int) -> list[psutil.Process]:
    """Find the workers of a sweep: spawned ones, or forks, which have its command line."""
    try:
        sweep = psutil.Process(process)
        return [child for child in sweep.children() if _works(child.cmdline(), sweep.cmdline())]
    except psutil.Error:  # gone meanwhile
        return []


def _works(command: list[str], of_sweep: list[str]) -> bool:
    return command == of_sweep or "spawn_main" in " ".join(command)


def unbroken(folder: Path) -> tuple[dict[str, str], float]:
    """Run the sweep to its end: its files, and how many seconds it worked."""
    with started(folder, 1) as process:
        begun = time.monotonic()
        assert process.wait() == 0
    return files(folder), time.monotonic() - begun


if __name__ == "__main__":
    sweep_module.WORTH_A_WORKER["kernel"] = 1  # workers are started for little
    season_counts(PLANS["base"], 3, 0)  # the engine is loaded: from here on the time is that of the sweep
    print(READY, flush=True)
    swept(Path(sys.argv[1]), int(sys.argv[2]))
