"""The customers of a plain desk, and what every simulator says of them.

Throughout: people are all alike, calls go before questions, each the oldest first; times are whole ticks, so
fine that no two events meet. A simulator is given columns and returns, a customer each, when work began
(NEVER for callers who hung up).
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.demand.draft import Draft, finished
from sim.demand.marks import Journeys, Marks
from sim.demand.work import CALL, FOREVER, LINES, MAIL, Work
from sim.operation.aftermath.rows import Aftermath
from sim.operation.contract import EngineLog, Rules
from sim.operation.kernel import engine as kernel
from sim.operation.reference import engine as reference
from sim.staffing.roster import FINISH, Roster

PEOPLE = 20
TICKS_A_MINUTE = 60_000_000
END = 2**60
BUSY, PATIENCE = 0.92, 2.0  # offered load a person; mean patience in units of the mean handle time
HANDLE = 5.0  # minutes


class Customers(NamedTuple):
    """Columns in order of arrival, in ticks."""

    comes: np.ndarray
    calls: np.ndarray  # bool: a call, else a question
    handle: np.ndarray
    patience: np.ndarray  # FOREVER for questions

    def first(self, number: int) -> "Customers":
        return Customers(*(column[:number] for column in self))


def customers(number: int, seed: int = 1) -> Customers:
    """Half of them call."""
    rng = np.random.default_rng(seed)
    gaps = rng.exponential(HANDLE / PEOPLE / BUSY, number)
    calls = rng.random(number) < 0.5
    patience = ticks(rng.exponential(PATIENCE * HANDLE, number))
    return Customers(
        ticks(np.cumsum(gaps)),
        calls,
        ticks(rng.exponential(HANDLE, number)),
        np.where(calls, patience, FOREVER),
    )


def ticks(minutes: np.ndarray) -> np.ndarray:
    return (minutes * TICKS_A_MINUTE).astype(np.int64) + 1


def tables(given: Customers) -> tuple[Work, Roster, Rules, int]:
    """The same desk as rows, people and rules."""
    return rows(given), on_duty([(person, 0, END) for person in range(PEOPLE)]), calls_first(), END


def rows(given: Customers) -> Work:
    draft, line = Draft(), np.where(given.calls, CALL, MAIL)
    columns = {"comes": given.comes, "work": given.handle, "patience": given.patience}
    draft.add(np.arange(len(given.comes)), line=line, **columns)
    return finished([draft]).work


def on_duty(stretches: list[tuple[int, int, int]]) -> Roster:
    """People who do both lines, from (person, on, off), and finish what they began."""
    person, on, off = np.array(stretches, np.int64).T
    same = np.ones(len(stretches), np.int64)
    return Roster.steady(
        person, on, off, same * (1 << CALL | 1 << MAIL), same * 1000, same * 0, same * FINISH
    )


def calls_first() -> Rules:
    rank = np.arange(LINES)
    return replace(Rules.first_come(LINES), rank=rank, late_rank=rank)


def by_kernel(given: Customers) -> np.ndarray:
    return begun(given, kernel.simulate(*tables(given)))


def by_reference(given: Customers) -> np.ndarray:
    return begun(given, reference.simulate(*tables(given)))


def begun(given: Customers, log: EngineLog) -> np.ndarray:
    return Aftermath(Journeys(rows(given), Marks.plain(len(given.comes))), log).began


def mean_wait(given: Customers, began_at: np.ndarray) -> float:
    """The mean wait of those served, in minutes."""
    served = began_at != NEVER
    return float((began_at - given.comes)[served].mean() / TICKS_A_MINUTE)
