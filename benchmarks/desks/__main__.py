"""`python -m benchmarks.desks [FOLDER]`: our engines beside other simulators, each with its answer checked.

All are asked in turn, round after round, and compared by the median of customers a second; a slow one serves
the first customers only. Writes desks.csv and prints it. Peers that are not installed are named and left out.
"""

import csv
import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from benchmarks.desks import full, plain
from sim.demand.work import Work
from sim.operation.contract import Rules
from sim.operation.kernel import engine as kernel
from sim.operation.reference import engine as reference
from sim.staffing.roster import Roster

Tables = tuple[Work, Roster, Rules, int]

RESULTS = Path(__file__).parents[2] / "results" / "benchmarks"
MANY, FEW, ROUNDS = 1_000_000, 10_000, 5
CIW_AGREES = 0.25  # another draw of as many customers: their mean waits differ by luck


class Entry(NamedTuple):
    """One simulator at one desk."""

    desk: str
    simulator: str
    customers: int
    serve: Callable[[], object]
    check: Callable[[object], bool]


def entries() -> list[Entry]:
    """Everything that is installed; customers are laid out in each one's own form before the clock starts."""
    few = plain.customers(FEW)
    right = plain.by_reference(few)
    found = [*_ours("plain", plain.tables(plain.customers(MANY)), plain.tables(few))]
    for name in ("simpy", "heapq", "salabim"):
        serve = _found(f"by_{name}")
        if serve:
            same = partial(np.array_equal, right)
            found.append(Entry("plain", name, FEW, partial(serve, few), same))
    ciw = _found("by_ciw", "mean_wait_by_ciw")
    if ciw:
        wait = plain.mean_wait(few, right)
        found.append(Entry("plain", "Ciw", FEW, partial(ciw, FEW), lambda told: near(told, wait)))
    return [*found, *_ours("everything on", full.tables(MANY), full.tables(FEW))]


def near(told: float, expected: float) -> bool:
    return abs(told - expected) < CIW_AGREES * expected


def _ours(desk: str, many: Tables, few: Tables) -> list[Entry]:
    """Both engines; on the few customers they must say the same of every row."""
    right = reference.simulate(*few)

    def same(_: object) -> bool:
        told = kernel.simulate(*few)
        return all(np.array_equal(getattr(right, name), getattr(told, name)) for name in vars(right))

    return [
        Entry(desk, "normsim, kernel", MANY, partial(kernel.simulate, *many), same),
        Entry(desk, "normsim, reference", FEW, partial(reference.simulate, *few), same),
    ]


def _found(module: str, name: str = "") -> Callable[..., object] | None:
    try:
        return getattr(import_module(f"benchmarks.desks.{module}"), name or module)
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is not installed and left out", file=sys.stderr)
        return None


def timed(competing: list[Entry]) -> list[float]:
    """The median of customers a second of each, every answer checked."""
    for one in competing:
        if not one.check(one.serve()):
            raise AssertionError(f"{one.simulator} gives another answer at the {one.desk} desk")
    rates: list[list[float]] = [[] for _ in competing]
    for _ in range(ROUNDS):
        for one, of_one in zip(competing, rates, strict=True):
            gc.collect()  # what the one before left behind is not on this one's clock
            began = time.perf_counter()
            one.serve()
            of_one.append(one.customers / (time.perf_counter() - began))
    return [median(of_one) for of_one in rates]


def main(folder: Path = RESULTS) -> None:
    """Time all and write the table."""
    competing = entries()
    rates = timed(competing)
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
