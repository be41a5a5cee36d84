"""`python -m tests.mutants.forks ROOM`: the tests of a room against the mutants named on stdin, a fork each.

Run in the copy that holds them. The tests are collected once; in each fork those of the mutant's own module
come first, then the quick ones, until one fails. Names of mutants that live are written to stdout.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from tests.mutants.mutant import place_of

CPU_S = 120  # a mutant that takes longer never ends
CLEAN = ""


class Forks:
    """A pytest plugin in place of the loop over the tests."""

    def __init__(self, names: list[str], workers: int) -> None:
        self.names, self.workers = names, workers
        self.alive: list[str] = []
        self.running: dict[int, str] = {}
        self.took: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant; RuntimeError when the tests fail without one."""
        self._time(session)
        for name in self.names:
            if len(self.running) == self.workers:
                self._reap()
            pid = os.fork()
            if not pid:
                _quietly(lambda name=name: int(self._fails(session, name)))
            self.running[pid] = name
        while self.running:
            self._reap()
        return True

    def _time(self, session: pytest.Session) -> None:
        """Time each test, in a fork as well, for no cache of this process to be warm."""
        reads, writes = os.pipe()
        pid = os.fork()
        if not pid:
            _quietly(lambda: self._timed(session, writes))
        os.close(writes)
        with open(reads, encoding="utf-8") as told:
            self.took = json.loads(told.read() or "{}")
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            raise RuntimeError("the tests fail without any mutant; run them with NUMBA_DISABLE_JIT=1")

    def _timed(self, session: pytest.Session, writes: int) -> int:
        failed = self._fails(session, CLEAN)
        with open(writes, "w", encoding="utf-8") as told:
            told.write(json.dumps(self.took))
        return int(failed)

    def _fails(self, session: pytest.Session, name: str) -> bool:
        """Tell whether a test fails with a mutant."""
        os.environ["MUTANT_UNDER_TEST"] = name
        own = f"test_{place_of(name)[0].rpartition('.')[2]}"
        took = dict(self.took)
        order = sorted(session.items, key=lambda test: (test.path.stem != own, took.get(test.nodeid, 0)))
        for test, after in zip(order, [*order[1:], None], strict=True):
            began = perf_counter()
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)
            self.took[test.nodeid] = perf_counter() - began
            if session.testsfailed:
                return True
        return False

    def _reap(self) -> None:
        pid, status = os.wait()
        name = self.running.pop(pid)
        if os.waitstatus_to_exitcode(status) == 0:
            self.alive.append(name)


def _quietly(act: Callable[[], int]) -> None:
    """End this process with what an act returns; one that breaks off has failed."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1), os.dup2(nowhere, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    code = 1
    try:
        code = act()
    finally:
        os._exit(code)


def main(room: str, options: list[str]) -> None:
    """Try the mutants named on stdin."""
    forks = Forks(sys.stdin.read().split(), os.cpu_count() or 1)
    out = os.dup(1)
    os.dup2(2, 1)  # pytest talks; stdout is for names
    if pytest.main(["-q", "--capture=no", *options, f"tests/{room}"], plugins=[forks]):
        sys.exit("the mutants were not tried")  # else all would pass for dead
    os.write(out, "\n".join(forks.alive).encode())


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main(sys.argv[1], sys.argv[2:])
