"""What is asked of staff: which targets in which weeks, at which risk, and what no staff could prevent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.goal import Goal
from sim.experiments.replicate import Counts
from sim.experiments.targets import Target, missed

TOLERANCE = 0.01  # of a chance, that staff may always add to what endless staff would miss
CLOSE = 0.02  # of a chance: out of reach, a plan need only come so close to the best that may be had


@dataclass(frozen=True)
class Ask:
    """One target in one week, or in the whole season: its chance to be missed must stay within a risk.

    Staff is judged by what it can move: the seasons that are missed though endless staff would have kept
    them, with the same customers. Where endless staff misses more often than the risk, staff is not asked to
    keep the risk, and only what it adds must stay within it.
    """

    target: Target
    weeks: tuple[int, ...]  # places in the season
    risk: float
    floor: float  # the chance that endless staff misses it
    reached: float | None = None  # by all that may be had, where that is not enough

    @property
    def excused(self) -> bool:
        """Staff cannot move it to within the risk."""
        return self.floor > self.risk

    @property
    def allowed(self) -> float:
        """The chance that staff may add to the floor."""
        if self.reached is not None:
            return self.reached + CLOSE
        return self.risk if self.excused else max(self.risk - self.floor, min(TOLERANCE, self.risk))

    def misses(self, counts: Counts, endless: Counts) -> np.ndarray:
        """Mark the seasons that staff misses: bool[seasons]; `endless` staff met the same customers."""
        return np.asarray((in_weeks(self, counts) & ~in_weeks(self, endless)).any(axis=1))


def asks_of(goal: Goal, endless: Counts) -> tuple[Ask, ...]:
    """Return what a goal asks of staff, given seasons of endless staff.

    Each target is held to the risk by itself; `Goal.risk_of` counts a week in which any of them is missed.
    """
    weeks = range(endless.verdicts.shape[1])
    spans = [tuple(weeks)] if goal.over == "season" else [(week,) for week in weeks]
    wanted = [Ask(target, span, goal.risk, 0.0) for target in goal.targets for span in spans]
    return tuple(replace(ask, floor=float(in_weeks(ask, endless).any(axis=1).mean())) for ask in wanted)


def within_reach(asks: Sequence[Ask], most: Sequence[Counts], endless: Counts) -> tuple[Ask, ...]:
    """Ask for what all that may be had, in any order of work, cannot bring only as far as it does."""
    reached = [min(float(ask.misses(counts, endless).mean()) for counts in most) for ask in asks]
    return tuple(
        replace(ask, reached=share) if share > ask.allowed else ask
        for ask, share in zip(asks, reached, strict=True)
    )


def misses_of(asks: Sequence[Ask], counts: Counts, endless: Counts) -> np.ndarray:
    """Mark what staff misses: bool[seasons, asks]."""
    return np.column_stack([ask.misses(counts, endless) for ask in asks])


def in_weeks(ask: Ask, counts: Counts) -> np.ndarray:
    """Mark the weeks of an ask that miss its target, by whomever: bool[seasons, weeks]."""
    return missed(counts, ask.target)[:, list(ask.weeks)]
