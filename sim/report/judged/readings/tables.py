"""Readings as tables: every verdict, and every question that flips; files are English."""

import csv
import io
from collections.abc import Iterator, Sequence

from sim.deadline import week_label
from sim.norms.told.flipped import flipped
from sim.report.judged.norms import verdict
from sim.report.judged.readings.flips import flipped_rows
from sim.report.judged.readings.read import Read
from sim.report.texts.language import ENGLISH

FLIPPED_COLUMNS = (
    *("reading", "case_id", "seller_id", "arrived_at", "due_before", "due_after", "answered_at"),
    *("before", "after"),
)
VERDICT_COLUMNS = (
    *("reading", "seller", "week", "norm", "total", "bad", "pending", "share", "verdict", "mail"),
    "strike",
)


def verdicts_csv(read: Sequence[Read]) -> bytes:
    """Write one row a reading, seller, week and norm with anything to judge."""
    rows = (
        (
            *(one.name, row.seller, week_label(row.week), row.norm, row.total, row.bad, row.pending),
            *("" if row.share is None else f"{row.share:.6f}", verdict(row.met, ENGLISH)),
            *(int(row.mail), int(row.strike)),
        )
        for one in read
        for row in one.verdicts
        if row.total
    )
    return _csv(VERDICT_COLUMNS, rows)


def flipped_csv(read: Sequence[Read]) -> bytes:
    """Write one row a question and reading that judges it otherwise than the first one; times are local."""
    base, *others = read
    rows = (
        (other.name, *row)
        for other in others
        for row in flipped_rows(base, flipped(base.verdicts, other.verdicts), ENGLISH)
    )
    return _csv(FLIPPED_COLUMNS, rows)


def _csv(head: Sequence[str], rows: Iterator[tuple[object, ...]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode()
