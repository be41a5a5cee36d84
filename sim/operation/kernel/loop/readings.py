"""What the compiled engine reads off the desk: curves, how many wait and since when, reactions."""

import numpy as np

from sim.demand.work import FOREVER
from sim.operation.kernel.loop.heaps import waits_in
from sim.staffing.roster import NO_REACTION


def value_now(curve, t, pieces):
    """Read a curve now, which never is before the last time that it was read so."""
    while curve.now + 1 < curve.end and pieces[curve.now + 1].at <= t:
        curve.now += 1
    return read(pieces[curve.now], t)


def value(curve, at, pieces):
    """Read a curve at an instant."""
    piece, end = curve.first, curve.end
    while end - piece > 1:
        middle = (piece + end) // 2
        if pieces[middle].at <= at:
            piece = middle
        else:
            end = middle
    return read(pieces[piece], at)


def read(piece, at):
    """Read the piece of a curve that holds at an instant."""
    return piece.value + piece.slope * (at - piece.at)


def waiting_in(mask, lines):
    """How many rows wait in some lines."""
    count = 0
    for each in range(len(lines)):
        count += lines[each].waiting if mask & lines[each].bit else 0
    return count


def first_came(mask, desk):
    """When the first of those who wait in some lines came."""
    rows, queues, listed, heap_row, came = desk.rows, desk.queues, desk.listed, desk.heap_row, desk.came
    lines, first = len(queues) // 2, np.int64(FOREVER)
    for where in range(2 * lines):
        queue = queues[where]
        if mask >> where % lines & 1:
            for at in range(queue.first + queue.head, queue.first + queue.end):
                if rows[listed[at]].waits:
                    first = min(first, came[listed[at]])
                    break
            for at in range(queue.first, queue.first + queue.heaped):
                if waits_in(rows[heap_row[at]], where >= lines):
                    first = min(first, came[heap_row[at]])
    return first


def doing(stretch, reactions):
    """The lines that a stretch does now."""
    return stretch.does_then if in_reaction(stretch, reactions) else stretch.does


def in_reaction(stretch, reactions):
    """Tell whether the desk is in the reaction of a stretch."""
    return stretch.reaction != NO_REACTION and reactions[stretch.reaction].on


INLINED = (read, value_now, value, waiting_in, first_came, in_reaction, doing)
