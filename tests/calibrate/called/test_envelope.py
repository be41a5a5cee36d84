"""The envelope on shops whose truth is known: some went on, in some people are ever less at work."""

import pytest

from sim.calibrate.called.backtest import backtest
from sim.calibrate.called.envelope import Envelope, of_backtest
from sim.calibrate.called.learned.figures import PRESENT

from . import __main__ as counting
from . import bank as banks
from . import truth
from .bank import Bank, Drawer

SHOPS, DRAWS = 16, 60


@pytest.fixture(scope="module", autouse=True)
def bank() -> Bank:
    """A small one: two seasons at each point."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(banks, "SEASONS", 2)
        patch.setattr(banks, "KEPT", 14)
        yield Bank.of(truth.CALM, 1150.0, counting.PHONE)


def told(bank: Bank, path: str, seed: int) -> Envelope:
    """What ten weeks tell of a shop."""
    past, _ = counting.lived(bank, truth.CALM, path, seed)
    sweep = Drawer(bank, 1000 + seed)
    return of_backtest(backtest(past, 6, DRAWS, sweep), sweep)


@pytest.fixture(scope="module")
def steady(bank) -> list[Envelope]:
    return [told(bank, "steady", seed) for seed in range(SHOPS)]


@pytest.fixture(scope="module")
def sinking(bank) -> list[Envelope]:
    return [told(bank, "sinking", seed) for seed in range(SHOPS)]


def test_a_shop_that_sinks_sets_off_the_alarm_more_often_than_one_that_goes_on(steady, sinking):
    rang, for_nothing = (sum(bool(one.drifts) for one in those) for those in (sinking, steady))

    assert for_nothing <= 4  # of 16 at a tenth each, once in 50 times more
    assert rang > for_nothing


def test_the_range_is_widened_on_both_sides_where_it_rang_and_nowhere_else(steady, sinking):
    for one in [*steady, *sinking]:
        present = next(fit for fit in one.fits if fit.key == PRESENT)
        assert (one.widened is not None) == bool(one.drifts)
        assert one.widened is None or present.high - present.low >= min(2 * one.widened.by, 0.3)


def test_a_shop_that_sinks_is_told_to_be_lower(sinking):
    errors = [drift.error for one in sinking for drift in one.drifts if drift.norm == "response"]

    assert errors and max(errors) < -0.02
