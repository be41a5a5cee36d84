"""Weeks from a bank are those that would be simulated, and its seasons those of a sweep."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from sim.calibrate.called.learned.figures import CONTACTS, PRESENT, with_fitted
from sim.calibrate.called.replay.seasons import shares, shares_by_week
from sim.calibrate.fitted import Fitted
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep

from . import bank as banks
from . import truth
from .bank import Bank, Drawer

NORMAL, PHONE = 1050.0, 0.2


@pytest.fixture(scope="module")
def bank() -> Bank:
    """Four points: 80 and 90% at work, 0.85 and 1 times the contacts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(banks, "NODES", np.array([0.8, 0.9]))
        patch.setattr(banks, "TIMES", np.array([0.85, 1.0]))
        patch.setattr(banks, "SEASONS", 6)
        patch.setattr(banks, "KEPT", 42)
        yield Bank.of(truth.SMALL, NORMAL, PHONE)


@pytest.fixture
def seasons_of_six(bank, monkeypatch):
    monkeypatch.setattr(banks, "NODES", np.array([0.8, 0.9]))
    monkeypatch.setattr(banks, "TIMES", np.array([0.85, 1.0]))
    monkeypatch.setattr(banks, "KEPT", 42)


def at(present: float, contacts: float) -> Shop:
    """A shop of one week at these figures."""
    return Shop(truth.scenario(truth.SMALL, "2026-W40", contacts=contacts, phone=PHONE, present=present))


def test_a_point_of_the_bank_has_the_weeks_that_were_simulated_there(bank, seasons_of_six):
    good, total = bank.weeks(np.full(42, 0.9), np.full(42, NORMAL), PHONE, np.arange(42))

    assert good / total == pytest.approx(bank.share[1, 1], abs=0.003)
    assert total[:, 0].mean() == pytest.approx(0.8 * NORMAL, rel=0.1)  # and those who ask again


def test_between_points_weeks_are_spread_as_simulated_ones(bank, seasons_of_six):
    shop = at(0.87, 0.93 * NORMAL)
    with Sweep(seed=8) as sweep:
        simulated = shares(sweep.counts({"one": shop}, range(60), "one")["one"])
    drawn = shares(Drawer(bank, 8).counts({"one": shop}, range(60), "one")["one"])

    for column in (0, 1):
        assert ks_2samp(simulated[:, column], drawn[:, column]).pvalue > 0.01
    assert drawn[:, 1].mean() == pytest.approx(simulated[:, 1].mean(), abs=0.01)


def test_a_season_draws_uncertain_figures_as_a_sweep_does(bank, seasons_of_six):
    shop = at(0.85, NORMAL)
    fits = (Fitted(PRESENT, 0.85, 0.81, 0.89, "8 weeks"), Fitted(CONTACTS, NORMAL, 900.0, NORMAL, "8 weeks"))
    unsure = Shop(with_fitted(shop.scenario, fits))
    drawer = Drawer(bank, 8)

    known, doubted = (
        shares_by_week(drawer.counts({"one": one}, range(400), "one")["one"])[..., 1]
        for one in (shop, unsure)
    )

    assert doubted.std() > known.std()
