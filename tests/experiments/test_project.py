"""A projection: what is on disk is not simulated again, and what is finished is on disk."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest

from sim.experiments import project as door
from sim.experiments.estimates.precision import Until
from sim.experiments.project import AS_IT_IS, Projection, Run, Settings, project
from sim.experiments.seasons import sweep as sweep_module
from sim.experiments.seasons.replicate import BAD, season_counts
from sim.experiments.seasons.sweep import Progress, Sweep, silent
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
        *[("seasons", done, 4) for done in range(5)],  # two workers share out so few one by one
        *[("endless staff", done, 4) for done in range(5)],
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


# Until the chances are known well enough


def until(folder: Path | None, stop: Until, workers: int = 1) -> Projection:
    with Sweep(9, workers=workers, folder=folder) as sweep:
        return project(Run(FILE, SHOP, Settings(stop.first, seed=9, until=stop)), sweep)


def test_a_run_stops_at_the_first_look_that_shows_enough():
    """By scipy, for four looks: of 2 seasons an interval is 0.92 wide or more, of 8 it is 0.79 or less."""
    found = until(None, Until(2, 16, width=0.85))
    assert found.settings.replications == 8 and found.seasons.verdicts.shape[0] == 8
    plain = projected(None, 8)
    assert np.array_equal(found.seasons.verdicts, plain.seasons.verdicts)
    weeks = list(zip(found.weekly, plain.weekly, strict=True))
    pairs = [*weeks, *zip(found.any_norm, plain.any_norm, strict=True)]
    names = ("missed", "mail", "strike")
    chances = [(vars(a)[name], vars(b)[name]) for a, b in pairs for name in names if name in vars(a)]
    for one, other in [*chances, (found.closure, plain.closure)]:
        exact = binomtest(round(8 * other.share), 8).proportion_ci(1 - 0.05 / 4, method="exact")
        assert (one.low, one.high) == pytest.approx((exact.low, exact.high), abs=1e-12)
    shares = [(a.share_mean, b.share_mean) for a, b in weeks if a.share_mean and b.share_mean]
    assert shares and all(one.high - one.low > other.high - other.low for one, other in shares)


def test_a_run_that_never_knows_enough_stops_at_the_most_seasons_allowed():
    found = until(None, Until(2, 5, width=0.01))
    assert found.settings.replications == 5 and found.floor == projected(None, 5).floor


def test_what_a_broken_run_left_does_not_move_the_look_at_which_it_stops(tmp_path: Path):
    """Seasons beyond the first looks are on disk already; the looks are still taken in turn."""
    right = until(None, Until(2, 16, width=0.85))
    with Sweep(9, folder=tmp_path) as broken:
        broken.counts({AS_IT_IS: SHOP}, range(11, 13), AS_IT_IS)
    found = until(tmp_path, Until(2, 16, width=0.85), workers=2)
    assert found.settings == right.settings and found.weekly == right.weekly
