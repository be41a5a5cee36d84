"""One mutant: its function, and what it changes there, which is how survivors.toml names it."""

import tomllib
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TESTS = {"deadline": ["tests/deadline"], "norms": ["tests/norms", "tests/stories"]}  # by room


class Mutant(NamedTuple):
    """A changed function."""

    module: str  # "sim.norms.live.sums"
    function: str  # "Sums.widened"
    change: str  # "the line as it was -> as it became"; mutmut's numbers shift with every edit

    def __str__(self) -> str:
        return f"{self.module}.{self.function}: {self.change}"


def place_of(name: str) -> tuple[str, str]:
    """Module and function of a mutant's name.

    >>> place_of("sim.deadline.instants.wall.x_to_utc__mutmut_3")
    ('sim.deadline.instants.wall', 'to_utc')
    >>> place_of("sim.deadline.instants.forms.xǁFormǁback__mutmut_1")
    ('sim.deadline.instants.forms', 'Form.back')
    """
    module, _, mangled = name.partition("__mutmut_")[0].rpartition(".")
    return module, mangled[2:].replace("ǁ", ".")


def change_of(diff: str) -> str:
    """A diff in a line, "was -> became".

    >>> change_of("--- a\\n+++ a\\n@@ -1,2 +1,2 @@\\n def f():\\n-    return 1\\n+    return 2")
    'return 1 -> return 2'
    """
    lines = diff.splitlines()[3:]
    was, became = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return f"{was} -> {became}"


def own_tests(module: str, root: Path) -> list[str]:
    """Return the test files below `root` named after a module, else after its package; or none."""
    _, room, *parts = module.split(".")
    for part in reversed(parts):
        if found := sorted((root / "tests" / room).rglob(f"test_{part}*.py")):
            return [str(path.relative_to(root)) for path in found]
    return []


def listed() -> dict[str, str]:
    """Why each known survivor is equivalent, by what it prints as."""
    functions = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))
    return {f"{name}: {change}": why for name, said in functions.items() for change, why in said.items()}
