"""Counts of made-up shops, drawn by numpy and by nothing of ours."""

import numpy as np

from sim.calibrate.counted import Counted

MONDAY = 20_458  # 2026-01-05
PROFILE = np.array([0.1, 0.2, 0.3, 0.25, 0.15])
WEEKDAY = np.array([1.2, 1.0, 0.95, 0.9, 0.95])


def shop(weeks: int, seed: int, mean: float = 2000, **sd: float) -> Counted:
    """Weekdays of so many weeks: lognormal luck of weeks, days and slots, a walk of the level, Poisson."""
    rng = np.random.default_rng(seed)
    level = np.cumsum(sd.get("level", 0) * rng.standard_normal(weeks))
    week = sd.get("week", 0) * rng.standard_normal(weeks)
    log = np.repeat(level + week, 5) + sd.get("day", 0) * rng.standard_normal(5 * weeks)
    slots = np.empty((5 * weeks, 5))
    memory = sd.get("memory", 0)
    slots[:, 0] = rng.standard_normal(5 * weeks)
    for slot in range(1, 5):
        fresh = rng.standard_normal(5 * weeks)
        slots[:, slot] = memory * slots[:, slot - 1] + np.sqrt(1 - memory**2) * fresh
    shares = PROFILE * np.exp(sd.get("slot", 0) * slots)
    shares /= shares.sum(axis=1, keepdims=True)
    means = mean * np.tile(WEEKDAY, weeks) * np.exp(log)
    days = (MONDAY + 7 * np.arange(weeks)[:, None] + np.arange(5)).ravel()
    return Counted(days, rng.poisson(means[:, None] * shares), 32_400, 1800)
