"""What came of each mutant, kept from run to run, so that a run may be broken off and the next one goes on.

A mutant that died is tried again when its function changes, not when a test does: remove the file for that.
"""

from collections.abc import Iterable, Mapping
from csv import writer
from pathlib import Path

from tests.mutants.mutant import place_of

HEAD = ("place", "mutants", "died", "equivalent", "lives", "open", "untried")


class Kept:
    """A file with a line for each mutant tried: its mark, and what came of it; the last line counts.

    It "died", it "lives" through all tests of its room, or is "open": it lives through those it has met.
    """

    def __init__(self, path: Path, marks: Mapping[str, str]) -> None:
        self._path, self._marks = path, marks
        path.touch()
        self._came = dict(line.split() for line in path.read_text(encoding="utf-8").splitlines())

    def keep(self, name: str, came: str) -> None:
        """Write down what came of a mutant."""
        self._came[self._marks[name]] = came
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{self._marks[name]} {came}\n")

    def came(self, name: str) -> str:
        """Return "died", "lives", "open", or "untried"."""
        return self._came.get(self._marks[name], "untried")


def score(came: Mapping[str, str], rooms: Iterable[str]) -> list[tuple[str, ...]]:
    """Count what came of the mutants: a row a module, and one a room.

    >>> score({"sim.a.b.x_f__mutmut_1": "died", "sim.a.b.x_f__mutmut_2": "lives"}, ["sim/a"])
    [('sim.a.b', '2', '1', '0', '1', '0', '0'), ('sim.a', '2', '1', '0', '1', '0', '0')]
    """
    modules = {name: place_of(name)[0] for name in came}
    rows = []
    for place in (*sorted(set(modules.values())), *(room.replace("/", ".") for room in rooms)):
        here = [came[name] for name in came if f"{modules[name]}.".startswith(f"{place}.")]
        rows.append((place, str(len(here)), *(str(here.count(what)) for what in HEAD[2:])))
    return rows


def write_score(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write the counts as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer(file, lineterminator="\n").writerows([HEAD, *rows])
