"""Who was really at work, filtered: against the same sums written out, and on weeks that leave no doubt."""

from itertools import product

import numpy as np
import pytest

from sim.calibrate.called.learned import present
from sim.calibrate.called.learned.present import (
    BELIEVED,
    GRID,
    MODEL_ERROR,
    SAID_SD,
    STEPS,
    likelihood,
    presence,
)
from sim.calibrate.called.replay.seasons import NODES, Replayed
from sim.calibrate.called.replay.week import Volume
from sim.norms.figures import Figure, Figures

MONDAY = 20_689
VOLUMES = (Volume(100.0, 100.0),) * len(NODES)


def replayed(slope: float = 1.0) -> Replayed:
    """A week whose phone answers exactly what part people are at work, in every season; no questions."""
    share = 1 - slope * (1 - np.repeat(NODES[:, None], 9, axis=1))
    return Replayed(np.stack([np.full_like(share, np.nan), share], axis=-1), VOLUMES)


def phone(*answered: int, weeks: tuple[int, ...] | None = None) -> Figures:
    return Figures(
        tuple(
            Figure(MONDAY + 7 * week, "phone", good, 100)
            for week, good in zip(weeks or range(len(answered)), answered, strict=True)
        )
    )


def known(figures: Figures, ahead: int = 0, said: float = 0.84) -> present.Presence:
    weeks = figures.weeks
    return presence(said, figures, dict.fromkeys(weeks, replayed()), weeks[-1] + 7 * (ahead + 1))


def test_steady_weeks_tell_the_share_that_they_had():
    found = known(phone(*[72] * 8))

    assert found.quantile(0.5) == pytest.approx(0.72, abs=0.01)
    assert found.quantile(0.95) - found.quantile(0.05) < 0.06


def test_it_follows_a_shop_that_falls():
    found = known(phone(*[80] * 6, 72, 72))

    assert found.quantile(0.5) == pytest.approx(0.72, abs=0.015)
    assert found.quantile(0.95) - found.quantile(0.05) > 0.06  # it moved before, so it may again


def test_weeks_that_contradict_each_other_leave_no_hole():
    """One has nobody at work, one everybody, by far more than a share that stays the same can explain."""
    found = known(phone(0, 100, 0, 100))

    assert np.isfinite(found.chances).all() and found.chances.sum() == pytest.approx(1.0)


def test_the_longer_ahead_the_less_is_known():
    widths = [
        known(phone(80, 74, 80, 75), ahead).quantile(0.95)
        - known(phone(80, 74, 80, 75), ahead).quantile(0.05)
        for ahead in (0, 4, 12)
    ]

    assert widths == sorted(widths)


def test_without_a_figure_that_tells_it_is_what_the_scenario_says():
    flat = dict.fromkeys([MONDAY], replayed(slope=0.0))

    found = presence(0.7, phone(100), flat, MONDAY + 7)

    assert found.quantile(0.5) == pytest.approx(0.7, abs=0.01)
    assert found.quantile(0.95) == pytest.approx(0.7 + 1.645 * SAID_SD, abs=0.03)


def test_a_week_is_as_likely_as_seasons_come_near_it():
    told = likelihood(phone(80), replayed(), MONDAY)

    assert GRID[np.argmax(told)] == 0.80
    # seasons without a spread: one normal kernel of MODEL_ERROR
    fallen = told[np.isclose(GRID, 0.82)] - told[np.isclose(GRID, 0.80)]
    assert fallen == pytest.approx(-((0.02 / MODEL_ERROR) ** 2) / 2)


def test_two_weeks_are_the_sum_over_all_ways_that_the_share_can_go(monkeypatch):
    grid = np.round(np.arange(0.6, 0.9, 0.02), 2)
    monkeypatch.setattr(present, "GRID", grid)
    present._moves.cache_clear()
    figures = phone(78, 74, weeks=(0, 2))  # a week between had no figure

    found = presence(0.75, figures, dict.fromkeys(figures.weeks, replayed()), MONDAY + 7 * 3).chances

    present._moves.cache_clear()
    assert found == pytest.approx(summed(grid), abs=1e-12)


def summed(grid: np.ndarray) -> np.ndarray:
    """Add up every path over the grid, one by one."""
    chances = np.zeros(len(grid))
    near = {
        good: [np.exp(-(((good / 100 - one) / MODEL_ERROR) ** 2) / 2) for one in grid] for good in (78, 74)
    }
    before = np.exp(-(((grid - 0.75) / SAID_SD) ** 2) / 2)
    for step, believed in zip(STEPS, BELIEVED, strict=True):
        goes = [goes_from(one, grid, step) for one in grid]
        twice = [[sum(a[k] * goes[k][j] for k in range(len(grid))) for j in range(len(grid))] for a in goes]
        for first, second, last in product(range(len(grid)), repeat=3):
            path = before[first] / before.sum() * near[78][first] * twice[first][second] * near[74][second]
            chances[last] += believed * path * goes[second][last]
    return chances / chances.sum()


def goes_from(one: float, grid: np.ndarray, step: float) -> list[float]:
    if not step:
        return [float(one == other) for other in grid]
    weights = [float(np.exp(-(((one - other) / step) ** 2) / 2)) for other in grid]
    return [weight / sum(weights) for weight in weights]
