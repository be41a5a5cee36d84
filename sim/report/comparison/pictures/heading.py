"""What both pictures say of themselves, and how they number the plans of the table."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from sim.report.comparison.table import Weighed
from sim.report.drawing.letters import NAME_LENGTH, first_within, legible
from sim.report.drawing.look import A4_IN, SMALL, TITLE
from sim.report.texts.language import Language
from sim.report.words import cut, span

Row = Mapping[str, Any]

TITLE_IN = A4_IN - 0.3  # without the margins
MOST_LETTERS, FEWEST_LETTERS = 60, 10  # of a line of a name, as narrow or as wide as they are
MOST_PARTS = 4  # of the numbers at a point


def title(weighed: Weighed, what: str, say: Language) -> str:
    """Head a picture: what it asks, of which shop and weeks; the name is cut to the room."""
    plan = weighed.comparison.base.plan
    name, weeks = legible(plan.file.name), span(plan.shop.season.weeks, say)
    cuts = ([f"{what} {cut(name, length)}, {weeks}"] for length in range(NAME_LENGTH, 0, -1))
    return first_within(TITLE_IN, TITLE, cuts)[0]


def named(number: str, row: Row, room_in: float, lines: int) -> list[str]:
    """Write the number and the name of a plan in so many inches a line and so many lines."""
    letters = range(MOST_LETTERS, FEWEST_LETTERS - 1, -1)
    written = (_in_lines(number, legible(row["plan"]), length, lines) for length in letters)
    return first_within(room_in, SMALL, written)


def in_runs(numbers: Sequence[int]) -> str:
    """Write numbers in their order: "1-3, 7"; a mark stands for all that is left after a few parts."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0])]
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ", ".join([*parts[:MOST_PARTS], "…"] if len(parts) > MOST_PARTS else parts)


def _in_lines(number: str, name: str, letters: int, lines: int) -> list[str]:
    """Break a name after so many letters; what the last line cannot hold is cut."""
    indent = " " * 2 * len(number)
    written = wrap(number + name, letters, subsequent_indent=indent)
    if len(written) <= lines:
        return written
    rest = " ".join(line.strip() for line in written[lines - 1 :])
    return [*written[: lines - 1], cut(indent + rest, letters)]
