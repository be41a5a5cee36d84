"""What becomes of rows: they come and are refused or queue, are worked to the end, lose patience, turn late.

What happens returns whether the desk must settle, and the row that came and was not refused, or NONE.
"""

import numpy as np

from sim.deadline.kernel.compiled import ahead
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, IF_SERVED, NOBODY, OUTCOMES
from sim.operation.contract import BUSY, CLOSED, COMES, LEFT, MOOT, OPEN, SERVED
from sim.operation.kernel.layout import KIND, TURNS_LATE
from sim.operation.kernel.loop.choices import leaves_line, may_take
from sim.operation.kernel.loop.coming import push
from sim.operation.kernel.loop.heaps import fits, joins_free, queue_by_place, queue_last
from sim.operation.kernel.loop.readings import value, value_now

NONE = np.int64(NOBODY)


def comes(number, t, desk, now):
    """Join the queue, unless the question it asks about again was answered before, or it is refused."""
    row = desk.rows[number]
    line = desk.lines[row.line]
    if row.asked and was_answered(desk.about[number], desk.outcome):
        return False, NONE
    desk.came[number] = t
    if line.refuses:
        outcome, column = refusal(line, t, desk, now)
        if outcome != OPEN:
            ends(number, row, outcome, column, t, desk, now)
            return False, NONE
        occupy(line, 1, desk.trunks)
    desk.outcome[number] = OPEN
    row.place += value_now(desk.curves[line.curve], t, desk.pieces)
    if row.follows:  # will be read when it ends; most often that is long after
        ahead(desk.then, OUTCOMES * number)
        ahead(desk.wait, OUTCOMES * number)
    return line.waiting == 0, number


def refusal(line, t, desk, now):
    """Say what becomes of a row of a line that may refuse it now, and the column of what follows."""
    while now.k_hour < len(desk.hours) and desk.hours[now.k_hour] <= t:
        now.k_hour += 1
    if line.offered and now.k_hour % 2 == 0:
        return CLOSED, IF_CLOSED
    if line.trunk != NOBODY and desk.trunks[line.trunk].occupied >= desk.trunks[line.trunk].limit:
        return BUSY, IF_BUSY
    return OPEN, 0


def joins_queue(number, just_came, t, desk, now):
    """Put a row that came, or work that was put down, in its place among those who wait."""
    row, line = desk.rows[number], desk.lines[desk.rows[number].line]
    late_from = row.place
    if line.sinks:
        if not just_came:
            late_from = desk.key[number] + value(desk.curves[line.curve], desk.came[number], desk.pieces)
        row.late = late_from < t
    queue = desk.queues[row.line + len(desk.lines) * row.late]
    if just_came and not row.late and fits(row, number, queue, desk.rows, desk.listed):
        queue_last(number, queue, desk.listed)
    else:
        queue_by_place(number, row.place, queue, desk.heap_place, desk.heap_row)
        if line.sinks and not row.late:
            later(late_from + 1, TURNS_LATE, number, desk, now)
    row.waits = True
    line.waiting += 1
    now.open_lines |= line.bit
    row.patience += t


def ends_work(person, t, desk, now):
    """End a row's work; who asked the same again, or was asked about, is answered with it."""
    one = desk.people[person]
    number, desk.spell_ended[one.spell] = one.hand, t
    one.hand, one.since, desk.ends_at[person] = NOBODY, t, FOREVER
    if one.stretch != NOBODY:
        one.can = may_take(one)
        joins_free(person, desk.people)
    row = desk.rows[number]
    occupy(desk.lines[row.line], -1, desk.trunks)
    ends(number, row, SERVED, IF_SERVED, t, desk, now)
    if row.asked:
        other, again = desk.about[number], desk.first_again[number]
        while other != NOBODY or again != NOBODY:
            if other != NOBODY and desk.rows[other].waits:
                withdraws(other, MOOT, IF_SERVED, t, desk, now)
            other = again
            if again != NOBODY:
                again = desk.next_again[again]
    return True, NONE


def loses_patience(number, t, desk, now):
    """Leave the queue, if the row still waits."""
    row = desk.rows[number]
    if row.waits and row.patience == t:
        withdraws(number, LEFT, IF_LEFT, t, desk, now)
    return False, NONE


def turns_late(number, desk):
    """Go on waiting in the late queue of the line."""
    row = desk.rows[number]
    if row.waits and not row.late:
        row.late = True
        late_queue = desk.queues[row.line + len(desk.lines)]
        queue_by_place(number, row.place, late_queue, desk.heap_place, desk.heap_row)
    return False, NONE


def withdraws(number, outcome, column, t, desk, now):
    """Take a row out of its line for good."""
    row = desk.rows[number]
    row.waits = False
    leaves_line(row, desk, now)
    occupy(desk.lines[row.line], -1, desk.trunks)
    ends(number, row, outcome, column, t, desk, now)


def ends(number, row, outcome, column, t, desk, now):
    """Write down what became of a row, and send the row that follows on its way, if one does."""
    desk.outcome[number], desk.left[number] = outcome, t
    if row.follows:
        follower = desk.then[OUTCOMES * number + column]
        if follower != NOBODY:
            later(t + desk.wait[OUTCOMES * number + column], COMES, follower, desk, now)


def was_answered(asked_about, outcome):
    """Tell whether the row that another asks about again, if any, was answered."""
    return asked_about != NOBODY and (outcome[asked_about] == SERVED or outcome[asked_about] == MOOT)


def occupy(line, more, trunks):
    """Take or free a place on the trunk of a line."""
    if line.trunk != NOBODY:
        trunks[line.trunk].occupied += more


def later(t, kind, number, desk, now):
    """Let something come later."""
    now.n_later = push(t, kind * KIND + number, desk.later_at, desk.later_code, now.n_later)


INLINED = (
    comes, refusal, joins_queue, ends_work, loses_patience, turns_late, withdraws, ends, was_answered, occupy,
    later,
)  # fmt: skip
