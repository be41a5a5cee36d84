"""The loop of the compiled engine: the next event, what it changes, and the desk settles.

Throughout: `t` is an instant; an event is (t, code) with code = kind * 2^40 + number, so that events compare
as the contract orders them. Five things may happen next, and the first is taken: a row that comes by itself,
a change of staff, a look (lists in order), the end of somebody's work (`ends_at`), and what the run itself
set off (a heap, `later`): rows that follow, the end of patience, a stretch that was made longer, and
lateness, which is no event of the contract but moves a row to the late queue of its line as its instant
begins.

`can` is the mask of lines of a person with empty hands on duty, with two more bits; 0 of all others. A line
is a bit of `open_lines` while a row waits in it.
"""

import numpy as np

from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, IF_SERVED, NOBODY
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
    UNSEEN,
    WAITING,
    WORK_ENDS,
)
from sim.operation.heaps import joins_free, leaves_free, pop, push, queue, unqueue_first, waits_in
from sim.staffing.roster import FINISH, KEEP, NO_REACTION, TO_HEAD, TO_TAIL

KIND = 2**40  # more than there are rows, stretches, looks or people
TURNS_LATE = -1  # a kind of its own, before all others
BEFORE_ALL = -(2**61)  # no place by key and curve lies so low
FREE, HOLDS = 1 << 61, 1 << 62  # beside the lines of `can`
FIGURES = 8
SPELLS = 5  # among the figures


def run(given, rows, queues, people, counts, later, spells, room):
    """Go on until the end (False), or until there is no room for what one more event may add (True)."""
    known, journeys, stretches, reacting, places, manners, curves, reactions, some_follow, kept_for, until = (
        given
    )
    coming, coming_at, staff_at, staff_number, looks, hours = known
    line, key, then, wait, about, first_again, next_again = journeys
    person_of, off, pace_of, asked_of, stop_of = stretches
    does, reaction_of, does_then, off_then = reacting
    rank, late_rank, curve_of, resume_cost, guard, reserve = places
    interrupts, yields, stops, offered, trunk_of, trunk_limit = manners
    curve_first, curve_at, curve_value, curve_slope = curves
    measures, measured, clock_of, above, below = reactions
    came, left, outcome, remaining, patient, place, late_from, queued, waits, late = rows
    base, size, queue_place, queue_row = queues
    stretch, hand, held, spell, since, goes_off, pace, mask, can, asked, ends_at, ahead_of, behind = people
    figures, waiting, occupied, on = counts
    later_at, later_code = later
    spell_row, spell_person, spell_began, spell_ended = spells
    lines, everybody = len(rank), len(stretch)
    k_come, k_staff, k_look, k_hour, n_later = figures[0], figures[1], figures[2], figures[3], figures[4]
    n_spells, n_held, open_lines = figures[5], figures[6], figures[7]
    urgent_lines = np.int64(0)
    for each in range(lines):
        urgent_lines |= np.int64(interrupts[each]) << each
    some_yield, some_reserve, careful = yields.any(), reserve.any(), reserve.any() or guard.any()

    while n_later <= room[0] and n_spells <= room[1]:
        # The next event: the earliest, and at one instant in the contract's order.
        t_end = FOREVER
        for person in range(everybody):
            t_end = min(t_end, ends_at[person])
        t_later = later_at[0] if n_later > 0 else FOREVER
        t_come = coming_at[k_come] if k_come < len(coming) else FOREVER
        t_staff = staff_at[k_staff] if k_staff < len(staff_at) else FOREVER
        t_look = looks[k_look] if k_look < len(looks) else FOREVER
        t = min(t_end, t_later, t_come, t_staff, t_look)
        if t >= until:
            break
        code = later_code[0] if t_later == t else np.int64(FOREVER)
        if t_end == t and code >= 0:
            kind, number = WORK_ENDS, np.int64(0)
            while ends_at[number] != t:
                number += 1
        elif t_come == t and t_staff > t and t_look > t and code >= COMES * KIND + coming[k_come]:
            kind, number = COMES, coming[k_come]
            k_come += 1
        elif t_staff == t and code >= 0 and code >= STAFF_CHANGES * KIND + staff_number[k_staff]:
            kind, number = STAFF_CHANGES, staff_number[k_staff]
            k_staff += 1
        elif t_look == t and code >= LOOKS * KIND:
            kind, number = LOOKS, np.int64(k_look)
            k_look += 1
        else:
            kind, number = code // KIND, code % KIND
            n_later = pop(later_at, later_code, n_later)

        # What it changes: `row` has the outcome `result`, `back` and `back_too` join their queue.
        row, result, column = np.int64(NOBODY), UNSEEN, IF_SERVED
        back, back_too = np.int64(NOBODY), np.int64(NOBODY)
        if kind == COMES:
            asked_about = about[number]
            if asked_about != NOBODY and (outcome[asked_about] == SERVED or outcome[asked_about] == MOOT):
                continue
            came[number], each = t, line[number]
            trunk = trunk_of[each]
            while k_hour < len(hours) and hours[k_hour] <= t:
                k_hour += 1
            if offered[each] and k_hour % 2 == 0:
                row, result, column = number, CLOSED, IF_CLOSED
            elif trunk != NOBODY and occupied[trunk] >= trunk_limit[trunk]:
                row, result, column = number, BUSY, IF_BUSY
            else:
                outcome[number] = OPEN
                if trunk != NOBODY:
                    occupied[trunk] += 1
                curve = curve_of[each]
                place[number] = key[number] + value(curve, t, curve_first, curve_at, curve_value, curve_slope)
                late_from[number] = place[number]
                back = number
        elif kind == WORK_ENDS:
            row, result = hand[number], SERVED
            spell_ended[spell[number]] = t
            hand[number], since[number], ends_at[number] = NOBODY, t, FOREVER
            if stretch[number] != NOBODY:
                can[number] = may_take(mask[number], held[number])
                joins_free(number, asked, since, ahead_of, behind)
        elif kind == PATIENCE_ENDS:
            if not waits[number] or queued[number] + patient[number] != t:
                continue
            row, result, column = number, LEFT, IF_LEFT
            waits[number] = False
            open_lines = one_less(line[number], waiting, open_lines, size)
        elif kind == TURNS_LATE:
            if waits[number] and not late[number]:
                late[number] = True
                queue(lines + line[number], number, place[number], base, size, queue_place, queue_row)
            continue
        elif kind == LOOKS:
            for each in range(len(on)):
                n, first = waiting_in(measured[each], base, size, queue_row, waits, late, came)
                if measures[each] != WAITING and n > 0:
                    clock = clock_of[each]
                    now = value(clock, t, curve_first, curve_at, curve_value, curve_slope)
                    then_ = value(clock, first, curve_first, curve_at, curve_value, curve_slope)
                    n = now - then_
                on[each] = n > (below[each] if on[each] else above[each])
            for person in range(everybody):
                if stretch[person] != NOBODY:
                    mask[person] = doing(stretch[person], does, reaction_of, does_then, on)
                    can[person] = may_take(mask[person], held[person]) if hand[person] == NOBODY else 0
        elif number % 2 == 1:  # comes on duty
            mine = number // 2
            person = person_of[mine]
            stretch[person], goes_off[person], asked[person] = mine, off[mine], asked_of[mine]
            mask[person] = doing(mine, does, reaction_of, does_then, on)
            if hand[person] == NOBODY:
                since[person], can[person] = t, may_take(mask[person], held[person])
                joins_free(person, asked, since, ahead_of, behind)
        elif t < off_then[number // 2] and in_reaction(number // 2, reaction_of, on):  # stays on
            mine = number // 2
            goes_off[person_of[mine]] = off_then[mine]
            n_later = push(off_then[mine], STAFF_CHANGES * KIND + number, later_at, later_code, n_later)
        else:  # goes off
            person, stop = person_of[number // 2], stop_of[number // 2]
            if hand[person] == NOBODY:
                leaves_free(person, ahead_of, behind)
            stretch[person], mask[person], can[person] = NOBODY, 0, 0
            if stop != KEEP and held[person] != NOBODY:
                back, held[person] = held[person], NOBODY
                n_held -= 1
            if stop != FINISH and hand[person] != NOBODY and stops[line[hand[person]]]:
                working = hand[person]
                remaining[working] -= (t - since[person]) * pace[person] // 1000
                spell_ended[spell[person]] = t
                hand[person], since[person], ends_at[person] = NOBODY, t, FOREVER
                if stop == KEEP and held[person] == NOBODY:
                    held[person] = working
                    n_held += 1
                else:
                    back_too = working
            for working in (back, back_too):
                if working != NOBODY and stop == TO_HEAD:
                    place[working] = BEFORE_ALL - t
                elif working != NOBODY and stop == TO_TAIL:
                    curve = curve_of[line[working]]
                    at_end = value(curve, t, curve_first, curve_at, curve_value, curve_slope)
                    place[working] = key[working] + at_end

        # Into the queue: a row that came, or what was put down.
        while back != NOBODY or back_too != NOBODY:
            joining = back if back != NOBODY else back_too
            each = line[joining]
            sinks = rank[each] != late_rank[each]
            late[joining] = sinks and late_from[joining] < t
            where = each + lines * late[joining]
            queue(where, joining, place[joining], base, size, queue_place, queue_row)
            waits[joining], queued[joining] = True, t
            waiting[each] += 1
            open_lines |= 1 << each
            if patient[joining] != FOREVER:
                gives_up = t + patient[joining]
                n_later = push(gives_up, PATIENCE_ENDS * KIND + joining, later_at, later_code, n_later)
            if sinks and not late[joining]:
                turns = late_from[joining] + 1
                n_later = push(turns, TURNS_LATE * KIND + joining, later_at, later_code, n_later)
            if back != NOBODY:
                back = np.int64(NOBODY)
            else:
                back_too = np.int64(NOBODY)

        # The outcome of a row: those answered with it, and the row that follows.
        if result != UNSEEN:
            outcome[row], left[row] = result, t
            if result != CLOSED and result != BUSY and trunk_of[line[row]] != NOBODY:
                occupied[trunk_of[line[row]]] -= 1
            if some_follow and then[row, column] != NOBODY:
                code = COMES * KIND + then[row, column]
                n_later = push(t + wait[row, column], code, later_at, later_code, n_later)
            other, again = (about[row], first_again[row]) if result == SERVED else (NOBODY, NOBODY)
            while other != NOBODY or again != NOBODY:
                if other != NOBODY and waits[other]:
                    waits[other], outcome[other], left[other] = False, MOOT, t
                    open_lines = one_less(line[other], waiting, open_lines, size)
                    if trunk_of[line[other]] != NOBODY:
                        occupied[trunk_of[line[other]]] -= 1
                    if then[other, IF_SERVED] != NOBODY:
                        code = COMES * KIND + then[other, IF_SERVED]
                        n_later = push(t + wait[other, IF_SERVED], code, later_at, later_code, n_later)
                other = again
                if again != NOBODY:
                    again = next_again[again]

        # The desk settles.
        while (behind[everybody] != everybody or some_yield) and (open_lines != 0 or n_held > 0):
            urgent = open_lines & urgent_lines
            takers = takers_among(behind, mask, kept_for) if some_reserve else FOREVER
            person, mine, candidate = np.int64(NOBODY), np.int64(0), behind[everybody]
            while candidate != everybody and person == NOBODY:
                may = can[candidate] & (open_lines | HOLDS)
                if may & HOLDS:
                    may &= urgent | HOLDS
                if careful and may:
                    spare = takers - 1 if mask[candidate] & kept_for else FOREVER
                    may = allowed(may, goes_off[candidate] - t, spare, guard, reserve)
                if may:
                    person, mine = candidate, may & ~HOLDS
                    leaves_free(person, ahead_of, behind)
                candidate = behind[candidate]
            if person == NOBODY and urgent and some_yield:
                first_asked, first_since = FOREVER, FOREVER
                for candidate in range(everybody):
                    may = mask[candidate] & urgent
                    if may == 0 or hand[candidate] == NOBODY or not yields[line[hand[candidate]]]:
                        continue
                    if careful:
                        spare = takers if mask[candidate] & kept_for else FOREVER
                        may = allowed(may, goes_off[candidate] - t, spare, guard, reserve)
                    is_asked, is_since = asked[candidate], since[candidate]
                    sooner = is_asked < first_asked or (is_asked == first_asked and is_since < first_since)
                    if may and sooner:
                        person, mine, first_asked, first_since = candidate, may, is_asked, is_since
                if person != NOBODY:  # is interrupted
                    working = hand[person]
                    held[person] = working
                    n_held += 1
                    remaining[working] -= (t - since[person]) * pace[person] // 1000
                    remaining[working] += resume_cost[line[working]]
                    spell_ended[spell[person]] = t
            if person == NOBODY:
                break
            if mine == 0:
                row, held[person] = held[person], NOBODY
                n_held -= 1
            else:
                where = best(mine, rank, late_rank, base, size, queue_place, queue_row, waits, late)
                row = unqueue_first(where, base, size, queue_place, queue_row)
                waits[row] = False
                open_lines = one_less(line[row], waiting, open_lines, size)
                if patient[row] != FOREVER:
                    patient[row] -= t - queued[row]
            hand[person], since[person], spell[person], can[person] = row, t, n_spells, 0
            pace[person] = pace_of[stretch[person]]
            spell_row[n_spells], spell_person[n_spells] = row, person
            spell_began[n_spells], spell_ended[n_spells] = t, until
            n_spells += 1
            took = remaining[row] if pace[person] == 1000 else -(-remaining[row] * 1000 // pace[person])
            ends_at[person] = t + took

    figures[0], figures[1], figures[2], figures[3], figures[4] = k_come, k_staff, k_look, k_hour, n_later
    figures[5], figures[6], figures[7] = n_spells, n_held, open_lines
    return n_later > room[0] or n_spells > room[1]


def one_less(each, waiting, open_lines, size):
    """Count a row out of its line; a line without rows forgets those that have left."""
    waiting[each] -= 1
    if waiting[each] == 0:
        size[each], size[len(waiting) + each] = 0, 0
        open_lines &= ~(1 << each)
    return open_lines


def best(mine, rank, late_rank, base, size, queue_place, queue_row, waits, late):
    """The queue of the best row among those of some lines."""
    lines, each = len(rank), 0
    found, best_rank, best_place, best_row = NOBODY, np.int64(0), np.int64(0), np.int64(0)
    while mine >> each:
        for where in range(each, each + lines + 1, lines):
            is_late = where >= lines
            while size[where] > 0 and not waits_in(queue_row[base[where]], is_late, waits, late):
                unqueue_first(where, base, size, queue_place, queue_row)
            if mine >> each & 1 == 0 or size[where] == 0:
                continue
            its_place, row = queue_place[base[where]], queue_row[base[where]]
            its_rank = late_rank[each] if is_late else rank[each]
            if (
                found == NOBODY
                or its_rank < best_rank
                or (its_rank == best_rank and its_place < best_place)
                or (its_rank == best_rank and its_place == best_place and row < best_row)
            ):
                found, best_rank, best_place, best_row = where, its_rank, its_place, row
        each += 1
    return found


def waiting_in(lines_mask, base, size, queue_row, waits, late, came):
    """How many rows wait in some lines, and when the first of them came."""
    lines, count, first = len(size) // 2, np.int64(0), np.int64(FOREVER)
    for where in range(2 * lines):
        if lines_mask >> where % lines & 1:
            for at in range(base[where], base[where] + size[where]):
                if waits_in(queue_row[at], where >= lines, waits, late):
                    count += 1
                    first = min(first, came[queue_row[at]])
    return count, first


def doing(mine, does, reaction_of, does_then, on):
    """The lines that a stretch does now."""
    return does_then[mine] if in_reaction(mine, reaction_of, on) else does[mine]


def in_reaction(mine, reaction_of, on):
    """Tell whether the desk is in the reaction of a stretch."""
    reaction = reaction_of[mine]
    return reaction != NO_REACTION and on[reaction]


def may_take(mask, held):
    """What somebody with empty hands may take: lines of their mask, and work that they hold."""
    return mask | FREE | (HOLDS if held != NOBODY else 0)


def takers_among(behind, mask, kept_for):
    """How many of the free do a line that a reserve is kept for."""
    ring, count = len(mask), 0
    one = behind[ring]
    while one != ring:
        count += mask[one] & kept_for != 0
        one = behind[one]
    return count


def allowed(may, time_left, spare, guard, reserve):
    """Those of some lines for which a person has time and leaves enough others free."""
    each = 0
    while (may & ~HOLDS) >> each:
        if guard[each] > time_left or reserve[each] > spare:
            may &= ~(1 << each)
        each += 1
    return may


def value(curve, at, first, begins, values, slope):
    """Read a curve at an instant."""
    piece, end = first[curve], first[curve + 1]
    while end - piece > 1:
        middle = (piece + end) // 2
        if begins[middle] <= at:
            piece = middle
        else:
            end = middle
    return values[piece] + slope[piece] * (at - begins[piece])


INLINED = (one_less, best, waiting_in, in_reaction, doing, may_take, takers_among, allowed, value)
