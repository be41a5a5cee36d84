"""How much memory many seasons take: `run` of the sample shop, and `compare` of more and more plans.

    python benchmarks/memory_of_sweeps.py run 200 2000 20000
    python benchmarks/memory_of_sweeps.py compare 5 30

What a season comes to is made up, as its simulation takes as much memory whatever the number; all else is the
command. Each number has a process of its own, whose peak is told: of all its memory, and without the pages
of files, which the system takes back when it needs them.
"""

import resource
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

EVERY_S = 0.02
SHOP = Path(__file__).parents[1] / "scenarios" / "peak-season.toml"


def main() -> None:
    """Measure, or be measured."""
    command, *numbers = sys.argv[1:]
    if command == "one":
        _measured(*numbers)
        return
    for number in numbers:
        subprocess.run([sys.executable, __file__, "one", command, number], check=True)


def _measured(command: str, number: str) -> None:
    with TemporaryDirectory() as folder:
        private = _Private()
        _run(command, int(number), folder)
        whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{command} {number:>6}: {whole:6.0f} MiB, without files {private.peak():6.0f} MiB", flush=True)


def _run(command: str, number: int, folder: str) -> None:
    from sim.cli import main as normsim
    from sim.experiments.seasons import sweep

    sweep._counted = _made_up
    options = ["--out", folder, "--workers", "1"]
    if command == "run":
        normsim(["run", str(SHOP), "--no-advice", "--replications", str(number), *options])
    else:
        vary = f"work.minutes_per_mail=5..{4 + number}"
        normsim(["compare", str(SHOP), "--vary", vary, "--replications", "400", *options])


def _made_up(group, seed, numbers, engine):
    """Give every season the counts of the first, with other late answers."""
    from sim.experiments.seasons.replicate import Counts, counts_of

    if not hasattr(_made_up, "first"):
        _made_up.first = counts_of([next(iter(group.shops.values()))], seed, 0, engine)[0]
    first, found = _made_up.first, []
    for number in numbers:
        verdicts = first.verdicts.copy()
        verdicts[:, 0, 1] = np.random.default_rng(number).integers(0, 60, len(verdicts))
        counts = Counts(verdicts, first.load, first.waiting)
        found.append((number, {key: counts for key in group.shops}))
    return found


class _Private:
    """Looks at the memory of this process that is no file's."""

    def __init__(self) -> None:
        self._most, self._done = 0, threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def peak(self) -> float:
        self._done.set()
        return self._most / 1024

    def _look(self) -> None:
        while not self._done.wait(EVERY_S):
            said = Path("/proc/self/status").read_text()
            self._most = max(self._most, int(said.split("RssAnon:")[1].split()[0]))


if __name__ == "__main__":
    main()
