"""The norms of what is sold, called from past weeks whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibrate.called.backtest import Backtest, Past, backtest
from sim.calibrate.called.envelope import of_backtest
from sim.calibrate.called.replay import seasons as replays
from sim.experiments.seasons.sweep import Sweep
from sim.norms.figures import Figures
from sim.scenario.beside.history import HistoryFiles

from . import truth

SOLD = "\n[orders]\nitems_per_week = {items}\nlate_share = {late}\ncancelled_share = {cancelled}\n"
TRUE = {"items": 2000, "late": 0.12, "cancelled": 0.005}  # both far from their norms, 7% and 2%
GUESSED = {"items": 500, "late": 0.01, "cancelled": 0.05}
LIVED = {"contacts": 300.0, "phone": 0.25, "present": 0.75}
WEEKS, SEASON = "2026-W36..2026-W40", "2026-W41..2026-W42"


@pytest.fixture(scope="module", autouse=True)
def few_seasons():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replays, "SEASONS", 3)
        yield


@pytest.fixture(scope="module")
def lived() -> Figures:
    steady = SOLD.format(**TRUE) + "late_share_spread = 0.2\nsurvey_share = 0.0\n"
    return truth.lived(truth.SMALL + steady, WEEKS, 4, **LIVED)


def past(figures: Figures, orders: str) -> Past:
    scenario = truth.scenario(truth.SMALL + orders, SEASON, **truth.WRONG)
    known = HistoryFiles(("performance.csv",), figures, "")
    return Past.of(replace(truth.past(truth.SMALL, figures, SEASON).shop, scenario=_with(scenario, known)))


def _with(scenario, known: HistoryFiles):
    return scenario.model_copy(update={"history": known})


def called(figures: Figures, orders: str) -> Backtest:
    with Sweep() as sweep:
        return backtest(past(figures, orders), 4, 40, sweep)


@pytest.fixture(scope="module")
def tested(lived) -> Backtest:
    return called(lived, SOLD.format(**GUESSED))


def of(tested: Backtest, norm: str):
    return [one for one in tested.called if one.norm == norm]


def test_every_week_but_the_first_is_called_for_deliveries_and_cancellations(tested, lived):
    for norm in ("on_time", "cancellations"):
        assert [one.week for one in of(tested, norm)] == list(lived.weeks[1:])
        assert [one.came for one in of(tested, norm)] == list(lived.of(norm).values())[1:]


def test_verdicts_follow_the_weeks_before_and_not_the_guess_of_the_file(tested):
    """12% late misses the 7% allowed in nearly any week; the file guesses 1%. Cancellations the other way."""
    assert all(one.missed and one.right for one in of(tested, "on_time"))
    assert all(one.right and not one.missed for one in of(tested, "cancellations"))


def test_bands_lie_around_what_is_true(tested):
    last = of(tested, "on_time")[-1]

    assert last.share[0] < 1 - TRUE["late"] < last.share[4] < 0.97
    assert of(tested, "cancellations")[-1].share[2] == pytest.approx(TRUE["cancelled"], abs=0.004)


def test_no_call_knows_what_comes_after_it(tested, lived):
    last = lived.weeks[-1]
    other = Figures(
        tuple(row._replace(numerator=row.numerator // 2) if row.week == last else row for row in lived.rows)
    )

    again = called(other, SOLD.format(**GUESSED))

    for norm in ("on_time", "cancellations"):
        assert [one.share for one in of(again, norm)] == [one.share for one in of(tested, norm)]


def test_answers_and_calls_are_called_as_without_orders(tested, lived):
    plain = Figures(tuple(row for row in lived.rows if row.norm in ("response", "phone")))

    alone = called(plain, "")

    for norm in ("response", "phone"):
        assert of(alone, norm) == of(tested, norm)


def test_a_file_without_orders_has_them_called_and_takes_nothing_of_them(tested, lived):
    bare = called(lived, "")

    assert [one.share for one in of(bare, "on_time")] == [one.share for one in of(tested, "on_time")]
    with Sweep() as sweep:
        fits, with_orders = of_backtest(bare, sweep).fits, of_backtest(tested, sweep).fits
    assert not any(one.key.startswith("orders.") for one in fits)
    late = next(one for one in with_orders if one.key == "orders.late_share")
    assert GUESSED["late"] < late.low < TRUE["late"] < late.high


def test_deliveries_that_went_another_way_are_taken_from_the_last_weeks_alone(tested):
    fell = tuple(
        replace(one, share=tuple(np.add(one.share, 0.1)), lower=0.0) if one.norm == "on_time" else one
        for one in tested.called
    )
    with Sweep() as sweep:
        told = of_backtest(replace(tested, called=fell), sweep)

    assert [one.norm for one in told.drifts] == ["on_time"]
    assert told.widened is None
    week = tested.past.shop.scenario.weeks[1]
    lately, before = (
        {one.key: one for one in tested.fitted(week, norms)} for norms in ({"on_time"}, set[str]())
    )
    taken = {one.key: one for one in told.fits}
    assert taken["orders.late_share"] == lately["orders.late_share"] != before["orders.late_share"]
    assert taken["orders.cancelled_share"] == before["orders.cancelled_share"]
