"""The judge: simulated seasons say what a plan does not keep, and only as many as its answer takes.

Assumed is, season by season, that more of a lever never makes anything asked be missed. Then a season that
missed something under a plan misses it under all with no more of every lever that can help, one that kept it
keeps it under all with no less, and neither need be simulated again. What is left is simulated where it was
missed most often so far. `judging.rises` counts how often the seasons that were simulated contradict it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from sim.experiments.search.judging.purse import BudgetSpent
from sim.experiments.search.judging.trials import KEPT, MISSED, UNKNOWN, Trials
from sim.experiments.search.levers import Plan
from sim.experiments.search.program.covering import Levels
from sim.experiments.search.program.find import Helps

AT_ONCE = 8  # seasons of a plan that are simulated before the next look, if it is not clear sooner


@dataclass(frozen=True)
class Simulated:
    """Plans of one order of work, before the same simulated seasons, and what fresh customers refused."""

    trials: Trials
    order: str
    helps: Sequence[Helps]
    refused: Mapping[Plan, tuple[int, ...]]

    def failed(self, levels: Levels) -> tuple[int, ...]:
        """Return the places of what a plan is seen to fail in; of one that keeps all, every season is."""
        plan = self._plan(levels)
        if plan in self.refused or self._seen(levels):
            return self.refused.get(plan) or self._seen(levels)
        if not any(self._fails(levels, ask) for ask in self._likeliest(levels)):
            self.trials.counts([plan])
        return self._seen(levels)

    def seen_to_fail(self, levels: Levels, ask: int) -> tuple[int, ...]:
        """Return what a plan is seen to fail in when it fails in one thing asked, or hardly does.

        It hardly does where what was missed most often is kept in all seasons of a look.
        """
        while len(places := self._open(levels, ask)) and self._look(levels, ask, places):
            pass
        return self._seen(levels)

    def seems_to_keep(self, levels: Levels) -> bool:
        """Tell whether a plan keeps what is asked as far as that follows; without a budget it does not."""
        with suppress(BudgetSpent):
            refused = self._plan(levels) in self.refused
            return not (refused or any(self._fails(levels, ask) for ask in self._likeliest(levels)))
        return False

    def keeps(self, levels: Levels) -> bool:
        """Tell the same of a plan of which every season is simulated."""
        with suppress(BudgetSpent):
            return not self.failed(levels)
        return False

    def known(self, levels: Levels, ask: int) -> np.ndarray:
        """Say what is known of one thing asked in each season under a plan: int8[seasons].

        Where the plan was simulated, that; else what follows from plans with no less, or no more, of what
        helps.
        """
        told, levers = self.trials.tried_under(self.order), list(self.helps[ask])
        outcomes, theirs, ours = told.outcomes[:, :, ask], told.levels[:, levers], np.array(levels)[levers]
        missed = (outcomes[(theirs >= ours).all(axis=1)] == MISSED).any(axis=0)
        kept = (outcomes[(theirs <= ours).all(axis=1)] == KEPT).any(axis=0)
        follows = np.where(missed, MISSED, np.where(kept, KEPT, UNKNOWN))
        if levels not in told.plans:
            return follows
        itself = outcomes[told.plans.index(levels)]
        return np.where(itself == UNKNOWN, follows, itself)

    def _fails(self, levels: Levels, ask: int) -> bool:
        """Tell whether a plan misses one thing asked too often, simulating until that is clear."""
        while len(places := self._open(levels, ask)):
            self._look(levels, ask, places)
        return self._is_seen(levels, ask)

    def _open(self, levels: Levels, ask: int) -> np.ndarray:
        """Return the places of the seasons of which nothing is known, where these decide: int64[n]."""
        known = self.known(levels, ask)
        seen, perhaps = (self._too_often(ask, missed) for missed in (known == MISSED, known != KEPT))
        return np.flatnonzero((known == UNKNOWN) & (perhaps and not seen))

    def _is_seen(self, levels: Levels, ask: int) -> bool:
        """Tell whether a plan is known to miss one thing asked too often, without a season more."""
        return self._too_often(ask, self.known(levels, ask) == MISSED)

    def _too_often(self, ask: int, missed: np.ndarray) -> bool:
        return self.trials.asks[ask].fails(int(np.count_nonzero(missed)), len(missed))

    def _look(self, levels: Levels, ask: int, places: np.ndarray) -> int:
        """Simulate a plan where one thing asked was missed most often so far: how often it is again."""
        likeliest = places[np.argsort(-self._often(ask)[places], kind="stable")][:AT_ONCE]
        self.trials.simulate([self._plan(levels)], np.sort(likeliest))
        tried = self.trials.tried_under(self.order)
        again = tried.outcomes[tried.plans.index(levels), likeliest, ask]
        return int(np.count_nonzero(again == MISSED))

    def _seen(self, levels: Levels) -> tuple[int, ...]:
        """Return what is known to be missed too often."""
        return tuple(ask for ask in range(len(self.helps)) if self._is_seen(levels, ask))

    def _likeliest(self, levels: Levels) -> list[int]:
        """Return all that is asked, first what may be missed in most seasons beyond what is allowed."""

        def beyond(ask: int) -> float:
            return float((self.known(levels, ask) != KEPT).mean()) - self.trials.asks[ask].allowed

        return sorted(range(len(self.helps)), key=beyond, reverse=True)

    def _often(self, ask: int) -> np.ndarray:
        """Return in how many more plans each season missed something than kept it: int64[seasons]."""
        outcomes = self.trials.tried_under(self.order).outcomes[:, :, ask]
        return np.asarray((outcomes == MISSED).sum(axis=0) - (outcomes == KEPT).sum(axis=0))

    def _plan(self, levels: Levels) -> Plan:
        return Plan(levels, self.order)
