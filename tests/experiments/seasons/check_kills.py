"""A hundred kills at random moments of a sweep; `make check-deep` runs this."""

from pathlib import Path

import pytest

from tests.experiments.seasons.kills import files, unbroken, with_a_worker_killed
from tests.experiments.seasons.test_kills import Whole, broken_and_resumed


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return unbroken(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize(("workers", "kills", "at_least"), [(1, 60, 15), (2, 20, 3), (7, 10, 1)])
def check_a_sweep_killed_at_any_moment_ends_with_the_same_bytes(
    whole: Whole, tmp_path: Path, workers: int, kills: int, at_least: int
):
    within_s = 0.9 * whole[1] + (0 if workers == 1 else workers)  # processes start, about one a second
    hits = [broken_and_resumed(whole, tmp_path / str(kill), workers, within_s) for kill in range(kills)]
    assert sum(hits) >= at_least


def check_a_killed_worker_costs_a_sweep_nothing(whole: Whole, tmp_path: Path):
    hits = []
    for kill in range(10):
        hits.append(with_a_worker_killed(tmp_path / str(kill), 2, 2.0))
        assert files(tmp_path / str(kill)) == whole[0]
    assert any(hits)
