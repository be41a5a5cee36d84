"""Mornings of the sample shop under each order of work, told to the end (`make check-deep`).

`pytest -s` shows the table: the chances given, 95% bounds of what then comes, and the share that became late.
"""

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from sim.experiments.seasons.shop import Shop
from sim.operation.rules.policy import QUESTION_ORDERS
from sim.scenario.read import read

from .desks import instant
from .truth import Bin, Look, listed

EDGES = (0.0, 0.005, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.995, 1.01)
SAMPLE_ORDER = "oldest first"
SCENARIO = Path(__file__).parents[3] / "scenarios" / "peak-season.toml"
MORNINGS, PLAYS = 100, 60
OF_THE_SAMPLE = 1200  # with its own order of work, of which the guide tells: ten minutes
FALSE_ALARM = 0.01  # of all bins of all tables together
MONDAY, WEDNESDAY = datetime(2026, 12, 7, 8, 45), datetime(2026, 12, 9, 11, 0)


TABLES = [  # order of work, instant, whether the file names orders, mornings
    *((order, MONDAY, True, MORNINGS) for order in QUESTION_ORDERS if order != SAMPLE_ORDER),
    (SAMPLE_ORDER, MONDAY, True, OF_THE_SAMPLE),
    (SAMPLE_ORDER, WEDNESDAY, True, MORNINGS),
    ("easiest first", WEDNESDAY, True, MORNINGS),
    (SAMPLE_ORDER, MONDAY, False, MORNINGS),
    (SAMPLE_ORDER, WEDNESDAY, False, MORNINGS),
]


@pytest.mark.parametrize(("order", "at", "orders", "mornings"), TABLES)
def check_of_the_cases_given_a_chance_that_share_becomes_late(
    order: str, at: datetime, orders: bool, mornings: int, tmp_path: Path
):
    found = listed(_shop(order), Look(instant(at), PLAYS, orders), range(mornings), tmp_path)
    bins = [one for low, high in pairwise(EDGES) if len((one := found.within(low, high)).cases)]
    named = "" if orders else ", a file without orders"
    print(f"\n{order}, {at}{named}: {mornings} mornings, {len(found.late)} cases")
    print(f"Brier score {found.brier:.4f}, of the base rate {found.brier_of_base_rate:.4f}")
    for one in bins:
        _told(one)

    for one in bins:
        least, most = one.band(1 - FALSE_ALARM / len(bins) / len(TABLES))
        assert least <= one.came <= most
    assert found.brier < found.brier_of_base_rate


def _shop(order: str) -> Shop:
    scenario = read(SCENARIO).scenario
    work = scenario.work.model_copy(update={"order": order})
    return Shop(scenario.model_copy(update={"orders": None, "work": work}))


def _told(one: Bin) -> None:
    least, most = one.band(0.95)
    cases = f"{one.cases.sum():7} cases of {len(one.cases):3} mornings"
    print(f"{cases}: {one.said:.3f} said ({least:.3f}-{most:.3f}), {one.came:.3f} late")
