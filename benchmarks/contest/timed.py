"""How fast each peer answers: `pytest benchmarks/contest/timed.py -o python_functions="time_*"`.

Plain office hours over ten years, unsorted arrivals, eight hours. At each number of cases all peers run one
after the other, beside a plain copy of the same bytes; a peer is left out of numbers at which one call would
take more than `CALL_S`. The calendar and the form of the cases are made before the clock starts.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import perf_counter

import numpy as np
import pytest

from benchmarks import peers
from benchmarks.contest.timings import COPY
from benchmarks.peers.protocol import Calendar, Instants, Peer

CALENDAR = Calendar(first=date(2020, 1, 1), last=date(2031, 12, 31))
EIGHT_HOURS_S = 8 * 3600
REPLY_S = 2 * 86_400
CASES = tuple(10**power for power in range(3, 9))
CALL_S, ROUNDS, QUICK_ROUNDS, QUICK_S = 4.0, 3, 7, 0.1
ONE_CALL, ONE_CALL_S = 1000, 1.0  # calls of one case, and the time for all of them

_seconds_a_case: dict[str, float] = {}  # of the largest number that ran


@lru_cache(maxsize=1)
def arrivals(cases: int) -> Instants:
    """Unsorted instants over ten years."""
    begin, end = CALENDAR.hours.horizon
    return np.random.default_rng(1).integers(begin, end - 2 * 366 * 86_400, cases)


@dataclass
class Call:
    """One call of a peer, its cases already in its own form."""

    peer: Peer
    arrived_at: Instants

    def __post_init__(self) -> None:
        self.engine = self.peer.engine(CALENDAR)
        self.cases = self.engine.given(self.arrived_at)
        if self.peer.asks == "elapsed":
            self.replies = self.engine.given(self.arrived_at + REPLY_S)

    def __call__(self) -> object:
        if self.peer.asks == "elapsed":
            return self.engine.elapsed(self.cases, self.replies)
        return self.engine.deadlines(self.cases, EIGHT_HOURS_S)


@pytest.mark.parametrize("adapter", [COPY, *peers.installed()])
@pytest.mark.parametrize("cases", CASES)  # the outer loop: all engines side by side
def time_throughput(benchmark, adapter, cases):
    expected_s = _seconds_a_case.get(adapter, 0.0) * cases
    if expected_s > CALL_S:
        pytest.skip("takes too long")
    call = _copy(cases) if adapter == COPY else Call(peers.peer(adapter), arrivals(cases))
    benchmark.extra_info |= {"adapter": adapter, "cases": cases}
    rounds = QUICK_ROUNDS if expected_s < QUICK_S else ROUNDS
    benchmark.pedantic(call, rounds=rounds, warmup_rounds=1)  # compiles, and touches the memory
    _seconds_a_case[adapter] = benchmark.stats.stats.median / cases


@pytest.mark.parametrize("adapter", peers.installed())
def time_one_call(benchmark, adapter):
    call = Call(peers.peer(adapter), arrivals(1))
    call()
    began = perf_counter()
    call()
    rounds = int(min(ONE_CALL, max(10, ONE_CALL_S / (perf_counter() - began))))
    benchmark.extra_info |= {"adapter": adapter, "cases": 1}
    benchmark.pedantic(call, rounds=rounds)


def _copy(cases: int):
    source = arrivals(cases)
    target = np.empty_like(source)
    return lambda: np.copyto(target, source)
