"""How fast each peer answers: `python -m benchmarks.contest.timed` prints the timings.

Plain office hours over ten years, unsorted arrivals, eight hours. At each number of cases all peers are
asked in turn, round after round, beside a plain copy of the same bytes, so that what disturbs the machine
disturbs them all; a peer is left out of numbers at which one call would take more than `CALL_S`. The calendar
and the form of the cases are made before the clock starts.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import perf_counter

import numpy as np

from benchmarks import peers
from benchmarks.contest.timings import COPY, Timing, as_json
from benchmarks.peers.protocol import Calendar, Instants, Peer

CALENDAR = Calendar(first=date(2020, 1, 1), last=date(2031, 12, 31))
EIGHT_HOURS_S = 8 * 3600
REPLY_S = 2 * 86_400
CASES = tuple(10**power for power in range(3, 9))
CALL_S, ROUNDS, QUICK_ROUNDS, QUICK_S = 5.0, 3, 7, 0.1
ONE_CALL, ONE_CALL_S = 1000, 1.0  # calls of one case, and the time for all of them


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


def timed() -> Iterator[Timing]:
    """Every engine installed: one case a call, then more and more."""
    for adapter in peers.installed():
        yield Timing.of(adapter, 1, _single(Call(peers.peer(adapter), arrivals(1))))
    fit = [COPY, *peers.installed()]
    for cases in CASES:
        calls = {adapter: _call(adapter, cases) for adapter in fit}
        took = in_turn(calls)
        yield from (Timing.of(adapter, cases, seconds) for adapter, seconds in took.items())
        growth = 10  # from one number of cases to the next
        fit = [adapter for adapter, seconds in took.items() if growth * np.median(seconds) <= CALL_S]


def in_turn(calls: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Seconds of each call in each round; a slow one sits out the last rounds."""
    took: dict[str, list[float]] = {adapter: [] for adapter in calls}
    first = {adapter: seconds_of(call) for adapter, call in calls.items()}  # compiles, touches the memory
    for turn in range(QUICK_ROUNDS):
        for adapter, call in calls.items():
            if turn < ROUNDS or first[adapter] < QUICK_S:
                took[adapter].append(seconds_of(call))
    return took


def seconds_of(call: Callable[[], object]) -> float:
    """How long one call takes; what it answers is freed on the clock, as in any loop."""
    began = perf_counter()
    call()
    return perf_counter() - began


def _single(call: Call) -> list[float]:
    call()
    rounds = int(min(ONE_CALL, max(10, ONE_CALL_S / seconds_of(call))))
    return [seconds_of(call) for _ in range(rounds)]


def _call(adapter: str, cases: int) -> Callable[[], object]:
    if adapter != COPY:
        return Call(peers.peer(adapter), arrivals(cases))
    source = arrivals(cases)
    target = np.empty_like(source)
    return lambda: np.copyto(target, source)


if __name__ == "__main__":
    gc.disable()
    print(as_json(timed()))
