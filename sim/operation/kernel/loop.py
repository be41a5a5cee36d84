"""The loop of the compiled engine: the next event, what it changes, and the desk settles.

Throughout: `t` is an instant; an event is (t, code) with code = kind * KIND + number, so that events compare
as the contract orders them. Four things may happen next, and the first is taken: the end of somebody's work
(`t_end`), what was planned (changes of staff, and looks), a row that comes by itself, and what the run
itself set off (a heap, `later`): rows that follow, the end of patience, a stretch that was made longer, and
lateness, which is no event of the contract but moves a row to the late queue of its line as its instant
begins. Most rows need no such event: where places follow the instants of coming, a look at the first row says
who is late (`turn_late`).

`can` is the mask of lines of a person with empty hands on duty, and HOLDS; 0 of all others. A line is a bit
of `open_lines` while a row waits in it. `row`, `line`, `one` are records (`rows`, `layout`) of the row
`number`, of its line, of the person `person`.
"""

import numpy as np

from sim.deadline.kernel.compiled import ahead
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, IF_SERVED, NOBODY, OUTCOMES
from sim.operation.contract import (
    BUSY,
    CLOSED,
    COMES,
    LEFT,
    LOOKS,
    MOOT,
    OPEN,
    PATIENCE_ENDS,
    SERVED,
    STAFF_CHANGES,
    WAITING,
    WORK_ENDS,
)
from sim.operation.kernel.choices import best, may_take, who_takes, who_yields
from sim.operation.kernel.coming import patience_told, pop, push, replayed
from sim.operation.kernel.heaps import (
    fits,
    joins_free,
    leaves_free,
    queue_by_place,
    queue_last,
    unqueue,
)
from sim.operation.kernel.layout import KIND
from sim.operation.kernel.readings import doing, first_came, in_reaction, value, value_now, waiting_in
from sim.staffing.roster import FINISH, KEEP, TO_HEAD, TO_TAIL

TURNS_LATE = -1  # a kind of its own, before all others
BEFORE_ALL = -(2**61)  # no place by key and curve lies so low
FIGURES = 8
SPELLS = 4  # among the figures


def run(given, rules, rows, queued, staff, log, later, spells, figures, room):
    """Go on until the end (False), or until there is no room for what one more event may add (True)."""
    stretches, planned_at, planned, coming_at, coming, hours, journeys, kept_for, until = given
    key, then, wait, about, first_again, next_again = journeys
    lines, curves, pieces, reactions, trunks = rules
    queues, listed, heap_place, heap_row, patient = queued
    people, ends_at, winners = staff
    came, left, outcome = log
    later_at, later_code = later
    spell_row, spell_person, spell_began, spell_ended = spells
    k_planned, k_come, k_hour, n_later = figures[0], figures[1], figures[2], figures[3]
    n_spells, n_held, open_lines = figures[4], figures[5], figures[6]
    n_patient, t_patience = figures[7], np.int64(-FOREVER)
    everybody, replays = len(people) - 1, np.int64(NOBODY)
    for person in range(len(ends_at)):
        ends_first, t_end = replayed(person, ends_at, winners)
    interrupting, yielding, careful = np.int64(0), np.int64(0), np.int64(0)
    for each in range(len(lines)):
        line = lines[each]
        interrupting |= line.bit * line.interrupts
        yielding |= line.bit * line.yields
        careful |= line.bit * (line.guard > 0 or line.reserve > 0)

    while n_later <= room[0] and n_spells <= room[1]:
        # The next event: the earliest, and at one instant in the contract's order.
        if replays != NOBODY:
            ends_first, t_end = replayed(replays, ends_at, winners)
            replays = np.int64(NOBODY)
        t = min(min(t_end, later_at[0]), min(coming_at[k_come], planned_at[k_planned]))
        if t >= t_patience:
            n_patient, t_patience, n_later = patience_told(t, patient, n_patient, rows, later, n_later)
            t = min(t, later_at[0])
        if t >= until:
            break
        code = later_code[0] if later_at[0] == t else np.int64(FOREVER)
        if t_end == t and code >= 0:
            kind, number, replays = np.int64(WORK_ENDS), ends_first, ends_first
        elif planned_at[k_planned] == t and code >= planned[k_planned]:
            kind, number = planned[k_planned] // KIND, planned[k_planned] % KIND
            k_planned += 1
        elif coming_at[k_come] == t and code >= COMES * KIND + coming[k_come]:
            kind, number = np.int64(COMES), coming[k_come]
            k_come += 1
        else:
            kind, number = code // KIND, code % KIND
            n_later = pop(later_at, later_code, n_later)

        # What it changes; `joins` and `joins_too` join their queue. The desk need not settle where nobody
        # gets free hands or another duty, and no line opens: then who could take nothing still cannot.
        settles = True
        joins, joins_too = np.int64(NOBODY), np.int64(NOBODY)
        if kind == COMES:
            row = rows[number]
            line = lines[row.line]
            if row.asked and was_answered(about[number], outcome):
                continue
            came[number] = t
            if line.refuses:
                while k_hour < len(hours) and hours[k_hour] <= t:
                    k_hour += 1
                result = OPEN
                if line.offered and k_hour % 2 == 0:
                    result, column = CLOSED, IF_CLOSED
                elif line.trunk != NOBODY and trunks[line.trunk].occupied >= trunks[line.trunk].limit:
                    result, column = BUSY, IF_BUSY
                if result != OPEN:
                    outcome[number], left[number] = result, t
                    if row.follows:
                        n_later = follow(number, column, t, then, wait, later_at, later_code, n_later)
                    continue
                occupy(line, 1, trunks)
            outcome[number] = OPEN
            row.place += value_now(curves[line.curve], t, pieces)
            joins, settles = number, line.waiting == 0
            if row.follows:  # will be read when it ends; most often that is long after
                ahead(then, OUTCOMES * number)
                ahead(wait, OUTCOMES * number)
        elif kind == WORK_ENDS:
            person, one = number, people[number]
            number, spell_ended[one.spell] = one.hand, t
            one.hand, one.since, ends_at[person] = NOBODY, t, FOREVER
            if one.stretch != NOBODY:
                one.can = may_take(one)
                joins_free(person, people)
            row = rows[number]
            outcome[number], left[number] = SERVED, t
            occupy(lines[row.line], -1, trunks)
            if row.follows:
                n_later = follow(number, IF_SERVED, t, then, wait, later_at, later_code, n_later)
            if row.asked:
                other, again = about[number], first_again[number]
                while other != NOBODY or again != NOBODY:
                    if other != NOBODY and rows[other].waits:
                        row, line = rows[other], lines[rows[other].line]
                        outcome[other], left[other], row.waits = MOOT, t, False
                        open_lines = one_less(row, open_lines, lines, queues)
                        occupy(line, -1, trunks)
                        if row.follows:
                            n_later = follow(other, IF_SERVED, t, then, wait, later_at, later_code, n_later)
                    other = again
                    if again != NOBODY:
                        again = next_again[again]
        elif kind == PATIENCE_ENDS:
            row = rows[number]
            if row.waits and row.patience == t:
                outcome[number], left[number], row.waits = LEFT, t, False
                line = lines[row.line]
                open_lines = one_less(row, open_lines, lines, queues)
                occupy(line, -1, trunks)
                if row.follows:
                    n_later = follow(number, IF_LEFT, t, then, wait, later_at, later_code, n_later)
            continue
        elif kind == TURNS_LATE:
            row = rows[number]
            if row.waits and not row.late:
                row.late = True
                late_queue = queues[row.line + len(lines)]
                queue_by_place(number, row.place, late_queue, heap_place, heap_row)
            continue
        elif kind == LOOKS:
            for each in range(len(reactions)):
                reaction = reactions[each]
                measure = np.int64(0)
                if reaction.measure == WAITING:
                    measure = waiting_in(reaction.lines, lines)
                elif reaction.lines & open_lines:
                    first = first_came(reaction.lines, rows, queues, listed, heap_row, came)
                    now = value_now(curves[reaction.clock], t, pieces)
                    measure = now - value(curves[reaction.clock], first, pieces)
                reaction.on = measure > (reaction.below if reaction.on else reaction.above)
            for person in range(everybody):
                one = people[person]
                if one.stretch != NOBODY:
                    one.mask = doing(stretches[one.stretch], reactions)
                    one.can = may_take(one) if one.hand == NOBODY else 0
        elif number % 2 == 1:  # comes on duty
            stretch = stretches[number // 2]
            person, one = stretch.person, people[stretch.person]
            one.stretch, one.goes_home, one.asked = number // 2, stretch.home, stretch.asked
            one.mask = doing(stretch, reactions)
            if one.hand == NOBODY:
                one.since, one.can = t, may_take(one)
                joins_free(person, people)
        elif t < stretches[number // 2].off_then and in_reaction(stretches[number // 2], reactions):
            stretch = stretches[number // 2]  # stays on
            people[stretch.person].goes_home = stretch.off_then
            code = STAFF_CHANGES * KIND + number
            n_later = push(stretch.off_then, code, later_at, later_code, n_later)
        else:  # goes off
            stretch = stretches[number // 2]
            person, one, stop = stretch.person, people[stretch.person], stretch.stop
            if one.hand == NOBODY:
                leaves_free(person, people)
            one.stretch, one.mask, one.can = NOBODY, 0, 0
            if stop != KEEP and one.held != NOBODY:
                joins, one.held = one.held, NOBODY
                n_held -= 1
            if stop != FINISH and one.hand != NOBODY and lines[rows[one.hand].line].stops:
                number = one.hand
                put_down(one, rows[number], t)
                spell_ended[one.spell] = t
                one.hand, one.since, ends_at[person], replays = NOBODY, t, FOREVER, person
                if stop == KEEP and one.held == NOBODY:
                    one.held = number
                    n_held += 1
                else:
                    joins_too = number
            for number in (joins, joins_too):
                if number != NOBODY and stop == TO_HEAD:
                    rows[number].place = BEFORE_ALL - t
                elif number != NOBODY and stop == TO_TAIL:
                    now = value_now(curves[lines[rows[number].line].curve], t, pieces)
                    rows[number].place = key[number] + now

        # Into the queue: a row that came, or what was put down.
        for number in (joins, joins_too):
            if number == NOBODY:
                continue
            row, line = rows[number], lines[rows[number].line]
            late_from = row.place
            if line.sinks:
                if kind != COMES:
                    late_from = key[number] + value(curves[line.curve], came[number], pieces)
                row.late = late_from < t
            queue = queues[row.line + len(lines) * row.late]
            if kind == COMES and not row.late and fits(row, number, queue, rows, listed):
                queue_last(number, queue, listed)
            else:
                queue_by_place(number, row.place, queue, heap_place, heap_row)
                if line.sinks and not row.late:
                    code = TURNS_LATE * KIND + number
                    n_later = push(late_from + 1, code, later_at, later_code, n_later)
            row.waits = True
            line.waiting += 1
            open_lines |= line.bit
            if row.patience != FOREVER:
                row.patience += t

        # The desk settles.
        while settles:
            person, mine = NOBODY, np.int64(0)
            if open_lines != 0 or n_held > 0:
                person, mine = who_takes(open_lines, interrupting, careful, kept_for, t, people, lines)
                urgent = open_lines & interrupting
                if person == NOBODY and urgent != 0 and yielding != 0:
                    person, mine = who_yields(urgent, yielding, careful, kept_for, t, people, lines, rows)
            if person == NOBODY:
                break
            one = people[person]
            if one.hand == NOBODY:
                leaves_free(person, people)
            else:  # is interrupted
                row, line = rows[one.hand], lines[rows[one.hand].line]
                put_down(one, row, t)
                row.remaining += line.resume_cost
                spell_ended[one.spell] = t
                one.held = one.hand
                n_held += 1
            if mine == 0:
                number, one.held = one.held, NOBODY
                n_held -= 1
                row = rows[number]
            else:
                where, number = best(mine, t, lines, queues, rows, listed, heap_place, heap_row)
                unqueue(number, queues[where], listed, heap_place, heap_row)
                row = rows[number]
                row.waits = False
                open_lines = one_less(row, open_lines, lines, queues)
                if row.patience != FOREVER:
                    row.patience -= t
            one.hand, one.since, one.spell, one.can = number, t, n_spells, 0
            one.pace = stretches[one.stretch].pace
            spell_row[n_spells], spell_person[n_spells] = number, person
            spell_began[n_spells], spell_ended[n_spells] = t, until
            n_spells += 1
            took = row.remaining if one.pace == 1000 else -(-row.remaining * 1000 // one.pace)
            ends_at[person] = t + took
            if person != replays:  # else once is enough
                ends_first, t_end = replayed(person, ends_at, winners)

        for number in (joins, joins_too):
            if number != NOBODY and rows[number].waits and rows[number].patience != FOREVER:
                if n_patient == len(patient):
                    n_patient, t_patience, n_later = patience_told(
                        FOREVER, patient, n_patient, rows, later, n_later
                    )
                patient[n_patient] = number
                t_patience = min(t_patience, rows[number].patience)
                n_patient += 1

    figures[7] = n_patient
    figures[0], figures[1], figures[2], figures[3] = k_planned, k_come, k_hour, n_later
    figures[4], figures[5], figures[6] = n_spells, n_held, open_lines
    return n_later > room[0] or n_spells > room[1]


def was_answered(asked_about, outcome):
    """Tell whether the row that another asks about again, if any, was answered."""
    return asked_about != NOBODY and (outcome[asked_about] == SERVED or outcome[asked_about] == MOOT)


def follow(number, column, t, then, wait, later_at, later_code, n_later):
    """Send the row that follows another on its way, if one does."""
    if then[OUTCOMES * number + column] == NOBODY:
        return n_later
    code = COMES * KIND + then[OUTCOMES * number + column]
    return push(t + wait[OUTCOMES * number + column], code, later_at, later_code, n_later)


def occupy(line, more, trunks):
    """Take or free a place on the trunk of a line."""
    if line.trunk != NOBODY:
        trunks[line.trunk].occupied += more


def put_down(one, row, t):
    """Leave what is left of the work with the row."""
    row.remaining -= (t - one.since) * one.pace // 1000


def one_less(row, open_lines, lines, queues):
    """Count a row out of its line; a line without rows forgets those that have left."""
    line = lines[row.line]
    line.waiting -= 1
    if line.waiting > 0:
        return open_lines
    queue, late_queue = queues[row.line], queues[row.line + len(lines)]
    queue.head, queue.heaped = queue.end, 0
    late_queue.head, late_queue.heaped = late_queue.end, 0
    return open_lines & ~line.bit


INLINED = (was_answered, follow, occupy, put_down, one_less)
