"""Plans before the judge: how many seasons it takes to see that one fails."""

from collections.abc import Mapping

import numpy as np
import pytest
from scipy.stats import binom

from sim.experiments.estimates.confidence import least_chance
from sim.experiments.plans.goal import Ask
from sim.experiments.search.choices import choices
from sim.experiments.search.judging.trials import SURELY, Trials
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.replicate import MET, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

RESPONSE = NORMS.index("response")
SHOP = TINY + "[may_change]\nmore_hours = { Mehmet = 'fri 09:00-17:00' }\n"


class Told:
    """A sweep that simulates nothing: the response norm of the first week is missed in the given seasons."""

    def __init__(self, missed: set[int]) -> None:
        self.missed, self.asked = missed, []

    def counts(self, plans: Mapping[str, Shop], replications: range, step: str) -> dict[str, Counts]:
        return {name: self._counts(shop, replications) for name, shop in plans.items()}

    def _counts(self, shop: Shop, replications: range) -> Counts:
        verdicts = np.ones((len(replications), 2, len(NORMS), 7), np.int64)
        if not shop.endless_staff:
            self.asked += replications
            verdicts[[number in self.missed for number in replications], 0, RESPONSE, MET] = 0
        nothing = np.zeros((len(replications), 2, 3), np.int64)
        return Counts(verdicts, nothing, nothing)


def trials(missed: set[int], seasons: int = 200) -> Trials:
    asks = (Ask(("response",), (0,), 0.05, 0.0), Ask(("response",), (1,), 0.05, 0.0))
    chosen = choices(read_text(SHOP, "tiny.toml"))
    return Trials(chosen, "close", Told(missed), range(seasons), asks)


PLAN = Plan((1,), "oldest first")


@pytest.mark.parametrize(
    ("missed", "seasons", "failed"),
    [
        (set(), 200, ()),
        (set(range(0, 200, 20)), 200, ()),  # 10 of 200 are 5%
        ({*range(0, 200, 20), 199}, 200, (0,)),  # 11 are more
        (set(range(6)), 20, (0,)),  # 6 of 20 come once in 3,000 times at 5%
        (set(range(5)), 200, ()),  # 5 of 20 once in 400 times: not yet plain, and in the end few
        (set(range(11)), 20, (0,)),
    ],
)
def test_a_plan_is_dropped_as_soon_as_it_plainly_fails(
    missed: set[int], seasons: int, failed: tuple[int, ...]
):
    judged = trials(missed)
    trial = judged.tried(PLAN)
    assert (trial.seasons, trial.failed) == (seasons, failed)
    assert judged.sweep.asked == list(range(seasons))


def test_the_least_chance_is_the_one_at_which_so_many_misses_are_luck_once_in_a_thousand_times():
    for missed, seen in ((1, 20), (6, 20), (30, 200)):
        assert binom.sf(missed - 1, seen, least_chance(missed, seen, SURELY)) == pytest.approx(SURELY)


def test_no_season_of_a_plan_is_simulated_twice():
    judged = trials(set())
    assert not judged.looked_at(PLAN, 0).failed
    judged.tried(PLAN)
    judged.counts([PLAN], 60)
    assert judged.sweep.asked == list(range(200))
    assert judged.purse.spent == 400  # and those of endless staff


def test_only_what_is_asked_for_is_looked_at_when_a_plan_is_raised():
    judged = trials(set(range(20)))
    assert judged.looked_at(PLAN, 0).failed == (0,)
    judged = trials(set(range(20)))
    assert judged.looked_at(PLAN, 1).seasons == 20


def test_a_plan_is_looked_at_as_long_as_it_misses_more_than_allowed():
    """2 of 20 are more than 5%, but 2 of 60 are less; 6 of 60 are more again, and 6 of 120 are not."""
    assert trials(set()).looked_at(PLAN, 0).seasons == 20
    assert trials({3, 5}).looked_at(PLAN, 0).seasons == 60
    assert trials({3, 5, *range(40, 44)}).looked_at(PLAN, 0).seasons == 120
    assert trials({3, 5, *range(40, 44), *range(100, 103), 150, 199}).looked_at(PLAN, 0).failed == (0,)


def test_seasons_come_from_where_the_trials_begin():
    judged = trials(set())
    judged.seasons = range(1000, 1030)
    judged.tried(PLAN)
    assert judged.sweep.asked == list(range(1000, 1030))
