"""Whether the plans that were simulated bear out what the search assumes: more is never worse."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from sim.experiments.plans.goal import misses_of
from sim.experiments.search.judging.trials import Trials
from sim.experiments.search.levers import Plan


@dataclass(frozen=True)
class Rises:
    """How the assumption fared that more of a lever is never worse, in plans of which one has more."""

    pairs: int
    worse: int  # pairs in which more missed something in more seasons
    most: float  # by which share of seasons, at most


def rises(trials: Trials) -> Rises:
    """Compare all plans of one order of work of which one has more than the other."""
    missed = {
        plan: misses_of(trials.asks, counts, trials.endless_counts().first(len(counts.verdicts)))
        for plan, counts in trials.visited
    }
    found = [_rise(missed[less], missed[more]) for less, more in permutations(missed, 2) if _more(less, more)]
    return Rises(len(found), sum(rise > 0 for rise in found), max([0.0, *found]))


def _more(less: Plan, more: Plan) -> bool:
    return less.order == more.order and all(np.array(less.levels) <= more.levels)


def _rise(less: np.ndarray, more: np.ndarray) -> float:
    """Return by which share of the seasons that both met more misses anything more often."""
    seasons = min(len(less), len(more))
    return float((more[:seasons].mean(axis=0) - less[:seasons].mean(axis=0)).max())
