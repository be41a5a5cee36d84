"""Many jobs at once: whoever does them, in whatever order, each is done, and a death costs no other."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TypeVar

ATTEMPTS = 3  # how often workers may die before another job is finished
FORK_EASE = 5  # so many times sooner a fork pays than a process that loads everything anew
TO_STOP = (signal.SIGINT, signal.SIGTERM)
THREADS = Path("/proc/self/task")  # Linux names those of this process there

Done = TypeVar("Done")
Job = Callable[[], Done]


class Crew(Protocol):
    """Who does the jobs: this process and spawned ones, or a cluster."""

    def each(self, jobs: Iterable[Job[Done]], seasons: int) -> Iterator[Done]:
        """Yield what the jobs give, in any order; together they are so many seasons."""

    def close(self) -> None:
        """Let everybody go."""


class Processes:
    """This process, and others as soon as there was enough to do for their start to pay.

    They live until they are closed: a search asks many times, and a process takes a second to start, unless
    this one may fork (`alone`). Threads would not do: four fifths of a season hold Python's lock (measured).
    A program that asks for more than one worker begins under `if __name__ == "__main__"`, as for every
    spawned process.
    """

    def __init__(self, workers: int, worth: int) -> None:
        self._workers = workers
        self._worth = worth  # so many seasons take as long as a process takes to start
        self._asked = 0  # seasons
        self._pool: Executor | None = None

    def each(self, jobs: Iterable[Job[Done]], seasons: int) -> Iterator[Done]:
        """Yield what the jobs give, in any order.

        Raises:
            BrokenProcessPool: workers died three times in a row; what was yielded before is good.
        """
        self._asked += seasons
        worth = max(1, self._worth // FORK_EASE) if self._pool is not None or alone() else self._worth
        workers = min(self._workers, self._asked // worth)
        if workers > 1:
            return self._elsewhere(iter(jobs), workers)
        return (job() for job in jobs)

    def _elsewhere(self, jobs: Iterator[Job[Done]], workers: int) -> Iterator[Done]:
        """Hand out again what was out when a worker died."""
        deaths, out = 0, dict[Job[Done], Future[Done] | None]()
        while True:
            jobs = chain(list(out), jobs)
            try:
                for done in as_finished(self._started(), jobs, workers + 1, out):
                    deaths = 0
                    yield done
                return
            except BrokenExecutor:
                deaths += 1
                self.close()
                if deaths == ATTEMPTS:
                    raise

    def _started(self) -> Executor:
        """Start the pool."""
        if self._pool is None:
            context = multiprocessing.get_context("fork" if alone() else "spawn")
            self._pool = ProcessPoolExecutor(self._workers, context, initializer=_begin)
        return self._pool

    def close(self) -> None:
        """Let the processes go; who is in the middle of a job ends it."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def alone() -> bool:
    """Tell whether this process may fork: it has one thread, so none can leave a lock behind in the child.

    Those of libraries count too (OpenMP's would hang it); where they cannot be counted the answer is no.
    """
    return THREADS.is_dir() and len(list(THREADS.iterdir())) == 1


def as_finished(
    pool: Executor,
    jobs: Iterator[Job[Done]],
    at_once: int,
    out: dict[Job[Done], Future[Done] | None],
) -> Iterator[Done]:
    """Keep so many jobs handed out and yield what they give; `out` holds those not yielded yet."""
    out.clear()
    try:
        while True:
            for job in islice(jobs, at_once - len(out)):
                out[job] = None  # even when the pool breaks over it
                with undivided():
                    out[job] = pool.submit(job)
            if not out:
                return
            handed = {future: job for job, future in out.items() if future is not None}
            for future in wait(handed, return_when=FIRST_COMPLETED).done:
                done = future.result()
                del out[handed[future]]
                yield done
    finally:
        for rest in out.values():
            if rest is not None:
                rest.cancel()


@contextmanager
def undivided() -> Iterator[None]:
    """Let a wish to stop wait: a process that is just being started would meet its end with a traceback."""
    if threading.current_thread() is not threading.main_thread():  # which alone is told of signals
        yield
        return
    waiting: list[int] = []
    before = {one: signal.signal(one, lambda number, _: waiting.append(number)) for one in TO_STOP}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)  # None: a handler that is not Python's
        for number in waiting[:1]:
            signal.raise_signal(number)


def _begin() -> None:
    """Leave Ctrl-C to the process that asked, and do not outlive it: a killed one cannot say goodbye."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a fork has that of its parent
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
