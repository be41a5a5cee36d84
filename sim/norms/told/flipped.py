"""Questions whose verdict flips when the same log is judged by other rules."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.deadline import monday_of
from sim.norms.log.columns import Instants, Numbers
from sim.norms.measures.contacts import Questions, judged_questions
from sim.norms.measures.view import Rows
from sim.norms.verdicts import Verdicts


class Kind(IntEnum):
    """What the response norm says of a question."""

    NOT_COUNTED = 0
    IN_TIME = 1
    LATE = 2
    PENDING = 3


@dataclass(frozen=True, eq=False)
class Flipped:
    """The questions that two readings of the rules judge differently, in the order of the log."""

    row: Numbers  # int64[n], in the table of cases
    before: Numbers  # int64[n], a Kind
    after: Numbers  # int64[n], a Kind
    due_before: Instants  # int64[n], the last second in time; NEVER: no deadline
    due_after: Instants

    def __len__(self) -> int:
        return len(self.row)

    def count(self, before: Kind, after: Kind) -> int:
        """Count the questions that flipped from one kind to another."""
        return int(np.count_nonzero((self.before == before) & (self.after == after)))


def flipped(before: Verdicts, after: Verdicts) -> Flipped:
    """Find the questions of the weeks judged that flip between two judgements of one log."""
    one, other = judged_questions(before.view), judged_questions(after.view)
    was, becomes = _kind(one), _kind(other)
    row = np.flatnonzero((was != becomes) & _reported(before))
    return Flipped(row, was[row], becomes[row], one.due_at[row], other.due_at[row])


def _reported(verdicts: Verdicts) -> Rows:
    """Mark the questions of the weeks that are judged."""
    view = verdicts.view
    return np.isin(monday_of(view.days(view.log.cases.arrived_at)), view.weeks)


def _kind(found: Questions) -> Numbers:
    return np.asarray(Kind.IN_TIME * found.in_time + Kind.LATE * found.late + Kind.PENDING * found.pending)
