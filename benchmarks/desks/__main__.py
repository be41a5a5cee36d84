"""`python -m benchmarks.desks [FOLDER]`: our engines beside other simulators, each with its answer checked.

Each has a process of its own, as what one leaves in memory slows the next down, by up to half. They are asked
in turn, round after round, and compared by the median of customers a second; a slow one serves the first
customers only. Writes desks.csv and prints it. Peers that are not installed are named and left out.
"""

import csv
import sys
from contextlib import ExitStack
from pathlib import Path

from benchmarks.desks.stands import entries, stands, timed

RESULTS = Path(__file__).parents[2] / "results" / "benchmarks"


def main(folder: Path = RESULTS) -> None:
    """Time all and write the table."""
    with ExitStack() as stack:
        standing = list(stands(entries(), stack))
        rates = timed(standing)
    competing = [one.entry for one in standing]
    own = {one.desk: rate for one, rate in zip(competing, rates, strict=True) if "kernel" in one.simulator}
    rows = [("desk", "simulator", "customers", "customers a second", "our kernel is x faster")]
    for one, rate in zip(competing, rates, strict=True):
        rows.append((one.desk, one.simulator, one.customers, f"{rate:.2g}", f"{own[one.desk] / rate:.3g}"))
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "desks.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    for row in rows:
        print("  ".join(f"{cell!s:<24}" for cell in row))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
