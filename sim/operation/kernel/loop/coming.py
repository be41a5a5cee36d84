"""What comes next in the compiled engine: what the run itself set off, and whose work and patience end.

Most who wait are taken long before their patience ends. So they first stand on a short list, in no order;
what comes later learns of their patience when its end comes next, or when the list is full.
"""

import numpy as np

from sim.demand.work import FOREVER
from sim.operation.contract import PATIENCE_ENDS
from sim.operation.kernel.compiler import one_of
from sim.operation.kernel.layout import KIND

# What comes later: a heap of (t, code), FOREVER at its top while it is empty.


def push(t, code, later_at, later_code, n_later):
    """Add what comes later."""
    at = n_later
    while at > 0:
        above = (at - 1) >> 1
        if t > later_at[above] or (t == later_at[above] and code >= later_code[above]):
            break
        later_at[at], later_code[at] = later_at[above], later_code[above]
        at = above
    later_at[at], later_code[at] = t, code
    return n_later + 1


def pop(later_at, later_code, n_later):
    """Take out what comes first."""
    last = n_later - 1
    t, code = later_at[last], later_code[last]
    at, below = 0, 1
    while below < last:
        right = below + 1  # at most the last itself, which then goes no lower
        below += (later_at[right] < later_at[below]) | (
            (later_at[right] == later_at[below]) & (later_code[right] < later_code[below])
        )
        if t < later_at[below] or (t == later_at[below] and code <= later_code[below]):
            break
        later_at[at], later_code[at] = later_at[below], later_code[below]
        at, below = below, 2 * below + 1
    later_at[at], later_code[at] = t, code
    if last == 0:
        later_at[0] = FOREVER
    return last


# Patience: a list of rows that wait or waited. Of one that waits again, and so stands there twice, the second
# event finds nobody who waits.


def has_patience(number, desk, now):
    """Put a row on the list, if it waits and its patience may end before the run does."""
    row = desk.rows[number]
    if not row.waits or row.patience >= now.until:
        return
    if now.n_patient == len(desk.patient):
        patience_told(np.int64(FOREVER), desk, now)
    desk.patient[now.n_patient] = number
    now.n_patient += 1
    now.t_patience = min(now.t_patience, row.patience)


def patience_told(t, desk, now):
    """Let patience that ends at an instant or before come later, and forget who no longer waits."""
    stay, now.t_patience = 0, FOREVER
    for at in range(now.n_patient):
        number = desk.patient[at]
        ends, waits = desk.rows[number].patience, desk.rows[number].waits
        if waits and ends <= t:
            code = PATIENCE_ENDS * KIND + number
            now.n_later = push(ends, code, desk.later_at, desk.later_code, now.n_later)
        elif waits:
            desk.patient[stay] = number
            stay, now.t_patience = stay + 1, min(now.t_patience, ends)
    now.n_patient = stay


# Whose work ends first: a tournament of all people, who stand in a full tree behind its games.


def replayed(person, ends_at, winners):
    """Play a person's games anew; give who wins the last, and when their work ends.

    At one instant the lower number wins, which is that of the left: an even place in the tree.
    """
    first, t_end, place = person, ends_at[person], len(ends_at) + person
    while place > 1:
        other = winners[place ^ 1]
        t_other = ends_at[other]
        loses = t_other - (place & 1) < t_end
        first, t_end = one_of(other, loses, first), one_of(t_other, loses, t_end)
        place >>= 1
        winners[place] = first
    return first, t_end


INLINED = (push, pop, has_patience, patience_told, replayed)
