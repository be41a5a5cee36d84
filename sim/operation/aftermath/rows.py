"""What happened to the rows of journeys, and what it meant."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline import NEVER
from sim.demand.marks import ANSWER, Journeys, Marks
from sim.demand.work import CALL, CALL_BACK, LOST_CALL, NOBODY, Work
from sim.operation.contract import MOOT, SERVED, UNSEEN, EngineLog


@dataclass(frozen=True)
class Aftermath:
    """What happened to the rows of journeys; columns have one entry a row of work."""

    journeys: Journeys
    log: EngineLog

    @property
    def work(self) -> Work:
        """The rows."""
        return self.journeys.work

    @property
    def marks(self) -> Marks:
        """What the rows mean."""
        return self.journeys.marks

    @cached_property
    def began(self) -> np.ndarray:
        """When work on each row first began: int64[n], NEVER if it did not."""
        log = self.log
        first = np.full(len(log.came), NEVER)
        first[log.spell_row[::-1]] = log.spell_began[::-1]  # of several spells the earliest stays
        return first

    @cached_property
    def done(self) -> np.ndarray:
        """What the end of each row meant: int8[n].

        Who was answered together with somebody else got what that one got.
        """
        log, done = self.log, self.marks.done.copy()
        moot = np.flatnonzero(log.outcome == MOOT)
        about = self.work.about[moot]
        with_first = (about != NOBODY) & (log.outcome[about] == SERVED) & (log.left[about] == log.left[moot])
        done[moot] = np.where(with_first, self.marks.done[about], ANSWER)
        return done

    def kind(self, *kinds: int) -> np.ndarray:
        """Mark the rows of some kinds of work, in whichever language: bool[n]."""
        return self.work.of_kind(*kinds)

    @cached_property
    def spoken(self) -> np.ndarray:
        """Mark the calls, picked up or not: bool[n]."""
        return self.kind(CALL, CALL_BACK, LOST_CALL)

    @cached_property
    def picked_up(self) -> np.ndarray:
        """Mark the calls that somebody spoke on: bool[n]."""
        return np.asarray(self.kind(CALL, CALL_BACK) & (self.began != NEVER))

    @cached_property
    def answered(self) -> np.ndarray:
        """List the rows that were answered in writing."""
        outcome = self.log.outcome
        return np.flatnonzero(~self.spoken & ((outcome == SERVED) | (outcome == MOOT)))

    def in_order(self, which: np.ndarray, at: np.ndarray) -> np.ndarray:
        """List the marked rows that came, in order of some instants (int64[n]), equal ones as numbered."""
        rows = np.flatnonzero(which & (self.log.outcome != UNSEEN))
        return np.asarray(rows[np.argsort(at[rows], kind="stable")])

    @cached_property
    def arrived_at(self) -> np.ndarray:
        """When each row came, which for a question may be before the shop noticed: int64[n]."""
        return np.asarray(self.log.came - self.marks.noticed_s)
