"""The search: a master problem proposes the cheapest plan that nothing forbids, and a judge looks at it.

Assumed is that more of a lever never makes anything asked more likely to be missed. Then a plan that fails
forbids all with no more of every lever that can help, and the first plan that keeps what is asked is one of
the cheapest. `Advice.rises` counts how often the plans that were simulated contradict it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sim.experiments.search.judging.purse import BudgetSpent
from sim.experiments.search.program.covering import Cut, Levels, Prices, at_level, cheapest

CENT = 0.005  # prices closer than this are the same
NEAR = 1  # weeks: what works further from a week than this is raised first, as it may bring little there


Helps = Mapping[int, int]  # levers that can help one thing asked: how many weeks from it they work


class Judge(Protocol):
    """Who says what a plan does not keep; either question may end with BudgetSpent."""

    def failed(self, levels: Levels) -> tuple[int, ...]:
        """Return the places of what a plan does not keep; empty: it keeps all that is asked."""

    def seen_to_fail(self, levels: Levels, ask: int) -> tuple[int, ...]:
        """Return what a plan is seen to fail in when it is clear whether it keeps one thing asked."""

    @property
    def helps(self) -> Sequence[Helps]:
        """The levers that can help each thing asked."""


@dataclass(frozen=True)
class Answer:
    """What a search came to."""

    best: Levels | None  # the cheapest plan found that keeps what is asked; None: none was found
    bound: float  # no plan that keeps it costs less; infinite where there is none
    cuts: tuple[Cut, ...] = ()

    def forbids(self, levels: Levels) -> bool:
        """Tell whether a plan is known to fail as another failed that had no less."""
        return any(cut.forbids(levels) for cut in self.cuts)


@dataclass(frozen=True)
class Limits:
    """Where a search begins and ends."""

    start: Levels | None = None  # tried first
    known: Levels | None = None  # keeps what is asked, as is known before
    ceiling: float = math.inf  # what costs more is of no use


def find(prices: Prices, judge: Judge, limits: Limits) -> Answer:
    """Find the cheapest plan that keeps what is asked."""
    best, cuts = limits.known, list[Cut]()
    rise = _Rise(prices, judge, cuts)
    ceiling = limits.ceiling + CENT
    if best is not None:
        ceiling = min(ceiling, prices.cost(best) - CENT)
    tried = proposed = cheapest(prices, cuts)
    if limits.start is not None and prices.cost(limits.start) < ceiling:
        tried = limits.start
    try:
        while tried is not None and prices.cost(tried) < ceiling:
            if failed := judge.failed(tried):
                rise.forbid(tried, failed)
                _widen(tried, failed, rise)
            else:
                best, ceiling = tried, prices.cost(tried) - CENT
            tried = proposed = cheapest(prices, cuts)
    except BudgetSpent:
        proposed = cheapest(prices, cuts)
    bound = math.inf if proposed is None else prices.cost(proposed)
    return Answer(best, bound, tuple(cuts))


def spared(levels: Levels, levers: Sequence[int], enough: Callable[[Levels], bool]) -> Levels:
    """Take away what is not needed: a step of many levers at once, or of each half of them, and so on."""
    taken = [lever for lever in levers if levels[lever]]
    less = tuple(level - (lever in taken) for lever, level in enumerate(levels))
    if taken and enough(less):
        return spared(less, taken, enough)
    if len(taken) < 2:
        return levels
    half = len(taken) // 2
    return spared(spared(levels, taken[:half], enough), taken[half:], enough)


def _widen(levels: Levels, failed: Sequence[int], rise: "_Rise") -> None:
    """Forbid as many more plans as fail in the things asked, of those near the same levers in one."""
    fewest_first = sorted(failed, key=lambda ask: len(rise.judge.helps[ask]))
    for ask in {rise.near(ask): ask for ask in reversed(fewest_first)}.values():
        rise.raised(levels, ask)


@dataclass(frozen=True)
class _Rise:
    """How far plans may be raised and still fail: every plan that was looked at for it leaves cuts."""

    prices: Prices
    judge: Judge
    cuts: list[Cut] = field(default_factory=list)

    def near(self, ask: int) -> frozenset[int]:
        """Return the levers that work in the weeks of a thing asked, or close to them."""
        return frozenset(lever for lever, weeks in self.judge.helps[ask].items() if weeks <= NEAR)

    def raised(self, levels: Levels, ask: int) -> None:
        """Raise levers as far as the plan still fails: the furthest first, of these the cheapest."""
        helps, steps = self.judge.helps[ask], self.prices.steps
        waiting = sorted(helps, key=lambda lever: (-helps[lever], steps[lever][:1]))
        likely = len(helps) - len(self.near(ask))
        while waiting:
            number = self._together(levels, waiting, ask, likely)
            levels = self._all_of(levels, waiting[:number])
            for too_much in waiting[number : number + 1]:
                levels = at_level(levels, too_much, self._alone(levels, too_much, ask))
            waiting, likely = waiting[number + 1 :], 0
        self.forbid(levels, [ask])

    def _together(self, levels: Levels, waiting: Sequence[int], ask: int, likely: int) -> int:
        """Return how many of some levers, in their order, may be taken whole."""
        return _most(
            len(waiting), lambda number: self._fails(self._all_of(levels, waiting[:number]), ask), likely
        )

    def _alone(self, levels: Levels, lever: int, ask: int) -> int:
        """Return the highest level of a lever of which all is too much."""
        least = levels[lever]
        steps = self.prices.most[lever] - least - 1
        return least + _most(steps, lambda more: self._fails(at_level(levels, lever, least + more), ask))

    def _all_of(self, levels: Levels, raised: Sequence[int]) -> Levels:
        """Take all that may be had of some levers."""
        most = self.prices.most
        return tuple(most[lever] if lever in raised else level for lever, level in enumerate(levels))

    def _fails(self, levels: Levels, ask: int) -> bool:
        failed = self.judge.seen_to_fail(levels, ask)
        self.forbid(levels, failed)
        return ask in failed

    def forbid(self, levels: Levels, failed: Sequence[int]) -> None:
        """Leave a cut for each thing in which a plan failed, in the place of all that say less."""
        for levers in {frozenset(self.judge.helps[ask]): None for ask in failed}:
            cut, alike = Cut(levels, levers), [one for one in self.cuts if one.levers == levers]
            if any(one.forbids(levels) for one in alike):
                continue
            weaker = [one for one in alike if cut.forbids(one.levels)]
            self.cuts[:] = [*(one for one in self.cuts if one not in weaker), cut]


def _most(highest: int, holds: Callable[[int], bool], likely: int = 0) -> int:
    """Return the highest number that holds, where 0 does and none above one that does not.

    A likely number is tried first, and the one above it.
    """
    least, first = 0, [likely + 1, likely]
    while least < highest:
        tried = first.pop() if first else (least + highest + 1) // 2
        if not least < tried <= highest:
            continue
        if holds(tried):
            least = tried
        else:
            highest = tried - 1
    return least
