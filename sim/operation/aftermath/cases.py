"""What became of each question: the rows of its case, told as one line of the log."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline import NEVER
from sim.demand.marks import (
    ANSWER,
    HAND_TO_BOL,
    NO_ANSWER,
    OUTSIDE_REPLY,
    RETURNED,
    TAKEN_OVER,
    Journeys,
    Marks,
)
from sim.demand.work import CALL, CALL_BACK, FOLLOW_UP, LOST_CALL, NOBODY, Work
from sim.norms.log import Cases
from sim.operation.contract import LEFT, MOOT, OPEN, SERVED, UNSEEN, EngineLog

LATER = np.iinfo(np.int64).max  # after every instant of a log
PHONE, MAIL = (np.int8(Cases.choices("channel").index(channel)) for channel in ("phone", "mail"))


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


def asked(aftermath: Aftermath) -> np.ndarray:
    """List the rows that questions begin with, in order of arrival; a second mail is one of its own.

    A call that was answered, or called back, makes a case of its own (K14, S) unless it was about a question.
    A reply that belongs to no row answers a question of before the season.
    """
    begins = (aftermath.marks.case == np.arange(len(aftermath.work))) & ~aftermath.kind(FOLLOW_UP)
    return aftermath.in_order(begins & (~aftermath.spoken | aftermath.picked_up), aftermath.arrived_at)


def case_of(aftermath: Aftermath, rows: np.ndarray) -> np.ndarray:
    """Give each row the number of its question among those that begin with `rows`: int64[n], or -1."""
    number = np.full(len(aftermath.work), -1)
    number[rows] = np.arange(len(rows))
    return np.asarray(number[aftermath.marks.case])


def cases(aftermath: Aftermath, rows: np.ndarray, waits_s: int, until: int) -> Cases:
    """Write down the questions that begin with `rows`, as far as they are known at `until`.

    An answered question waits `waits_s` for its customer and is closed then; with 0 it is closed at once.
    """
    marks, log, case = aftermath.marks, aftermath.log, case_of(aftermath, rows)
    arrived_at, automatic_s = aftermath.arrived_at[rows], marks.auto_reply_s[rows]
    answered, picked_up = aftermath.answered, np.flatnonzero(aftermath.picked_up)
    left = np.flatnonzero(log.outcome == LEFT)
    waits = np.flatnonzero(aftermath.kind(FOLLOW_UP) & (log.outcome == OPEN))

    def first(instants: np.ndarray, those: np.ndarray) -> np.ndarray:
        """Find the first instant of some rows of each question, or LATER."""
        of, at = case[those], instants[those]
        known = (of >= 0) & (at != NEVER)
        found = np.full(len(rows), LATER)
        np.minimum.at(found, of[known], at[known])
        return found

    in_writing = first(log.left, answered[aftermath.done[answered] == ANSWER])
    answered_at = _or_never(np.minimum(in_writing, first(aftermath.began, picked_up)))
    ended = _or_never(np.minimum(in_writing, first(log.left, picked_up)))
    closed_at = ended if waits_s == 0 else _closed_at(aftermath, case, len(rows), waits_s)
    # An account refuses to close a question before the first contact with its customer.
    refused = (answered_at == NEVER) | (closed_at < answered_at) | (closed_at >= until)
    auto_replied_at = np.where(automatic_s == NEVER, NEVER, arrived_at + automatic_s)
    return Cases(
        channel=np.where(aftermath.spoken[rows], PHONE, MAIL),
        topic=marks.topic[rows].astype(np.int64),
        arrived_at=arrived_at,
        forwarded_by_bol=marks.forwarded[rows].astype(np.int8),
        auto_replied_at=np.where(auto_replied_at < until, auto_replied_at, NEVER),
        answered_at=answered_at,
        replied_at=np.where(answered_at == NEVER, NEVER, _or_never(first(log.came, waits))),
        outside_reply_at=_or_never(first(log.left, answered[aftermath.done[answered] == OUTSIDE_REPLY])),
        taken_over_by_bol_at=_or_never(first(log.left, left[marks.gone[left] == TAKEN_OVER])),
        handed_to_bol_at=_or_never(first(log.left, answered[aftermath.done[answered] == HAND_TO_BOL])),
        returned_at=_or_never(first(log.left, left[marks.gone[left] == RETURNED])),
        closed_at=np.where(refused, NEVER, closed_at),
    )


def _or_never(instants: np.ndarray) -> np.ndarray:
    return np.where(instants == LATER, NEVER, instants)


def _closed_at(aftermath: Aftermath, case: np.ndarray, size: int, waits_s: int) -> np.ndarray:
    """Say when each question is closed for good: by its customer's thanks, or when no more replies came.

    A reply that comes later opens it again; one that is not answered yet leaves it open.
    """
    counts = (case >= 0) & (aftermath.picked_up | ~aftermath.spoken) & (aftermath.log.came != NEVER)
    rows = np.flatnonzero(counts)
    ends = np.where(aftermath.log.left[rows] == NEVER, LATER, aftermath.log.left[rows])
    rows = rows[np.lexsort((ends, case[rows]))]
    last = np.full(size, -1)
    last[case[rows]] = rows  # of several rows of a question the one that ends last stays
    ended = aftermath.log.left[last]
    thanked = aftermath.done[last] == NO_ANSWER
    open_still = (last < 0) | (ended == NEVER) | (aftermath.log.outcome[last] == LEFT)
    return np.where(open_still, NEVER, ended + np.where(thanked, 0, waits_s))
