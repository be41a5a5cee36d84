"""A season of questions judged at once, told event by event, and judged again after one event more."""

from itertools import count

import numpy as np
import pytest

from sim.norms import EventLog, judge
from sim.norms.live import Event, LiveJudge
from sim.norms.log import Cases

QUESTIONS = 12_000
SEASON = np.array(["2026-10-05", "2026-12-28"], "M8[s]").astype(np.int64)
JUDGED_AT = int(SEASON[1]) + 30 * 86_400


@pytest.fixture(scope="module")
def log():
    rng = np.random.default_rng(1)
    arrived_at = np.sort(rng.integers(*SEASON, QUESTIONS))
    answered_at = arrived_at + rng.integers(60, 3 * 86_400, QUESTIONS)
    return EventLog(cases=Cases(arrived_at=arrived_at, answered_at=answered_at))


@pytest.fixture(scope="module")
def events(log):
    """Two a question, an arrival and an answer, in the order in which they happen."""
    asked, answered = (getattr(log.cases, name).tolist() for name in ("arrived_at", "answered_at"))
    happened = [(at, Event("cases", row, {"arrived_at": at})) for row, at in enumerate(asked)]
    happened += [(at, Event("cases", row, {"answered_at": at})) for row, at in enumerate(answered)]
    return [event for _, event in sorted(happened, key=lambda one: one[0])]


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
