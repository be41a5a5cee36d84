"""Who was really at work, week by week, as the shares of past weeks tell it: a filter on a grid.

The part of their time for which people are really at work moves from week to week in steps of a normal
distribution, whose size is not known either. What a week's shares say of it is the density, at these shares,
of the same week replayed: kernels over the seasons, as wide as Silverman has them (Density Estimation, 1986,
p. 48, equation 3.31), and never narrower than MODEL_ERROR, as the model of a week is a model. Before any week
the share is what the scenario says, give or take SAID_SD.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import logsumexp

from sim.calibrate.called.replay.seasons import NODES, Replayed
from sim.norms.figures import Figures
from sim.scenario.beside.history import SERVICE

GRID = np.round(np.arange(NODES[0], NODES[-1] + 0.005, 0.01), 2)
SAID_SD = 0.1
MODEL_ERROR = 0.01
MOST_TOLD = 50.0  # of a logarithm; so that weeks that contradict each other leave something over
STEPS = np.array([0.0, 0.01, 0.02, 0.04, 0.08])  # of the share, from one week to the next
BELIEVED = np.array([0.4, 0.25, 0.2, 0.1, 0.05])  # before any week: most shops are steady
WEEK = 7


@dataclass(frozen=True)
class Presence:
    """What is known of a share, on GRID: float64[grid], sums to 1."""

    chances: np.ndarray

    def quantile(self, at: float) -> float:
        """Return the share below which so much of it lies, between the points of the grid."""
        below = np.cumsum(self.chances) - self.chances / 2
        return float(np.interp(at, below, GRID))


def presence(said: float, figures: Figures, replayed: Mapping[int, Replayed], week: int) -> Presence:
    """Say what is known of a week's share from the figures of weeks before it, all of them replayed.

    `said` is the share that the scenario says.
    """
    weeks = figures.before(week).weeks
    ahead = [(later - one) // WEEK for one, later in zip(weeks, [*weeks[1:], week], strict=True)]
    told = [likelihood(figures, replayed[one], one) for one in weeks]
    before = np.exp(-0.5 * ((GRID - said) / SAID_SD) ** 2)
    filtered = [_filtered(before / before.sum(), told, ahead, step) for step in range(len(STEPS))]
    evidence = BELIEVED * np.exp(_from_highest(np.array([evidence for _, evidence in filtered])))
    mixed = sum(weight * chances for weight, (chances, _) in zip(evidence, filtered, strict=True))
    return Presence(np.asarray(mixed / evidence.sum()))


def likelihood(figures: Figures, replayed: Replayed, week: int) -> np.ndarray:
    """Say how likely each share of GRID makes the week's figures: float64[grid], logarithms.

    None is less likely than the likeliest by more than MOST_TOLD: one week is never all there is to know.
    """
    simulated = _on_grid(replayed.shares)
    total = np.zeros(len(GRID))
    for column, norm in enumerate(SERVICE):
        figure = figures.of(norm).get(week)
        if figure is not None and np.isfinite(simulated[..., column]).all():
            total += _log_density(simulated[..., column], figure.share)
    return np.asarray(np.maximum(total, total.max() - MOST_TOLD))


def _on_grid(at_nodes: np.ndarray) -> np.ndarray:
    """Draw straight lines between the figures of NODES: float64[grid, ...]."""
    after = np.clip(np.searchsorted(NODES, GRID), 1, len(NODES) - 1)
    part = (GRID - NODES[after - 1]) / (NODES[after] - NODES[after - 1])
    part = part.reshape(-1, *(1,) * (at_nodes.ndim - 1))
    return np.asarray((1 - part) * at_nodes[after - 1] + part * at_nodes[after])


def _log_density(simulated: np.ndarray, share: float) -> np.ndarray:
    """Estimate the density of a share by the seasons of each row: float64[rows], logarithms."""
    quartiles = np.percentile(simulated, (25, 75), axis=1)
    spread = np.minimum(simulated.std(axis=1), (quartiles[1] - quartiles[0]) / 1.34)
    width = np.hypot(0.9 * spread * simulated.shape[1] ** -0.2, MODEL_ERROR)
    away = ((simulated - share) / width[:, None]) ** 2
    return np.asarray(logsumexp(-away / 2, axis=1) - np.log(width))


def _filtered(
    before: np.ndarray, told: Sequence[np.ndarray], ahead: Sequence[int], step: int
) -> tuple[np.ndarray, float]:
    """Follow the share through the weeks by steps of one size: what is known then, and how well it fits."""
    chances, evidence = before, 0.0
    for likelihoods, weeks in zip(told, ahead, strict=True):
        weighed = chances * np.exp(_from_highest(likelihoods))
        evidence += float(np.log(weighed.sum()) + likelihoods.max())
        chances = weighed / weighed.sum()
        for _ in range(weeks):
            chances = chances @ _moves(step)
    return chances, evidence


def _from_highest(logarithms: np.ndarray) -> np.ndarray:
    return np.asarray(logarithms - logarithms.max())


@cache
def _moves(step: int) -> np.ndarray:
    """Say where each share goes within a week: float64[grid, grid], every row sums to 1."""
    if not STEPS[step]:
        return np.eye(len(GRID))
    weights = np.exp(-0.5 * ((GRID[:, None] - GRID) / STEPS[step]) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
