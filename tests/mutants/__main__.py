"""`python -m tests.mutants [PATTERN ...]`: how many mutants of the rooms die, and which live with no reason.

mutmut makes the mutants and is a sieve: it forks them from one process and gives each only the tests that it
saw reach the function. Whatever lives behind a cache or is made at import slips through, so every mutant that
it lets pass meets all tests of its room again, in a fresh interpreter. One that lives then is listed in
survivors.toml with the reason why no test can tell it, or it is a hole in the tests.
"""

import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE

from tests.mutants.kernels import ROOMS, kernels
from tests.mutants.mutant import Mutant, change_of, listed, place_of

ROOT = Path(__file__).parents[2]
MUTMUT = (sys.executable, "-m", "mutmut")
UNCOMPILED = {**os.environ, "NUMBA_DISABLE_JIT": "1"}  # compiled once, a loop would not see its mutants
LEAST = 0.95
DEAD = ("killed", "timeout")
TOO_LONG_S = 600  # the slower room takes a minute


def main(patterns: Sequence[str]) -> int:
    """Make and test the mutants, print what came of them, and return the exit code."""
    subprocess.run([*MUTMUT, "run", *patterns], cwd=ROOT, env=UNCOMPILED, check=True)
    status = {name: what for name, what in statuses() if what != "not checked"}
    passed = [name for name, what in status.items() if what not in DEAD]
    print(f"{len(passed)} of {len(status)} mutants pass the sieve; each meets all tests of its room again")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lives = dict(zip(passed, pool.map(survives, passed), strict=True))
    alive = [name for name in passed if lives[name]]
    enough = died(status, alive)
    bare = [] if patterns else unmutated(status)
    holes = [one for one in map(mutant, alive) if str(one) not in listed()]
    tell("lives with no reason", holes)
    tell("compiled, and has no mutants", bare)
    return int(bool(holes or bare) or not enough)


def statuses() -> list[tuple[str, str]]:
    """Return each mutant's name and what mutmut says of it."""
    told = _mutmut("results", "--all", "true").splitlines()
    return [(name, what) for name, _, what in (line.strip().partition(": ") for line in told)]


def mutant(name: str) -> Mutant:
    """Return what a mutant changes."""
    return Mutant(*place_of(name), change_of(_mutmut("show", name).partition("\n")[2]))


def survives(name: str) -> bool:
    """Tell whether all tests of its room pass with a mutant, those of its module first, in a new process."""
    _, room, *_, module = place_of(name)[0].split(".")
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    own = f"tests/{room}/test_{module}.py"
    tests = [own, f"tests/{room}"] if (ROOT / own).exists() else [f"tests/{room}"]
    command = [sys.executable, "-m", "pytest", "-x", "-q", *options["pytest_add_cli_args"], *tests]
    try:
        ended = subprocess.run(
            command,
            cwd=ROOT / "mutants",
            env=UNCOMPILED | {"MUTANT_UNDER_TEST": name},
            capture_output=True,
            timeout=TOO_LONG_S,
        )
    except subprocess.TimeoutExpired:
        return False
    if ended.returncode > 3:  # neither passed nor failed, nor broken off: pytest was asked wrongly
        raise RuntimeError(f"{name}: pytest ended with {ended.returncode}")
    return ended.returncode == 0


def died(names: Iterable[str], alive: Iterable[str]) -> bool:
    """Print the share of each module and each room that died; tell whether it is enough in every room."""
    made, left = Counter(place_of(name)[0] for name in names), Counter(place_of(name)[0] for name in alive)
    for module, count in sorted(made.items()):
        print(f"{module:36} {count - left[module]:5} of {count:5} die {1 - left[module] / count:8.2%}")
    shares = []
    for room in (room.replace("/", ".") for room in ROOMS):
        of_room = [module for module in made if module.startswith(f"{room}.")]
        count, lives = sum(made[one] for one in of_room), sum(left[one] for one in of_room)
        shares.append(1 - lives / count if count else 1)
        print(f"{room:36} {count - lives:5} of {count:5} die {shares[-1]:8.2%}")
    return min(shares) >= LEAST


def unmutated(names: Iterable[str]) -> list[str]:
    """Return the compiled functions of which there is no mutant."""
    return sorted(kernels(ROOT).keys() - {".".join(place_of(name)) for name in names})


def tell(what: str, found: Iterable[object]) -> None:
    """Print a line for each."""
    for one in found:
        print(f"{what}: {one}")


def _mutmut(*words: str) -> str:
    command = [*MUTMUT, *words]
    return subprocess.run(command, cwd=ROOT, env=UNCOMPILED, check=True, stdout=PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
