"""The envelope on shops whose truth is known: one where people are less at work, and one that went on."""

import pytest

from sim.calibrate.called.backtest import backtest
from sim.calibrate.called.envelope import Envelope, of_backtest
from sim.calibrate.called.learned.figures import PRESENT
from sim.calibrate.called.replay import seasons as replays
from sim.experiments.seasons.sweep import Sweep

from . import truth

TRUE = {"contacts": 1150.0, "phone": 0.2, "present": 0.80}
WEEKS, SEASON = "2026-W37..2026-W45", "2026-W46..2026-W49"
FALL = 0.08


@pytest.fixture(scope="module", autouse=True)
def few_seasons():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replays, "SEASONS", 4)
        yield


def told(by: float) -> Envelope:
    """What nine weeks tell of a shop in which people are less at work in the last four."""
    figures = truth.falling(truth.CALM, WEEKS, 4, 4, by, **TRUE)
    with Sweep() as sweep:
        return of_backtest(backtest(truth.past(truth.CALM, figures, SEASON), 4, 30, sweep), sweep)


@pytest.fixture(scope="module")
def fell() -> Envelope:
    return told(FALL)


def test_a_shop_whose_people_are_at_work_8_points_less_sets_off_the_alarm(fell):
    response = next(one for one in fell.drifts if one.norm == "response")

    assert response.error < -0.02
    assert fell.widened is not None


def test_it_is_widened_around_what_the_last_weeks_tell(fell):
    present = next(one for one in fell.fits if one.key == PRESENT)

    assert present.low < TRUE["present"] - FALL < present.high
    assert present.high - present.low >= 2 * fell.widened.by


def test_a_shop_that_went_on_does_not():
    steady = told(0.0)

    assert (steady.drifts, steady.widened) == ((), None)
    assert all(one.within for one in steady.called if one.norm == "response")
