"""`python -m benchmarks.desks [FOLDER]`: our engines beside other simulators, each with its answer checked.

Each has a process of its own, as what one leaves in memory slows the next down, by up to half. They are asked
in turn, round after round, and compared by the median of customers a second; a slow one serves the first
customers only. Writes desks.csv and prints it, and fails where we are less ahead than we hold ourselves to.
Peers that are not installed are named and left out.
"""

import csv
import sys
from contextlib import ExitStack
from pathlib import Path

from benchmarks.desks.stands import entries, stands, timed

RESULTS = Path(__file__).parents[2] / "results" / "benchmarks"
# Our kernel must be so many times as fast: beside its twin what we ask, beside SimPy less than it is.
LEAST = {("plain", "simpy"): 200, ("everything on", "normsim, reference"): 200}


def main(folder: Path = RESULTS) -> None:
    """Time all and write the table."""
    with ExitStack() as stack:
        standing = list(stands(entries(), stack))
        rates = timed(standing)
    competing = [one.entry for one in standing]
    own = {one.desk: rate for one, rate in zip(competing, rates, strict=True) if "kernel" in one.simulator}
    ahead = [own[one.desk] / rate for one, rate in zip(competing, rates, strict=True)]
    rows = [("desk", "simulator", "customers", "customers a second", "our kernel is x faster")]
    for one, rate, times in zip(competing, rates, ahead, strict=True):
        rows.append((one.desk, one.simulator, one.customers, f"{rate:.3g}", f"{times:.3g}"))
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "desks.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    for row in rows:
        print("  ".join(f"{cell!s:<24}" for cell in row))
    for one, times in zip(competing, ahead, strict=True):
        assert times >= LEAST.get((one.desk, one.simulator), 0), f"only {times:.3g} times {one.simulator}"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
