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


def patience_told(t, patient, n_patient, rows, later, n_later):
    """Let patience that ends at an instant or before come later, and forget who no longer waits.

    Return how many stay on the list, when the first of them loses patience, and how many come later.
    """
    stay, t_patience = np.int64(0), np.int64(FOREVER)
    for at in range(n_patient):
        number = patient[at]
        ends = rows[number].patience
        if rows[number].waits and ends <= t:
            n_later = push(ends, PATIENCE_ENDS * KIND + number, *later, n_later)
        elif rows[number].waits:
            patient[stay] = number
            stay, t_patience = stay + 1, min(t_patience, ends)
    return stay, t_patience, n_later


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


INLINED = (push, pop, patience_told, replayed)
