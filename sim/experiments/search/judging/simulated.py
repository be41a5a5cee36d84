"""The judge: simulated seasons say what a plan does not keep, and only as many as its answer takes.

Assumed is, season by season, that more of a lever never makes anything asked be missed. Then a season that
missed something under a plan misses it under all with no more of every lever that can help, one that kept it
keeps it under all with no less, and neither need be simulated again. What is left is simulated where it was
missed most often so far. `judging.rises` counts how often the seasons that were simulated contradict it.
"""

from collections.abc import Mapping, Sequence
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
        """Return what a plan is seen to fail in when it is clear whether it keeps one thing asked."""
        self._fails(levels, ask)
        return self._seen(levels)

    def keeps(self, levels: Levels) -> bool:
        """Tell whether a plan is known to keep what is asked; without a budget nothing more becomes known."""
        if self._plan(levels) in self.refused:
            return False
        try:
            return not any(self._fails(levels, ask) for ask in self._likeliest(levels))
        except BudgetSpent:
            return False

    def keeps_all(self, levels: Levels) -> bool:
        """Tell the same of a plan of which every season was simulated."""
        try:
            return not self.failed(levels)
        except BudgetSpent:
            return False

    def known(self, levels: Levels, ask: int) -> np.ndarray:
        """Say what is known of one thing asked in each season under a plan: int8[seasons].

        Where the plan was simulated, that; else what follows from plans with no less or no more of what helps.
        """
        others, levers = self._visited, list(self.helps[ask])
        told = np.stack([self.trials.told(plan)[:, ask] for plan in others])
        theirs = np.array([plan.levels for plan in others])[:, levers]
        ours = np.array(levels)[levers]
        missed = (told[(theirs >= ours).all(axis=1)] == MISSED).any(axis=0)
        kept = (told[(theirs <= ours).all(axis=1)] == KEPT).any(axis=0)
        follows = np.where(missed, MISSED, np.where(kept, KEPT, UNKNOWN))
        plan = self._plan(levels)
        itself = self.trials.told(plan)[:, ask] if plan in others else np.full(len(follows), UNKNOWN)
        return np.where(itself == UNKNOWN, follows, itself)

    def _fails(self, levels: Levels, ask: int) -> bool:
        """Tell whether a plan misses one thing asked too often, simulating until that is clear."""
        asked, seasons = self.trials.asks[ask], len(self.trials.seasons)
        while True:
            known = self.known(levels, ask)
            missed, unknown = np.count_nonzero(known == MISSED), np.flatnonzero(known == UNKNOWN)
            if asked.fails(missed, seasons) or not asked.fails(missed + len(unknown), seasons):
                return asked.fails(missed, seasons)
            likeliest = unknown[np.argsort(-self._often(ask)[unknown], kind="stable")]
            self.trials.simulate([self._plan(levels)], np.sort(likeliest[:AT_ONCE]))

    def _seen(self, levels: Levels) -> tuple[int, ...]:
        """Return what is known to be missed too often, without a season more."""
        missed = [np.count_nonzero(self.known(levels, ask) == MISSED) for ask in range(len(self.helps))]
        seasons = len(self.trials.seasons)
        return tuple(ask for ask, one in enumerate(self.trials.asks) if one.fails(missed[ask], seasons))

    def _likeliest(self, levels: Levels) -> list[int]:
        """Return all that is asked, first what is missed in most seasons beyond what is allowed."""
        asks, seasons = self.trials.asks, len(self.trials.seasons)

        def beyond(ask: int) -> float:
            return np.count_nonzero(self.known(levels, ask) != KEPT) / seasons - asks[ask].allowed

        return sorted(range(len(asks)), key=beyond, reverse=True)

    def _often(self, ask: int) -> np.ndarray:
        """Return in how many more plans each season missed something than kept it: int64[seasons]."""
        told = np.stack([self.trials.told(plan)[:, ask] for plan in self._visited])
        return np.asarray((told == MISSED).sum(axis=0) - (told == KEPT).sum(axis=0))

    @property
    def _visited(self) -> list[Plan]:
        return [plan for plan in self.trials.visited if plan.order == self.order]

    def _plan(self, levels: Levels) -> Plan:
        return Plan(levels, self.order)
