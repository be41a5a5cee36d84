"""What both engines are given and what both give back; the order inside one instant.

Inside one instant work ends, then staff changes, then customers come, then patience ends; equal kinds by
number (person, stretch, row). After each of these events the desk settles: whoever is free and asked first
takes the best work open to them, again, until nobody can. Only then the next event happens.
"""

from dataclasses import dataclass

import numpy as np

WORK_ENDS, STAFF_CHANGES, COMES, PATIENCE_ENDS = range(4)  # kinds of event, in order inside one instant
UNSEEN, OPEN, SERVED, LEFT, MOOT = range(5)  # outcomes of a row


@dataclass(frozen=True)
class Rules:
    """How the desk chooses, per line of work.

    Better work has the lower (rank, place, row), where place = key + slope x the instant the row came.
    Work of a line that `interrupts` and finds nobody free takes a person off work that is `interruptible`;
    that person holds the interrupted work and takes it up again as soon as no interrupting work waits.
    """

    rank: np.ndarray  # int64[lines], lower goes first
    slope: np.ndarray  # int64[lines], 1 oldest first, -1 newest first, 0 by key alone
    interrupts: np.ndarray  # bool[lines]
    interruptible: np.ndarray  # bool[lines], never both

    def check(self) -> None:
        """Hold the rules to their promise.

        Raises:
            ValueError: a line that interrupts and may be interrupted.
        """
        if (self.interrupts & self.interruptible).any():
            raise ValueError("a line must not both interrupt and be interruptible; choose one")


@dataclass(frozen=True)
class EngineLog:
    """What happened. A row's entries are NEVER for what did not happen; spells stand in order of beginning.

    UNSEEN rows never came. OPEN rows came and wait or are in hand at the end. SERVED rows were worked to the
    end, LEFT rows gave up waiting, MOOT rows were answered together with the row they are about.
    """

    came: np.ndarray  # int64[n], instant
    left: np.ndarray  # int64[n], instant of its outcome
    outcome: np.ndarray  # int64[n]
    spell_row: np.ndarray  # int64[s]
    spell_person: np.ndarray  # int64[s]
    spell_began: np.ndarray  # int64[s]
    spell_ended: np.ndarray  # int64[s], the end of the run for work still in hand
