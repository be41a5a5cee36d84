"""Overtime that was really worked: it is known from what happened, not from what was planned."""

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.operation.contract import EngineLog
from sim.staffing.people import Planned
from sim.staffing.roster import Roster


def overtime_s(roster: Roster, log: EngineLog) -> np.ndarray:
    """Say how long people worked on after each stretch, because the desk was in its reaction: int64[k].

    From the end of the stretch until the last work that was begun after it is put down, or until they go. Who
    only finishes what was in hand, or stays and finds nothing to do, has worked none.
    """
    if (roster.off_then == roster.off).all():
        return np.zeros(len(roster), np.int64)
    stretch = roster.last_begun(log.spell_person, log.spell_began)
    off, off_then = roster.off[stretch], roster.off_then[stretch]
    beyond = (log.spell_began >= off) & (log.spell_began < off_then)
    ended = roster.off.copy()
    np.maximum.at(ended, stretch[beyond], np.minimum(log.spell_ended, off_then)[beyond])
    return np.asarray(ended - roster.off)


def paid(worked_s: np.ndarray, roster: Roster, staff: list[Planned], present_share: float) -> np.ndarray:
    """Say how many seconds are paid for overtime after each stretch, and how many cents: int64[k, 2].

    Time away is paid as in other hours: `present_share` of what is paid is worked.
    """
    price = np.array([one.overtime_euro_per_hour or 0.0 for one in staff])[roster.person]
    seconds = worked_s / present_share
    both = np.column_stack([seconds, seconds / HOUR_S * price * 100])
    return np.asarray(np.rint(both).astype(np.int64))
