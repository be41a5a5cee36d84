"""The compiled engine: the same as `reference`, row for row, fast.

Throughout: `t` is an instant; an event is (t, code) with code = kind * 2^40 + number, so that events compare
as the contract orders them; a queue is a binary heap of rows by (place, row), whose rows that have left are
dropped when they come to the top. Functions are plain Python: numba compiles them when the door first calls
(`compiled`), and a test can run them as they stand.

Bounds: `events` and `spells` double when full; a line's queue holds each of its rows once, because a row is
taken out before it can be put back.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numba import njit
from numba.extending import register_jitable

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_LEFT, IF_SERVED, NOBODY, Work
from sim.operation.contract import (
    COMES,
    LEFT,
    MOOT,
    OPEN,
    PATIENCE_ENDS,
    SERVED,
    STAFF_CHANGES,
    UNSEEN,
    WORK_ENDS,
    EngineLog,
    Rules,
)
from sim.staffing.roster import FINISH, KEEP, Roster

_KIND = 2**40  # more than there are rows, stretches or people


def simulate(work: Work, roster: Roster, rules: Rules, until: int) -> EngineLog:
    """Run the shop from its first event up to, and without, the instant `until`."""
    first, following = _asked_again(work.about)
    schedule = _schedule(work.comes, roster)
    columns = _compiled()(
        schedule,
        (work.line, work.work, work.patience, work.key, work.then, work.wait, work.about, first, following),
        (roster.person, roster.does, roster.pace, roster.asked, roster.stop),
        (rules.rank, rules.slope, rules.interrupts, rules.interruptible),
        np.int64(roster.people),
        np.int64(until),
    )
    return EngineLog(*columns)


@cache
def _compiled() -> Callable[..., Any]:
    for helper in (
        _set_off,
        _longest,
        _next_is_known,
        _push,
        _pop,
        _queue,
        _unqueue_first,
        _drop_gone,
        _best,
        _goes_before,
        _grown,
    ):
        register_jitable(helper)
    return njit(cache=True, nogil=True)(_run)


def _schedule(comes: np.ndarray, roster: Roster) -> np.ndarray:
    """Put all that is known before the clock starts in order: int64[m, 2] of (t, code)."""
    rows = np.flatnonzero(comes != NEVER)
    stretches = np.arange(len(roster))
    t = np.concatenate([comes[rows], roster.on, roster.off])
    code = np.concatenate(
        [
            COMES * _KIND + rows,
            STAFF_CHANGES * _KIND + 2 * stretches + 1,
            STAFF_CHANGES * _KIND + 2 * stretches,
        ]
    )
    order = np.lexsort((code, t))
    return np.column_stack([t[order], code[order]])


def _asked_again(about: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Link the rows that are about the same row: the first for each row, and the one after each."""
    first, following = np.full(len(about), NOBODY), np.full(len(about), NOBODY)
    for row in np.flatnonzero(about != NOBODY)[::-1].tolist():
        following[row], first[about[row]] = first[about[row]], row
    return first, following


def _run(schedule, rows, stretches, rules, people, until):
    line, work, patience, key, then, wait, about, first_again, next_again = rows
    person_of, does, pace_of, asked_of, stop_of = stretches
    rank, slope, interrupts, interruptible = rules
    n, lines = len(line), len(rank)

    came, left, outcome = np.full(n, NEVER), np.full(n, NEVER), np.full(n, UNSEEN)
    remaining, place, waits = work.copy(), np.zeros(n, np.int64), np.zeros(n, np.bool_)
    queues = np.empty(n, np.int64)  # one heap a line, from base[line], size[line] long
    base, size = np.zeros(lines + 1, np.int64), np.zeros(lines, np.int64)
    for row in range(n):
        base[line[row] + 1] += 1
    for each in range(lines):
        base[each + 1] += base[each]

    stretch, hand, held = np.full(people, NOBODY), np.full(people, NOBODY), np.full(people, NOBODY)
    since, spell, pace = np.zeros(people, np.int64), np.full(people, NOBODY), np.zeros(people, np.int64)
    events, n_events = np.empty((1024, 3), np.int64), 0  # a heap of (t, code, spell)
    spells, n_spells = np.empty((n + 1024, 4), np.int64), 0  # row, person, began, ended
    n_held = 0
    most_asks = 3 + _longest(about, n)  # rows that one outcome sets off, itself and its first row included
    most_takes = 2 * people + 2  # one settling: everybody once, everybody interrupted once
    known = 0

    while True:
        # The next event, in the contract's order.
        if _next_is_known(schedule, known, events, n_events):
            t, code, tag = schedule[known, 0], schedule[known, 1], np.int64(NOBODY)
            known += 1
        elif n_events > 0:
            t, code, tag = events[0]
            n_events = _pop(events, n_events)
        else:
            break
        if t >= until:
            break
        kind, number = code // _KIND, code % _KIND
        events = _grown(events, n_events + most_takes + most_asks)
        spells = _grown(spells, n_spells + most_takes)

        # What it changes; `row`, `result` say whose outcome came, if any did.
        row, result = np.int64(NOBODY), UNSEEN
        if kind == WORK_ENDS:
            if spell[number] != tag:
                continue
            row, result = hand[number], SERVED
            spells[tag, 3] = t
            hand[number], spell[number], since[number] = NOBODY, NOBODY, t
        elif kind == STAFF_CHANGES and number % 2 == 1:
            person = person_of[number // 2]
            stretch[person] = number // 2
            if hand[person] == NOBODY:
                since[person] = t
        elif kind == STAFF_CHANGES:
            person, stop = person_of[number // 2], stop_of[number // 2]
            stretch[person] = NOBODY
            if stop != KEEP and held[person] != NOBODY:
                _queue(held[person], queues, base, size, line, place, waits)
                held[person] = NOBODY
                n_held -= 1
            if stop != FINISH and hand[person] != NOBODY and interruptible[line[hand[person]]]:
                working = hand[person]
                remaining[working] -= (t - since[person]) * pace[person] // 1000
                spells[spell[person], 3] = t
                hand[person], spell[person], since[person] = NOBODY, NOBODY, t
                if stop == KEEP:
                    held[person] = working
                    n_held += 1
                else:
                    _queue(working, queues, base, size, line, place, waits)
        elif kind == COMES:
            asked_about = about[number]
            if asked_about != NOBODY and (outcome[asked_about] == SERVED or outcome[asked_about] == MOOT):
                continue
            came[number], outcome[number] = t, OPEN
            place[number] = key[number] + slope[line[number]] * t
            _queue(number, queues, base, size, line, place, waits)
            if patience[number] != FOREVER:
                n_events = _push(
                    t + patience[number], PATIENCE_ENDS * _KIND + number, NOBODY, events, n_events
                )
        elif waits[number]:
            row, result = number, LEFT
            waits[number] = False

        # The outcome of a row: those answered with it, and the row that follows.
        if result != UNSEEN:
            outcome[row], left[row] = result, t
            column = IF_SERVED if result == SERVED else IF_LEFT
            n_events = _set_off(row, column, t, then, wait, events, n_events)
            other, again = (about[row], first_again[row]) if result == SERVED else (NOBODY, NOBODY)
            while other != NOBODY or again != NOBODY:
                if other != NOBODY and waits[other]:
                    waits[other], outcome[other], left[other] = False, MOOT, t
                    n_events = _set_off(other, IF_SERVED, t, then, wait, events, n_events)
                other = again
                if again != NOBODY:
                    again = next_again[again]

        # The desk settles.
        while True:
            open_lines, urgent = 0, 0
            for each in range(lines):
                _drop_gone(each, queues, base, size, place, waits)
                if size[each] > 0:
                    open_lines |= 1 << each
                    urgent |= int(interrupts[each]) << each
            if open_lines == 0 and n_held == 0:
                break
            person, chosen = np.int64(NOBODY), np.int64(NOBODY)  # chosen: a line, or NOBODY for held work
            for candidate in range(people):
                if stretch[candidate] == NOBODY or hand[candidate] != NOBODY:
                    continue
                mine = does[stretch[candidate]] & (open_lines if held[candidate] == NOBODY else urgent)
                if (mine or held[candidate] != NOBODY) and _goes_before(
                    candidate, person, stretch, asked_of, since
                ):
                    person, chosen = candidate, _best(mine, queues, base, place, rank, lines)
            if person == NOBODY and urgent:
                for candidate in range(people):
                    if stretch[candidate] == NOBODY or hand[candidate] == NOBODY:
                        continue
                    mine = does[stretch[candidate]] & urgent
                    if (
                        mine
                        and interruptible[line[hand[candidate]]]
                        and _goes_before(candidate, person, stretch, asked_of, since)
                    ):
                        person, chosen = candidate, _best(mine, queues, base, place, rank, lines)
                if person != NOBODY:
                    held[person] = hand[person]
                    n_held += 1
                    remaining[hand[person]] -= (t - since[person]) * pace[person] // 1000
                    spells[spell[person], 3] = t
            if person == NOBODY:
                break
            if chosen == NOBODY:
                row, held[person] = held[person], NOBODY
                n_held -= 1
            else:
                row = _unqueue_first(chosen, queues, base, size, place, waits)
            hand[person], since[person], spell[person] = row, t, n_spells
            pace[person] = pace_of[stretch[person]]
            spells[n_spells, 0], spells[n_spells, 1] = row, person
            spells[n_spells, 2], spells[n_spells, 3] = t, until
            duration = -(-remaining[row] * 1000 // pace[person])
            n_events = _push(t + duration, WORK_ENDS * _KIND + person, n_spells, events, n_events)
            n_spells += 1

    done = spells[:n_spells]
    return came, left, outcome, done[:, 0].copy(), done[:, 1].copy(), done[:, 2].copy(), done[:, 3].copy()


def _set_off(row, column, t, then, wait, events, n_events):
    follower = then[row, column]
    if follower == NOBODY:
        return n_events
    return _push(t + wait[row, column], COMES * _KIND + follower, NOBODY, events, n_events)


def _longest(about, n):
    asks = np.zeros(n + 1, np.int64)
    for row in range(n):
        asks[about[row]] += about[row] != NOBODY
    return asks.max()


def _next_is_known(schedule, known, events, n_events):
    if known == len(schedule):
        return False
    if n_events == 0:
        return True
    t, code = schedule[known, 0], schedule[known, 1]
    return t < events[0, 0] or (t == events[0, 0] and code < events[0, 1])


def _push(t, code, tag, events, n_events):
    at = n_events
    while at > 0:
        above = (at - 1) // 2
        if t > events[above, 0] or (t == events[above, 0] and code >= events[above, 1]):
            break
        events[at] = events[above]
        at = above
    events[at, 0], events[at, 1], events[at, 2] = t, code, tag
    return n_events + 1


def _pop(events, n_events):
    last = n_events - 1
    t, code = events[last, 0], events[last, 1]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= last:
            break
        right = below + 1
        if right < last and (
            events[right, 0] < events[below, 0]
            or (events[right, 0] == events[below, 0] and events[right, 1] < events[below, 1])
        ):
            below = right
        if t < events[below, 0] or (t == events[below, 0] and code <= events[below, 1]):
            break
        events[at] = events[below]
        at = below
    events[at] = events[last]
    return last


def _queue(row, queues, base, size, line, place, waits):
    first, at = base[line[row]], size[line[row]]
    while at > 0:
        above = (at - 1) // 2
        other = queues[first + above]
        if place[row] > place[other] or (place[row] == place[other] and row > other):
            break
        queues[first + at] = other
        at = above
    queues[first + at] = row
    size[line[row]] += 1
    waits[row] = True


def _unqueue_first(each, queues, base, size, place, waits):
    first, last = base[each], size[each] - 1
    top, row = queues[first], queues[first + last]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= last:
            break
        left, right = queues[first + below], queues[first + below + 1]
        if below + 1 < last and (
            place[right] < place[left] or (place[right] == place[left] and right < left)
        ):
            below, left = below + 1, right
        if place[row] < place[left] or (place[row] == place[left] and row <= left):
            break
        queues[first + at] = left
        at = below
    queues[first + at] = row
    size[each] = last
    waits[top] = False
    return top


def _drop_gone(each, queues, base, size, place, waits):
    while size[each] > 0 and not waits[queues[base[each]]]:
        _unqueue_first(each, queues, base, size, place, waits)


def _best(mine, queues, base, place, rank, lines):
    best = NOBODY
    for each in range(lines):
        if mine >> each & 1:
            row = queues[base[each]]
            if best != NOBODY:
                other = queues[base[best]]
                if rank[each] > rank[best] or (
                    rank[each] == rank[best]
                    and (place[row] > place[other] or (place[row] == place[other] and row > other))
                ):
                    continue
            best = each
    return best


def _goes_before(candidate, person, stretch, asked_of, since):
    if person == NOBODY:
        return True
    mine, theirs = asked_of[stretch[candidate]], asked_of[stretch[person]]
    return mine < theirs or (mine == theirs and since[candidate] < since[person])  # then by number


def _grown(table, needed):
    if needed <= len(table):
        return table
    grown = np.empty((2 * needed, table.shape[1]), np.int64)
    grown[: len(table)] = table
    return grown
