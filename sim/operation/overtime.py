"""Overtime that was really worked: it is known from what happened, not from what was planned."""

import numpy as np

from sim.operation.contract import EngineLog
from sim.staffing.roster import Roster

PERSON = 2**40  # more than there are seconds


def overtime_s(roster: Roster, log: EngineLog) -> np.ndarray:
    """Say how long people worked on after each stretch, because the desk was in its reaction: int64[k].

    From the end of the stretch until the last work that was begun after it is put down, or until they go. Who
    only finishes what was in hand, or stays and finds nothing to do, has worked none.
    """
    if (roster.off_then == roster.off).all():
        return np.zeros(len(roster), np.int64)
    begins = roster.person * PERSON + roster.on
    stretch = np.searchsorted(begins, log.spell_person * PERSON + log.spell_began, side="right") - 1
    off, off_then = roster.off[stretch], roster.off_then[stretch]
    beyond = (log.spell_began >= off) & (log.spell_began < off_then)
    ended = roster.off.copy()
    np.maximum.at(ended, stretch[beyond], np.minimum(log.spell_ended, off_then)[beyond])
    return np.asarray(ended - roster.off)
