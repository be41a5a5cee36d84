"""The simulators at the desks, each in a process of its own, with its answer checked before it is timed."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from statistics import median
from typing import NamedTuple

import numpy as np

from benchmarks.desks import full, plain
from sim.demand.work import Work
from sim.operation.contract import Rules
from sim.operation.kernel import engine as kernel
from sim.operation.reference import engine as reference
from sim.staffing.roster import Roster

Tables = tuple[Work, Roster, Rules, int]
Serve = Callable[[], object]

MANY, FEW, ROUNDS = 1_000_000, 10_000, 5
CIW_AGREES = 0.25  # another draw of as many customers: their mean waits differ by luck


class Entry(NamedTuple):
    """One simulator at one desk."""

    desk: str
    simulator: str
    customers: int
    set_up: Callable[[], Serve]  # lays customers out in its own form and checks its answer, on no clock


class Stand(NamedTuple):
    """A simulator that is set up, and its process."""

    entry: Entry
    process: Executor


def entries() -> list[Entry]:
    """All that could compete."""
    named = {"simpy": _same, "heapq": _same, "salabim": _same, "Ciw": _near}
    peers = [Entry("plain", name, FEW, partial(check, name.lower())) for name, check in named.items()]
    return [*_ours("plain"), *peers, *_ours("everything on")]


def _ours(desk: str) -> list[Entry]:
    return [
        Entry(desk, "normsim, kernel", MANY, partial(_kernel, desk)),
        Entry(desk, "normsim, reference", FEW, partial(_reference, desk)),
    ]


def _tables(desk: str, customers: int) -> Tables:
    return plain.tables(plain.customers(customers)) if desk == "plain" else full.tables(customers)


def _kernel(desk: str) -> Serve:
    """On the few customers it must say the same of every row as the reference."""
    few = _tables(desk, FEW)
    told, right = kernel.simulate(*few), reference.simulate(*few)
    _demand(all(np.array_equal(getattr(right, name), getattr(told, name)) for name in vars(right)))
    return partial(kernel.simulate, *_tables(desk, MANY))


def _reference(desk: str) -> Serve:
    return partial(reference.simulate, *_tables(desk, FEW))


def _same(name: str) -> Serve:
    """The waits of a peer must be those of our reference."""
    few = plain.customers(FEW)
    serve = partial(getattr(import_module(f"benchmarks.desks.by_{name}"), f"by_{name}"), few)
    _demand(np.array_equal(plain.by_reference(few), serve()))
    return serve


def _near(name: str) -> Serve:
    """A peer that draws its own customers must tell a mean wait like ours; it counts servers, not people."""
    peer = import_module(f"benchmarks.desks.by_{name}")
    _demand(peer.begins_across_shifts_by_ciw() == peer.begins_across_shifts(people=2) == [5, 10])
    _demand(peer.begins_across_shifts(people=1) == [5, 15])
    serve = partial(peer.mean_wait_by_ciw, FEW)
    few = plain.customers(FEW)
    expected = plain.mean_wait(few, plain.by_reference(few))
    _demand(abs(serve() - expected) < CIW_AGREES * expected)
    return serve


def _demand(right: bool) -> None:
    if not right:
        raise AssertionError("another answer than the reference's")


_serve: Serve  # of the process of a stand


def _set_up(entry: Entry) -> None:
    global _serve
    _serve = entry.set_up()
    _serve()  # compiles, and fills the caches


def _seconds() -> float:
    """The processor's own time, with warm caches: who else runs on the machine does not count."""
    _serve()
    began = time.process_time()
    _serve()
    return time.process_time() - began


def stands(every: list[Entry], stack: ExitStack) -> Iterator[Stand]:
    """Set up whoever is installed, each in a process of its own."""
    for one in every:
        process = stack.enter_context(ProcessPoolExecutor(1, get_context("spawn")))
        try:
            process.submit(_set_up, one).result()
            yield Stand(one, process)
        except ModuleNotFoundError as missing:
            print(f"{missing.name} is not installed and left out", file=sys.stderr)


def timed(competing: list[Stand]) -> list[float]:
    """The median of customers a second of each."""
    rates: list[list[float]] = [[] for _ in competing]
    for _ in range(ROUNDS):
        for (entry, process), of_one in zip(competing, rates, strict=True):
            of_one.append(entry.customers / process.submit(_seconds).result())
    return [median(of_one) for of_one in rates]
