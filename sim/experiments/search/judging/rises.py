"""Whether the plans that were simulated bear out what the search assumes: more is never worse."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from sim.experiments.search.judging.trials import KEPT, MISSED, UNKNOWN, Trials
from sim.experiments.search.levers import Plan


@dataclass(frozen=True)
class Rises:
    """How the assumption fared that more of a lever is never worse, in seasons that two plans met."""

    pairs: int  # of plans of which one has more
    outcomes: int  # of weeks, or of seasons, that both met, over all pairs
    worse: int  # of these, in which the plan with more missed what the other kept


def rises(trials: Trials) -> Rises:
    """Compare plans of one order of work of which one has more, in the seasons that both met."""
    told = {plan: trials.told(plan) for plan in trials.visited}
    met = [(told[less], told[more]) for less, more in permutations(told, 2) if _more(less, more)]
    both = [int(np.count_nonzero((less != UNKNOWN) & (more != UNKNOWN))) for less, more in met]
    worse = [int(np.count_nonzero((less == KEPT) & (more == MISSED))) for less, more in met]
    return Rises(sum(one > 0 for one in both), sum(both), sum(worse))


def _more(less: Plan, more: Plan) -> bool:
    return less.order == more.order and all(np.array(less.levels) <= more.levels)
