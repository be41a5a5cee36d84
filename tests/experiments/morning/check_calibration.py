"""Mondays and Wednesdays of the sample shop whose end is known, a hundred each; `make check-deep` runs this.

`pytest -s` shows the table: the chances given, the share that became late, its 95% bounds.
"""

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.seasons.shop import Shop
from sim.scenario.read import read

from .desks import instant
from .truth import Listed, listed

EDGES = (0.0, 0.005, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.995, 1.01)
SCENARIO = Path(__file__).parents[3] / "scenarios" / "peak-season.toml"
MORNINGS, PLAYS = 100, 100
KNOWN_TO = 1 / PLAYS  # what was never seen in so many plays is not impossible
FALSE_ALARM = 0.01  # of all bins of a table together
MONDAY, WEDNESDAY = datetime(2026, 12, 7, 8, 45), datetime(2026, 12, 9, 11, 0)


@pytest.mark.parametrize("at", [MONDAY, WEDNESDAY])
def check_of_the_cases_given_a_chance_that_share_becomes_late(at: datetime, tmp_path: Path):
    shop = Shop(read(SCENARIO).scenario.model_copy(update={"orders": None}))
    found = listed(shop, instant(at), range(MORNINGS), PLAYS, tmp_path)
    bins = [found.within(low, high) for low, high in pairwise(EDGES)]
    print(f"\n{at}: {MORNINGS} mornings, {len(found.late)} cases")
    print(f"Brier score {found.brier:.4f}, of the base rate {found.brier_of_base_rate:.4f}")
    for those in bins:
        _told(those)

    for those in bins:
        least, most = those.interval(1 - FALSE_ALARM / len(bins))
        assert least - KNOWN_TO <= those.chance.mean() <= most + KNOWN_TO
    assert found.brier < 0.5 * found.brier_of_base_rate


def _told(those: Listed) -> None:
    least, most = those.interval(0.95)
    mornings, cases = len(np.unique(those.morning)), len(those.late)
    said, came = those.chance.mean(), those.late.mean()
    print(
        f"{cases:7} cases of {mornings:3} mornings: {said:.3f} said, {came:.3f} late ({least:.3f}-{most:.3f})"
    )
