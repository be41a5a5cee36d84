"""The compiled engine: the same as `reference`, row for row, fast.

Throughout: `t` is an instant; an event is (t, code) with code = kind * 2^40 + number, so that events compare
as the contract orders them. Functions are plain Python: numba compiles them when the door first calls
(`compiled`), and a test can run them as they stand.

Five things may happen next, and the loop takes the first: a row that comes by itself, a change of staff, a look
(three lists in order), the end of somebody's work (a tournament of people, `ends`), and what the run itself set
off (a heap, `later`): rows that follow, the end of patience, and lateness, which is no event of the contract
but moves a row between the two queues of its line as its instant begins.

Bounds: `later` and `spells` double when full; a queue holds each of its rows once, because a row is taken out
before it can be put back, and those that left are dropped when they come to the top.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numba import njit
from numba.extending import register_jitable

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_BUSY, IF_CLOSED, IF_LEFT, IF_SERVED, NOBODY, Work
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
    EngineLog,
    Rules,
)
from sim.staffing.roster import FINISH, KEEP, NO_REACTION, TO_HEAD, TO_TAIL, Roster

_KIND = 2**40  # more than there are rows, stretches, looks or people
_TURNS_LATE = -1  # a kind of its own, before all others
_BEFORE_ALL = -(2**61)


def simulate(work: Work, roster: Roster, rules: Rules, until: int) -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`."""
    curves, reactions = rules.curves, rules.reactions
    columns = _compiled()(
        (*_coming(work.comes), *_staff_changes(roster), reactions.looks, rules.hours.ravel()),
        (work.line, work.work, work.patience, work.key, work.then, work.wait),
        (work.about, *_asked_again(work.about)),
        (roster.person, roster.off, roster.pace, roster.asked, roster.stop),
        (roster.does, roster.reaction, roster.does_then, roster.off_then),
        (rules.rank, rules.late_rank, rules.curve, rules.resume_cost, rules.guard, rules.reserve),
        (rules.interrupts, rules.yields, rules.stops, rules.offered, rules.trunk, rules.trunk_limit),
        (curves.first, curves.at, curves.value, curves.slope),
        (reactions.measure, reactions.lines, reactions.clock, reactions.above, reactions.below),
        (np.int64(roster.people), np.int64(rules.kept_for), np.int64(until)),
    )
    return EngineLog(*columns)


@cache
def _compiled() -> Callable[..., Any]:
    for helper in _HELPERS:
        register_jitable(helper)
    return njit(cache=True, nogil=True)(_run)


def _coming(comes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Put the rows that come by themselves in order: the rows, and when they come."""
    rows = np.flatnonzero(comes != NEVER)
    at = comes[rows]
    if (np.diff(at) < 0).any():
        order = np.argsort(at, kind="stable")
        rows, at = rows[order], at[order]
    return rows, at


def _staff_changes(roster: Roster) -> tuple[np.ndarray, np.ndarray]:
    """Put beginnings and ends of stretches in order: when, and the number of each event."""
    stretches = np.arange(len(roster))
    at = np.concatenate([roster.on, roster.off])
    number = np.concatenate([2 * stretches + 1, 2 * stretches])
    order = np.lexsort((number, at))
    return at[order], number[order]


def _asked_again(about: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Link the rows that are about the same row: the first for each row, and the one after each."""
    first, following = np.full(len(about), NOBODY), np.full(len(about), NOBODY)
    for row in np.flatnonzero(about != NOBODY)[::-1].tolist():
        following[row], first[about[row]] = first[about[row]], row
    return first, following


def _run(known, rows, asking, stretches, reacting, places, manners, curves, reactions, bounds):
    coming, coming_at, staff_at, staff_number, looks, hours = known
    line, work, patience, key, then, wait = rows
    about, first_again, next_again = asking
    person_of, off, pace_of, asked_of, stop_of = stretches
    does, reaction_of, does_then, off_then = reacting
    rank, late_rank, curve_of, resume_cost, guard, reserve = places
    interrupts, yields, stops, offered, trunk_of, trunk_limit = manners
    measures, measured, clock_of, above, below = reactions
    people, kept_for, until = bounds
    n, lines = len(line), len(rank)

    # Rows, and the queues they wait in: one heap a line by (place, row), and one for those that are late.
    came, left, outcome = np.full(n, NEVER), np.full(n, NEVER), np.full(n, UNSEEN)
    remaining, patient = work.copy(), patience.copy()
    place, late_from = np.zeros(n, np.int64), np.zeros(n, np.int64)
    waits, late, queued = np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.zeros(n, np.int64)
    base, size = _room(line, rank, late_rank), np.zeros(2 * lines, np.int64)
    queue_place, queue_row = np.empty(base[-1], np.int64), np.empty(base[-1], np.int64)
    waiting, open_lines = np.zeros(lines, np.int64), np.int64(0)  # how many wait, and a bit for each with any
    occupied, on = np.zeros(len(trunk_limit), np.int64), np.zeros(len(measures), np.bool_)

    # People: `can` is the mask of a person on duty with empty hands, 0 of all others.
    stretch, hand, held = np.full(people, NOBODY), np.full(people, NOBODY), np.full(people, NOBODY)
    since, goes_off, spell = np.zeros(people, np.int64), np.zeros(people, np.int64), np.full(people, NOBODY)
    mask, can, pace = np.zeros(people, np.int64), np.zeros(people, np.int64), np.zeros(people, np.int64)
    leaves = 1
    while leaves < people:
        leaves *= 2
    ends_at, first_end = np.full(leaves, FOREVER), np.arange(2 * leaves) % leaves
    for node in range(leaves - 1, 0, -1):
        first_end[node] = first_end[2 * node]
    n_free, n_held = 0, 0

    later_at, later_code, n_later = np.empty(1024, np.int64), np.empty(1024, np.int64), 0
    spells, n_spells = np.empty((n + 1024, 4), np.int64), 0  # row, person, began, ended
    most_later = 8 + _longest(about, n)  # what one event may set off
    most_takes = 2 * people + 2  # one settling: everybody once, everybody interrupted once
    k_come, k_staff, k_look, k_hour = 0, 0, 0, 0
    urgent_lines, careful = np.int64(0), False
    for each in range(lines):
        urgent_lines |= np.int64(interrupts[each]) << each
        careful |= guard[each] > 0 or reserve[each] > 0
    some_yield = yields.any()

    while True:
        # The next event: the earliest, and at one instant in the contract's order.
        t = ends_at[first_end[1]]
        t_later = later_at[0] if n_later > 0 else FOREVER
        t_come = coming_at[k_come] if k_come < len(coming) else FOREVER
        t_staff = staff_at[k_staff] if k_staff < len(staff_at) else FOREVER
        t_look = looks[k_look] if k_look < len(looks) else FOREVER
        work_ends = t <= t_later and t <= t_come and t <= t_staff and t <= t_look
        t = min(t, t_later, t_come, t_staff, t_look)
        if t >= until:
            break
        if t_later == t and later_code[0] < 0:
            kind, number = _TURNS_LATE, later_code[0] + _KIND
            n_later = _pop(later_at, later_code, n_later)
        elif work_ends:
            kind, number = WORK_ENDS, first_end[1]
        elif t_staff == t and not (
            t_later == t and later_code[0] < STAFF_CHANGES * _KIND + staff_number[k_staff]
        ):
            kind, number = STAFF_CHANGES, staff_number[k_staff]
            k_staff += 1
        elif t_later == t and later_code[0] < LOOKS * _KIND:
            kind, number = STAFF_CHANGES, later_code[0] % _KIND
            n_later = _pop(later_at, later_code, n_later)
        elif t_look == t:
            kind, number = LOOKS, np.int64(k_look)
            k_look += 1
        elif t_come == t and not (t_later == t and later_code[0] < COMES * _KIND + coming[k_come]):
            kind, number = COMES, coming[k_come]
            k_come += 1
        else:
            kind, number = later_code[0] // _KIND, later_code[0] % _KIND
            n_later = _pop(later_at, later_code, n_later)
        if n_later + most_later > len(later_at):
            later_at, later_code = _longer(later_at), _longer(later_code)
        if n_spells + most_takes > len(spells):
            spells = _grown(spells, n_spells + most_takes)

        # What it changes; `row`, `result` say whose outcome came, if any did; `back`, `again` what is queued.
        row, result, column = np.int64(NOBODY), UNSEEN, IF_SERVED
        back, back_too = np.int64(NOBODY), np.int64(NOBODY)
        if kind == COMES:
            asked_about = about[number]
            if asked_about != NOBODY and (outcome[asked_about] == SERVED or outcome[asked_about] == MOOT):
                continue
            came[number], each = t, line[number]
            while k_hour < len(hours) and hours[k_hour] <= t:
                k_hour += 1
            if offered[each] and k_hour % 2 == 0:
                row, result, column = number, CLOSED, IF_CLOSED
            elif trunk_of[each] != NOBODY and occupied[trunk_of[each]] >= trunk_limit[trunk_of[each]]:
                row, result, column = number, BUSY, IF_BUSY
            else:
                outcome[number] = OPEN
                if trunk_of[each] != NOBODY:
                    occupied[trunk_of[each]] += 1
                place[number] = key[number] + _value(curve_of[each], t, curves)
                late_from[number] = place[number]
                back = number
        elif kind == WORK_ENDS:
            row, result = hand[number], SERVED
            spells[spell[number], 3] = t
            hand[number], spell[number], since[number] = NOBODY, NOBODY, t
            _ends(number, FOREVER, ends_at, first_end)
            if stretch[number] != NOBODY:
                can[number] = mask[number]
                n_free += 1
        elif kind == PATIENCE_ENDS:
            if not waits[number] or queued[number] + patient[number] != t:
                continue
            row, result, column = number, LEFT, IF_LEFT
            waits[number] = False
            open_lines = _one_less(line[number], waiting, open_lines, size)
        elif kind == STAFF_CHANGES and number % 2 == 1:
            mine = number // 2
            person = person_of[mine]
            stretch[person], goes_off[person] = mine, off[mine]
            mask[person] = _mask(mine, does, reaction_of, does_then, on)
            if hand[person] == NOBODY:
                since[person], can[person] = t, mask[person]
                n_free += 1
        elif kind == STAFF_CHANGES:
            mine = number // 2
            person, stop = person_of[mine], stop_of[mine]
            if t < off_then[mine] and reaction_of[mine] != NO_REACTION and on[reaction_of[mine]]:
                goes_off[person] = off_then[mine]
                n_later = _push(off_then[mine], STAFF_CHANGES * _KIND + number, later_at, later_code, n_later)
            else:
                n_free -= int(hand[person] == NOBODY)
                stretch[person], mask[person], can[person] = NOBODY, 0, 0
                if stop != KEEP and held[person] != NOBODY:
                    back, held[person] = held[person], NOBODY
                    n_held -= 1
                if stop != FINISH and hand[person] != NOBODY and stops[line[hand[person]]]:
                    working = hand[person]
                    remaining[working] -= (t - since[person]) * pace[person] // 1000
                    spells[spell[person], 3] = t
                    hand[person], spell[person], since[person] = NOBODY, NOBODY, t
                    _ends(person, FOREVER, ends_at, first_end)
                    if stop == KEEP and held[person] == NOBODY:
                        held[person] = working
                        n_held += 1
                    else:
                        back_too = working
                for working in (back, back_too):
                    if working != NOBODY and stop == TO_HEAD:
                        place[working] = _BEFORE_ALL - t
                    elif working != NOBODY and stop == TO_TAIL:
                        place[working] = key[working] + _value(curve_of[line[working]], t, curves)
        elif kind == LOOKS:
            for each in range(len(on)):
                value = _waiting_in(measured[each], lines, base, size, queue_row, waits, late, came)
                if measures[each] == WAITING:
                    level = value[0]
                elif value[0] == 0:
                    level = np.int64(0)
                else:
                    level = _value(clock_of[each], t, curves) - _value(clock_of[each], value[1], curves)
                on[each] = level > (below[each] if on[each] else above[each])
            for person in range(people):
                if stretch[person] != NOBODY:
                    mask[person] = _mask(stretch[person], does, reaction_of, does_then, on)
                    can[person] = mask[person] if hand[person] == NOBODY else 0
        elif waits[number] and not late[number]:  # turns late
            late[number] = True
            _queue(lines + line[number], number, place[number], base, size, queue_place, queue_row)
            continue
        else:
            continue

        # Into the queue: a row that came, or what was put down.
        for joining in (back, back_too):
            if joining == NOBODY:
                continue
            each = line[joining]
            sinks = rank[each] != late_rank[each]
            late[joining] = sinks and late_from[joining] < t
            _queue(each + lines * late[joining], joining, place[joining], base, size, queue_place, queue_row)
            waits[joining], queued[joining] = True, t
            waiting[each] += 1
            open_lines |= 1 << each
            if patient[joining] != FOREVER:
                ends = t + patient[joining]
                n_later = _push(ends, PATIENCE_ENDS * _KIND + joining, later_at, later_code, n_later)
            if sinks and not late[joining]:
                turns = late_from[joining] + 1
                n_later = _push(turns, _TURNS_LATE * _KIND + joining, later_at, later_code, n_later)

        # The outcome of a row: those answered with it, and the row that follows.
        if result != UNSEEN:
            outcome[row], left[row] = result, t
            if result != CLOSED and result != BUSY and trunk_of[line[row]] != NOBODY:
                occupied[trunk_of[line[row]]] -= 1
            n_later = _set_off(row, column, t, then, wait, later_at, later_code, n_later)
            other, again = (about[row], first_again[row]) if result == SERVED else (NOBODY, NOBODY)
            while other != NOBODY or again != NOBODY:
                if other != NOBODY and waits[other]:
                    waits[other], outcome[other], left[other] = False, MOOT, t
                    open_lines = _one_less(line[other], waiting, open_lines, size)
                    if trunk_of[line[other]] != NOBODY:
                        occupied[trunk_of[line[other]]] -= 1
                    n_later = _set_off(other, IF_SERVED, t, then, wait, later_at, later_code, n_later)
                other = again
                if again != NOBODY:
                    again = next_again[again]

        # The desk settles.
        while n_free > 0 or some_yield:
            urgent = open_lines & urgent_lines
            if open_lines == 0 and n_held == 0:
                break
            person, mine, chosen = np.int64(NOBODY), np.int64(0), np.int64(NOBODY)
            if n_free > 0:
                for candidate in range(people):
                    may = can[candidate] & open_lines
                    holds = n_held > 0 and held[candidate] != NOBODY
                    if holds:
                        if stretch[candidate] == NOBODY or hand[candidate] != NOBODY:
                            continue
                        may &= urgent
                    if careful and may:
                        may = _allowed(
                            may, candidate, t, lines, guard, reserve, kept_for, goes_off, can, mask
                        )
                    if (may or holds) and _goes_before(candidate, person, stretch, asked_of, since):
                        person, mine = candidate, may
            if person == NOBODY and urgent and some_yield:
                for candidate in range(people):
                    if stretch[candidate] == NOBODY or hand[candidate] == NOBODY:
                        continue
                    may = mask[candidate] & urgent
                    if not may or not yields[line[hand[candidate]]]:
                        continue
                    if careful:
                        may = _allowed(
                            may, candidate, t, lines, guard, reserve, kept_for, goes_off, can, mask
                        )
                    if may and _goes_before(candidate, person, stretch, asked_of, since):
                        person, mine = candidate, may
                if person != NOBODY:
                    working = hand[person]
                    held[person] = working
                    n_held += 1
                    n_free += 1
                    remaining[working] -= (t - since[person]) * pace[person] // 1000
                    remaining[working] += resume_cost[line[working]]
                    spells[spell[person], 3] = t
            if person == NOBODY:
                break
            if mine == 0:
                row, held[person] = held[person], NOBODY
                n_held -= 1
            else:
                chosen = _best(mine, rank, late_rank, base, size, queue_place, queue_row, waits, late)
                row = _unqueue_first(chosen, base, size, queue_place, queue_row)
                waits[row] = False
                open_lines = _one_less(line[row], waiting, open_lines, size)
                if patient[row] != FOREVER:
                    patient[row] -= t - queued[row]
            hand[person], since[person], spell[person], can[person] = row, t, n_spells, 0
            n_free -= 1
            pace[person] = pace_of[stretch[person]]
            spells[n_spells, 0], spells[n_spells, 1] = row, person
            spells[n_spells, 2], spells[n_spells, 3] = t, until
            n_spells += 1
            _ends(person, t - (-remaining[row] * 1000 // pace[person]), ends_at, first_end)

    done = spells[:n_spells]
    return came, left, outcome, done[:, 0].copy(), done[:, 1].copy(), done[:, 2].copy(), done[:, 3].copy()


# Queues: heaps of (place, row), one a line and one a line for those that are late.


def _room(line, rank, late_rank):
    """Where each queue begins, and the end of the last."""
    lines = len(rank)
    base = np.zeros(2 * lines + 1, np.int64)
    for row in range(len(line)):
        base[line[row] + 1] += 1
        base[lines + line[row] + 1] += rank[line[row]] != late_rank[line[row]]
    for each in range(2 * lines):
        base[each + 1] += base[each]
    return base


def _queue(each, row, place, base, size, queue_place, queue_row):
    first, at = base[each], size[each]
    while at > 0:
        above = first + (at - 1) // 2
        if place > queue_place[above] or (place == queue_place[above] and row > queue_row[above]):
            break
        queue_place[first + at], queue_row[first + at] = queue_place[above], queue_row[above]
        at = (at - 1) // 2
    queue_place[first + at], queue_row[first + at] = place, row
    size[each] += 1


def _unqueue_first(each, base, size, queue_place, queue_row):
    first, last = base[each], size[each] - 1
    top, place, row = queue_row[first], queue_place[first + last], queue_row[first + last]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= last:
            break
        i = first + below
        if below + 1 < last and (
            queue_place[i + 1] < queue_place[i]
            or (queue_place[i + 1] == queue_place[i] and queue_row[i + 1] < queue_row[i])
        ):
            below, i = below + 1, i + 1
        if place < queue_place[i] or (place == queue_place[i] and row <= queue_row[i]):
            break
        queue_place[first + at], queue_row[first + at] = queue_place[i], queue_row[i]
        at = below
    queue_place[first + at], queue_row[first + at] = place, row
    size[each] = last
    return top


def _one_less(each, waiting, open_lines, size):
    """Count a row out of its line; a line without rows forgets those that have left."""
    waiting[each] -= 1
    if waiting[each] > 0:
        return open_lines
    size[each], size[len(waiting) + each] = 0, 0
    return open_lines & ~(1 << each)


def _best(mine, rank, late_rank, base, size, queue_place, queue_row, waits, late):
    """The queue of the best row among those of some lines."""
    lines = len(rank)
    best, best_rank, best_place, best_row = NOBODY, np.int64(0), np.int64(0), np.int64(0)
    for each in range(lines):
        if not mine >> each & 1:
            continue
        for queue in range(each, each + lines + 1, lines):
            is_late = queue >= lines
            while size[queue] > 0 and not _is_first(queue_row[base[queue]], is_late, waits, late):
                _unqueue_first(queue, base, size, queue_place, queue_row)
            if size[queue] == 0:
                continue
            place, row = queue_place[base[queue]], queue_row[base[queue]]
            its_rank = late_rank[each] if is_late else rank[each]
            if (
                best == NOBODY
                or its_rank < best_rank
                or (
                    its_rank == best_rank and (place < best_place or (place == best_place and row < best_row))
                )
            ):
                best, best_rank, best_place, best_row = queue, its_rank, place, row
    return best


def _is_first(row, is_late, waits, late):
    """Tell whether the row on top of a queue still waits there."""
    return waits[row] and late[row] == is_late


def _waiting_in(mask, lines, base, size, queue_row, waits, late, came):
    """How many rows wait in some lines, and when the first of them came."""
    count, oldest = np.int64(0), np.int64(FOREVER)
    for queue in range(2 * lines):
        if mask >> queue % lines & 1:
            for at in range(base[queue], base[queue] + size[queue]):
                if _is_first(queue_row[at], queue >= lines, waits, late):
                    count += 1
                    oldest = min(oldest, came[queue_row[at]])
    return count, oldest


# People


def _mask(mine, does, reaction_of, does_then, on):
    """The lines that a stretch does now."""
    if reaction_of[mine] != NO_REACTION and on[reaction_of[mine]]:
        return does_then[mine]
    return does[mine]


def _allowed(may, candidate, t, lines, guard, reserve, kept_for, goes_off, can, mask):
    """Those of some lines that a person has time for, and for which enough others stay free."""
    others = np.int64(-1)
    for each in range(lines):
        if not may >> each & 1:
            continue
        if t + guard[each] > goes_off[candidate]:
            may &= ~(1 << each)
        elif reserve[each] > 0 and mask[candidate] & kept_for:
            if others < 0:
                others = np.int64(0)
                for other in range(len(can)):
                    others += other != candidate and can[other] & kept_for != 0
            if others < reserve[each]:
                may &= ~(1 << each)
    return may


def _goes_before(candidate, person, stretch, asked_of, since):
    if person == NOBODY:
        return True
    mine, theirs = asked_of[stretch[candidate]], asked_of[stretch[person]]
    return mine < theirs or (mine == theirs and since[candidate] < since[person])  # then by number


def _ends(person, at, ends_at, first_end):
    """Set when a person's work ends; every node of the tournament names whose ends first below it."""
    ends_at[person] = at
    node = (len(ends_at) + person) // 2
    while node > 0:
        one, other = first_end[2 * node], first_end[2 * node + 1]
        first_end[node] = one if ends_at[one] <= ends_at[other] else other
        node //= 2


# What comes later: a heap of (t, code).


def _set_off(row, column, t, then, wait, later_at, later_code, n_later):
    follower = then[row, column]
    if follower == NOBODY:
        return n_later
    return _push(t + wait[row, column], COMES * _KIND + follower, later_at, later_code, n_later)


def _push(t, code, later_at, later_code, n_later):
    at = n_later
    while at > 0:
        above = (at - 1) // 2
        if t > later_at[above] or (t == later_at[above] and code >= later_code[above]):
            break
        later_at[at], later_code[at] = later_at[above], later_code[above]
        at = above
    later_at[at], later_code[at] = t, code
    return n_later + 1


def _pop(later_at, later_code, n_later):
    last = n_later - 1
    t, code = later_at[last], later_code[last]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= last:
            break
        right = below + 1
        if right < last and (
            later_at[right] < later_at[below]
            or (later_at[right] == later_at[below] and later_code[right] < later_code[below])
        ):
            below = right
        if t < later_at[below] or (t == later_at[below] and code <= later_code[below]):
            break
        later_at[at], later_code[at] = later_at[below], later_code[below]
        at = below
    later_at[at], later_code[at] = t, code
    return last


def _value(curve, at, curves):
    """Read a curve at an instant."""
    first, begins, value, slope = curves
    piece, end = first[curve], first[curve + 1]
    while end - piece > 1:
        middle = (piece + end) // 2
        if begins[middle] <= at:
            piece = middle
        else:
            end = middle
    return value[piece] + slope[piece] * (at - begins[piece])


def _longest(about, n):
    asks = np.zeros(n + 1, np.int64)
    for row in range(n):
        asks[about[row]] += about[row] != NOBODY
    return asks.max()


def _longer(column):
    longer = np.empty(2 * len(column), np.int64)
    longer[: len(column)] = column
    return longer


def _grown(table, needed):
    grown = np.empty((2 * needed, table.shape[1]), np.int64)
    grown[: len(table)] = table
    return grown


_HELPERS = (
    _room,
    _is_first,
    _unqueue_first,
    _queue,
    _one_less,
    _best,
    _waiting_in,
    _mask,
    _allowed,
    _goes_before,
    _ends,
    _push,
    _pop,
    _set_off,
    _value,
    _longest,
    _longer,
    _grown,
)
