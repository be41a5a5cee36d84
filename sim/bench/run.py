"""One engine on the bench: workload after workload, until all is asked, time is up or somebody stops it."""

import asyncio
from collections.abc import Callable, Iterable

from sim.bench.engines import Engine, EngineFault
from sim.bench.outcome.result import Ended, Report, Settings
from sim.bench.outcome.tally import Tally
from sim.bench.pace import Clock, Pace, Steady, drive
from sim.bench.questions.asking import Deadlines, Streams
from sim.bench.questions.workload import Workload

Progress = Callable[[str, int, int], None]
STEADY = Steady()


async def bench(
    engine: Engine,
    workloads: Iterable[Workload],
    settings: Settings,
    progress: Progress = lambda what, done, of: None,
    clock: Clock = STEADY,
) -> Report:
    """Put an engine on the bench; a stop from outside, or at the limit, gives what was measured so far.

    Raises:
        EngineMissing: there is no such engine.
    """
    tallies: list[Tally] = []
    ended: Ended = ""
    try:
        async with asyncio.timeout(settings.limit_s):
            for workload in workloads:
                task = Streams(workload) if settings.events else Deadlines(workload)
                by_calls = engine.times_itself and settings.rate is None
                tally = Tally(task, settings.batch, by_calls)
                tallies.append(tally)
                pace = Pace(settings.rate, engine.lanes, workload.herded)
                await _ask_all(engine, tally, pace, clock)
                progress("workloads", len(tallies), len(settings.names))
    except TimeoutError:
        ended = "limit"
    except asyncio.CancelledError:
        ended = "interrupted"
    return Report(settings, tuple(tally.outcome() for tally in tallies), ended)


async def _ask_all(engine: Engine, tally: Tally, pace: Pace, clock: Clock) -> None:
    """Ask everything of one workload; the first fault of the engine ends it."""
    try:
        async with engine.door() as ask:
            # what is done once, such as reading a calendar, is not timed
            tally.check(await ask(tally.first_request()))
            await drive(ask, tally.requests(), pace, tally.taken, clock)
    except* EngineFault as faults:
        tally.fault = str(_first(faults))


def _first(faults: BaseExceptionGroup[EngineFault]) -> BaseException:
    first: BaseException = faults
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return first
