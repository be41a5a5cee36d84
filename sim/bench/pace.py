"""When requests are sent, and from when their latency counts.

In an open loop a request has an instant at which it is due to be sent, whatever happened to the ones before,
and its latency counts from that instant. So the requests that a stall keeps waiting show it; counting from
the moment of sending would leave them out (Gil Tene's "coordinated omission"). In a closed loop the next
request is sent when an answer is there.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from sim.bench.engines import Ask

SPIN_S = 0.002  # timers of the event loop are a millisecond coarse; the rest is waited for awake


class Clock(Protocol):
    """What time it is, in seconds from anywhere, and how to wait."""

    def now(self) -> float:
        """Return the time."""

    async def until(self, at: float) -> None:
        """Wait; not at all when it is past."""


class Steady:
    """The clock of the machine."""

    def now(self) -> float:
        """Return the time."""
        return perf_counter()

    async def until(self, at: float) -> None:
        """Wait."""
        if at - perf_counter() > SPIN_S:
            await asyncio.sleep(at - perf_counter() - SPIN_S)
        while perf_counter() < at:
            await asyncio.sleep(0)


@dataclass(frozen=True)
class Pace:
    """An open loop with a rate, a closed one without."""

    rate: float | None = None  # requests a second
    lanes: int = 1  # requests under way at a time
    herd: bool = False  # a second's requests fall due in one instant

    def due_s(self, number: int) -> float:
        """Return how long after the start a request of an open loop is due to be sent."""
        assert self.rate
        together = max(1, round(self.rate)) if self.herd else 1
        return number // together * together / self.rate


@dataclass(frozen=True)
class Timed:
    """One answer and its times, in seconds of the clock."""

    number: int
    answer: bytes
    due: float  # to be sent; in a closed loop, when it was sent
    done: float
    overslept: float  # seconds that the bench itself, with a lane free, sent it too late


async def drive(
    ask: Ask, requests: Iterator[bytes], pace: Pace, taken: Callable[[Timed], None], clock: Clock
) -> None:
    """Send every request and hand over every answer; the first fault ends it, as an exception group."""
    began, numbered = clock.now(), enumerate(requests)

    async def lane() -> None:
        for number, request in numbered:  # the lanes share it: the next one goes to whoever is free
            free = clock.now()
            due = free if pace.rate is None else began + pace.due_s(number)
            await clock.until(due)
            overslept = clock.now() - max(free, due)
            answer = await ask(request)
            taken(Timed(number, answer, due, clock.now(), overslept))

    async with asyncio.TaskGroup() as lanes:
        for _ in range(pace.lanes):
            lanes.create_task(lane())
