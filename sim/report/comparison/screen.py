"""A comparison on one screen: what each plan comes to, what it changes, which are worth their price."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import TextWrapper, wrap

from sim.report.comparison.figures import short
from sim.report.comparison.table import Weighed, plans_table
from sim.report.comparison.words import (
    Row,
    change_cells,
    change_heads,
    heads,
    made,
    plan_cells,
    remarks,
    shop_and_weeks,
)
from sim.report.lines import UNBROKEN, remark, wrapped
from sim.report.texts.language import Language

NAME = 34
ROW = " {:<2} {:<34}{:>10}{:>11}{:>11}{:>13}{:>9}{:>12}{:>7}{:>9}"
CHANGE_ENDS = (67, 90, 110, 120)  # of the columns of changes


def screen(weighed: Weighed, notes: list[str], say: Language) -> str:
    """Say all of it; `notes` come below the tables."""
    rows = short(plans_table(weighed).to_pylist())
    lines = wrapped(f"{shop_and_weeks(weighed, say)}      {made(weighed, say)}")
    lines += [*_plans(weighed, rows, say), *_changes(rows, say)]
    lines += [line for name, text in remarks(weighed, rows, notes, say) for line in remark(name, text)]
    return "\n".join(line.rstrip() for line in lines)


def _plans(weighed: Weighed, rows: list[Row], say: Language) -> Iterator[str]:
    yield from (ROW.format("", *cells) for cells in heads(weighed, say))
    for number, row in enumerate(rows, 1):
        yield from _numbered(ROW.format, number, row["plan"], plan_cells(row, say))


def _changes(rows: list[Row], say: Language) -> Iterator[str]:
    """Hold every plan against the first one."""
    if len(rows) == 1:
        return
    yield say("compare.against")
    yield change_line("", *change_heads(say))
    for number, row in enumerate(rows[1:], 2):
        yield from _numbered(change_line, number, row["plan"], change_cells(row, say))


def change_line(number: int | str, name: str, *cells: str) -> str:
    """Write a row of changes: a cell that is wider than its column pushes the next, a space apart."""
    line = f" {number:<2} {name:<{NAME}}"
    for cell, end in zip(cells, CHANGE_ENDS, strict=True):
        line += " " + cell.rjust(end - len(line) - 1)
    return line


def _numbered(form: Callable[..., str], number: int, name: str, cells: Sequence[str]) -> Iterator[str]:
    """Write a row; a name that is longer than its column goes on below it."""
    first, *more = _lines(name)
    yield form(number, first, *cells)
    yield from (form("", line, *[""] * len(cells)) for line in more)


def _lines(name: str) -> list[str]:
    """Break a name between its changes, and within one only where that is longer than the column."""
    changes = ", ".join(change.replace(" ", UNBROKEN) for change in name.split(", "))
    kept = TextWrapper(NAME - 1, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    lines = kept.wrap(changes)
    if max(map(len, lines)) >= NAME:
        lines = wrap(name, NAME - 1, subsequent_indent="  ", break_on_hyphens=False)
    return [line.replace(UNBROKEN, " ") for line in lines]
