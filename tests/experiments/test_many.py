"""Many seasons at once: the number of workers, their order and their death change nothing but the time."""

import os
import signal
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from sim.experiments import many
from sim.experiments.many import seasons
from sim.experiments.replicate import Counts, season_counts, stack
from sim.operation.simulate import Engine

from .shops import tiny

SHOP = tiny()
Jobs = dict[int, Callable[[], Counts]]
ALONE = {number: season_counts(SHOP, 5, number) for number in range(8)}


def jobs(numbers: Iterable[int], engine: Engine = "kernel") -> Jobs:
    return {number: partial(season_counts, SHOP, 5, number, engine) for number in numbers}


def same(one: Counts, other: Counts) -> bool:
    return bool(np.array_equal(one.verdicts, other.verdicts) and np.array_equal(one.load, other.load))


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_the_number_of_workers_changes_nothing(workers: int):
    found = dict(seasons(jobs(range(8)), workers))
    assert found.keys() == ALONE.keys()
    assert all(same(found[number], ALONE[number]) for number in ALONE)


def test_the_order_in_which_seasons_are_asked_for_changes_nothing():
    found = dict(seasons(jobs([6, 1, 3]), workers=2))
    assert sorted(found) == [1, 3, 6]
    assert all(same(found[number], ALONE[number]) for number in found)


def test_another_seed_or_replication_is_another_season():
    assert not same(season_counts(SHOP, 6, 0), ALONE[0])
    assert not same(ALONE[1], ALONE[0])


def test_seasons_are_stacked_in_the_order_given():
    together = stack([ALONE[3], ALONE[1]])
    assert np.array_equal(together.verdicts[0], ALONE[3].verdicts)
    assert np.array_equal(together.load[1], ALONE[1].load)


def test_processes_of_the_reference_engine_find_the_same():
    found = dict(seasons(jobs(range(3), "reference"), workers=2))
    assert sorted(found) == [0, 1, 2]
    assert all(same(found[number], ALONE[number]) for number in found)


def dies_once(death: Path, replication: int) -> Counts:
    """Stand in for a season: the worker of replication 2 is killed, as by the system when memory is short."""
    if replication == 2 and not death.exists():
        death.touch()
        os._exit(9)
    return Counts(np.array([replication]), np.array([]), np.array([]))


def dies_always() -> Counts:
    os._exit(9)


def test_a_killed_worker_does_not_cost_the_run(tmp_path: Path):
    death = tmp_path / "died"
    found = list(seasons({number: partial(dies_once, death, number) for number in range(4)}, workers=2))
    assert death.exists()
    assert sorted(number for number, _ in found) == [0, 1, 2, 3]  # nothing lost, nothing twice
    assert all(counts.verdicts[0] == number for number, counts in found)


def test_workers_that_die_every_time_are_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(many, "ATTEMPTS", 2)
    with pytest.raises(many.BrokenProcessPool):
        list(seasons({0: dies_always, 1: dies_always}, workers=2))


def whose() -> int:
    return os.getpid()


@pytest.mark.parametrize(("number", "here"), [(1, True), (19, True), (20, False)])
def test_a_process_is_started_only_where_it_has_enough_to_do(number: int, here: bool):
    """Two workers of ten jobs each; with fewer jobs this process does them."""
    by = {process for _, process in seasons(dict.fromkeys(range(number), whose), 2, least=10)}
    assert (by == {os.getpid()}) is here


def test_a_worker_leaves_the_interrupt_to_the_process_that_asked():
    [*found] = seasons({0: ignores_interrupts, 1: ignores_interrupts}, workers=2)
    assert [ignored for _, ignored in found] == [True, True]
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def ignores_interrupts() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN
