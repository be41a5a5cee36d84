"""The same jobs on the workers of a dask cluster, which are checked to run the same code."""

import platform
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from sim.experiments.seasons.many import as_finished
from sim.norms.faults import Fault, InputError

ANSWERS_WITHIN_S = 10
AHEAD = 2  # jobs handed out a worker, so that none waits for the way there and back
LIBRARIES = ("numpy", "numba", "scipy")  # whose version may change the last digit of a draw
ADDRESS = r"[a-z]+://\S+:\d+"
START = "start it: dask scheduler; then on every machine: dask worker tcp://HOST:8786 --nthreads 1"
ALIKE = "install the same version there, from the same requirements.lock"

Done = TypeVar("Done")
one_at_a_time = threading.Lock()  # of a worker's threads: some compiled loops may not run in two


class Cluster:
    """The workers of a scheduler; one that dies costs nothing but the time.

    Raises:
        InputError: no scheduler answers, it has no workers, or one of them runs other code.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = _connected(address)
        try:
            self._workers = _workers(self._client, address)
        except InputError:
            self.close()
            raise

    def each(self, jobs: Iterable[Callable[[], Done]], seasons: int) -> Iterator[Done]:
        """Yield what the jobs give, in any order.

        Raises:
            InputError: the scheduler or every worker that took a job went away; what was yielded is good.
        """
        from distributed import KilledWorker

        sent = (partial(_done_here, running(), job) for job in jobs)
        pool = self._client.get_executor(pure=False)
        try:
            yield from as_finished(pool, sent, AHEAD * self._workers, {})
        except (CancelledError, KilledWorker, OSError) as fault:
            said = f"which went away ({type(fault).__name__}),"
            way_out = "start it again, then the same command: what was finished is kept"
            raise _fault(self._address, said, way_out) from fault

    def close(self) -> None:
        """Leave the cluster, which goes on."""
        self._client.close()


@cache
def running() -> dict[str, str]:
    """Tell what a season's figures depend on beside its inputs: this code and what it stands on."""
    python = ".".join(platform.python_version_tuple()[:2])
    ours = f"{version('normsim')} of code {_code()}"
    return {"normsim": ours, "Python": python, **{name: version(name) for name in LIBRARIES}}


def _code() -> str:
    """Digest the code and the norm values of this package: 8 hex digits."""
    package = Path(__file__).parents[2]
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".toml"))
    said = [path.relative_to(package).as_posix().encode() + path.read_bytes() for path in files]
    return sha256(b"\0".join(said)).hexdigest()[:8]


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        way_out = "pip install 'normsim[cluster]'"
        raise _fault(address, "which needs dask.distributed,", way_out) from None
    if not re.fullmatch(ADDRESS, address):
        raise _fault(address, "which has another form,", "write tcp://HOST:8786")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about versions: those that matter are compared below
            return Client(address, timeout=ANSWERS_WITHIN_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as fault:
        said = f"where no scheduler answers within {ANSWERS_WITHIN_S} seconds,"
        raise _fault(address, said, START) from fault


def _workers(client: Any, address: str) -> int:
    """Count the workers, all of which run what we run."""
    try:
        found = client.run(running)
    except Exception as fault:  # whatever a worker without normsim, or with an older one, says
        said = f"where a worker cannot run this normsim ({type(fault).__name__}: {fault}),"
        raise _fault(address, said, ALIKE) from fault
    if not found:
        raise _fault(address, "which has no workers,", START)
    for worker, theirs in found.items():
        _compare(theirs, running(), worker)
    return len(found)


def _compare(theirs: dict[str, str], ours: dict[str, str], worker: str) -> None:
    other = [
        f"{name} {theirs.get(name)} instead of {here}"
        for name, here in ours.items()
        if theirs.get(name) != here
    ]
    if other:
        raise _fault(worker, f"a worker with {', '.join(other)},", ALIKE)


def _done_here(asked_by: dict[str, str], job: Callable[[], Done]) -> Done:
    """Do a job on a worker, which may have joined after the others were looked at."""
    if asked_by != running():
        from distributed import get_worker

        _compare(running(), asked_by, get_worker().address)
    with one_at_a_time:
        return job()


def _fault(address: str, why: str, way_out: str) -> InputError:
    allowed = "a dask scheduler whose workers all run what runs here"
    return InputError([Fault("--cluster", "address", f"{address}, {why}", allowed, way_out)])
