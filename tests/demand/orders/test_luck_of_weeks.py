"""Shares that differ from week to week by more than chance."""

import numpy as np
import pytest

from .sold import days_of, shop

SEEDS, WEEKS = 40, 6


def weekly(orders: dict, column: str, seed: int) -> np.ndarray:
    """The share of each simulated week's orders, from plain sums of its days: float64[weeks]."""
    days = days_of(shop(orders), seed)
    gone = np.asarray(getattr(days, column)).reshape(len(days.day), -1).sum(axis=1)
    cut = len(days.day) // 7 * 7
    return (gone[:cut].reshape(-1, 7).sum(axis=1) / days.ordered[:cut].reshape(-1, 7).sum(axis=1))[:WEEKS]


@pytest.mark.parametrize(
    ("column", "figure"), [("cancelled", "cancelled_share"), ("returned", "returned_share")]
)
def test_weeks_differ_by_the_spread_that_the_file_gives(column, figure):
    """Of one week's orders five days in seven share a luck, two the next one's: sd 0.4 * hypot(5/7, 2/7)."""
    orders = {figure: 0.1, f"{figure}_spread": 0.4, "promise_days": 2, "returned_after_days": 0}
    shares = np.array([weekly(orders, column, seed) for seed in range(SEEDS)])

    steady = np.array([weekly({**orders, f"{figure}_spread": 0}, column, seed) for seed in range(SEEDS)])
    assert steady.std() / steady.mean() < 0.06  # 7,000 items: 0.036 by chance
    assert shares.mean() == pytest.approx(steady.mean(), rel=0.07)
    assert shares.std() / shares.mean() == pytest.approx(0.4 * np.hypot(5 / 7, 2 / 7), rel=0.2)


def test_without_a_spread_nothing_is_drawn_for_it():
    days, other = (days_of(shop({"late_share_spread": spread})) for spread in (0, 0.5))

    assert (days.cancelled == other.cancelled).all()
