"""The two things an engine can be asked: when questions are due, and what a stream of events comes to."""

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np

from sim.bench.engines import EngineFault
from sim.bench.questions.arrivals import Instants
from sim.bench.questions.workload import Workload
from sim.deadline import NEVER

VERDICTS = ("in_time", "late", "open")
SECOND_ANSWERS, DUPLICATES = 0.1, 0.2  # shares of the answered cases, and of all events
SECOND_AFTER_S = 3600
Event = list[Any]  # [case, "arrived" or "answered", UTC seconds]


class Span(NamedTuple):
    """The rows of a workload that one request asks about."""

    start: int
    stop: int


class Task(Protocol):
    """One kind of request about a workload; answers are int64, one a row."""

    workload: Workload

    def body(self, span: Span) -> dict[str, Any]:
        """Return a request of the protocol."""

    def read(self, answer: dict[str, Any], span: Span) -> Instants:
        """Return the answers; EngineFault says what is wrong with their form."""

    def right(self, due_at: Instants) -> Instants:
        """Return the right answer of each row, given when each is due."""


class Deadlines:
    """When is each question due?"""

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        self._calendar = workload.calendar.as_json()

    def body(self, span: Span) -> dict[str, Any]:
        """Return the arrivals of some rows."""
        return {
            "calendar": self._calendar,
            "arrived_at": self.workload.asked.arrived_at[slice(*span)].tolist(),
            "allowance_s": self.workload.calendar.allowance_s,
            "boundary": self.workload.boundary,
        }

    def read(self, answer: dict[str, Any], span: Span) -> Instants:
        """Return the deadlines."""
        given, asked = answer.get("due_at"), span.stop - span.start
        if not isinstance(given, list):
            raise EngineFault(f"answers {_shown(answer)}; must be due_at, a list of {asked:,}")
        if len(given) != asked:
            raise EngineFault(f"gives {len(given):,} answers to {asked:,} arrivals")
        strange = next((place for place, due in enumerate(given) if type(due) is not int), None)
        if strange is not None:
            raise EngineFault(
                f"answers {_kind(given[strange])} to arrival {strange + 1}; must be whole seconds"
            )
        try:
            return np.array(given, np.int64)
        except OverflowError:
            raise EngineFault(f"answers {max(given, key=abs)}; must be UTC seconds within int64") from None

    def right(self, due_at: Instants) -> Instants:
        """Return the deadlines."""
        return due_at


class Streams:
    """What do the events of some cases, doubled and in disorder, come to?

    Every other answer is the one of the log; the others come within a second of the deadline. Every seventh
    case goes without one.
    """

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        self._calendar = workload.calendar.as_json()
        self._as_of: dict[Span, int] = {}

    @cached_property
    def answered_at(self) -> Instants:
        """int64[n], the first answer of each case; NEVER without one."""
        asked, row = self.workload.asked, np.arange(len(self.workload.asked))
        by_log = np.where(asked.wait_s == NEVER, NEVER, asked.arrived_at + asked.wait_s)
        answered = np.where(row % 2, by_log, self.workload.due_at + row // 2 % 3 - 1)
        return np.where(row % 7 == 6, NEVER, answered)

    def as_of(self, span: Span) -> int:
        """Return from when a request looks: a second in which a case is due, with every case arrived."""
        due = self.workload.due_at[slice(*span)]
        return int(due[due >= self.workload.asked.arrived_at[slice(*span)].max()].min())

    def as_of_row(self, row: int) -> int:
        """Return from when the request looks that asked about a row."""
        return next(as_of for span, as_of in self._as_of.items() if row in range(*span))

    def body(self, span: Span) -> dict[str, Any]:
        """Return the events of some cases up to as_of."""
        as_of = self._as_of[span] = self.as_of(span)
        return {
            "calendar": self._calendar,
            "events": self._events(span, as_of),
            "allowance_s": self.workload.calendar.allowance_s,
            "boundary": self.workload.boundary,
            "as_of": as_of,
        }

    def read(self, answer: dict[str, Any], span: Span) -> Instants:
        """Return the verdicts as places in VERDICTS."""
        given = answer.get("verdicts")
        if not isinstance(given, dict):
            raise EngineFault(f"answers {_shown(answer)}; must be verdicts, an object")
        cases = [str(row) for row in range(*span)]
        lacking = [case for case in cases if case not in given]
        if lacking:
            raise EngineFault(
                f"gives no verdict on {len(lacking):,} of {len(cases):,} cases, such as {lacking[0]}"
            )
        if len(given) != len(cases):
            other = next(iter(given.keys() - set(cases)))
            raise EngineFault(f"gives a verdict on case {_shown(other)}, which was not asked about")
        strange = [verdict for verdict in given.values() if verdict not in VERDICTS]
        if strange:
            raise EngineFault(f"gives the verdict {_shown(strange[0])}; must be one of {', '.join(VERDICTS)}")
        return np.array([VERDICTS.index(given[case]) for case in cases], np.int64)

    def right(self, due_at: Instants) -> Instants:
        """Return the verdicts of the rows asked about, 0 (in_time) elsewhere."""
        verdicts = np.zeros(len(due_at), np.int64)
        for span, as_of in self._as_of.items():
            rows = slice(*span)
            answered, due = self.answered_at[rows], due_at[rows]
            unanswered = (answered == NEVER) | (answered > as_of)
            settled = np.where(unanswered, as_of, answered)
            verdicts[rows] = np.where(settled > due, 1, np.where(unanswered, 2, 0))
        return verdicts

    def _events(self, span: Span, as_of: int) -> list[Event]:
        draw = np.random.default_rng((span.start, span.stop))  # the same stream in every run
        rows = np.arange(*span)
        answered = rows[self.answered_at[rows] != NEVER]
        again = answered[draw.random(len(answered)) < SECOND_ANSWERS]
        events = [
            *_happened(rows, "arrived", self.workload.asked.arrived_at[rows]),
            *_happened(answered, "answered", self.answered_at[answered]),
            *_happened(again, "answered", self.answered_at[again] + SECOND_AFTER_S),
        ]
        known = [event for event in events if event[2] <= as_of]
        doubled = [known[place] for place in np.flatnonzero(draw.random(len(known)) < DUPLICATES)]
        everything = known + doubled
        return [everything[place] for place in draw.permutation(len(everything))]


def spans(n: int, batch: int) -> Iterator[Span]:
    """Yield rows 0 to n in requests of `batch` rows, the last one shorter."""
    return (Span(start, min(start + batch, n)) for start in range(0, n, batch))


def _happened(rows: Instants, what: str, at: Instants) -> list[Event]:
    return [[str(row), what, second] for row, second in zip(rows.tolist(), at.tolist(), strict=True)]


def _kind(given: object) -> str:
    """Name what stands where whole seconds should."""
    if isinstance(given, float):
        return "NaN" if math.isnan(given) else f"{given}, a float,"
    return {type(None): "None (null)", bool: f"{given}"}.get(type(given), _shown(given))


def _shown(given: object) -> str:
    return repr(given) if len(repr(given)) <= 60 else f"{repr(given)[:57]}..."
