"""One real log under several readings of the rules: verdicts side by side, and the questions that flip."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from sim.deadline import NEVER, week_label, zone_of
from sim.deadline.instants.wall import wall_text
from sim.norms import Verdict, Verdicts
from sim.norms.editions.edition import NORMS
from sim.norms.told.flipped import Flipped, Kind, flipped
from sim.norms.told.judged import Found
from sim.report.judgement import VERDICTS, rows_found, score
from sim.report.lines import WIDTH
from sim.report.texts.language import ENGLISH
from sim.report.words import counted, norm_name

COLUMNS = 5  # readings that fit beside each other; the others are in the tables
CELL = 19
WEEKS_SHOWN = 26  # of a norm; of more only those in which readings differ
FLIPS_SHOWN = 20
KINDS = {
    Kind.NOT_COUNTED: "not counted",
    Kind.IN_TIME: "in time",
    Kind.LATE: "late",
    Kind.PENDING: "open",
}
FLIP_ROW = " {:>2} {:<16}{:<18}{:<18}{:<18}{:<18}{}"
FLIPPED_COLUMNS = (
    *("reading", "case_id", "seller_id", "arrived_at", "due_before", "due_after", "answered_at"),
    *("before", "after"),
)
VERDICT_COLUMNS = (
    *("reading", "seller", "week", "norm", "total", "bad", "pending", "share", "verdict", "mail"),
    "strike",
)


@dataclass(frozen=True)
class Read:
    """The log under one reading of the rules."""

    name: str  # "holidays=NL+BE"
    verdicts: Verdicts


def readings(log: str, found: Found, read: Sequence[Read]) -> str:
    """Say what each reading makes of the log, the first being held against the others."""
    lines = [*_head(log, found, read), *_totals(read), *_side_by_side(read)]
    lines += _flips(read)
    return "\n".join(line.rstrip() for line in lines)


def verdicts_csv(read: Sequence[Read]) -> bytes:
    """Write one row a reading, seller, week and norm with anything to judge."""
    rows = (
        (
            *(one.name, row.seller, week_label(row.week), row.norm, row.total, row.bad, row.pending),
            *("" if row.share is None else f"{row.share:.6f}", VERDICTS[row.met]),
            *(int(row.mail), int(row.strike)),
        )
        for one in read
        for row in one.verdicts
        if row.total
    )
    return _csv(VERDICT_COLUMNS, rows)


def flipped_csv(read: Sequence[Read]) -> bytes:
    """Write one row a question and reading that judges it otherwise than the first one; times are local."""
    rows = (row for other in read[1:] for row in _flip_rows(read[0], other))
    return _csv(FLIPPED_COLUMNS, rows)


def _csv(head: Sequence[str], rows: Iterator[tuple[object, ...]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _head(log: str, found: Found, read: Sequence[Read]) -> Iterator[str]:
    view = read[0].verdicts.view
    zone = zone_of(view.options.timezone)
    yield f"LOG     {log}: {rows_found(found)}; judged as of {wall_text(view.as_of, zone)}"
    yield f"RULES   {len(read)} readings of them:"
    for number, one in enumerate(read, 1):
        yield from wrap(f"{number:>2}  {one.name}", WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)


def _totals(read: Sequence[Read]) -> Iterator[str]:
    """Sum up each reading: weeks missed by norm, mails, strikes."""
    norms = [norm for norm in NORMS if any(one.verdicts.of(norm).total.any() for one in read)]
    width = min((WIDTH - 28) // max(len(norms), 1), CELL)
    heads = "".join(f"{norm_name(norm, ENGLISH):>{width}}"[:width] for norm in norms)
    yield f"WEEKS MISSED{heads}{'mails':>8}{'strikes':>8}"
    for number, one in enumerate(read, 1):
        missed = "".join(f"{_missed(one, norm):>{width}}" for norm in norms)
        strikes = sum(week.strike for week in one.verdicts.history)
        yield f" {number:>2}{'':9}{missed}{int(one.verdicts.mail.sum()):>8}{strikes:>8}"


def _missed(one: Read, norm: str) -> str:
    met = one.verdicts.of(norm).met
    return f"{int((met == 0).sum())} of {int((met >= 0).sum())}"


def _side_by_side(read: Sequence[Read]) -> Iterator[str]:
    """Write the verdicts of every norm and week, a column a reading, where there is one seller."""
    if len(read[0].verdicts.view.sellers) > 1:
        yield "WEEK BY WEEK   of several sellers: in verdicts.csv"
        return
    if len(read) > COLUMNS:
        yield f"WEEK BY WEEK   by the first {COLUMNS} readings; by all {len(read)} in verdicts.csv"
    for norm in NORMS:
        rows = list(zip(*(one.verdicts.of(norm) for one in read[:COLUMNS]), strict=True))
        with_data = [row for row in rows if any(one.total for one in row)]
        if with_data:
            yield from _norm(norm, with_data)


def _norm(norm: str, rows: list[tuple[Verdict, ...]]) -> Iterator[str]:
    differing = [row for row in rows if len({_cell(norm, one) for one in row}) > 1]
    alike = len(rows) - len(differing)
    if not differing:
        yield f"{norm_name(norm, ENGLISH).upper()}  the same by all readings in {counted(len(rows), 'week')}"
        return
    heads = "".join(f"{number:>{CELL}}" for number in range(1, len(rows[0]) + 1))
    yield f"{norm_name(norm, ENGLISH).upper():<12}{heads}"
    shown = rows if len(rows) <= WEEKS_SHOWN else differing
    for row in shown:
        cells = "".join(f"{_cell(norm, one):>{CELL}}" for one in row)
        yield f" {week_label(row[0].week):<11}{cells}{' <' * (row in differing)}"
    if len(shown) < len(rows):
        yield f" {counted(alike, 'week')} more, the same by all readings: in verdicts.csv"


def _cell(norm: str, row: Verdict) -> str:
    if row.share is None:
        return "no data"
    return f"{score(norm, row.share, 0 if norm == 'nps' else 2)} {VERDICTS[row.met]}"


def _flips(read: Sequence[Read]) -> Iterator[str]:
    """Say of each reading how many questions flip, and list the first ones, those alike only once."""
    if not len(read[0].verdicts.view.log.cases):
        return
    told: dict[bytes, int] = {}
    for number, other in enumerate(read[1:], 2):
        found = flipped(read[0].verdicts, other.verdicts)
        first = told.setdefault(found.row.tobytes() + found.after.tobytes(), number)
        alike = f", the same as by {first}" if len(found) and first != number else ""
        yield f"FLIPPED  {number} against 1: {_times(found)}{alike}"
        if len(found) and first == number:
            yield FLIP_ROW.format("", "case", "arrived", "due by 1", f"due by {number}", "answered", "")
            yield from _listed(read[0], found)


def _times(found: Flipped) -> str:
    said = (
        f"{counted(times, 'question')} from {KINDS[before]} to {KINDS[after]}"
        for before in Kind
        for after in Kind
        if (times := found.count(before, after))
    )
    return ", ".join(said) or "no question"


def _listed(base: Read, found: Flipped) -> Iterator[str]:
    for place, row in enumerate(_rows(base, found)):
        if place == FLIPS_SHOWN:
            yield f"    {len(found) - FLIPS_SHOWN:,} more in flipped.csv"
            return
        case, _, arrived, due, then, answered, before, after = row
        yield FLIP_ROW.format("", case[:15], arrived, due, then, answered, f"{before} > {after}")


def _flip_rows(base: Read, other: Read) -> Iterator[tuple[object, ...]]:
    for row in _rows(base, flipped(base.verdicts, other.verdicts)):
        yield (other.name, *row)


def _rows(base: Read, found: Flipped) -> Iterator[tuple[str, ...]]:
    """Write each question that flips: case, seller, four instants in local time, and both verdicts."""
    view = base.verdicts.view
    cases, zone, sellers = view.log.cases, zone_of(view.options.timezone), view.seller(view.log.cases)

    def at(instant: int, nothing: str) -> str:
        return nothing if instant == NEVER else wall_text(instant, zone)

    for place, row in enumerate(found.row.tolist()):
        yield (
            str(cases.case_id[row]),
            view.sellers[int(sellers[row])],
            at(int(cases.arrived_at[row]), ""),
            at(int(found.due_before[place]), "no deadline"),
            at(int(found.due_after[place]), "no deadline"),
            at(int(cases.answered_at[row]), "not answered"),
            KINDS[Kind(int(found.before[place]))],
            KINDS[Kind(int(found.after[place]))],
        )
