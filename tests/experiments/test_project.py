"""A projection: what is on disk is not simulated again, and what is finished is on disk."""

from pathlib import Path

import numpy as np
import pytest

from sim.experiments import project as door
from sim.experiments import sweep as sweep_module
from sim.experiments.project import Projection, Run, Settings, project
from sim.experiments.replicate import BAD, season_counts
from sim.experiments.sweep import Progress, Sweep, silent
from sim.operation.simulate import Engine
from sim.scenario.read import read_text

from .shops import TINY, tiny

SHOP = tiny()
SLOWER = tiny(("minutes_per_mail = 9", "minutes_per_mail = 12"))
FILE = read_text(TINY, "tiny.toml")


@pytest.fixture(autouse=True)
def no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their weights have tests of their own."""
    monkeypatch.setattr(door, "raised", lambda *_: {})


def projected(
    folder: Path | None = None,
    replications: int = 4,
    progress: Progress = silent,
    engine: Engine = "kernel",
) -> Projection:
    settings = Settings(replications, seed=9, engine=engine)
    with Sweep(9, engine, 2, folder, progress) as sweep:
        return project(Run(FILE, SHOP, settings), sweep)


def test_seasons_are_stacked_in_order():
    found = projected()
    for number in range(4):
        counts = season_counts(SHOP, 9, number)
        assert np.array_equal(found.seasons.verdicts[number], counts.verdicts)
        assert np.array_equal(found.seasons.load[number], counts.load)


def test_what_is_on_disk_is_not_simulated_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    right = projected(tmp_path)
    monkeypatch.setattr(sweep_module, "counts_of", lambda *_: pytest.fail("simulated again"))
    found = projected(tmp_path)
    assert np.array_equal(found.seasons.verdicts, right.seasons.verdicts)
    assert (found.weekly, found.any_norm, found.floor) == (right.weekly, right.any_norm, right.floor)
    assert len(projected(tmp_path, 2).seasons.verdicts) == 2  # those beyond are left where they are


def test_progress_names_every_step_before_the_first_season(tmp_path: Path):
    told: list[tuple[str, int, int]] = []
    projected(tmp_path, progress=lambda *step: told.append(step))
    assert told[:2] == [("endless staff", 0, 4), ("weight of the guesses", 0, 0)]
    assert told[2:] == [
        ("seasons", 0, 4),
        ("seasons", 4, 4),
        ("endless staff", 0, 4),
        ("endless staff", 4, 4),
        ("weight of the guesses", 0, 0),
    ]
    told.clear()
    projected(tmp_path, progress=lambda *step: told.append(step))
    assert told[:2] == [("endless staff", 4, 4), ("weight of the guesses", 0, 0)]
    assert told[2:] == [("seasons", 4, 4), ("endless staff", 4, 4), ("weight of the guesses", 0, 0)]


def test_endless_staff_and_raised_guesses_meet_the_same_seasons(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(door, "raised", lambda *_: {"work.minutes_per_mail": SLOWER.scenario})
    monkeypatch.setattr(door, "WEIGHT_SEASONS", 3)
    found = projected()
    [weight] = found.weights
    late = [season_counts(shop, 9, n).verdicts[:, 0, BAD].sum() for shop in (SLOWER, SHOP) for n in range(3)]
    assert (weight.key, found.weighed_on) == ("work.minutes_per_mail", 3)
    assert weight.late.mean == pytest.approx((sum(late[:3]) - sum(late[3:])) / 3)
    endless = [season_counts(SHOP.with_endless_staff(), 9, n).verdicts[:, 0, BAD].sum() for n in range(4)]
    assert found.floor.late_mean == sum(endless) / 4


def test_a_run_by_the_reference_engine_finds_the_same():
    assert projected(None, 2, engine="reference").weekly == projected(None, 2).weekly
