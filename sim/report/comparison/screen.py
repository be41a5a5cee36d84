"""A comparison on one screen: what each plan comes to, what it changes, which are worth their price."""

from collections.abc import Iterator

from sim.report.comparison.figures import short
from sim.report.comparison.table import Told, plans_table
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
from sim.report.lines import remark
from sim.report.texts.language import Language
from sim.report.words import cut

NAME = 38
ROW = " {:<2} {:<38}{:>10}{:>11}{:>13}{:>13}{:>13}{:>8}{:>9}"
CHANGE = " {:<2} {:<38}{:>25}{:>23}{:>21}{:>9}"


def screen(told: Told, notes: list[str], say: Language) -> str:
    """Say all of it; `notes` come below the tables."""
    rows = short(plans_table(told).to_pylist())
    lines = [f"{shop_and_weeks(told, say)}      {made(told, say)}"]
    lines += [*_plans(told, rows, say), *_changes(rows, say)]
    lines += [line for name, text in remarks(told, rows, notes, say) for line in remark(name, text)]
    return "\n".join(line.rstrip() for line in lines)


def _plans(told: Told, rows: list[Row], say: Language) -> Iterator[str]:
    yield from (ROW.format("", *cells) for cells in heads(told, say))
    for number, row in enumerate(rows, 1):
        yield ROW.format(number, cut(row["plan"], NAME - 1), *plan_cells(row, say))


def _changes(rows: list[Row], say: Language) -> Iterator[str]:
    """Hold every plan against the first one."""
    if len(rows) == 1:
        return
    yield say("compare.against")
    yield CHANGE.format("", *change_heads(say))
    for number, row in enumerate(rows[1:], 2):
        yield CHANGE.format(number, cut(row["plan"], NAME - 1), *change_cells(row, say))
