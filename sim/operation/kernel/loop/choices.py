"""Who takes what in the compiled engine: who is asked, for which lines, and the best row that waits there.

Whoever takes something has empty hands, or is interrupted and holds what was in hand.
"""

import numpy as np

from sim.demand.work import FOREVER, NOBODY
from sim.operation.kernel.loop.coming import replayed
from sim.operation.kernel.loop.heaps import first_in, leaves_free, turn_late, unqueue

HOLDS = 1 << 62  # in a mask of lines: work that somebody holds
NOTHING = (FOREVER, FOREVER, NOBODY, NOBODY)  # leads before the first row was looked at


def may_take(one):
    """What somebody with empty hands may take: lines of their mask, and work that they hold."""
    return one.mask | (HOLDS if one.held != NOBODY else 0)


def somebody_takes(t, desk, now):
    """Let the first who may take something take it; tell whether anybody did."""
    person, mine = who_takes(t, desk, now)
    urgent = now.open_lines & now.interrupting
    if person == NOBODY and urgent != 0 and now.yielding != 0:
        person, mine = who_yields(urgent, t, desk, now)
    if person == NOBODY:
        return False
    one = desk.people[person]
    if one.hand == NOBODY:
        leaves_free(person, desk.people)
    else:
        is_interrupted(one, t, desk, now)
    if mine == 0:
        number, one.held = one.held, NOBODY
        now.n_held -= 1
    else:
        number = taken(mine, t, desk, now)
    begins(person, number, t, desk, now)
    return True


def is_interrupted(one, t, desk, now):
    """Put down the work in hand, and hold it; to take it up again will cost."""
    put_down(one, t, desk)
    row = desk.rows[one.hand]
    row.remaining += desk.lines[row.line].resume_cost
    one.held = one.hand
    now.n_held += 1


def put_down(one, t, desk):
    """End a spell before the work ends; what is left of it stays with the row."""
    desk.spell_ended[one.spell] = t
    desk.rows[one.hand].remaining -= (t - one.since) * one.pace // 1000


def taken(mine, t, desk, now):
    """Take the best row of some lines out of its queue, or the one at the door: then nobody waits."""
    if now.at_door != NOBODY:
        number, now.at_door, now.open_lines = now.at_door, NOBODY, 0
        return number
    where, number = best(mine, t, desk)
    unqueue(number, desk.queues[where], desk.listed, desk.heap_place, desk.heap_row)
    row = desk.rows[number]
    row.waits = False
    leaves_line(row, desk, now)
    row.patience -= t
    return number


def leaves_line(row, desk, now):
    """Count a row out of its line; a line without rows forgets those that have left."""
    line = desk.lines[row.line]
    line.waiting -= 1
    if line.waiting == 0:
        queue, late_queue = desk.queues[row.line], desk.queues[row.line + len(desk.lines)]
        queue.head, queue.heaped = queue.end, 0
        late_queue.head, late_queue.heaped = late_queue.end, 0
        now.open_lines &= ~line.bit


def begins(person, number, t, desk, now):
    """Begin a spell, at the pace of the stretch."""
    one, spell = desk.people[person], now.n_spells
    pace, remaining = desk.stretches[one.stretch].pace, desk.rows[number].remaining
    one.hand, one.since, one.spell, one.can, one.pace = number, t, spell, 0, pace
    desk.spell_row[spell], desk.spell_person[spell] = number, person
    desk.spell_began[spell], desk.spell_ended[spell] = t, now.until
    now.n_spells = spell + 1
    desk.ends_at[person] = t + (remaining if pace == 1000 else -(-remaining * 1000 // pace))
    if person != now.replays:  # else once is enough
        now.ends_first, now.t_end = replayed(person, desk.ends_at, desk.winners)


def who_takes(t, desk, now):
    """The first of the free who may take something, and from which lines: none for what they hold."""
    people, lines = desk.people, desk.lines
    ring, open_lines = len(people) - 1, now.open_lines
    takers = takers_among(people, now.kept_for) if open_lines & now.careful else 0
    person = people[ring].behind
    while person != ring:
        one = people[person]
        may = one.can & (open_lines | HOLDS)
        if may & HOLDS:
            may &= now.interrupting | HOLDS
        if may & now.careful:
            may = allowed(may, one.goes_home - t, takers - 1 if one.mask & now.kept_for else FOREVER, lines)
        if may != 0:
            return person, may & ~HOLDS
        person = one.behind
    return np.int64(NOBODY), np.int64(0)


def who_yields(urgent, t, desk, now):
    """The first of those at work that yields who may take something urgent, and from which lines."""
    people, lines, rows = desk.people, desk.lines, desk.rows
    found, mine = np.int64(NOBODY), np.int64(0)
    takers = takers_among(people, now.kept_for) if urgent & now.careful else 0
    for person in range(len(people) - 1):
        one = people[person]
        may = one.mask & urgent
        if may == 0 or one.hand == NOBODY or not now.yielding & lines[rows[one.hand].line].bit:
            continue
        if may & now.careful:
            may = allowed(may, one.goes_home - t, takers if one.mask & now.kept_for else FOREVER, lines)
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


def best(mine, t, desk):
    """The queue of the best row among those of some lines, and the row."""
    leads, each, late = NOTHING, 0, len(desk.lines)
    while mine >> each:
        line = desk.lines[each]
        if mine & line.bit:
            if line.sinks:
                turn_late(t, desk.queues[each], desk.queues[late + each], desk.rows, desk.listed)
            leads = better(leads, line.rank, each, desk)
            if line.sinks:
                leads = better(leads, line.late_rank, late + each, desk)
        each += 1
    _, _, number, where = leads
    return where, number


def better(leads, rank, where, desk):
    """The better of the row that leads so far and the first of a queue: its rank, place, number and queue."""
    if rank > leads[0]:
        return leads
    number = first_in(desk.queues[where], where >= len(desk.lines), desk)
    if number == NOBODY:
        return leads
    row = rank, desk.rows[number].place, number, where
    return row if row < leads else leads


INLINED = (
    may_take, somebody_takes, is_interrupted, put_down, taken, leaves_line, begins, who_takes, who_yields,
    takers_among, allowed, best, better,
)  # fmt: skip
