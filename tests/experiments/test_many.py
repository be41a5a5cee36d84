"""Many seasons at once: the number of workers, their order and their death change nothing but the time."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiments import many
from sim.experiments.many import seasons
from sim.experiments.replicate import Counts, season_counts, stack

from .shops import tiny

SHOP = tiny()
ALONE = {number: season_counts(SHOP, 5, number) for number in range(8)}


def same(one: Counts, other: Counts) -> bool:
    return bool(np.array_equal(one.verdicts, other.verdicts) and np.array_equal(one.load, other.load))


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_the_number_of_workers_changes_nothing(workers: int):
    found = dict(seasons(SHOP, 5, range(8), workers=workers))
    assert found.keys() == ALONE.keys()
    assert all(same(found[number], ALONE[number]) for number in ALONE)


def test_the_order_in_which_seasons_are_asked_for_changes_nothing():
    found = dict(seasons(SHOP, 5, [6, 1, 3], workers=2))
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
    found = dict(seasons(SHOP, 5, range(3), engine="reference", workers=2))
    assert sorted(found) == [0, 1, 2]
    assert all(same(found[number], ALONE[number]) for number in found)


def dies_once(death: Path, seed: int, replication: int, engine: str) -> Counts:
    """Stand in for a season: the worker of replication 2 is killed, as by the system when memory is short."""
    if replication == 2 and not death.exists():
        death.touch()
        os._exit(9)
    return Counts(np.array([replication]), np.array([seed]))


def dies_always(death: Path, seed: int, replication: int, engine: str) -> Counts:
    os._exit(9)


def test_a_killed_worker_does_not_cost_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(many, "season_counts", dies_once)
    death: Any = tmp_path / "died"
    found = list(seasons(death, 1, range(4), engine="reference", workers=2))
    assert death.exists()
    assert sorted(number for number, _ in found) == [0, 1, 2, 3]  # nothing lost, nothing twice
    assert all(counts.verdicts[0] == number for number, counts in found)


def test_workers_that_die_every_time_are_not_asked_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(many, "season_counts", dies_always)
    monkeypatch.setattr(many, "ATTEMPTS", 2)
    nothing: Any = tmp_path
    with pytest.raises(many.BrokenProcessPool):
        list(seasons(nothing, 1, range(2), engine="reference", workers=2))
