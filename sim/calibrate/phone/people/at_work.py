"""Who is seen at work: from the first call of an agent to the last, gaps left out that are breaks."""

import numpy as np

from sim.calibrate.phone.attempts import UNKNOWN, Attempts
from sim.staffing.intervals import FAR, NO_TIME, on_the_clock

BREAK_S = 1800  # who answers nothing for so long is at lunch or at home; shorter pauses are time away


def seen_at_work(calls: Attempts) -> np.ndarray:
    """List when agents are seen at work, as a line of stretches: int64[k, 2]; none without agents."""
    told = calls.answered & (calls.agent != UNKNOWN) & (calls.waited_s != UNKNOWN) & (calls.handled_s > 0)
    calls = calls.only(told)
    begins = calls.agent * FAR + calls.at + calls.waited_s
    order = np.argsort(begins, kind="stable")
    begins = begins[order]
    ends = np.maximum.accumulate(begins + calls.handled_s[order])
    if not len(begins):
        return NO_TIME
    goes_home = begins[1:] - ends[:-1] > BREAK_S
    return np.column_stack([begins[np.append(True, goes_home)], ends[np.append(goes_home, True)]])


def staffed(at_work: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Mark the instants at which anybody is at work: bool[len(at)]; all, where nobody is ever known to be."""
    if not len(at_work):
        return np.ones(len(at), np.bool_)
    on, off = (np.sort(ends) for ends in on_the_clock(at_work).T)
    return np.asarray(np.searchsorted(on, at, side="right") > np.searchsorted(off, at, side="right"))


def between(at_work: np.ndarray, begin: int, until: int) -> np.ndarray:
    """Cut a line of stretches to what lies between two instants: int64[k, 2]."""
    base = at_work[:, 0] // FAR * FAR
    cut = np.column_stack(
        [np.maximum(at_work[:, 0] - base, begin) + base, np.minimum(at_work[:, 1] - base, until) + base]
    )
    return np.asarray(cut[cut[:, 0] < cut[:, 1]])
