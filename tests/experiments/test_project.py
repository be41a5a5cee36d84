"""A projection: what is on disk is not simulated again, and what is finished is on disk."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiments import project as door
from sim.experiments.project import AS_IT_IS, Projection, Run, Settings, project
from sim.experiments.replicate import BAD, Counts, season_counts
from sim.records.store import Store
from sim.scenario.read import read_text

from .shops import TINY, tiny

SHOP = tiny()
SLOWER = tiny(("minutes_per_mail = 9", "minutes_per_mail = 12"))
FILE = read_text(TINY, "tiny.toml")


@pytest.fixture(autouse=True)
def no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their weights have tests of their own."""
    monkeypatch.setattr(door, "raised", lambda *_: {})


def projected(store: Store, replications: int = 4, progress: object = lambda *_: None) -> Projection:
    return project(Run(FILE, SHOP, Settings(replications, seed=9)), store, 2, progress)  # type: ignore[arg-type]


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
    store.add(2, columns_of(counts) | {"verdicts": (counts.verdicts + 1000).tolist()})
    store.add(17, {"verdicts": [], "load": []})  # beyond the seasons asked for
    found = projected(store).seasons
    assert found.verdicts.shape[0] == 4
    assert np.array_equal(found.verdicts[2], counts.verdicts + 1000)
    assert found.verdicts.dtype == found.load.dtype == np.int64


def test_what_was_finished_before_a_fault_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stops(*_: object, **__: object):
        for number in (0, 3):
            yield (AS_IT_IS, number), season_counts(SHOP, 9, number)
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "seasons", stops)
    with pytest.raises(KeyboardInterrupt):
        projected(Store(tmp_path))
    assert [number for number, _ in Store(tmp_path)] == [0, 3]


def test_seasons_finished_in_any_order_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    right = projected(Store(tmp_path / "right"))

    def backwards(jobs: dict[Any, Any], *_: object):
        yield from ((job, season()) for job, season in reversed(jobs.items()))

    monkeypatch.setattr(door, "seasons", backwards)
    found = projected(Store(tmp_path / "backwards"))
    assert found.weekly == right.weekly and found.any_norm == right.any_norm
    assert np.array_equal(found.seasons.verdicts, right.seasons.verdicts)


def test_a_season_that_another_version_counted_is_simulated_again(tmp_path: Path):
    store = Store(tmp_path)
    store.add(2, {"verdicts": [], "load": []})
    assert projected(store).weekly == projected(Store(tmp_path / "right")).weekly


def columns_of(counts: Counts) -> dict[str, Any]:
    """What is kept of a season."""
    return {name: column.tolist() for name, column in vars(counts).items()}


def test_progress_counts_up_from_what_is_there(tmp_path: Path):
    store = Store(tmp_path)
    counts: Counts = season_counts(SHOP, 9, 1)
    store.add(1, columns_of(counts))
    told: list[tuple[str, int, int]] = []
    projected(store, progress=lambda *step: told.append(step))
    assert told[:4] == [("seasons", n, 4) for n in (1, 2, 3, 4)]
    assert told[4:] == [("endless staff", n, 4) for n in (1, 2, 3, 4)]


def test_endless_staff_and_raised_guesses_meet_the_same_seasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(door, "raised", lambda *_: {"work.minutes_per_mail": SLOWER.scenario})
    monkeypatch.setattr(door, "WEIGHT_SEASONS", 3)
    found = projected(Store(tmp_path))
    [weight] = found.weights
    late = [season_counts(shop, 9, n).verdicts[:, 0, BAD].sum() for shop in (SLOWER, SHOP) for n in range(3)]
    assert (weight.key, found.weighed_on) == ("work.minutes_per_mail", 3)
    assert weight.late.mean == pytest.approx((sum(late[:3]) - sum(late[3:])) / 3)
    endless = [season_counts(SHOP.with_endless_staff(), 9, n).verdicts[:, 0, BAD].sum() for n in range(4)]
    assert found.floor.late_mean == sum(endless) / 4


def test_a_run_by_the_reference_engine_finds_the_same(tmp_path: Path):
    right = project(
        Run(FILE, SHOP, Settings(2, seed=9, engine="reference")), Store(tmp_path), 1, lambda *_: None
    )
    assert right.weekly == projected(Store(tmp_path / "kernel"), 2).weekly
