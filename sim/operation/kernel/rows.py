"""The rows of the compiled engine: a record each, filled in one pass over the table of work.

A row has half a cache line; its marks say whether the wide tables of what follows it need be read at all.
"""

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, NOBODY, OUTCOMES
from sim.operation.contract import UNSEEN

ROW = np.dtype(
    [
        ("place", np.int64),  # in the work order; until the row comes its key
        ("remaining", np.int64),  # ticks of work at standard pace
        ("patience", np.int64),  # ticks left; while the row waits, the instant at which it ends
        ("line", np.int32),
        ("waits", np.bool_),
        ("late", np.bool_),
        ("follows", np.bool_),  # another row follows it, under some outcome
        ("asked", np.bool_),  # it is about another row, or another is about it
    ]
)
NUMBERS = ROW.itemsize // 8  # of 8 bytes, that a row has room for


def fill(work, forever, rows, of_line, log, coming, coming_at):
    """Fill the rows and their empty log, count those of each line, list those that come by themselves.

    Patience is cut to `forever`, which ends after the run whenever it begins. Return how many come by
    themselves, whether in order, and how many ask about another; FOREVER stands behind the last instant.
    """
    comes, line, handle, patience, key, then, about = work
    came, left, outcome = log
    number, in_order, asking = 0, True, 0
    for at in range(len(rows)):
        row = rows[at]
        row.place, row.remaining, row.line = key[at], handle[at], line[at]
        row.patience = min(patience[at], forever)
        row.waits, row.late, row.follows, row.asked = False, False, False, about[at] != NOBODY
        for column in range(OUTCOMES * at, OUTCOMES * at + OUTCOMES):
            row.follows |= then[column] != NOBODY
        came[at], left[at], outcome[at] = NEVER, NEVER, UNSEEN
        of_line[line[at]] += 1
        asking += row.asked
        if comes[at] != NEVER:
            in_order &= number == 0 or coming_at[number - 1] <= comes[at]
            coming[number], coming_at[number] = at, comes[at]
            number += 1
    coming_at[number] = FOREVER
    return number, in_order, asking


def spread(coming, coming_at, number, first, shift, places, by_span, by_span_at):
    """Let those that come by themselves stand by spans of 2**shift ticks, in each as they stood.

    `places` is zero, and has one entry more than there are spans from `first` on.
    """
    for at in range(number):
        places[(coming_at[at] - first >> shift) + 1] += 1
    for span in range(1, len(places)):
        places[span] += places[span - 1]
    for at in range(number):
        span = coming_at[at] - first >> shift
        place = places[span]
        by_span[place], by_span_at[place], places[span] = coming[at], coming_at[at], place + 1
    by_span_at[number] = FOREVER


def insert(coming, coming_at, number, most_moves):
    """Insert each before all that come later; False when that took too many moves and is not done."""
    for at in range(1, number):
        row, t, place = coming[at], coming_at[at], at
        while place > 0 and coming_at[place - 1] > t:
            coming[place], coming_at[place] = coming[place - 1], coming_at[place - 1]
            place -= 1
        coming[place], coming_at[place] = row, t
        most_moves -= at - place
        if most_moves < 0:
            return False
    return True


def link(about, rows, first_again, next_again):
    """Link the rows that are about the same row: the first for each row, and the one after each.

    Return how many are about one, at most.
    """
    for at in range(len(rows)):
        first_again[at], next_again[at] = NOBODY, NOBODY
    for at in range(len(rows) - 1, -1, -1):
        asked = about[at]
        if asked != NOBODY:
            next_again[at], first_again[asked] = first_again[asked], at
            rows[asked].asked = True
    most = 0
    for at in range(len(rows)):
        again, asks = first_again[at], 0
        while again != NOBODY:
            again, asks = next_again[again], asks + 1
        most = max(most, asks)
    return most
