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
from sim.demand.work import CALL, CALL_BACK, KINDS, LOST_CALL, NOBODY, Work
from sim.norms.log import Cases
from sim.operation.contract import LEFT, MOOT, SERVED, UNSEEN, EngineLog

LATER = np.iinfo(np.int64).max  # after every instant of a log


@dataclass(frozen=True)
class Told:
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
        """What the end of each row meant: int64[n].

        Who was answered together with somebody else got what that one got.
        """
        marks, log, about = self.marks, self.log, self.work.about
        moot = log.outcome == MOOT
        with_first = moot & (about != NOBODY) & (log.outcome[about] == SERVED) & (log.left[about] == log.left)
        return np.asarray(np.select([with_first, moot], [marks.done[about], ANSWER], marks.done))

    def kind(self, *kinds: int) -> np.ndarray:
        """Mark the rows of some kinds of work, in whichever language: bool[n]."""
        return np.asarray(np.isin(self.work.line % KINDS, kinds))

    @cached_property
    def picked_up(self) -> np.ndarray:
        """Mark the calls that somebody spoke on: bool[n]."""
        return np.asarray(self.kind(CALL, CALL_BACK) & (self.began != NEVER))

    @cached_property
    def answered(self) -> np.ndarray:
        """Mark the rows that were answered in writing: bool[n]."""
        written = ~self.kind(CALL, CALL_BACK, LOST_CALL)
        return np.asarray(written & np.isin(self.log.outcome, (SERVED, MOOT)))

    def in_order(self, which: np.ndarray) -> np.ndarray:
        """List the marked rows that came, in order of arrival."""
        rows = np.flatnonzero(which & (self.log.outcome != UNSEEN))
        return np.asarray(rows[np.lexsort((rows, self.log.came[rows]))])


def asked(told: Told) -> np.ndarray:
    """List the rows that questions begin with, in order of arrival; a second mail is one of its own.

    A call that was answered, or called back, makes a case of its own (K14, S) unless it was about a question.
    """
    begins = told.marks.case == np.arange(len(told.work))
    spoken = told.kind(CALL, CALL_BACK, LOST_CALL)
    rows = told.in_order(begins & (~spoken | told.picked_up))
    return np.asarray(rows[np.lexsort((rows, _arrived_at(told, rows)))])


def case_of(told: Told, rows: np.ndarray) -> np.ndarray:
    """Give each row the number of its question among those that begin with `rows`: int64[n], or -1."""
    number = np.full(len(told.work), -1)
    number[rows] = np.arange(len(rows))
    return np.asarray(number[told.marks.case])


def cases(told: Told, rows: np.ndarray, waits_s: int, until: int) -> Cases:
    """Write down the questions that begin with `rows`, as far as they are known at `until`.

    An answered question waits `waits_s` for its customer and is closed then; with 0 it is closed at once.
    """
    marks, log, case = told.marks, told.log, case_of(told, rows)
    left = log.outcome == LEFT
    arrived_at, automatic_s = _arrived_at(told, rows), marks.auto_reply_s[rows]

    def first(instants: np.ndarray, which: np.ndarray) -> np.ndarray:
        """Find the first instant of the marked rows of each question, or NEVER."""
        return _first(instants, which & (instants != NEVER) & (case >= 0), case, len(rows))

    by_phone = first(told.began, told.picked_up)
    in_writing = first(log.left, told.answered & (told.done == ANSWER))
    answered_at = np.where(
        (by_phone == NEVER) | (in_writing != NEVER) & (in_writing < by_phone), in_writing, by_phone
    )
    ended = first(log.left, told.picked_up | told.answered & (told.done == ANSWER))
    closed_at = ended if waits_s == 0 else _closed_at(told, case, len(rows), waits_s)
    # An account refuses to close a question before the first contact with its customer.
    refused = (answered_at == NEVER) | (closed_at < answered_at) | (closed_at >= until)
    auto_replied_at = np.where(automatic_s == NEVER, NEVER, arrived_at + automatic_s)
    return Cases(
        channel=np.where(told.kind(CALL, CALL_BACK)[rows], "phone", "mail"),
        topic=marks.topic[rows],
        arrived_at=arrived_at,
        forwarded_by_bol=marks.forwarded[rows].astype(np.int8),
        auto_replied_at=np.where(auto_replied_at < until, auto_replied_at, NEVER),
        answered_at=answered_at,
        outside_reply_at=first(log.left, told.answered & (told.done == OUTSIDE_REPLY)),
        taken_over_by_bol_at=first(log.left, left & (marks.gone == TAKEN_OVER)),
        handed_to_bol_at=first(log.left, told.answered & (told.done == HAND_TO_BOL)),
        returned_at=first(log.left, left & (marks.gone == RETURNED)),
        closed_at=np.where(refused, NEVER, closed_at),
    )


def _arrived_at(told: Told, rows: np.ndarray) -> np.ndarray:
    """Say when questions were asked, which may be before the shop noticed."""
    return np.asarray(told.log.came[rows] - told.marks.noticed_s[rows])


def _first(instants: np.ndarray, which: np.ndarray, case: np.ndarray, size: int) -> np.ndarray:
    found = np.full(size, LATER)
    np.minimum.at(found, case[which], instants[which])
    return np.where(found == LATER, NEVER, found)


def _closed_at(told: Told, case: np.ndarray, size: int, waits_s: int) -> np.ndarray:
    """Say when each question is closed for good: by its customer's thanks, or when no more replies came.

    A reply that comes later opens it again; one that is not answered yet leaves it open.
    """
    counts = (
        (case >= 0) & (told.picked_up | ~told.kind(CALL, CALL_BACK, LOST_CALL)) & (told.log.came != NEVER)
    )
    rows = np.flatnonzero(counts)
    ends = np.where(told.log.left[rows] == NEVER, LATER, told.log.left[rows])
    rows = rows[np.lexsort((ends, case[rows]))]
    last = np.full(size, -1)
    last[case[rows]] = rows  # of several rows of a question the one that ends last stays
    ended = told.log.left[last]
    thanked = told.done[last] == NO_ANSWER
    open_still = (last < 0) | (ended == NEVER) | (told.log.outcome[last] == LEFT)
    return np.where(open_still, NEVER, ended + np.where(thanked, 0, waits_s))
