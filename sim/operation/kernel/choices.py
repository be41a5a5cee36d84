"""Who takes what in the compiled engine: who is asked, for which lines, and the best row that waits there."""

import numpy as np

from sim.demand.work import FOREVER, NOBODY
from sim.operation.kernel.heaps import first_in, turn_late

HOLDS = 1 << 62  # in a mask of lines: work that somebody holds


def may_take(one):
    """What somebody with empty hands may take: lines of their mask, and work that they hold."""
    return one.mask | (HOLDS if one.held != NOBODY else 0)


def who_takes(open_lines, interrupting, careful, kept_for, t, people, lines):
    """The first of the free who may take something, and from which lines: none for what they hold."""
    ring = len(people) - 1
    takers = takers_among(people, kept_for) if open_lines & careful else 0
    person = people[ring].behind
    while person != ring:
        one = people[person]
        may = one.can & (open_lines | HOLDS)
        if may & HOLDS:
            may &= interrupting | HOLDS
        if may & careful:
            may = allowed(may, one.goes_home - t, takers - 1 if one.mask & kept_for else FOREVER, lines)
        if may != 0:
            return person, may & ~HOLDS
        person = one.behind
    return np.int64(NOBODY), np.int64(0)


def who_yields(urgent, yielding, careful, kept_for, t, people, lines, rows):
    """The first of those at work that yields who may take something urgent, and from which lines."""
    found, mine = np.int64(NOBODY), np.int64(0)
    takers = takers_among(people, kept_for) if urgent & careful else 0
    for person in range(len(people) - 1):
        one = people[person]
        may = one.mask & urgent
        if may == 0 or one.hand == NOBODY or not yielding & lines[rows[one.hand].line].bit:
            continue
        if may & careful:
            may = allowed(may, one.goes_home - t, takers if one.mask & kept_for else FOREVER, lines)
        sooner = found == NOBODY or one.asked < people[found].asked
        if may != 0 and (sooner or (one.asked == people[found].asked and one.since < people[found].since)):
            found, mine = person, may
    return found, mine


def takers_among(people, kept_for):
    """How many of the free do a line that a reserve is kept for."""
    ring, count = len(people) - 1, 0
    one = people[ring].behind
    while one != ring:
        count += people[one].mask & kept_for != 0
        one = people[one].behind
    return count


def allowed(may, time_left, spare, lines):
    """Those of some lines for which a person has time and leaves enough others free."""
    each = 0
    while (may & ~HOLDS) >> each:
        if lines[each].guard > time_left or lines[each].reserve > spare:
            may &= ~lines[each].bit
        each += 1
    return may


def best(mine, t, lines, queues, rows, listed, heap_place, heap_row):
    """The queue of the best row among those of some lines, and the row."""
    found, best_row, best_rank, best_place = 0, np.int64(NOBODY), np.int64(0), np.int64(0)
    each = 0
    while mine >> each:
        line = lines[each]
        if mine & line.bit:
            where, rank = each, line.rank
            if line.sinks:
                turn_late(t, queues[each], queues[each + len(lines)], rows, listed)
            while where < 2 * len(lines):
                is_late = where >= len(lines)
                number = first_in(queues[where], is_late, rows, listed, heap_place, heap_row)
                if number != NOBODY:
                    place = rows[number].place
                    if (
                        best_row == NOBODY
                        or rank < best_rank
                        or (rank == best_rank and place < best_place)
                        or (rank == best_rank and place == best_place and number < best_row)
                    ):
                        found, best_row, best_rank, best_place = where, number, rank, place
                where, rank = where + (len(lines) if line.sinks else 2 * len(lines)), line.late_rank
        each += 1
    return found, best_row


INLINED = (may_take, takers_among, allowed, who_takes, who_yields, best)
