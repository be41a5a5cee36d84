"""`python -m tests.mutants [PATTERN ...]`: how many mutants of the rooms die, and which live with no reason.

mutmut makes the mutants. Those that survivors.toml gives a reason for are taken to live, and those that died
in an earlier run to die (`kept`). The others are tried in forks of one process first (`forks`), for a process
each takes a hundred times as long. What lives behind a cache or is made at import slips through there, so a
mutant that lives meets all tests of its room again, in a new process. If it lives then, it is a hole in the
tests. They come in the order of their marks, which is as good as drawn by lot: while some are untried, those
tried are a sample of their room, and its share that dies is printed with its interval.
What came of them all stands in score.csv.
"""

import os
import resource
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path
from subprocess import PIPE

import numpy as np

from sim.experiments.estimates.confidence import chance
from tests.mutants.kept import Kept, score, write_score
from tests.mutants.kernels import ROOMS, kernels
from tests.mutants.made import made, mark, mutant
from tests.mutants.mutant import HERE, TESTS, listed, own_tests, place_of

ROOT = Path(__file__).parents[2]
COPY = ROOT / "mutants/copy"
UNCOMPILED = {**os.environ, "NUMBA_DISABLE_JIT": "1"}  # compiled once, a loop would not see its mutants
LEAST = 0.95
TOO_LONG_S = 1200  # of processor time; the slower room takes some minutes


def main(patterns: Sequence[str]) -> int:
    """Make and try the mutants, write down what came of them, and return the exit code."""
    every = made(ROOT, COPY)
    told, reasons = {name: str(mutant(name, COPY)) for name in every}, listed()
    marks = {name: mark(name, COPY) for name in every}
    kept = Kept(COPY.parent / "tried", marks)
    names = [name for name in every if any(fnmatch(name, pattern) for pattern in patterns or ["*"])]
    ahead = [name for name in names if told[name] not in reasons and kept.came(name) != "died"]
    ahead.sort(key=lambda name: (kept.came(name) != "untried", marks[name]))
    for room in TESTS:
        try_all(room, [name for name in ahead if name.split(".")[1] == room], kept)
    came = {name: "equivalent" if told[name] in reasons else kept.came(name) for name in every}
    rows = score(came, ROOMS)
    write_score(HERE / "score.csv", rows)
    faults = {
        "lives with no reason": {told[name] for name in names if came[name] == "lives"},
        "has a reason, and is no mutant": reasons.keys() - told.values(),
        "compiled, and has no mutants": kernels(ROOT).keys() - {".".join(place_of(name)) for name in every},
    }
    for what, found in faults.items():
        for one in sorted(found):
            print(f"{what}: {one}")
    return int(any(faults.values()) or not enough(rows))


def try_all(room: str, names: Sequence[str], kept: Kept) -> None:
    """Try mutants of a room in forks, then those that live there in a new process."""
    passed = sieved(TESTS[room], names, kept)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for name, lives in zip(passed, pool.map(survives, passed), strict=True):
            kept.keep(name, "lives" if lives else "died")


def sieved(tests: Sequence[str], names: Sequence[str], kept: Kept) -> list[str]:
    """Keep the mutants that die of tests in a fork, and return those that live."""
    if not names:
        return []
    command = [sys.executable, "-m", "tests.mutants.forks", *tests, *options()]
    last = {}
    with subprocess.Popen(command, cwd=COPY, env=UNCOMPILED, stdin=PIPE, stdout=PIPE, text=True) as forks:
        forks.stdin.write("\n".join(names))
        forks.stdin.close()
        for name, came in (line.split() for line in forks.stdout):
            kept.keep(name, came)
            last[name] = came
    if forks.returncode:
        raise RuntimeError(f"{tests}: the mutants were not tried")
    lives = [name for name, came in last.items() if came != "died"]
    print(f"{', '.join(tests)}: {len(lives)} of {len(names)} live in a fork", flush=True)
    return lives


def survives(name: str) -> bool:
    """Tell whether all tests of its room pass with a mutant, those of its module first, in a new process."""
    module = place_of(name)[0]
    tests = [*own_tests(module, COPY), *TESTS[module.split(".")[1]]]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", *options(), *tests],
        cwd=COPY,
        env=UNCOMPILED | {"MUTANT_UNDER_TEST": name},
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (TOO_LONG_S, TOO_LONG_S)),
    )
    if ended.returncode > 3:  # neither passed nor failed, nor broken off: pytest was asked wrongly
        raise RuntimeError(f"{name}: pytest ended with {ended.returncode}")
    return ended.returncode == 0


def options() -> list[str]:
    """Return what pytest is told: the tests that are of no use here, from pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["mutmut"]["pytest_add_cli_args"]


def enough(rows: Iterable[tuple[str, ...]]) -> bool:
    """Print the share of what was tried that died, by module and room; tell whether every room has enough."""
    shares: Mapping[str, float] = {}
    for place, count, died, *_, untried in rows:
        tried = int(count) - int(untried)
        found = chance(np.arange(max(tried, 1)) < int(died))
        shares[place] = found.share if tried else 1
        between = f"; {untried} not tried: {found.low:.1%} to {found.high:.1%} of all" if int(untried) else ""
        print(f"{place:36} {died:>5} of {tried:5} die {shares[place]:8.2%}{between}")
    return min(shares[room.replace("/", ".")] for room in ROOMS) >= LEAST


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
