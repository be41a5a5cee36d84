"""`python -m tests.mutants.forks TEST ...`: tests against the mutants named on stdin, a fork each.

Run in the copy that holds them. The tests are collected once, and run once without a mutant, to see which
reach which function. A mutant meets those that reach its own until one fails: first those that failed lately,
then the quickest; those that are slow uncompiled are left out. The name of each mutant is written to stdout
at once, and whether it "died" or is still "open".
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time

import pytest
from mutmut.mutation import trampoline

SLOW_S = 2  # of processor time; all tests that take less make up some minutes
ENDLESS_S = 60  # of processor time; a test may have to make the calendars that others made in the clean run
MEMORY = 4 << 30
REACH = "stats"  # mutmut's word: no mutant, and `record_trampoline_hit` is told of every function


class Slow(BaseException):
    """A test has had its time."""


class Forks:
    """A pytest plugin in place of the loop over the tests."""

    def __init__(self, names: list[str], workers: int, out: int) -> None:
        self.names, self.workers, self.out = names, workers, out
        self.running: dict[int, str] = {}
        self.took: dict[str, float] = {}  # seconds, by test that is not slow
        self.reached: dict[str, list[str]] = {}  # functions, by test
        self.failed_at: dict[str, float] = {}  # when a test failed last
        self.reads, self.writes = os.pipe()  # forks tell here which test failed
        os.set_blocking(self.reads, False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant; RuntimeError when the tests fail without one."""
        self._look(session)
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

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """End a test that is slow, while they are timed; within its call, where pytest expects anything."""
        if os.environ.get("MUTANT_UNDER_TEST") == REACH:
            signal.signal(signal.SIGVTALRM, _slow)
            signal.setitimer(signal.ITIMER_VIRTUAL, SLOW_S)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _look(self, session: pytest.Session) -> None:
        """Time each test and see what it reaches, in a fork as well, for no cache here to be warm."""
        reads, writes = os.pipe()
        pid = os.fork()
        if not pid:
            _quietly(lambda: self._looked(session, writes))
        os.close(writes)
        with open(reads, encoding="utf-8") as told:
            self.took, self.reached = json.loads(told.read() or "[{}, {}]")
        session.items = [test for test in session.items if test.nodeid in self.took]
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            raise RuntimeError("the tests fail without any mutant; run them with NUMBA_DISABLE_JIT=1")

    def _looked(self, session: pytest.Session, writes: int) -> int:
        os.environ["MUTANT_UNDER_TEST"] = REACH
        failed = 0
        for test, after in zip(session.items, [*session.items[1:], None], strict=True):
            hits: set[str] = set()
            trampoline.record_trampoline_hit = lambda function, caller, hits=hits: hits.add(function)
            began, faults = process_time(), session.testsfailed
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)
            took = process_time() - began
            if took < SLOW_S:
                failed += session.testsfailed - faults
                self.took[test.nodeid], self.reached[test.nodeid] = took, sorted(hits)
        with open(writes, "w", encoding="utf-8") as told:
            json.dump([self.took, self.reached], told)
        return failed

    def _fails(self, session: pytest.Session, name: str) -> bool:
        """Tell whether a test that reaches the function of a mutant fails with it."""
        os.environ["MUTANT_UNDER_TEST"] = name
        function = name.partition("__mutmut_")[0]
        able = [test for test in session.items if function in self.reached[test.nodeid]]
        able.sort(key=lambda test: (-self.failed_at.get(test.nodeid, 0), self.took[test.nodeid]))
        for test, after in zip(able, [*able[1:], None], strict=True):
            _end_after(ENDLESS_S)
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)
            if session.testsfailed:
                os.write(self.writes, f"{test.nodeid}\n".encode())
                return True
        return False

    def _reap(self) -> None:
        pid, status = os.wait()
        name = self.running.pop(pid)
        came = "died" if os.waitstatus_to_exitcode(status) else "open"
        os.write(self.out, f"{name} {came}\n".encode())
        with suppress(BlockingIOError):  # whose loop never ended told nothing
            for test in os.read(self.reads, 1 << 16).decode().splitlines():
                self.failed_at[test] = perf_counter()


def _slow(*_: object) -> None:
    raise Slow


def _end_after(seconds: float) -> None:
    """End this process when it works for longer from now on: a loop without an end has failed."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time() + seconds) + 1, resource.RLIM_INFINITY))


def _quietly(act: Callable[[], int]) -> None:
    """End this process with what an act returns; one that breaks off has failed."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1), os.dup2(nowhere, 2)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    code = 1
    try:
        code = min(act(), 1)
    finally:
        os._exit(code)


def main(tests: list[str]) -> None:
    """Try the mutants named on stdin."""
    forks = Forks(sys.stdin.read().split(), len(os.sched_getaffinity(0)), os.dup(1))
    os.dup2(2, 1)  # pytest talks; stdout is for names
    if pytest.main(["-q", "--capture=no", *tests], plugins=[forks]):
        sys.exit("the mutants were not tried")  # else all would pass for dead


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main(sys.argv[1:])
