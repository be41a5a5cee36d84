"""The aims on real series, weeks ahead of what was known: skipped where the data are not."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.calibrate.arrivals.model import forecast
from sim.calibrate.arrivals.read import read_counts
from sim.calibrate.backtest.baselines import poisson_around_last, poisson_around_mean
from sim.calibrate.backtest.rolling import Level, rolling, scores, to_call
from sim.calibrate.backtest.scores import Scored
from sim.calibrate.counted import Counted
from sim.draws import Streams
from sim.norms.log import Layout

DATA = Path(os.environ.get("NORMSIM_DATA", Path(__file__).parents[4] / "shared" / "data"))
Scores = dict[Level, Scored]


def scored(name: str, weeks: int, layout: Layout | None = None) -> tuple[Scores, Scores, Scores]:
    """Score the model and both baselines over the last weeks of a series."""
    if not (DATA / name).is_file():
        pytest.skip(f"needs data: {name} in $NORMSIM_DATA")
    counts = read_counts(DATA / name, layout or Layout())
    mondays = to_call(counts, weeks)
    models: tuple[Callable, ...] = (forecast, poisson_around_mean, poisson_around_last)
    own, poisson, last = (scores(rolling(counts, mondays, model, seed=1)) for model in models)
    return own, poisson, last


def test_the_calls_of_a_bank_are_called_as_well_as_is_aimed_at():
    """20 weeks; the aims stand in the issue. Poisson holds .52, .19 and .05 of such bands."""
    own, poisson, last = scored("us_bank_calls_5min.csv.gz", weeks=20)
    assert [own[level].number for level in own] == [96 * 29, 96, 20]
    assert 0.87 <= own["slot"].inside_90 <= 0.93
    assert 0.84 <= own["day"].inside_90 <= 0.96
    assert own["week"].inside_90 >= 0.80
    for level, most in (("slot", 0.87), ("day", 0.72), ("week", 0.70)):
        assert own[level].pinball <= most * poisson[level].pinball
        assert own[level].pinball <= most * last[level].pinball
    assert [poisson[level].inside_90 for level in poisson] == pytest.approx([0.52, 0.19, 0.05], abs=0.06)


def test_the_orders_of_a_gift_shop_are_called_by_day_and_week():
    own, poisson, last = scored("uci_online_retail_daily_orders.csv", weeks=12)
    assert 0.84 <= own["day"].inside_90 <= 0.99 and own["week"].inside_90 >= 0.80
    assert own["week"].pinball <= 0.70 * poisson["week"].pinball
    assert own["day"].pinball <= 0.87 * min(poisson["day"].pinball, last["day"].pinball)


def test_a_hundredth_of_the_bank_is_called_too():
    """324 calls a day, as many as a shop has: Poisson is right about half-hours there, not about weeks."""
    name = "us_bank_calls_5min.csv.gz"
    if not (DATA / name).is_file():
        pytest.skip(f"needs data: {name} in $NORMSIM_DATA")
    counts = read_counts(DATA / name, Layout())
    few = type(counts)(counts.days, np.random.default_rng(1).binomial(counts.counts, 0.01), 25_200, 1800)
    own, poisson = (
        scores(rolling(few, to_call(few, 16), model, 1)) for model in (forecast, poisson_around_mean)
    )
    assert 0.87 <= own["slot"].inside_90 <= 0.95 and poisson["slot"].inside_90 >= 0.87
    assert own["week"].inside_90 >= 0.80 > poisson["week"].inside_90
    assert own["week"].pinball < 0.9 * poisson["week"].pinball


@pytest.mark.parametrize("history", [3, 7])
@pytest.mark.parametrize("name", ["us_bank_calls_5min.csv.gz", "uci_online_retail_daily_orders.csv"])
def test_few_weeks_of_history_make_honest_bands_too(name, history):
    """A desk is called from few weeks: what they leave open of the level of the next is in the band."""
    if not (DATA / name).is_file():
        pytest.skip(f"needs data: {name} in $NORMSIM_DATA")
    counts = read_counts(DATA / name, Layout())

    def from_few(past: Counted, days: np.ndarray, streams: Streams) -> np.ndarray:
        return forecast(past.kept(past.mondays >= days[0] - 7 * history), days, streams)

    own = scores(rolling(counts, to_call(counts, 32), from_few, seed=1))
    assert own["week"].inside_90 >= 0.85
