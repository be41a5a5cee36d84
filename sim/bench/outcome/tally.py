"""What is known of one workload while an engine is asked about it."""

import json
import math
from collections.abc import Iterator

import numpy as np

from sim.bench.engines import answer_of
from sim.bench.engines.host import TOOK
from sim.bench.outcome.histogram import Histogram
from sim.bench.outcome.judge import differences
from sim.bench.outcome.result import Measured, Outcome
from sim.bench.pace import Timed
from sim.bench.questions.asking import Span, Task, spans


class Tally:
    """Answers and times of one workload; an accumulator, which `outcome` closes."""

    def __init__(self, task: Task, batch: int, by_calls: bool) -> None:
        n = len(task.workload.asked)
        self.fault = ""
        self._task, self._by_calls = task, by_calls
        self._spans = list(spans(n, batch))
        self._answers, self._answered = np.zeros(n, np.int64), np.zeros(n, bool)
        self._latency, self._overslept = Histogram(), Histogram()
        self._began, self._done, self._calls_s = math.inf, -math.inf, 0.0

    def requests(self) -> Iterator[bytes]:
        """Yield the requests, each written when it is wanted."""
        return map(self._request, self._spans)

    def first_request(self) -> bytes:
        """Write the first request."""
        return self._request(self._spans[0])

    def check(self, answer: bytes) -> None:
        """Read an answer to the first request that does not count; EngineFault if it cannot be read."""
        self._task.read(answer_of(answer), self._spans[0])

    def taken(self, timed: Timed) -> None:
        """Count an answer and read it; EngineFault if it cannot be read."""
        answer, span = answer_of(timed.answer), self._spans[timed.number]
        self._answers[slice(*span)] = self._task.read(answer, span)
        self._answered[slice(*span)] = True
        call_s = answer[TOOK] if self._by_calls else timed.done - timed.due
        self._latency.record(call_s)
        self._overslept.record(timed.overslept)
        self._began, self._done = min(self._began, timed.due), max(self._done, timed.done)
        self._calls_s += call_s

    def outcome(self) -> Outcome:
        """Judge what was answered."""
        workload = self._task.workload
        wrong, first = differences(self._task, self._answers, self._answered)
        busy_s = self._calls_s if self._by_calls else max(0.0, self._done - self._began)
        return Outcome(
            workload.name,
            workload.tries,
            len(self._answers),
            int(self._answered.sum()),
            wrong,
            first,
            self.fault,
            Measured(self._latency, self._overslept, busy_s),
        )

    def _request(self, span: Span) -> bytes:
        return json.dumps(self._task.body(span)).encode()
