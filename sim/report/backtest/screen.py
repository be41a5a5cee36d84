"""A backtest in words: first what a seller asks, then the table of scores."""

from collections.abc import Iterator
from math import isnan
from textwrap import fill

from sim.calibrate.backtest.known import Known
from sim.deadline import date_of
from sim.report.backtest.found import Found, Row
from sim.report.lines import remark
from sim.report.texts.language import Language
from sim.report.words import span

LINE = 118  # letters
MOST_NAMED = 8  # days
WIDTHS = (11, 12, 12, 12, 20, 16)


def screen(found: Found, say: Language) -> str:
    """Say how right the weeks were called, and level by level how the bands held."""
    read = fill(say("backtest.read"), LINE)
    return "\n".join([*_said(found, say), *_table(found.rows, say), read, *_left_open(found.known, say)])


def _left_open(known: Known, say: Language) -> Iterator[str]:
    """Name the days that nobody knows, and the weekdays without a row, which count as closed."""
    if len(known.unknown):
        days = [say.dated(date_of(day)) for day in known.unknown.tolist()]
        named = [
            *days[:MOST_NAMED],
            *([say("backtest.more", n=len(days) - MOST_NAMED)] if days[MOST_NAMED:] else []),
        ]
        yield from remark(say("backtest.note"), say("backtest.unknown", n=len(days), days=say.joined(named)))
    if known.shut:
        names = [say.listed("calendar.days")[one] for one in known.shut]
        yield from remark(say("backtest.note"), say("backtest.shut", days=say.joined(names)))


def _said(found: Found, say: Language) -> Iterator[str]:
    weeks = [call.monday for call in found.model]
    yield f"{found.name}, {span(weeks, say)}"
    yield say("backtest.said", n=len(weeks), inside=found.inside, off=say.exact_percent(found.off))


def _table(rows: list[Row], say: Language) -> Iterator[str]:
    yield _line(say.listed("backtest.heads"))
    for row in rows:
        shares = (row.own.inside_50, row.own.inside_90)
        losses = (row.against_poisson, row.against_last_week)
        yield _line(
            (
                say(f"backtest.level.{row.level}"),
                say.number(row.own.number),
                *(f"{share:.0%}" for share in shares),
                *("–" if isnan(loss) else say.number(loss, 2) for loss in losses),
            )
        )


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return first.ljust(WIDTHS[0]) + "".join(
        cell.rjust(width) for cell, width in zip(rest, WIDTHS[1:], strict=True)
    )
