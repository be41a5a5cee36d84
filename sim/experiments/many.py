"""Many seasons at once: spawned processes, the same result whatever their number."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

ATTEMPTS = 3  # how often work is handed out again after a worker died

Job = TypeVar("Job")
Done = TypeVar("Done")


def seasons(
    jobs: Mapping[Job, Callable[[], Done]], workers: int = 1, least: int = 1
) -> Iterator[tuple[Job, Done]]:
    """Yield (job, what it gave) as they are finished, in any order; a job is what any process can run.

    No more workers are started than have `least` jobs each; one or none is this process. Threads would not
    do: four fifths of a season hold Python's lock (measured). A program that asks for more than one worker
    begins under `if __name__ == "__main__"`, as for every spawned process.

    Raises:
        BrokenProcessPool: workers died three times in a row; seasons yielded before are good.
    """
    missing = dict(jobs)
    for attempt in range(ATTEMPTS):
        try:
            for job, done in _on_workers(dict(missing), min(workers, len(missing) // least)):
                del missing[job]
                yield job, done
            return
        except BrokenProcessPool:
            if attempt == ATTEMPTS - 1:
                raise


def _on_workers(jobs: Mapping[Job, Callable[[], Done]], workers: int) -> Iterator[tuple[Job, Done]]:
    if workers <= 1:
        yield from ((job, season()) for job, season in jobs.items())
        return
    # Spawned, because a fork after OpenMP's threads may hang. Ctrl-C is for the process that asked.
    context, quiet = multiprocessing.get_context("spawn"), (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(workers, context, initializer=signal.signal, initargs=quiet) as pool:
        futures = {pool.submit(season): job for job, season in jobs.items()}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)
