"""What the log must know of each row of work and no engine asks: which question it belongs to, what it means.

Marks stand beside the rows of Work, entry for entry; a journey is both together.
"""

from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import Work

ANSWER, OUTSIDE_REPLY, HAND_TO_BOL, NO_ANSWER = range(4)  # what it means that work on a row is done
# What it means that a row leaves the queue.
HANGS_UP, TO_VOICEMAIL, TAKEN_OVER, RETURNED, TAKES_SLOT = range(5)
# What brings a row to the desk; each has handle times of its own.
ASKED, REPLY, SECOND_MAIL, CAME_BACK, SAID_AGAIN, SPECIAL, ROTATED = range(7)
NO_TOPIC = -1


@dataclass(frozen=True)
class Marks:
    """What the rows of a Work mean; every column has one entry a row.

    A question begins with the row whose `case` is that row itself; the other rows of its case are answers to
    its customer's replies, what came back, and calls about it.
    """

    case: np.ndarray  # int64[n], the row that its question began with
    why: np.ndarray  # int8[n], ASKED to ROTATED
    done: np.ndarray  # int8[n], ANSWER, OUTSIDE_REPLY, HAND_TO_BOL or NO_ANSWER
    gone: np.ndarray  # int8[n], HANGS_UP to TAKES_SLOT
    noticed_s: np.ndarray  # int64[n], how long before its row came a question had been asked
    auto_reply_s: np.ndarray  # int64[n], from question to automatic reply, or NEVER
    forwarded: np.ndarray  # bool[n], the marketplace forwarded the question
    topic: np.ndarray  # int16[n], its place in the scenario's [topics], or NO_TOPIC
    # float64[n] each, in [0, 1): does the customer answer the survey after this row, and with which grade.
    # They are the customer's, whatever becomes of the row: one survey under every plan.
    answers_survey: np.ndarray
    grades_it: np.ndarray

    @classmethod
    def plain(cls, rows: int) -> "Marks":
        """Marks of rows that are questions of their own, each answered when its work is done."""
        zero = np.zeros(rows, np.int64)
        return cls(
            case=np.arange(rows), why=zero, done=zero, gone=zero, noticed_s=zero,
            auto_reply_s=np.full(rows, NEVER), forwarded=np.zeros(rows, np.bool_),
            topic=np.full(rows, NO_TOPIC), answers_survey=np.zeros(rows), grades_it=np.zeros(rows),
        )  # fmt: skip


@dataclass(frozen=True)
class Journeys:
    """Rows of work and what they mean."""

    work: Work
    marks: Marks
