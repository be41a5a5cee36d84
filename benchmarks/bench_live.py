"""A season of questions judged at once, told event by event, and judged again after one event more.

python -m benchmarks.bench_live prints what an event costs beside a row of the log that is judged at once.
"""

import time
from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
import pytest

from sim.norms import EventLog, judge
from sim.norms.live import Event, LiveJudge
from sim.norms.log import Cases

QUESTIONS = 12_000
ROUNDS = 15
SEASON = np.array(["2026-10-05", "2026-12-28"], "M8[s]").astype(np.int64)
JUDGED_AT = int(SEASON[1]) + 30 * 86_400


def season() -> EventLog:
    rng = np.random.default_rng(1)
    arrived_at = np.sort(rng.integers(*SEASON, QUESTIONS))
    answered_at = arrived_at + rng.integers(60, 3 * 86_400, QUESTIONS)
    return EventLog(cases=Cases(arrived_at=arrived_at, answered_at=answered_at))


def as_events(log: EventLog) -> list[Event]:
    """Two a question, an arrival and an answer, in the order in which they happen."""
    asked, answered = (getattr(log.cases, name).tolist() for name in ("arrived_at", "answered_at"))
    happened = [(at, Event("cases", row, {"arrived_at": at})) for row, at in enumerate(asked)]
    happened += [(at, Event("cases", row, {"answered_at": at})) for row, at in enumerate(answered)]
    return [event for _, event in sorted(happened, key=lambda one: one[0])]


@pytest.fixture(scope="module")
def log():
    return season()


@pytest.fixture(scope="module")
def events(log):
    return as_events(log)


@pytest.fixture(scope="module")
def batch(log):
    return judge(log, "8wh", "NL", JUDGED_AT)


def told(events):
    live = LiveJudge("8wh", "NL")
    for event in events:
        live.observe(event)
    return live


def bench_batch(benchmark, log, batch):
    verdicts = benchmark(judge, log, "8wh", "NL", JUDGED_AT)

    assert list(verdicts) == list(batch)
    assert verdicts.of("response").total.sum() == QUESTIONS


def bench_events(benchmark, events, batch):
    live = benchmark(told, events)

    assert list(live.verdicts(JUDGED_AT)) == list(batch)


def bench_verdicts_after_one_event(benchmark, events, batch):
    live, seconds = told(events), count(1)
    live.verdicts(JUDGED_AT)

    def one_more():
        second = next(seconds)
        live.observe(Event("cases", -second - 1, {"arrived_at": int(SEASON[0])}))
        return live.verdicts(JUDGED_AT + second)

    before = live.tallied
    verdicts = benchmark(one_more)

    more = next(seconds) - 1
    assert live.tallied - before == more
    assert verdicts.of("response").bad.sum() == batch.of("response").bad.sum() + more


def against_a_row() -> float:
    """What an event costs, in rows of the log that is judged at once: the median of rounds taken in turn."""
    log = season()
    events, ratios = as_events(log), []
    for _ in range(ROUNDS):
        batch, at_once_s = _timed(lambda: judge(log, "8wh", "NL", JUDGED_AT))
        live, told_s = _timed(lambda: told(events))
        assert list(live.verdicts(JUDGED_AT)) == list(batch)
        ratios.append((told_s / len(events)) / (at_once_s / QUESTIONS))
    return float(np.median(ratios))


def _timed(make: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    made = make()
    return made, time.perf_counter() - began


if __name__ == "__main__":
    print(f"an event costs {against_a_row():.1f} times a row of the log that is judged at once")
