"""A projection: what is on disk is not simulated again, and what is finished is on disk."""

from pathlib import Path

import numpy as np
import pytest

from sim.experiments import project as door
from sim.experiments.project import Projection, Settings, project
from sim.experiments.replicate import Counts, season_counts
from sim.records.store import Store
from sim.scenario.read import read_text

from .shops import TINY, tiny

SHOP = tiny()
FILE = read_text(TINY, "tiny.toml")


@pytest.fixture(autouse=True)
def no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their weights have tests of their own."""
    monkeypatch.setattr(door, "weights", lambda *_: [])


def projected(store: Store, replications: int = 4, progress: object = lambda *_: None) -> Projection:
    return project(FILE, SHOP, Settings(replications, seed=9), store, 2, progress)  # type: ignore[arg-type]


def test_seasons_are_stacked_in_order_and_kept(tmp_path: Path):
    store = Store(tmp_path)
    found = projected(store)
    for number in range(4):
        counts = season_counts(SHOP, 9, number)
        assert np.array_equal(found.seasons.verdicts[number], counts.verdicts)
        assert np.array_equal(found.seasons.load[number], counts.load)
    assert [number for number, _ in store] == [0, 1, 2, 3]


def test_what_is_on_disk_is_taken_from_there(tmp_path: Path):
    """A record that no simulation would make shows that it was not simulated again."""
    store = Store(tmp_path)
    counts = season_counts(SHOP, 9, 2)
    store.add(2, {"verdicts": (counts.verdicts + 1000).tolist(), "load": counts.load.tolist()})
    store.add(17, {"verdicts": [], "load": []})  # beyond the seasons asked for
    found = projected(store).seasons
    assert found.verdicts.shape[0] == 4
    assert np.array_equal(found.verdicts[2], counts.verdicts + 1000)
    assert found.verdicts.dtype == found.load.dtype == np.int64


def test_what_was_finished_before_a_fault_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stops(*_: object, **__: object):
        for number in (0, 3):
            yield number, season_counts(SHOP, 9, number)
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "seasons", stops)
    with pytest.raises(KeyboardInterrupt):
        projected(Store(tmp_path))
    assert [number for number, _ in Store(tmp_path)] == [0, 3]


def test_seasons_finished_in_any_order_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    right = projected(Store(tmp_path / "right"))

    def backwards(shop: object, seed: int, numbers: list[int], *_: object):
        yield from ((number, season_counts(SHOP, seed, number)) for number in reversed(numbers))

    monkeypatch.setattr(door, "seasons", backwards)
    found = projected(Store(tmp_path / "backwards"))
    assert found.weekly == right.weekly and found.any_norm == right.any_norm
    assert np.array_equal(found.seasons.verdicts, right.seasons.verdicts)


def test_progress_counts_up_from_what_is_there(tmp_path: Path):
    store = Store(tmp_path)
    counts: Counts = season_counts(SHOP, 9, 1)
    store.add(1, {"verdicts": counts.verdicts.tolist(), "load": counts.load.tolist()})
    told: list[tuple[str, int, int]] = []
    projected(store, progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "seasons"] == [("seasons", n, 4) for n in (1, 2, 3, 4)]
