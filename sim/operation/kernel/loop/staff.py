"""What becomes of people: they come on duty and go off, and do something else after a look at the desk.

What happens returns what `changes` does.
"""

import numpy as np

from sim.demand.work import FOREVER, NOBODY
from sim.operation.contract import STAFF_CHANGES, WAITING
from sim.operation.kernel.loop.changes import NONE, joins_queue, later
from sim.operation.kernel.loop.choices import may_take, put_down
from sim.operation.kernel.loop.coming import has_patience
from sim.operation.kernel.loop.heaps import joins_free, leaves_free
from sim.operation.kernel.loop.readings import doing, first_came, in_reaction, value, value_now, waiting_in
from sim.staffing.roster import FINISH, KEEP, TO_HEAD, TO_TAIL

BEFORE_ALL = -(2**61)  # no place by key and curve lies so low


def comes_on(number, t, desk):
    """Come on duty."""
    stretch = desk.stretches[number]
    person, one = stretch.person, desk.people[stretch.person]
    one.stretch, one.goes_home, one.asked = number, stretch.home, stretch.asked
    one.mask = doing(stretch, desk.reactions)
    if one.hand == NOBODY:
        one.since, one.can = t, may_take(one)
        joins_free(person, desk.people)
    return True, NONE


def goes_off(number, t, desk, now):
    """Go off duty, later in a reaction; what becomes of work is written in the stretch."""
    stretch = desk.stretches[number]
    person, one, stop = stretch.person, desk.people[stretch.person], stretch.stop
    if t < stretch.off_then and in_reaction(stretch, desk.reactions):
        one.goes_home = stretch.off_then
        later(stretch.off_then, STAFF_CHANGES, 2 * number, desk, now)
        return True, NONE
    if one.hand == NOBODY:
        leaves_free(person, desk.people)
    one.stretch, one.mask, one.can = NOBODY, 0, 0
    if stop != KEEP and one.held != NOBODY:
        number, one.held = one.held, NOBODY
        now.n_held -= 1
        goes_back(number, stop, t, desk, now)
    if stop != FINISH and one.hand != NOBODY and desk.lines[desk.rows[one.hand].line].stops:
        number = one.hand
        put_down(one, t, desk)
        one.hand, one.since, desk.ends_at[person], now.replays = NOBODY, t, FOREVER, person
        if stop == KEEP and one.held == NOBODY:
            one.held = number
            now.n_held += 1
        else:
            goes_back(number, stop, t, desk, now)
    return True, NONE


def goes_back(number, stop, t, desk, now):
    """Let work that was put down wait again, in the place that the end of the stretch says."""
    row = desk.rows[number]
    if stop == TO_HEAD:
        row.place = BEFORE_ALL - t
    elif stop == TO_TAIL:
        curve = desk.curves[desk.lines[row.line].curve]
        row.place = desk.key[number] + value_now(curve, t, desk.pieces)
    joins_queue(number, False, t, desk, now)
    has_patience(number, desk, now)


def looks(t, desk, now):
    """Begin the reactions whose measure is too high, end those whose measure is low again."""
    for each in range(len(desk.reactions)):
        reaction = desk.reactions[each]
        measure = np.int64(0)
        if reaction.measure == WAITING:
            measure = waiting_in(reaction.lines, desk.lines)
        elif reaction.lines & now.open_lines:
            curve = desk.curves[reaction.clock]
            first = first_came(reaction.lines, desk)
            measure = value_now(curve, t, desk.pieces) - value(curve, first, desk.pieces)
        reaction.on = measure > (reaction.below if reaction.on else reaction.above)
    for person in range(len(desk.people) - 1):
        one = desk.people[person]
        if one.stretch != NOBODY:
            one.mask = doing(desk.stretches[one.stretch], desk.reactions)
            one.can = may_take(one) if one.hand == NOBODY else 0
    return True, NONE


INLINED = (comes_on, goes_off, goes_back, looks)
