"""`python -m tests.mutants.forks TEST ...`: tests against the mutants named on stdin, a fork each.

Run in the copy that holds them. The tests are collected once, and run once without a mutant, to see which
reach which function. A mutant meets those that reach its own until one fails: first those that killed another
mutant of the function, then those that killed most for their time, then those of its module, the quickest
first. What lives for some seconds waits until others have had theirs. Tests that are slow uncompiled are left
out. The name of each mutant is written to stdout at once, and whether it "died" or is still "open".
"""

import functools
import gc
import importlib
import json
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from time import process_time

import hypothesis
import pytest

from tests.mutants.mutant import own_tests
from tests.mutants.switch import Switch, install

SLOW_S = 1.0  # of processor time, as all times here; all tests that take less make up some minutes
TOGETHER = 100  # mutants; what lives then is met again with what has been learnt of the tests
BUDGETS_S = (1.5, 30.0)  # for all tests of a mutant, when it is met first and last
PATIENCE = (2, 10)  # times what a test took; who runs out of it first is met again, and last has no end
MEMORY = 4 << 30
NO_MUTANT = "__mutmut_0"
KILLED = 1


class Forks:
    """A pytest plugin in place of the loop over the tests."""

    def __init__(self, names: list[str], workers: int, out: int, switches: list[Switch]) -> None:
        self.names, self.workers, self.out, self.switches = names, workers, out, switches
        self.running: dict[int, str] = {}
        self.caches: list[functools._lru_cache_wrapper] = []
        self.took: dict[str, float] = {}  # seconds, by test that is not slow
        self.reached: dict[str, list[str]] = {}  # functions, by test
        self.killed: dict[str, dict[str, None]] = defaultdict(dict)  # the tests that killed, by function
        self.patience = PATIENCE[-1]
        self.kills: Counter[str] = Counter()  # by test
        self.errors = os.dup(2)
        self.reads, self.writes = os.pipe()  # forks tell here which test killed
        os.set_blocking(self.reads, False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant."""
        self.caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
        self._look(session)
        gc.freeze()  # nothing of it is looked at in a fork, where that would copy it
        self._demand_sound(session)
        if strange := set(self.names).difference(*(switch.names() for switch in self.switches)):
            raise RuntimeError(f"{min(strange)}: no such mutant")
        for first in range(0, len(self.names), TOGETHER):
            ahead = self.names[first : first + TOGETHER]
            for budget, self.patience in zip(BUDGETS_S, PATIENCE, strict=True):
                ahead = self._sieved(session, ahead, budget)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """End a fork where a test fails, before anybody explains the failure."""
        excused = pytest.skip.Exception if not item.get_closest_marker("xfail") else BaseException
        if os.environ.get("MUTANT_UNDER_TEST") and call.excinfo and not call.excinfo.errisinstance(excused):
            function = os.environ["MUTANT_UNDER_TEST"].partition("__mutmut_")[0]
            os.write(self.writes, f"{function}\t{item.nodeid}\n".encode())
            os._exit(KILLED)

    def _sieved(self, session: pytest.Session, names: Iterable[str], budget: float) -> list[str]:
        """Return the mutants that live for some seconds, and tell of the others."""
        lives: list[str] = []
        for name in names:
            if len(self.running) == self.workers:
                lives += self._reap()
            if not (pid := os.fork()):
                _quietly(lambda name=name: self._meets(session, name, budget))
            self.running[pid] = name
        while self.running:
            lives += self._reap()
        return lives

    def _look(self, session: pytest.Session) -> None:
        """Time each test and see what it reaches, in a fork as well, for no cache here to be warm."""
        reads, writes = os.pipe()
        if not (pid := os.fork()):
            _quietly(lambda: self._looked(session, writes))
        os.close(writes)
        with open(reads, encoding="utf-8") as told:
            self.took, self.reached, loaded = json.loads(told.read() or "[{}, {}, []]")
        session.items = [test for test in session.items if test.nodeid in self.took]
        os.waitpid(pid, 0)
        for module in loaded:  # what tests load late, every fork would
            with suppress(Exception):  # some load only where they are asked for
                importlib.import_module(module)
        print(f"{len(self.took)} tests, {sum(self.took.values()):.0f} s", file=sys.stderr, flush=True)
        if not self.took:
            raise RuntimeError("no test passes without a mutant; run them with NUMBA_DISABLE_JIT=1")

    def _demand_sound(self, session: pytest.Session) -> None:
        """RuntimeError where tests fail in a fork without a mutant: all would pass for dead."""
        if not (pid := os.fork()):
            _quietly(lambda: self._meets(session, NO_MUTANT, BUDGETS_S[-1]))
        if os.waitpid(pid, 0)[1]:
            raise RuntimeError("tests that pass by themselves fail in a fork")

    def _looked(self, session: pytest.Session, writes: int) -> int:
        hits: set[str] = set()
        for switch in self.switches:
            switch.tell(hits)
        for test in session.items:
            hits.clear()
            self._clear_caches()
            began, faults = process_time(), session.testsfailed
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=None)  # with all that it needs
            took = process_time() - began
            if session.testsfailed > faults:
                os.write(self.errors, f"{test.nodeid} fails without a mutant, and is left out\n".encode())
            elif took < SLOW_S:
                self.took[test.nodeid], self.reached[test.nodeid] = took, sorted(hits)
        loaded = [name for name in sys.modules if not name.startswith(("sim.", "tests.", "__"))]
        with open(writes, "w", encoding="utf-8") as told:
            json.dump([self.took, self.reached, loaded], told)
        return 0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """End a test that is slow, while they are timed; within its call, where pytest expects anything."""
        if "MUTANT_UNDER_TEST" not in os.environ:
            signal.signal(signal.SIGVTALRM, _slow)
            signal.setitimer(signal.ITIMER_VIRTUAL, SLOW_S)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _meets(self, session: pytest.Session, name: str, budget: float) -> int:
        """Run the tests that reach the function of a mutant with it, which ends this fork when one fails."""
        os.environ["MUTANT_UNDER_TEST"] = name  # for processes that a test starts
        function = name.partition("__mutmut_")[0]
        for switch in self.switches:
            if name.startswith(switch.function.__module__ + ".") and str(switch) == function:
                switch.to(name)
        self._clear_caches()
        began = process_time()
        able = self._able(session.items, function)
        for test, after in pairwise([*able, None]):  # none where no quick test reaches it
            if process_time() - began > budget:
                break
            _end_after(self.patience * (1 + self.took[test.nodeid]))
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)
        return 0

    def _clear_caches(self) -> None:
        """Forget answers found before, while tests were collected too: a mutant would hide behind them."""
        for one in self.caches:
            one.cache_clear()

    def _able(self, tests: Iterable[pytest.Item], function: str) -> list[pytest.Item]:
        """Return the tests that reach a function, in the order in which its mutants meet them."""
        killers, mine = list(self.killed[function])[::-1], set(own_tests(function.rpartition(".")[0], Path()))

        def rank(test: pytest.Item) -> tuple[int, float, bool, float]:
            name, took = test.nodeid, self.took[test.nodeid]
            late = killers.index(name) if name in killers else len(killers)
            return late, -self.kills[name] / max(took, 0.01), name.partition("::")[0] not in mine, took

        able = (test for test in tests if not function or function in self.reached[test.nodeid])
        return sorted(able, key=rank)

    def _reap(self) -> list[str]:
        """Wait for a fork, tell what came of its mutant, and return it if it lives."""
        pid, status = os.wait()
        name = self.running.pop(pid)
        with suppress(BlockingIOError):  # whose loop never ended told nothing
            for told in os.read(self.reads, 1 << 16).decode().splitlines():
                function, test = told.split("\t", 1)
                self.killed[function].pop(test, None)
                self.killed[function][test] = None  # as the latest
                self.kills[test] += 1
        code = os.waitstatus_to_exitcode(status)
        died = bool(code) and (code != -signal.SIGPROF or self.patience == PATIENCE[-1])
        os.write(self.out, f"{name} {'died' if died else 'open'}\n".encode())
        return [] if died else [name]


def _slow(*_: object) -> None:
    raise pytest.skip.Exception("slow")


def _end_after(seconds: float) -> None:
    """End this process when it works for longer from now on."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


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
    from mutmut.mutation import trampoline  # here, for the rest to be tested without it

    switches = install(trampoline)
    hypothesis.settings.register_profile(
        "mutants",
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # a failure need not be made small
        report_multiple_bugs=False,
    )
    forks = Forks(sys.stdin.read().split(), len(os.sched_getaffinity(0)), os.dup(1), switches)
    os.dup2(2, 1)  # pytest talks; stdout is for names
    if pytest.main(
        ["-q", "--hypothesis-profile=mutants", "--capture=no", "--assert=plain", *tests], plugins=[forks]
    ):
        sys.exit("the mutants were not tried")  # else all would pass for dead


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main(sys.argv[1:])
