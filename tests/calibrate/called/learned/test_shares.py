"""What goes wrong in a week, on weeks whose truth is known."""

import numpy as np
import pytest
from scipy.stats import beta, binomtest

from sim.calibrate.called.learned import shares
from sim.calibrate.called.learned.shares import weekly_share

from .bands import WEEKS, Seller, bands, called


def test_one_week_of_a_shop_whose_weeks_are_alike_is_a_beta_posterior(monkeypatch):
    monkeypatch.setattr(shares, "SPREADS", np.array([0.002, 0.003]))

    for wrong, of in ((0, 500), (31, 500), (450, 500)):
        told = weekly_share([wrong], [of]).share
        expected = beta(wrong + 0.5, of - wrong + 0.5).ppf([0.5, 0.05, 0.95])
        assert (told.value, told.low, told.high) == pytest.approx(expected, rel=0.02, abs=1e-3)


def lived(random: np.random.Generator, weeks: int = 8) -> tuple[float, float, np.ndarray, np.ndarray]:
    """Draw a shop as one of which nothing is known: its share and spread, what went wrong, of how many."""
    share = random.beta(0.5, 0.5)
    spread = random.exponential(1 / shares.RATE)
    of = random.integers(100, 4000, weeks)
    pieces = (1 - share) / (share * spread**2) - 1
    own = random.beta(share * pieces, (1 - share) * pieces, weeks) if pieces > 0 else np.full(weeks, share)
    return share, spread, random.binomial(of, own), of


def test_ranges_hold_what_was_drawn_as_often_as_they_say(monkeypatch):
    """Simulation-based calibration (Talts et al., 2018): truths drawn from the prior."""
    monkeypatch.setattr(shares, "FADES", 1.0)
    random, held = np.random.default_rng(3), []
    while len(held) < 300:
        share, spread, wrong, of = lived(random)
        if 0.005 < share < 0.3 and 0.03 < spread < 1.5:  # where a spread of such a size can be
            told = weekly_share(wrong, of)
            held.append(
                (told.share.low <= share <= told.share.high, told.spread.low <= spread <= told.spread.high)
            )

    for inside in np.sum(held, axis=0).tolist():
        assert binomtest(inside, len(held), 0.9).pvalue > 0.001


def test_weeks_that_differ_by_nothing_but_luck_leave_little_spread():
    steady, unlike = weekly_share([100] * 8, [2000] * 8), weekly_share([40, 190, 55, 150] * 2, [2000] * 8)

    assert steady.spread.value < 0.2 < unlike.spread.low
    assert steady.share.high - steady.share.low < unlike.share.high - unlike.share.low
    assert steady.share.value == pytest.approx(0.05, rel=0.03)


def test_recent_weeks_count_for_more():
    rose, fell = weekly_share([20] * 4 + [80] * 4, [1000] * 8), weekly_share([80] * 4 + [20] * 4, [1000] * 8)

    assert fell.share.value < 0.05 < rose.share.value


@pytest.mark.parametrize("of", [1, 40, 300_000, 10_000_000])
def test_all_wrong_so_far_is_no_promise_either(of):
    told = weekly_share([of], [of]).share

    assert 0.1 < told.low < told.value < told.high < 1


def test_nothing_wrong_so_far_is_no_promise():
    told = weekly_share([0, 0, 0, 0], [300] * 4).share

    assert 0 < told.low < told.value < told.high < 0.01


@pytest.mark.parametrize(
    ("spread", "walks", "most"), [(0.0, 0.0, 1.8), (0.15, 0.0, 1.45), (0.5, 0.0, 1.5), (0.0, 0.1, 1.65)]
)
def test_bands_of_the_next_week_hold_without_being_twice_as_wide_as_need_be(spread, walks, most):
    """Sixty sellers of a kind; those whose weeks are alike had bands 2.3 times as wide as who knows all."""
    held, wide = bands(Seller(0.06, spread, 3000, walks), seed=11, sellers=60)

    assert binomtest(round(60 * held), 60, 0.9, alternative="less").pvalue > 0.01
    assert wide < most


def test_who_missed_nothing_so_far_is_called_to_miss_something_in_one_week_of_seven():
    seasons = called(Seller(0.0, 0.0, 300), np.zeros(WEEKS, np.int64), np.random.default_rng(7))

    assert 0.08 < np.mean(seasons > 0) < 0.15  # 10% if weeks are alike and a week counts as FADES says
