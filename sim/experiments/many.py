"""Many seasons at once: threads for the compiled engine, processes for the readable one, the same result."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from sim.experiments.replicate import Counts, Shop, season_counts
from sim.operation.simulate import Engine

ATTEMPTS = 3  # how often work is handed out again after a worker died


def seasons(
    shop: Shop, seed: int, replications: Iterable[int], engine: Engine = "kernel", workers: int = 1
) -> Iterator[tuple[int, Counts]]:
    """Yield (replication, counts) as they are finished, in any order.

    Every season depends on (shop, seed, replication) alone, so the number of workers changes only the time.

    Raises:
        BrokenProcessPool: workers died three times in a row; seasons yielded before are good.
    """
    missing = list(replications)
    one = partial(season_counts, shop, seed, engine=engine)
    for attempt in range(ATTEMPTS):
        try:
            for replication, counts in _on_workers(one, tuple(missing), engine, workers):
                missing.remove(replication)
                yield replication, counts
            return
        except BrokenProcessPool:
            if attempt == ATTEMPTS - 1:
                raise


def _on_workers(
    one: Callable[[int], Counts], replications: Sequence[int], engine: Engine, workers: int
) -> Iterator[tuple[int, Counts]]:
    # One worker works right here; of threads, the first season compiles the kernel for all of them.
    alone = len(replications) if workers == 1 else int(engine == "kernel")
    yield from ((replication, one(replication)) for replication in replications[:alone])
    with _executor(engine, workers) as pool:
        futures = {pool.submit(one, replication): replication for replication in replications[alone:]}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _executor(engine: Engine, workers: int) -> Executor:
    """The kernel lets go of Python's lock; SimPy cannot. Spawned, because a fork after threads may hang."""
    if engine == "kernel":
        return ThreadPoolExecutor(workers)
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
