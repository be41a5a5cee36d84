"""Deliveries and cancellations of a real marketplace, each week called from the weeks before it alone."""

import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.calibrate.called.learned.figures import KNOWN_WEEKS
from sim.calibrate.called.learned.level import Level
from sim.calibrate.called.learned.shares import weekly_share
from sim.draws import gamma, two_halves
from sim.scenario.changes.uncertain import TAIL

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
OLIST = DATA / "olist_orders_sample20k.parquet"
ENOUGH, FIRST, DRAWS = 50, 4, 4000  # orders of a week, weeks before the first that is called


def by_week(table, wrong: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What went wrong and how much there was, by the week of the promised day."""
    day = table["promised_day"].to_numpy().astype("datetime64[D]").astype(int)[counts]
    week = (day + 3) // 7 - (day.min() + 3) // 7
    of = np.bincount(week)
    return np.bincount(week, wrong[counts]).astype(int)[of >= ENOUGH], of[of >= ENOUGH]


def season(wrong: np.ndarray, of: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Draw the share of a week as seasons do: out of the ranges, and a week's luck."""

    def drawn(level: Level) -> np.ndarray:
        return two_halves(random.random(DRAWS), (level.low, level.value, level.high), TAIL)

    told = weekly_share(wrong[-KNOWN_WEEKS:], of[-KNOWN_WEEKS:])
    spread = np.maximum(drawn(told.spread), 0)
    luck = np.array([gamma(u, sd) for u, sd in zip(random.random(DRAWS), spread, strict=True)])
    return random.binomial(of[-1], np.clip(drawn(told.share) * luck, 0, 1)) / of[-1]


@pytest.mark.skipif(not OLIST.is_file(), reason=f"needs data: {OLIST.name} in $NORMSIM_DATA")
def test_bands_hold_the_weeks_of_a_real_marketplace():
    table = pq.read_table(OLIST)
    status, came = table["status"].to_numpy(), table["delivered_at"].to_numpy()
    late = came.astype("datetime64[D]") > table["promised_day"].to_numpy().astype("datetime64[D]")
    cancelled = np.isin(status.astype(str), ["canceled", "unavailable"])

    for counted in (
        by_week(table, late, ~np.isnat(came)),
        by_week(table, cancelled, np.ones(len(came), bool)),
    ):
        random, within, off, off_mean = np.random.default_rng(1), [], [], []
        wrong, of = counted
        for week in range(FIRST, len(of)):
            low, median, high = np.percentile(season(wrong[:week], of[:week], random), (5, 50, 95))
            share = wrong[week] / of[week]
            within.append(low <= share <= high)
            off.append(abs(share - median))
            off_mean.append(abs(share - wrong[:week].sum() / of[:week].sum()))
        assert len(within) == 49
        assert 0.85 <= np.mean(within) <= 0.98
        assert np.mean(off) < 1.05 * np.mean(off_mean)
