"""Answers against the definition."""

import numpy as np
from numpy.typing import NDArray

from sim.bench.outcome.result import Difference
from sim.bench.questions.arrivals import Instants
from sim.bench.questions.asking import VERDICTS, Streams, Task
from sim.bench.questions.workload import DEFINED
from sim.deadline import NEVER
from sim.deadline.account import account

SHOWN = 3  # differences of a workload that are told with their account


def differences(
    task: Task, answers: Instants, answered: NDArray[np.bool_]
) -> tuple[int, tuple[Difference, ...]]:
    """Return how many answers are wrong, and the first few of them.

    Where an answer differs from the kernel's, the definition has the last word (on up to DEFINED rows).
    """
    due = task.workload.due_at.copy()
    doubtful = np.flatnonzero(answered & (answers != task.right(due)))[:DEFINED]
    due[doubtful] = task.workload.defined(doubtful)
    right = task.right(due)
    wrong = np.flatnonzero(answered & (answers != right))
    return len(wrong), tuple(_difference(task, int(row), due, right, answers) for row in wrong[:SHOWN])


def _difference(task: Task, row: int, due: Instants, right: Instants, answers: Instants) -> Difference:
    workload, end = task.workload, int(due[row])
    arrived, expected, given = int(workload.asked.arrived_at[row]), int(right[row]), int(answers[row])
    pieces = account(workload.calendar.hours, arrived, end)
    if not isinstance(task, Streams):
        return Difference(arrived, end, expected, given, None, None, pieces)
    replied = int(task.answered_at[row])
    as_of = task.as_of_row(row)
    seen = None if replied == NEVER or replied > as_of else replied
    return Difference(arrived, end, VERDICTS[expected], VERDICTS[given], seen, as_of, pieces)
