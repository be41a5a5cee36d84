"""`python -m tests.mutants [PATTERN ...]`: how many mutants of the rooms die, and which live with no reason.

mutmut makes the mutants. Those that survivors.toml gives a reason for are taken to live, and those that died
in an earlier run to die (`kept`). The others are tried in forks of one process first (`forks`), for a process
each takes ten times as long. What lives behind a cache or is made at import slips through there, so a mutant
that lives meets all tests of its room again, in a new process. If it lives then, it is a hole in the tests.
What came of them all stands in score.csv.
"""

import os
import resource
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

from tests.mutants.forks import SLOW
from tests.mutants.kept import Kept, score, write_score
from tests.mutants.kernels import ROOMS, kernels
from tests.mutants.made import made, mark, mutant
from tests.mutants.mutant import HERE, TESTS, listed, place_of

ROOT = Path(__file__).parents[2]
COPY = ROOT / "mutants/copy"
UNCOMPILED = {**os.environ, "NUMBA_DISABLE_JIT": "1"}  # compiled once, a loop would not see its mutants
LEAST = 0.95
TOO_LONG_S = 1200  # of processor time; the slower room takes some minutes


def main(patterns: Sequence[str]) -> int:
    """Make and try the mutants, write down what came of them, and return the exit code."""
    every = made(ROOT, COPY)
    told, reasons = {name: str(mutant(name, COPY)) for name in every}, listed()
    kept = Kept(COPY.parent / "tried", {name: mark(name, COPY) for name in every})
    names = [name for name in every if any(fnmatch(name, pattern) for pattern in patterns or ["*"])]
    tried = [name for name in names if told[name] not in reasons and kept.came(name) != "died"]
    for room in TESTS:
        try_all(room, [name for name in tried if name.split(".")[1] == room], kept)
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


def try_all(room: str, names: Iterable[str], kept: Kept) -> None:
    """Try mutants of a room in forks, and those that live there in a new process."""
    passed = []
    for name, came in sieved(room, names):
        if came == "died":
            kept.keep(name, came)
        else:
            passed.append(name)
    print(f"{room}: {len(passed)} live in a fork; each meets all tests again, in a new process", flush=True)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for name, lives in zip(passed, pool.map(survives, passed), strict=True):
            kept.keep(name, "lives" if lives else "died")


def sieved(room: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the mutants of a room as they have met its tests in a fork, and what came of each."""
    given = "\n".join(names)
    if not given:
        return
    command = [sys.executable, "-m", "tests.mutants.forks", room, *options()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=COPY, env=UNCOMPILED, **pipes) as forks:
        forks.stdin.write(given)
        forks.stdin.close()
        for line in forks.stdout:
            name, came = line.split()
            yield name, came
    if forks.returncode:
        raise RuntimeError(f"{room}: the mutants were not tried")


def survives(name: str) -> bool:
    """Tell whether all tests of its room pass with a mutant, those of its module first, in a new process."""
    _, room, *_, module = place_of(name)[0].split(".")
    own = sorted(str(path.relative_to(COPY)) for path in (COPY / "tests" / room).rglob(f"test_{module}.py"))
    slow = (COPY / SLOW).read_text(encoding="utf-8").splitlines()
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", *options(), *own, *TESTS[room]]
        + [f"--deselect={test}" for test in slow],
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
        shares[place] = int(died) / tried if tried else 1
        print(f"{place:36} {died:>5} of {tried:5} die {shares[place]:8.2%}; {untried} not tried")
    return min(shares[room.replace("/", ".")] for room in ROOMS) >= LEAST


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
