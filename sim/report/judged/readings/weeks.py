"""The verdicts of readings side by side, week by week."""

from collections.abc import Iterator, Sequence

from sim.deadline import week_label
from sim.norms import Verdict
from sim.norms.editions.edition import NORMS
from sim.report.judged.norms import score, verdict
from sim.report.judged.readings.read import Read
from sim.report.texts.language import Language
from sim.report.words import norm_name

COLUMNS = 5  # readings that fit beside each other; the others are in the tables
CELL = 19
WEEKS_SHOWN = 26  # of a norm; of more only those in which readings differ


def week_by_week(read: Sequence[Read], say: Language) -> Iterator[str]:
    """Write the verdicts of every norm and week, a column a reading, where there is one seller."""
    if len(read[0].verdicts.view.sellers) > 1:
        yield say("readings.several_sellers")
        return
    if len(read) > COLUMNS:
        yield say("readings.first_ones", shown=COLUMNS, all=len(read))
    for norm in NORMS:
        rows = list(zip(*(one.verdicts.of(norm) for one in read[:COLUMNS]), strict=True))
        with_data = [row for row in rows if any(one.total for one in row)]
        if with_data:
            yield from _norm(norm, with_data, say)


def _norm(norm: str, rows: list[tuple[Verdict, ...]], say: Language) -> Iterator[str]:
    name = norm_name(norm, say).upper()
    differing = [row for row in rows if len({_cell(norm, one, say) for one in row}) > 1]
    if not differing:
        yield say("readings.same", norm=name, n=len(rows))
        return
    heads = "".join(f"{number:>{CELL}}" for number in range(1, len(rows[0]) + 1))
    yield f"{name:<12}{heads}"
    shown = rows if len(rows) <= WEEKS_SHOWN else differing
    for row in shown:
        cells = "".join(f"{_cell(norm, one, say):>{CELL}}" for one in row)
        yield f" {week_label(row[0].week):<11}{cells}{' <' * (row in differing)}"
    if len(shown) < len(rows):
        yield say("readings.more_weeks", n=len(rows) - len(differing))


def _cell(norm: str, row: Verdict, say: Language) -> str:
    if row.share is None:
        return say("judged.no_data")
    return f"{score(norm, row.share, say, 0 if norm == 'nps' else 2)} {verdict(row.met, say)}"
