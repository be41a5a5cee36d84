"""The loop of the compiled engine: the next event, what it changes, and the desk settles.

Throughout: `t` is an instant; an event is (t, code) with code = kind * KIND + number, so that events compare
as the contract orders them. Four things may happen next, and the first is taken: the end of somebody's work
(`t_end`), what was planned (changes of staff, and looks), a row that comes by itself, and what the run
itself set off (a heap, `later`): rows that follow, the end of patience, a stretch that was made longer, and
lateness, which is no event of the contract but moves a row to the late queue of its line as its instant
begins. Most rows need no such event: where places follow the instants of coming, a look at the first row says
who is late (`turn_late`).

`desk` is all there is (`layout.Desk`), and `now` its one record of what changes with every event. `can` is
the mask of lines of a person with empty hands on duty, and HOLDS; 0 of all others. A line is a bit of
`now.open_lines` while a row waits in it. `row`, `line`, `one` are records (`rows`, `layout`) of the row
`number`, of its line, of the person `person`.
"""

import numpy as np

from sim.demand.work import FOREVER, NOBODY
from sim.operation.contract import COMES, LOOKS, PATIENCE_ENDS, WORK_ENDS
from sim.operation.kernel.layout import KIND, TURNS_LATE
from sim.operation.kernel.loop.changes import (
    comes,
    ends_work,
    joins_queue,
    loses_patience,
    turns_late,
)
from sim.operation.kernel.loop.choices import somebody_takes
from sim.operation.kernel.loop.coming import has_patience, patience_told, pop, replayed
from sim.operation.kernel.loop.staff import comes_on, goes_off, looks

STOPS = -2  # instead of a kind: nothing happens any more


def run(desk, most_later, most_spells):
    """Go on until the end (False), or until there is no room for what one more event may add (True)."""
    now = desk.now[0]
    for person in range(len(desk.ends_at)):
        now.ends_first, now.t_end = replayed(person, desk.ends_at, desk.winners)
    while now.n_later <= most_later and now.n_spells <= most_spells:
        t, kind, number = next_event(desk, now)
        if kind == STOPS:
            return False
        settles, came = happens(kind, number, t, desk, now)
        if came != NOBODY:
            lines_up(came, t, desk, now)
        while settles and (now.open_lines != 0 or now.n_held > 0):
            settles = somebody_takes(t, desk, now)
        if now.at_door != NOBODY:
            joins_queue(now.at_door, True, t, desk, now)
            now.at_door = NOBODY
        if came != NOBODY:
            has_patience(came, desk, now)
    return True


def next_event(desk, now):
    """Take the earliest event, at one instant the first in the contract's order: instant, kind and number."""
    if now.replays != NOBODY:
        now.ends_first, now.t_end = replayed(now.replays, desk.ends_at, desk.winners)
        now.replays = NOBODY
    t_end, k_come, k_planned = now.t_end, now.k_come, now.k_planned
    at_come, at_planned = desk.coming_at[k_come], desk.planned_at[k_planned]
    t = min(min(t_end, desk.later_at[0]), min(at_come, at_planned))
    if t >= now.t_patience:
        patience_told(t, desk, now)
        t = min(t, desk.later_at[0])
    if t >= now.until:
        return t, np.int64(STOPS), np.int64(NOBODY)
    code = desk.later_code[0] if desk.later_at[0] == t else np.int64(FOREVER)
    if t_end == t and code >= 0:
        now.replays = now.ends_first
        return t, np.int64(WORK_ENDS), now.ends_first
    if at_planned == t and code >= desk.planned[k_planned]:
        now.k_planned = k_planned + 1
        return t, desk.planned[k_planned] // KIND, desk.planned[k_planned] % KIND
    if at_come == t and code >= COMES * KIND + desk.coming[k_come]:
        now.k_come = k_come + 1
        return t, np.int64(COMES), desk.coming[k_come]
    now.n_later = pop(desk.later_at, desk.later_code, now.n_later)
    return t, code // KIND, code % KIND


def happens(kind, number, t, desk, now):
    """Let an event change the desk; tell whether it must settle, and which row came and is not refused.

    It need not where nobody gets free hands or another duty, and no line opens: then who could take nothing
    still cannot.
    """
    if kind == COMES:
        return comes(number, t, desk, now)
    if kind == WORK_ENDS:
        return ends_work(number, t, desk, now)
    if kind == PATIENCE_ENDS:
        return loses_patience(number, t, desk, now)
    if kind == TURNS_LATE:
        return turns_late(number, desk)
    if kind == LOOKS:
        return looks(t, desk, now)
    if number % 2 == 1:
        return comes_on(number // 2, t, desk)
    return goes_off(number // 2, t, desk, now)


def lines_up(number, t, desk, now):
    """Let a row that comes join its queue; while nobody waits it first stands at the door.

    If somebody takes it at once, as most often at a desk that is not overrun, it never sees a queue.
    """
    if now.open_lines == 0:
        now.at_door, now.open_lines = number, desk.lines[desk.rows[number].line].bit
    else:
        joins_queue(number, True, t, desk, now)


INLINED = (next_event, happens, lines_up)
