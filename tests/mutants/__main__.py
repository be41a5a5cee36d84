"""`python -m tests.mutants [PATTERN ...]`: how many mutants of the rooms die, and which live with no reason.

mutmut makes the mutants. Those that survivors.toml gives a reason for are taken to live. The others are
tried in forks of one process first (`forks`), for a process each takes ten times as long. What lives behind a
cache or is made at import slips through there, so a mutant that lives meets all tests of its room again, in a
new process. If it lives then, it is a hole in the tests.
"""

import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

from tests.mutants.kernels import ROOMS, kernels
from tests.mutants.made import made, mutant
from tests.mutants.mutant import TESTS, listed, place_of

ROOT = Path(__file__).parents[2]
COPY = ROOT / "mutants"
UNCOMPILED = {**os.environ, "NUMBA_DISABLE_JIT": "1"}  # compiled once, a loop would not see its mutants
LEAST = 0.95
TOO_LONG_S = 600  # the slower room takes a minute


def main(patterns: Sequence[str]) -> int:
    """Make and try the mutants, print what came of them, and return the exit code."""
    every = made(ROOT, COPY)
    names = [name for name in every if any(fnmatch(name, pattern) for pattern in patterns or ["*"])]
    told, reasons = {name: str(mutant(name, COPY)) for name in every}, listed()
    expected = [name for name in names if told[name] in reasons]
    tried = [name for name in names if told[name] not in reasons]
    passed = [name for room in ROOMS for name in sieved(room.rpartition("/")[2], tried)]
    print(
        f"{len(passed)} of {len(tried)} mutants live in a fork; each meets all tests again, in a new process"
    )
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        holes = [name for name, lives in zip(passed, pool.map(survives, passed), strict=True) if lives]
    enough = died(names, [*expected, *holes])
    faults = {
        "lives with no reason": {told[name] for name in holes},
        "has a reason, and is no mutant": reasons.keys() - told.values(),
        "compiled, and has no mutants": kernels(ROOT).keys() - {".".join(place_of(name)) for name in every},
    }
    for what, found in faults.items():
        for one in sorted(found):
            print(f"{what}: {one}")
    return int(any(faults.values()) or not enough)


def sieved(room: str, names: Iterable[str]) -> list[str]:
    """Return the mutants of a room that live in a fork."""
    ours = [name for name in names if name.split(".")[1] == room]
    if not ours:
        return []
    command = [sys.executable, "-m", "tests.mutants.forks", room, *options()]
    given = "\n".join(ours)
    ran = subprocess.run(
        command, cwd=COPY, env=UNCOMPILED, input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return ran.stdout.split()


def survives(name: str) -> bool:
    """Tell whether all tests of its room pass with a mutant, those of its module first, in a new process."""
    _, room, *_, module = place_of(name)[0].split(".")
    own = f"tests/{room}/test_{module}.py"
    tests = [*([own] if (COPY / own).exists() else []), *TESTS[room]]
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", *options(), *tests],
            cwd=COPY,
            env=UNCOMPILED | {"MUTANT_UNDER_TEST": name},
            capture_output=True,
            timeout=TOO_LONG_S,
        )
    except subprocess.TimeoutExpired:
        return False
    if ended.returncode > 3:  # neither passed nor failed, nor broken off: pytest was asked wrongly
        raise RuntimeError(f"{name}: pytest ended with {ended.returncode}")
    return ended.returncode == 0


def options() -> list[str]:
    """Return what pytest is told: the tests that are of no use here, from pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["mutmut"]["pytest_add_cli_args"]


def died(names: Iterable[str], alive: Iterable[str]) -> bool:
    """Print the share of each module and each room that died; tell whether it is enough in every room."""
    tried, left = Counter(place_of(name)[0] for name in names), Counter(place_of(name)[0] for name in alive)
    for module, count in sorted(tried.items()):
        print(f"{module:36} {count - left[module]:5} of {count:5} die {1 - left[module] / count:8.2%}")
    shares = []
    for room in (room.replace("/", ".") for room in ROOMS):
        of_room = [module for module in tried if module.startswith(f"{room}.")]
        count, lives = sum(tried[one] for one in of_room), sum(left[one] for one in of_room)
        shares.append(1 - lives / count if count else 1)
        print(f"{room:36} {count - lives:5} of {count:5} die {shares[-1]:8.2%}")
    return min(shares) >= LEAST


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
