"""Plans before the judge: no season of a plan is simulated twice, whoever asks for it."""

from collections.abc import Container, Mapping, Sequence

import numpy as np

from sim.experiments.plans.goal import Ask
from sim.experiments.search.choices import choices
from sim.experiments.search.judging.rises import Rises, rises
from sim.experiments.search.judging.trials import KEPT, MISSED, UNKNOWN, Trials
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.replicate import MET, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

RESPONSE = NORMS.index("response")
SHOP = TINY + "[may_change]\nmore_hours = { Mehmet = 'fri 09:00-17:00' }\n"
LESS, MORE = Plan((0,), "oldest first"), Plan((1,), "oldest first")


class Told:
    """A sweep that simulates nothing: the response norm of the first week is missed in the given seasons."""

    def __init__(self, missed: Container) -> None:
        self.missed, self.asked = missed, []

    def counts(self, plans: Mapping[str, Shop], replications: Sequence[int], step: str) -> dict[str, Counts]:
        return {name: self._counts(shop, replications) for name, shop in plans.items()}

    def _counts(self, shop: Shop, replications: Sequence[int]) -> Counts:
        verdicts = np.ones((len(replications), 2, len(NORMS), 7), np.int64)
        if not shop.endless_staff:
            self.asked += replications
            verdicts[[number in self.missed for number in replications], 0, RESPONSE, MET] = 0
        nothing = np.zeros((len(replications), 2, 3), np.int64)
        return Counts(verdicts, nothing, nothing)


def trials(missed: Container, seasons: range = range(200)) -> Trials:
    asks = (Ask(("response",), (0,), 0.05, 0.0), Ask(("response",), (1,), 0.05, 0.0))
    return Trials(choices(read_text(SHOP, "tiny.toml")), "close", Told(missed), seasons, asks)


def test_what_was_simulated_is_told_and_nothing_else():
    judged = trials({3, 5, 8})
    judged.simulate([MORE], np.array([3, 4, 199]))
    told = judged.told(MORE)
    assert told[[3, 4, 199]].tolist() == [[MISSED, KEPT], [KEPT, KEPT], [KEPT, KEPT]]
    assert (np.delete(told, [3, 4, 199], axis=0) == UNKNOWN).all()


def test_no_season_of_a_plan_is_simulated_twice():
    judged = trials({3})
    judged.simulate([MORE], np.array([3, 7]))
    [counts] = judged.counts([MORE])
    judged.counts([MORE, MORE])
    assert sorted(judged.sweep.asked) == list(range(200))
    assert np.flatnonzero(counts.verdicts[:, 0, RESPONSE, MET] == 0).tolist() == [3]
    judged.told(MORE)
    assert judged.purse.spent == 400  # and those of endless staff


def test_plans_of_which_other_seasons_are_there_come_in_the_order_given():
    judged = trials({0})
    judged.simulate([MORE], np.arange(100))
    less, more = judged.counts([LESS, MORE])
    assert np.array_equal(less.verdicts, more.verdicts)
    assert judged.purse.spent == 400


def test_seasons_come_from_where_the_trials_begin():
    judged = trials({1004}, range(1000, 1030))
    judged.simulate([MORE], np.array([4, 29]))
    assert judged.sweep.asked == [1004, 1029]
    assert judged.told(MORE)[4, 0] == MISSED


def test_more_is_held_against_less_where_both_were_simulated():
    """Both met places 1 to 3; with more the first week of place 2 was missed that less had kept."""
    judged = trials({0})
    judged.simulate([LESS], np.arange(4))
    judged.sweep.missed = {2}
    assert rises(judged) == Rises(0, 0, 0)
    judged.simulate([MORE], np.arange(1, 9))
    assert rises(judged) == Rises(pairs=1, outcomes=2 * 3, worse=1)
