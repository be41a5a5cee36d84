"""Print the table of `make check-coverage`: how often 95% intervals hold the truth, cell by cell.

    python -m tests.coverage [--experiments N]

Chances are summed exactly, averages counted in N experiments a cell; 2,000 are 0.5 points exact.
`below` and `above` are intervals that miss the truth on that side. Exit code 1 when a promise breaks;
neighbouring cells are no promise, and marked where coverage is less.
"""

import argparse
import sys
from collections.abc import Callable, Iterator

from sim.experiments.estimates.precision import Until

from .drawn import Cell, Coverage, student
from .exact import clopper_pearson, coverage, joined, paired_coverage, paired_wald, wald, wilson
from .promises import (
    CHANCES,
    DIFFERENCES,
    DISCORDANT,
    GAINS,
    LEAST,
    MOST,
    NINE,
    PAIRS,
    RULES,
    SEASONS,
    STOPPED,
    neighbours,
)
from .stopping import stopped

ROW = "{:<46}{:>6}{:>10}{:>8}{:>8}{:>10}  {}"
EXACT_ROW = "{:<46}{:>6}{:>10}{:>8}{:>8}  {}"


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.coverage")
    asked.add_argument("--experiments", type=int, default=2_000, metavar="N")
    experiments = asked.parse_args().experiments
    broken = sum([*averages(experiments), *chances(), *paired_chances(), *after_stopping()])
    print(f"\n{broken or 'no'} promise{'s' * (broken != 1)} broken")
    return int(broken > 0)


def averages(experiments: int) -> Iterator[bool]:
    """Print averages, and yield of each promise whether it is broken."""
    head(f"AVERAGE SHARES, {experiments:,} experiments: {LEAST:.1%} to {MOST:.1%}")
    yield from (drawn(cell, experiments, lambda held: LEAST <= held <= MOST) for cell in NINE)
    head("neighbours, no promise")
    for cell in neighbours():
        drawn(cell, experiments, lambda held: held >= LEAST)
    head(f"DIFFERENCES OF PAIRS: {LEAST:.1%} or more")
    yield from (drawn(cell, experiments, lambda held: held >= LEAST) for cell in DIFFERENCES)


def chances() -> Iterator[bool]:
    exact_head(f"CHANCES, exact: {LEAST:.1%} or more", "Wilson")
    for true in CHANCES:
        for n in SEASONS:
            held = [coverage(interval, true, n) for interval in (clopper_pearson, wilson, wald)]
            yield exact(f"a chance of {true:g}", n, held)


def paired_chances() -> Iterator[bool]:
    exact_head(f"DIFFERENCES OF CHANCES, exact: {LEAST:.1%} or more")
    for discordant in DISCORDANT:
        for n in PAIRS:
            ours, plain = (
                min(paired_coverage(one, discordant * share, discordant * (1 - share), n) for share in GAINS)
                for one in (joined(n), paired_wald(n))
            )
            yield exact(f"{discordant:g} of pairs differ", n, [ours, None, plain])


def after_stopping() -> Iterator[bool]:
    """Beside it what it would be if every look took 95% for itself."""
    exact_head(f"CHANCES AFTER STOPPING, exact: {LEAST:.1%} or more", "a look", "")
    for until in RULES:
        for true in STOPPED:
            ours, plain = (stopped(until, true, together) for together in (len(until.looks), 1))
            yield exact(f"{true:g}: {rule(until)}", round(ours.seasons), [ours.held, plain.held, None])


def rule(until: Until) -> str:
    width = "" if until.width is None else f"{until.width:.0%} wide, "
    side = "" if until.risk is None else f"clear of {until.risk:.0%}, "
    return f"{width}{side}{until.first} to {until.most:,}"


def head(title: str) -> None:
    print("\n" + ROW.format(title, "n", "held", "below", "above", "Student", "").rstrip())


def exact_head(title: str, beside: str = "", plain: str = "Wald") -> None:
    print("\n" + EXACT_ROW.format(title, "n", "held", beside, plain, "").rstrip())


def drawn(cell: Cell, experiments: int, holds: Callable[[float], bool]) -> bool:
    found: Coverage = cell.coverage(experiments)
    plain = cell.coverage(experiments, student)
    less = not holds(found.held)
    shares = (f"{share:.1%}" for share in (found.held, found.below, found.above, plain.held))
    print(ROW.format(str(cell.process), cell.n, *shares, "<" if less else "").rstrip(), flush=True)
    return less


def exact(name: str, n: int, held: list[float | None]) -> bool:
    less = held[0] is None or held[0] < LEAST
    shares = ("" if share is None else f"{share:.1%}" for share in held)
    print(EXACT_ROW.format(name, n, *shares, "<" if less else "").rstrip())
    return less


if __name__ == "__main__":
    sys.exit(main())
