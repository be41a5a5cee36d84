"""The search: a master problem proposes the cheapest plan that nothing forbids, and a judge looks at it.

Assumed is that more of a lever never makes anything asked more likely to be missed. Then a plan that fails
forbids all with no more of every lever that can help, and the first plan that keeps what is asked is one of
the cheapest. `advice` counts how often the plans that were simulated contradict it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sim.experiments.search.program.covering import Cut, Levels, Prices, at_level, cheapest

CENT = 0.005  # prices closer than this are the same


class BudgetSpent(Exception):
    """The judge may look no further."""


class Judge(Protocol):
    """Who says what a plan does not keep; either question may end with BudgetSpent."""

    def failed(self, levels: Levels) -> tuple[int, ...]:
        """Return the places of what a plan does not keep; empty: it keeps all that is asked."""

    def surely_fails(self, levels: Levels, ask: int) -> bool:
        """Tell whether it is plain that a plan does not keep one thing asked."""

    @property
    def helps(self) -> Sequence[frozenset[int]]:
        """The levers that can help each thing asked."""


@dataclass(frozen=True)
class Answer:
    """What a search came to."""

    best: Levels | None  # the cheapest plan found that keeps what is asked; None: none was found
    bound: float  # no plan that keeps it costs less; infinite where there is none


@dataclass(frozen=True)
class Limits:
    """Where a search begins and ends."""

    start: Levels | None = None  # tried first
    known: Levels | None = None  # keeps what is asked, as is known before
    ceiling: float = math.inf  # what costs more is of no use


def find(prices: Prices, judge: Judge, limits: Limits) -> Answer:
    """Find the cheapest plan that keeps what is asked."""
    best, cuts = limits.known, list[Cut]()
    ceiling = limits.ceiling + CENT
    if best is not None:
        ceiling = min(ceiling, prices.cost(best) - CENT)
    tried = proposed = cheapest(prices, cuts)
    if limits.start is not None and prices.cost(limits.start) < ceiling:
        tried = limits.start
    try:
        while tried is not None and prices.cost(tried) < ceiling:
            if failed := judge.failed(tried):
                cuts += [Cut(tried, judge.helps[ask]) for ask in failed]
                cuts += _wider(tried, failed, prices, judge)
            else:
                best, ceiling = tried, prices.cost(tried) - CENT
            tried = proposed = cheapest(prices, cuts)
    except BudgetSpent:
        proposed = cheapest(prices, cuts)
    return Answer(best, math.inf if proposed is None else prices.cost(proposed))


def _wider(levels: Levels, failed: Sequence[int], prices: Prices, judge: Judge) -> list[Cut]:
    """Forbid as many more plans as fail in the one thing asked that the fewest levers can help."""
    fewest = min(failed, key=lambda ask: len(judge.helps[ask]))
    return [Cut(_raised(levels, fewest, prices, judge), judge.helps[fewest])]


def _raised(levels: Levels, ask: int, prices: Prices, judge: Judge) -> Levels:
    """Raise levers, the cheapest first, as far as the plan still plainly fails."""
    rise = _Rise(ask, prices, judge)
    waiting = sorted(judge.helps[ask], key=lambda lever: prices.steps[lever][:1])
    while waiting:
        number = rise.together(levels, waiting)
        levels = rise.all_of(levels, waiting[:number])
        for too_much in waiting[number : number + 1]:
            levels = at_level(levels, too_much, rise.alone(levels, too_much))
        waiting = waiting[number + 1 :]
    return levels


@dataclass(frozen=True)
class _Rise:
    """How far a plan may be raised that fails in one thing asked."""

    ask: int
    prices: Prices
    judge: Judge

    def together(self, levels: Levels, waiting: Sequence[int]) -> int:
        """Return how many of some levers, in their order, may be taken whole."""
        return _most(len(waiting), lambda number: self._fails(self.all_of(levels, waiting[:number])))

    def alone(self, levels: Levels, lever: int) -> int:
        """Return the highest level of a lever of which all is too much."""
        least = levels[lever]
        steps = self.prices.most[lever] - least - 1
        return least + _most(steps, lambda more: self._fails(at_level(levels, lever, least + more)))

    def all_of(self, levels: Levels, raised: Sequence[int]) -> Levels:
        """Take all that may be had of some levers."""
        most = self.prices.most
        return tuple(most[lever] if lever in raised else level for lever, level in enumerate(levels))

    def _fails(self, levels: Levels) -> bool:
        return self.judge.surely_fails(levels, self.ask)


def _most(highest: int, holds: Callable[[int], bool]) -> int:
    """Return the highest number that holds, where 0 does and none above one that does not."""
    least = 0
    while least < highest:
        tried = (least + highest + 1) // 2
        if holds(tried):
            least = tried
        else:
            highest = tried - 1
    return least
