"""What a plan is held to: some targets, how often any of them may be missed, and what is asked of staff.

`run`, `staff` and `compare` all say of a plan what is said here: see `Ask` for what counts as missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np

from sim.experiments.estimates.confidence import Chance, chance, difference_of_chances
from sim.experiments.plans.targets import Target, missed
from sim.experiments.seasons.replicate import Counts

Over = Literal["week", "season"]
OVERS: tuple[Over, ...] = get_args(Over)

RISK = 0.05  # that a target may be missed, unless somebody asks otherwise; more of it is never "holds"
TOLERANCE = 0.01  # of a chance, that staff may always add to what endless staff would miss
CLOSE = 0.02  # of a chance: out of reach, a plan need only come so close to the best that may be had
ROUNDING = 1e-9  # of a number of seasons


@dataclass(frozen=True)
class Goal:
    """Which targets are to be kept, and how often any of them may be missed."""

    targets: tuple[Target, ...] = ("response", "phone")
    risk: float = RISK
    over: Over = "week"  # in every week; season: in one week or more of it

    @property
    def counts_calls(self) -> bool:
        """What counts against the shop is missed calls, not late answers."""
        return self.targets == ("phone",)

    def missed_weeks(self, seasons: Counts) -> np.ndarray:
        """Count the weeks that miss any of the targets, by whomever: float64[seasons]."""
        return np.asarray(any_missed(seasons, self.targets).sum(axis=1), float)


@dataclass(frozen=True)
class Ask:
    """Some targets in one week, or in all: the chance that any is missed must stay within a risk.

    Staff is asked for what it can move. A target that endless staff misses more often than the risk is
    `spared`: it counts as missed only where endless staff, with the same customers, would have kept it. Of
    the other targets every miss counts. What endless staff misses of these is the floor, estimated from all
    seasons that it met; the rest is what staff adds, counted with the same customers. `allowed` and `fails`
    are rules of a search, which promise nothing; how sure a risk is says `chance_of`.
    """

    targets: tuple[Target, ...]
    weeks: tuple[int, ...]  # places in the season
    risk: float
    floor: float = 0.0  # the chance that endless staff misses any of the targets
    spared: Mapping[Target, float] = field(default_factory=dict)  # and how often endless staff misses each
    reached: float | None = None  # what all that may be had adds, where that is too much

    @property
    def allowed(self) -> float:
        """The chance that staff may add to the floor."""
        return (
            self.always_allowed
            if self.reached is not None
            else max(self.risk - self.floor, self.always_allowed)
        )

    @property
    def always_allowed(self) -> float:
        """The chance that staff may add to any floor."""
        return min(TOLERANCE, self.risk) if self.reached is None else self.reached + CLOSE

    @property
    def watched(self) -> tuple[Target, ...]:
        """All targets, asked for or spared."""
        return (*self.targets, *self.spared)

    def misses(self, counts: Counts, endless: Counts) -> np.ndarray:
        """Mark the seasons that staff misses: bool[seasons]; `endless` staff met the same customers."""
        floor = self.missed_by(endless)
        added = self.missed_by(counts) & ~floor
        for target in self.spared:
            kept_by_endless = ~in_weeks(self, endless, [target])
            added |= (in_weeks(self, counts, [target]) & kept_by_endless).any(axis=1)
        return np.asarray(added)

    def missed_by(self, counts: Counts) -> np.ndarray:
        """Mark the seasons in which any of the targets is missed, by whomever: bool[seasons]."""
        return np.asarray(in_weeks(self, counts, self.targets).any(axis=1))

    def fails(self, missed: int, seasons: int) -> bool:
        """Tell whether so many misses of staff are more than allowed."""
        return missed > self.allowed * seasons + ROUNDING

    def chance_of(self, misses: np.ndarray, endless: Counts) -> Chance:
        """Estimate the chance that the week, or the season, is missed, by staff or by `endless` staff too.

        Both are counted in the same seasons, so that the interval holds what is not known of the floor too.
        """
        return chance(misses | self.missed_by(endless))


@dataclass(frozen=True)
class Standard:
    """What a goal asks of the staff of a shop, and the seasons of endless staff that it is measured by."""

    goal: Goal
    asks: tuple[Ask, ...]
    endless: Counts

    @classmethod
    def of(cls, goal: Goal, endless: Counts) -> "Standard":
        """Ask for a goal."""
        return cls(goal, asks_of(goal, endless), endless)

    def misses(self, counts: Counts) -> np.ndarray:
        """Mark what staff misses in as many of the same seasons: bool[seasons, asks]."""
        return misses_of(self.asks, counts, self._endless_of(counts))

    def missed_weeks(self, counts: Counts) -> np.ndarray:
        """Count what staff misses in each season: float64[seasons]."""
        return np.asarray(self.misses(counts).sum(axis=1), float)

    def risk_of(self, counts: Counts) -> Chance:
        """Estimate the risk of the week, or the season, that lies most above what is allowed."""
        misses = self.misses(counts)
        worst = np.argmax([column.mean() - ask.allowed for ask, column in self._columns(misses)])
        return self.asks[worst].chance_of(misses[:, worst], self._endless_of(counts))

    def lowest(self, plans: Sequence[Counts]) -> list[int]:
        """List the places of the plans that the least risky one betters in no week beyond chance.

        Of plans of the same risk the one with the fewest missed weeks leads, where no plan saves the worst.
        """
        misses = [self.misses(one) for one in plans]
        risks = [
            (self.risk_of(one).share, float(missed.mean())) for one, missed in zip(plans, misses, strict=True)
        ]
        least = misses[risks.index(min(risks))]
        return [place for place, missed in enumerate(misses) if not _surely_lower(missed, least)]

    def keeps(self, counts: Counts) -> bool:
        """Tell whether all that is asked is kept."""
        columns = self._columns(self.misses(counts))
        return not any(ask.fails(int(np.count_nonzero(column)), len(column)) for ask, column in columns)

    def _endless_of(self, counts: Counts) -> Counts:
        return self.endless.first(len(counts.verdicts))

    def _columns(self, misses: np.ndarray) -> Iterable[tuple[Ask, np.ndarray]]:
        return zip(self.asks, misses.T, strict=True)


def asks_of(goal: Goal, endless: Counts) -> tuple[Ask, ...]:
    """Return what a goal asks of staff week by week, or of the season, given seasons of endless staff."""
    weeks = range(endless.verdicts.shape[1])
    spans = [tuple(weeks)] if goal.over == "season" else [(week,) for week in weeks]
    return tuple(_ask(goal, span, endless) for span in spans)


def _ask(goal: Goal, weeks: tuple[int, ...], endless: Counts) -> Ask:
    """Ask for as many targets as endless staff keeps together, first for those that it misses least."""
    asked = Ask((), weeks, goal.risk)
    floors = {one: float(in_weeks(asked, endless, [one]).any(axis=1).mean()) for one in goal.targets}
    for target in sorted(goal.targets, key=lambda one: floors[one]):
        more = replace(asked, targets=(*asked.targets, target))
        if (floor := float(more.missed_by(endless).mean())) > goal.risk:
            break
        asked = replace(more, floor=floor)
    targets = tuple(target for target in goal.targets if target in asked.targets)
    spared = {target: floors[target] for target in goal.targets if target not in asked.targets}
    return replace(asked, targets=targets, spared=spared)


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


def in_weeks(ask: Ask, counts: Counts, targets: Iterable[Target]) -> np.ndarray:
    """Mark the weeks of an ask that miss any of some targets, by whomever: bool[seasons, weeks]."""
    return any_missed(counts, targets)[:, list(ask.weeks)]


def any_missed(seasons: Counts, targets: Iterable[Target]) -> np.ndarray:
    """Mark the weeks in which any of some targets is missed: bool[seasons, weeks]; none of no target."""
    nothing = np.zeros(seasons.verdicts.shape[:2], np.bool_)
    return np.asarray(np.any([nothing, *(missed(seasons, target) for target in targets)], axis=0))


def _surely_lower(before: np.ndarray, after: np.ndarray) -> bool:
    """Tell whether anything asked, a column of each, is missed less often afterwards beyond chance."""
    asked = zip(before.T, after.T, strict=True)
    return any(difference_of_chances(*column, together=before.shape[1]).high < 0 for column in asked)
