"""Seasons by the thousand: what is kept of them lies on disk, and memory stays as it is."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.estimates.estimate import any_norm, closure, waits, weekly
from sim.experiments.seasons import sweep as sweep_module
from sim.experiments.seasons.replicate import Counts, season_counts
from sim.experiments.seasons.stacked import A_WEEK, Stacked, figures
from sim.experiments.seasons.sweep import Sweep
from sim.records import shelf
from sim.records.shelf import table
from tests.experiments.shops import tiny

SHOP = tiny()
WEEKS = 2
IN_A_TABLE = 8 * A_WEEK * WEEKS  # bytes of a season: 1,120


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)


@pytest.fixture(scope="module")
def one() -> Counts:
    return season_counts(SHOP, 1, 0)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, one: Counts) -> None:
    """Every season is the first one, but for a late answer a replication."""

    def counted(group, seed, numbers, engine):
        return [(number, {key: _with(one, number) for key in group.shops}) for number in numbers]

    monkeypatch.setattr(sweep_module, "_counted", counted)


def _with(one: Counts, number: int) -> Counts:
    verdicts = one.verdicts.copy()
    verdicts[:, 0, 1] = number % 7
    return Counts(verdicts, one.load, one.waiting)


def stacked(seasons: int, folder: Path | None, plans: int = 1) -> Counts:
    shops = {
        str(minutes): tiny(("minutes_per_mail = 9", f"minutes_per_mail = {9 + minutes}"))
        for minutes in range(plans)
    }
    return Sweep(folder=folder).counts(shops, range(seasons), "seasons")["0"]


def estimated(seasons: Counts) -> list[object]:
    return [*weekly(SHOP, seasons), *any_norm(SHOP, seasons), *waits(SHOP, seasons), closure(SHOP, seasons)]


def test_a_shop_comes_to_so_many_figures(one: Counts):
    assert figures(SHOP) == sum(column.size for column in vars(one).values()) == 140


@pytest.mark.usefixtures("on_disk", "quick")
def test_on_disk_it_is_what_it_is_in_memory(tmp_path: Path):
    kept, held = stacked(40, tmp_path, 3), stacked(40, None, 3)
    for name, column in vars(held).items():
        assert np.array_equal(getattr(kept, name), column)
    assert estimated(kept) == estimated(held)


@pytest.mark.usefixtures("on_disk")
def test_a_season_that_was_let_go_is_there_again(tmp_path: Path, one: Counts):
    seasons = Stacked(range(3), table((figures(SHOP), 3), tmp_path))
    for number in (2, 0, 1):
        seasons.put(number, vars(_with(one, number)))
        shelf.let_go(seasons.counts().verdicts)
    assert seasons.done == 3
    assert seasons.counts().verdicts[:, 1, 0, 1].tolist() == [0, 1, 2]
    assert list(tmp_path.iterdir()) == []  # its file has no name


def peak(work: Callable[..., object], *given: object) -> int:
    """Return the most bytes that Python and numpy hold at once."""
    tracemalloc.start()
    try:
        work(*given)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("on_disk", "quick")
def test_memory_is_flat_in_the_number_of_seasons(tmp_path: Path):
    """What is left grows by a byte a season, and by a column while that is looked at."""
    stacked(8, tmp_path / "warm")
    few, many = (peak(stacked, seasons, tmp_path / str(seasons)) for seasons in (100, 900))
    assert (many - few) / 800 < 0.05 * IN_A_TABLE
    seasons = [stacked(number, tmp_path / str(number)) for number in (100, 900)]
    few, many = (peak(estimated, one) for one in seasons)
    assert (many - few) / 800 < 0.15 * IN_A_TABLE


@pytest.mark.usefixtures("on_disk", "quick")
def test_memory_is_flat_in_the_number_of_plans(tmp_path: Path):
    stacked(8, tmp_path / "warm")
    few, many = (peak(stacked, 100, tmp_path / str(plans), plans) for plans in (2, 12))
    assert (many - few) / 1000 < 0.5 * IN_A_TABLE


def test_a_disk_without_room_is_named_before_anything_is_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def write(self, content):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "TemporaryFile", lambda **_: Full())
    with pytest.raises(OSError, match="No space left") as fault:
        table((1000, 10_000), tmp_path)
    assert fault.value.filename == str(tmp_path)
    assert table((2, 2), tmp_path).shape == (2, 2)  # in memory there is room
