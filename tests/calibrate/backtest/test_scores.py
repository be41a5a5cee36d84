"""Scores against values worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.calibrate.backtest.scores import ENDS, bands, pinball, scored


def test_the_loss_of_one_forecast_by_hand():
    # 0.05 * (30 - 10) = 1, 0.25 * (30 - 20) = 2.5, 0.25 * (40 - 30) = 2.5, 0.05 * (50 - 30) = 1: mean 1.75
    assert pinball(np.array([[10.0, 20, 40, 50]]), np.array([30])) == pytest.approx([1.75])
    # above every end: 0.05 * 50 + 0.25 * 40 + 0.75 * 20 + 0.95 * 10 = 37; a quarter of it
    assert pinball(np.array([[10.0, 20, 40, 50]]), np.array([60])) == pytest.approx([9.25])
    # below every end: 0.95 * 10 + 0.75 * 20 + 0.25 * 40 + 0.05 * 50
    assert pinball(np.array([[10.0, 20, 40, 50]]), np.array([0])) == pytest.approx([9.25])


def test_a_band_holds_its_ends_and_the_inner_one_is_the_50_percent():
    quantiles = np.tile([10.0, 20, 40, 50], (6, 1))
    found = scored(quantiles, np.array([10, 20, 40, 50, 9, 51]))
    assert (found.number, found.inside_50, found.inside_90) == (6, 2 / 6, 4 / 6)


def test_the_bands_of_a_hundred_draws_are_their_5th_25th_75th_and_95th():
    draws = np.random.default_rng(1).permutation(np.arange(1, 101)).astype(float)
    assert bands(np.column_stack([draws, 2 * draws])).tolist() == [[5, 25, 75, 95], [10, 50, 150, 190]]


@pytest.mark.property
@given(st.lists(st.integers(0, 60), min_size=3, max_size=30), st.sampled_from(range(4)))
def test_no_other_value_than_its_quantile_loses_less(sample, place):
    """Koenker and Bassett's definition: the quantile is what the mean loss is least at."""
    came, level = np.array(sample, float), ENDS[place]

    def loss(value: float) -> float:
        return float(np.mean([(came_one - value) * (level - (came_one < value)) for came_one in came]))

    own = bands(came[:, None])[0, place]
    assert loss(own) <= min(loss(value) for value in range(61)) + 1e-9
    whole = [pinball(np.full((1, 4), own), np.array([one]))[0] for one in came]
    at_every_end = [np.mean([(one - own) * (end - (one < own)) for end in ENDS]) for one in came]
    assert whole == pytest.approx(at_every_end)
