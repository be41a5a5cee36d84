"""A choice between plans of one price: seasons are added to those in play until it is clear, or paid out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.estimates.confidence import Difference, difference_of_chances
from sim.experiments.search.judging.selection import Care, Choice, kim_nelson
from sim.experiments.search.judging.trials import Trials
from sim.experiments.search.levers import Plan

CARE = Care(indifference=0.02, first=60, step=20, rare=1.0)  # of the chance of a season with anything missed


@dataclass(frozen=True)
class Chosen:
    """The plan with the fewest seasons in which anything asked is missed, and how sure that is."""

    plans: tuple[Plan, ...]
    choice: Choice

    @property
    def best(self) -> Plan:
        """The plan to take."""
        return self.plans[self._taken]

    @property
    def seasons(self) -> int:
        """How many were added to the plan taken."""
        return self.choice.sampled[self._taken]

    @property
    def open(self) -> dict[Plan, Difference | None]:
        """What else is in play, and by how much more of the seasons the plan taken misses anything.

        All intervals hold together at 95%; None where not a season could be paid for.
        """
        others = [place for place in self.choice.in_play if place != self._taken]
        return {self.plans[other]: self._behind(other, len(others)) for other in others}

    @property
    def _taken(self) -> int:
        """The first plan has the usual order of work: nobody need get used to another while it is open."""
        return 0 if 0 in self.choice.in_play else self.choice.best

    def _behind(self, other: int, together: int) -> Difference | None:
        missed = self.choice.seen > 0
        if not len(missed):
            return None
        return difference_of_chances(missed[:, other], missed[:, self._taken], together)


def chosen(trials: Trials, plans: Sequence[Plan], first: int) -> Chosen:
    """Choose by customers whom nobody met before, replications from `first` on, the same for all plans."""

    def missed(systems: Sequence[int], numbers: range) -> np.ndarray:
        seasons = range(first + numbers.start, first + numbers.stop)
        return trials.anything_missed([plans[system] for system in systems], seasons)

    return Chosen(tuple(plans), kim_nelson(len(plans), missed, CARE))
