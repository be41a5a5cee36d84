"""Open and closed loops on a clock of our own, against the recursion that every queue obeys."""

import asyncio

import pytest

from sim.bench.engines import EngineFault
from sim.bench.pace import Pace, Steady, drive

from .clocks import Fake


def driven(work, pace, clock=None):
    """What was timed when request n takes work[n] seconds; one lane."""
    clock, timed = clock or Fake(), []

    async def ask(request):
        clock.time += work[int(request)]
        return request

    requests = (str(number).encode() for number in range(len(work)))
    asyncio.run(drive(ask, requests, pace, timed.append, clock))
    return timed


def test_latency_of_an_open_loop_counts_from_the_instant_each_was_due():
    work = [0.002] * 100
    work[40] = 1.0  # a stall
    timed = driven(work, Pace(rate=100))

    done, expected = 0.0, []
    for number, seconds in enumerate(work):  # Lindley: starts when due, or when the one before is done
        done = max(done, number / 100) + seconds
        expected.append(done - number / 100)
    assert [one.done - one.due for one in timed] == pytest.approx(expected)
    assert sum(one.done - one.due > 0.1 for one in timed) == 60  # all that the stall kept waiting


def test_a_closed_loop_sees_the_stall_once():
    work = [0.002] * 100
    work[40] = 1.0
    timed = driven(work, Pace())

    assert [one.done - one.due for one in timed] == pytest.approx(work)


def test_answers_come_with_the_number_of_their_request():
    assert [(one.number, one.answer) for one in driven([0.1] * 3, Pace())] == [
        (0, b"0"),
        (1, b"1"),
        (2, b"2"),
    ]


def test_the_herd_comes_a_second_at_a_time():
    pace = Pace(rate=4, herd=True)

    assert [pace.due_s(number) for number in range(9)] == [0, 0, 0, 0, 1, 1, 1, 1, 2]
    assert [Pace(rate=4).due_s(number) for number in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    assert [Pace(rate=0.5, herd=True).due_s(number) for number in range(3)] == [0, 2, 4]


def test_the_bench_overslept_only_while_nobody_kept_it_busy():
    class Sleepy(Fake):
        async def until(self, at):
            self.time = max(self.time, at + 0.25)

    timed = driven([0.1, 3.0, 0.1], Pace(rate=1), Sleepy())

    # due at 0, 1 and 2; the third waits for the second until 4.25, then for the sleeper's own time
    assert [one.overslept for one in timed] == pytest.approx([0.25, 0.25, 0.0])


def test_lanes_ask_side_by_side():
    under_way, most = [], []

    async def ask(request):
        under_way.append(request)
        most.append(len(under_way))
        await asyncio.sleep(0.01)
        under_way.remove(request)
        return request

    timed = []
    asyncio.run(drive(ask, iter([b"x"] * 20), Pace(lanes=5), timed.append, Steady()))

    assert max(most) == 5 and sorted(one.number for one in timed) == list(range(20))


def test_the_first_fault_ends_every_lane():
    asked = []

    async def ask(request):
        asked.append(request)
        await asyncio.sleep(0)
        if request == b"3":
            raise EngineFault("is out of luck")
        return request

    with pytest.raises(ExceptionGroup) as faults:
        requests = (str(number).encode() for number in range(100))
        asyncio.run(drive(ask, requests, Pace(lanes=2), lambda timed: None, Steady()))

    assert faults.group_contains(EngineFault, match="out of luck") and len(asked) < 10


def test_the_clock_of_the_machine_never_wakes_early():
    async def late():
        clock = Steady()
        wanted = [clock.now() + step for step in (-1, 0, 0.001, 0.01)]
        woken = []
        for at in wanted:
            await clock.until(at)
            woken.append(clock.now() - at)
        return woken

    assert min(asyncio.run(late())) >= 0
