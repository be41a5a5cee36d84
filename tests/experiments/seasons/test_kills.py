"""Real processes are killed at random moments: the same command goes on, to the same bytes."""

from pathlib import Path

import pytest

pytest.importorskip("psutil")

from tests.experiments.seasons.kills import RECORDS, files, killed, swept, unbroken, with_a_worker_killed

Whole = tuple[dict[str, str], float]  # the files of an unbroken sweep, and how many seconds it works


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return unbroken(tmp_path_factory.mktemp("whole"))


def test_an_unbroken_sweep_leaves_its_records_and_nothing_else(whole: Whole, tmp_path: Path):
    assert len(whole[0]) == RECORDS
    swept(tmp_path)
    assert files(tmp_path) == whole[0]


def broken_and_resumed(whole: Whole, folder: Path, workers: int, within_s: float) -> bool:
    """Kill a sweep and run it again to its end; tell whether it was in the middle."""
    right, _ = whole
    left = killed(folder, workers, within_s)
    sound = {name: digest for name, digest in files(folder).items() if not Path(name).name.startswith(".")}
    assert len(sound) == left and sound.items() <= right.items()
    swept(folder)
    assert files(folder) == right
    return 0 < left < RECORDS


def test_a_sweep_killed_at_any_moment_ends_with_the_same_bytes(whole: Whole, tmp_path: Path):
    hits = [broken_and_resumed(whole, tmp_path / str(kill), 1, 0.9 * whole[1]) for kill in range(15)]
    assert sum(hits) >= 2


@pytest.mark.parametrize(("workers", "within_s"), [(2, 3), (2, 3), (7, 6)])
def test_a_sweep_of_several_workers_killed_at_any_moment_ends_with_the_same_bytes(
    whole: Whole, tmp_path: Path, workers: int, within_s: float
):
    broken_and_resumed(whole, tmp_path, workers, within_s)


@pytest.mark.parametrize("within_s", [0, 2])
def test_a_killed_worker_costs_a_sweep_nothing(whole: Whole, tmp_path: Path, within_s: float):
    with_a_worker_killed(tmp_path, 2, within_s)
    assert files(tmp_path) == whole[0]
