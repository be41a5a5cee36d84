"""A whole bench, with an engine of a few lines behind a door of our own and a clock that takes no time."""

import asyncio
import json
from contextlib import asynccontextmanager

import numpy as np
import pytest

from sim.bench.engines import Engine, EngineFault, EngineMissing
from sim.bench.outcome.result import Settings
from sim.bench.own import deadlines
from sim.bench.questions.workload import workloads
from sim.bench.run import bench

from .clocks import Fake
from .logs import questions


def settings(rate=None, names=("plain", "herd"), **details):
    given = {"cases": 100, "batch": 1, "p99_s": None, "limit_s": 60.0, "events": False, **details}
    return Settings(engine="ours", source="a log", boundary="close", rate=rate, names=names, **given)


def engine(clock, work_s=0.01, spoil=lambda number, answer: answer):
    """Answers right after `work_s`, unless spoiled; a door that counts how often it is opened and shut."""
    doors = {"opened": 0, "shut": 0}

    @asynccontextmanager
    async def door():
        doors["opened"] += 1
        asked = iter(range(10_000))

        async def ask(line):
            clock.time += work_s
            calendar, arrived, *rest = json.loads(line).values()
            due = deadlines(calendar, np.array(arrived, np.int64), *rest).tolist()
            return json.dumps(spoil(next(asked), {"due_at": due, "took_s": work_s / 10})).encode()

        try:
            yield ask
        finally:
            doors["shut"] += 1

    return Engine("ours", door), doors


def benched(one, how, clock):
    work = workloads(questions(), how.cases, only=how.names)
    return asyncio.run(bench(one, work, how, clock=clock))


def test_the_herd_waits_for_itself_and_plain_questions_do_not():
    """50 a second that take 10 ms each: 20 ms apart nobody waits; at once, the last waits half a second."""
    clock = Fake()
    one, _ = engine(clock)

    plain, herd = benched(one, settings(rate=50), clock).outcomes

    assert plain.measured.latency.quantile_s(1) == pytest.approx(0.01)
    assert herd.measured.latency.quantile_s(1) == pytest.approx(0.5)
    assert herd.p99_s == pytest.approx(0.5, rel=0.02) and herd.right and plain.right


def test_cases_a_second_of_an_open_loop_are_those_that_came():
    clock = Fake()
    one, _ = engine(clock)

    plain, _ = benched(one, settings(rate=50, batch=2), clock).outcomes

    assert plain.per_s == pytest.approx(100 / (49 / 50 + 0.01))


def test_an_engine_that_times_itself_is_measured_by_its_calls():
    clock = Fake()
    one, _ = engine(clock)
    hosted = Engine("ours", one.door, times_itself=True)

    by_round_trip, by_calls = (benched(kind, settings(), clock).outcomes[0] for kind in (one, hosted))

    assert by_round_trip.per_s == pytest.approx(1 / 0.01) and by_calls.per_s == pytest.approx(1 / 0.001)


def test_an_engine_is_shut_and_opened_for_every_workload():
    clock = Fake()
    one, doors = engine(clock)

    benched(one, settings(), clock)

    assert doors == {"opened": 2, "shut": 2}


def test_a_fault_ends_its_workload_and_keeps_what_came_before():
    clock = Fake()
    one, doors = engine(clock, spoil=lambda number, answer: {} if number == 31 else answer)

    report = benched(one, settings(), clock)

    assert [outcome.answered for outcome in report.outcomes] == [30, 30]  # and one that is not timed
    assert all("must be due_at" in outcome.fault for outcome in report.outcomes) and not report.passed
    assert doors == {"opened": 2, "shut": 2}


def test_a_fault_of_the_first_answer_counts_though_its_time_does_not():
    clock = Fake()
    one, _ = engine(clock, spoil=lambda number, answer: {} if number == 0 else answer)

    assert [outcome.answered for outcome in benched(one, settings(), clock).outcomes] == [0, 0]


def test_at_the_limit_what_was_measured_is_there():
    @asynccontextmanager
    async def door():
        calls = iter(range(100))

        async def ask(line):
            if next(calls) == 5:
                await asyncio.sleep(60)
            return json.dumps({"due_at": [0]}).encode()

        yield ask

    report = benched(Engine("ours", door), settings(limit_s=0.5), Fake())

    assert report.ended == "limit" and not report.passed
    assert [(one.name, one.answered, one.wrong) for one in report.outcomes] == [("plain", 4, 4)]


def test_an_engine_that_is_not_there_is_nobodys_result():
    @asynccontextmanager
    async def door():
        raise EngineMissing("no such engine")
        yield

    with pytest.raises(EngineMissing, match="no such engine"):
        benched(Engine("ours", door), settings(), Fake())


def test_a_door_that_does_not_open_is_a_fault():
    @asynccontextmanager
    async def door():
        raise EngineFault("is closed today")
        yield

    assert benched(Engine("ours", door), settings(), Fake()).outcomes[0].fault == "is closed today"
