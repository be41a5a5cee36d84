"""What became of each question: the rows of its case, told as one line of the log."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline import NEVER
from sim.demand.marks import ANSWER, HAND_TO_BOL, NO_ANSWER, OUTSIDE_REPLY, RETURNED, TAKEN_OVER
from sim.demand.work import FOLLOW_UP
from sim.norms.log import Cases
from sim.operation.aftermath.rows import Aftermath
from sim.operation.contract import LEFT, OPEN

LATER = np.iinfo(np.int64).max  # after every instant of a log
PHONE, MAIL = (np.int8(Cases.choices("channel").index(channel)) for channel in ("phone", "mail"))


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
    marks, found = aftermath.marks, _Instants(aftermath, case_of(aftermath, rows), len(rows))
    arrived_at, automatic_s = aftermath.arrived_at[rows], marks.auto_reply_s[rows]
    answered_at = found.answered_at
    closed_at = found.ended_at if waits_s == 0 else _closed_at(found, waits_s)
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
        replied_at=np.where(answered_at == NEVER, NEVER, found.replied_at),
        outside_reply_at=_or_never(found.written(OUTSIDE_REPLY)),
        taken_over_by_bol_at=_or_never(found.gone(TAKEN_OVER)),
        handed_to_bol_at=_or_never(found.written(HAND_TO_BOL)),
        returned_at=_or_never(found.gone(RETURNED)),
        closed_at=np.where(refused, NEVER, closed_at),
    )


@dataclass(frozen=True)
class _Instants:
    """When what first happened to each of some questions, of all rows that are about it: int64[size]."""

    aftermath: Aftermath
    case: np.ndarray  # int64[n], the question of each row, or -1
    size: int

    def first(self, instants: np.ndarray, those: np.ndarray) -> np.ndarray:
        """Find the first instant of some rows of each question, or LATER."""
        of, at = self.case[those], instants[those]
        known = (of >= 0) & (at != NEVER)
        found = np.full(self.size, LATER)
        np.minimum.at(found, of[known], at[known])
        return found

    def written(self, done: int) -> np.ndarray:
        """Find the first answer in writing that meant this, or LATER."""
        rows = self.aftermath.answered
        return self.first(self.aftermath.log.left, rows[self.aftermath.done[rows] == done])

    def gone(self, why: int) -> np.ndarray:
        """Find the first time that it left for this, or LATER."""
        rows = np.flatnonzero(self.aftermath.log.outcome == LEFT)
        return self.first(self.aftermath.log.left, rows[self.aftermath.marks.gone[rows] == why])

    @cached_property
    def in_writing(self) -> np.ndarray:
        """Find the first answer in writing, or LATER."""
        return self.written(ANSWER)

    @property
    def answered_at(self) -> np.ndarray:
        """Say when somebody first answered, in writing or by picking up, or NEVER."""
        picked_up = np.flatnonzero(self.aftermath.picked_up)
        return _or_never(np.minimum(self.in_writing, self.first(self.aftermath.began, picked_up)))

    @property
    def ended_at(self) -> np.ndarray:
        """Say when that answer was given to its end, or NEVER."""
        picked_up = np.flatnonzero(self.aftermath.picked_up)
        return _or_never(np.minimum(self.in_writing, self.first(self.aftermath.log.left, picked_up)))

    @property
    def replied_at(self) -> np.ndarray:
        """Say since when a reply of the customer waits, or NEVER."""
        waits = self.aftermath.kind(FOLLOW_UP) & (self.aftermath.log.outcome == OPEN)
        return _or_never(self.first(self.aftermath.log.came, np.flatnonzero(waits)))


def _or_never(instants: np.ndarray) -> np.ndarray:
    return np.where(instants == LATER, NEVER, instants)


def _closed_at(found: _Instants, waits_s: int) -> np.ndarray:
    """Say when each question is closed for good: by its customer's thanks, or when no more replies came.

    A reply that comes later opens it again; one that is not answered yet leaves it open.
    """
    aftermath, case = found.aftermath, found.case
    counts = (case >= 0) & (aftermath.picked_up | ~aftermath.spoken) & (aftermath.log.came != NEVER)
    rows = np.flatnonzero(counts)
    ends = np.where(aftermath.log.left[rows] == NEVER, LATER, aftermath.log.left[rows])
    rows = rows[np.lexsort((ends, case[rows]))]
    last = np.full(found.size, -1)
    last[case[rows]] = rows  # of several rows of a question the one that ends last stays
    ended = aftermath.log.left[last]
    thanked = aftermath.done[last] == NO_ANSWER
    open_still = (last < 0) | (ended == NEVER) | (aftermath.log.outcome[last] == LEFT)
    return np.where(open_still, NEVER, ended + np.where(thanked, 0, waits_s))
