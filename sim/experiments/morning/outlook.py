"""What the coming days may bring, counted in many plays: chances of being late, picked first or not."""

from contextlib import closing
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from sim.deadline import NEVER
from sim.experiments.estimates.confidence import Chance, Difference, chance, difference_of_chances
from sim.experiments.morning.inbox import Morning
from sim.experiments.morning.play import NONE, Days, play, stacked
from sim.experiments.seasons.many import Crew
from sim.experiments.seasons.sweep import Progress, found_crew, silent

AT_RISK = 0.05  # a question with less chance to be late is safe
A_JOB = 10  # plays that are handed out together

Both = tuple[Days, Days]  # of one play, as things stand and with some picked first


@dataclass(frozen=True)
class Plan:
    """How often the coming days are played, and by whom; the counts do not depend on the workers.

    Raises:
        ValueError: picked_replications is not 1 or more and fewer than replications: some plays choose whom
            to pick, the others tell what that changes.
    """

    seed: int = 1
    replications: int = 300
    picked_replications: int = 100  # the last, played with picks first too: 1 or more, not all of them
    workers: int = 1
    cluster: str | None = None  # the address of a dask scheduler, whose workers take the place of ours

    def __post_init__(self) -> None:
        """Keep the plays that choose apart from those that tell."""
        if not 1 <= self.picked_replications < self.replications:
            raise ValueError(f"{self.picked_replications} of {self.replications} plays with picks first")


@dataclass(frozen=True)
class Step:
    """Plays of the coming days, by their numbers, also with some open questions (places) picked first."""

    name: str
    plays: range
    first: np.ndarray


@dataclass(frozen=True, eq=False)
class Outlook:
    """The open questions of a morning with their chances; `picked` is played with `picks` first."""

    morning: Morning
    plain: Days  # stacked
    picks: np.ndarray  # int64[k], places among the open questions in order of picking
    picked: Days  # stacked, in the last plays of `plain`

    @cached_property
    def paired(self) -> Days:
        """The plays of `plain` in which picks went first too."""
        return self.plain.last(len(self.picked.late))

    @cached_property
    def chances(self) -> np.ndarray:
        """How likely each open question is to be late: float64[n]."""
        return np.asarray(self.plain.late.mean(axis=0))

    @cached_property
    def chances_picked(self) -> np.ndarray:
        """The same when the picks go first: float64[n]."""
        return np.asarray(self.picked.late.mean(axis=0))

    def chance(self, place: int) -> Chance:
        """How likely one open question is to be late, with its interval."""
        return chance(self.plain.late[:, place])

    def change(self, place: int) -> Difference:
        """What picking the picks first adds to that chance."""
        return difference_of_chances(self.paired.late[:, place], self.picked.late[:, place])

    @cached_property
    def order(self) -> dict[int, int]:
        """Place of a pick -> its number in the order of picking, from 1."""
        return {place: number for number, place in enumerate(self.picks.tolist(), start=1)}

    @cached_property
    def at_risk(self) -> np.ndarray:
        """Those that are neither safe nor late already, the first one due first: int64[j]."""
        places = np.flatnonzero(~self.morning.lost & ~self.safe)
        return np.asarray(places[np.argsort(self.morning.due_at[places], kind="stable")])

    @cached_property
    def winnable(self) -> np.ndarray:
        """The picks at risk whom going first saves from a part of it, beyond chance, in order: int64[j]."""
        picked = self.picks[np.isin(self.picks, self.at_risk)]
        return np.array([place for place in picked.tolist() if self.change(place).high < 0], np.int64)

    @cached_property
    def harmed(self) -> np.ndarray:
        """Who becomes late instead: open questions whose chance rises beyond chance: int64[j]."""
        return np.array([place for place in range(len(self.chances)) if self.change(place).low > 0], np.int64)

    @cached_property
    def safe(self) -> np.ndarray:
        """Which open questions are safe: bool[n]."""
        return np.asarray(~self.morning.lost & (self.chances < AT_RISK))

    def late_by_week(self, days: Days) -> np.ndarray:
        """How many answers of each week are late in the end, those before too: int64[plays, weeks]."""
        arrived = self.morning.cases.arrived_at[self.morning.rows]
        of_open = np.stack([self.morning.by_week(arrived[late]) for late in days.late])
        return np.asarray(self.morning.late_before + of_open + days.late_new)


def outlook(morning: Morning, plan: Plan, progress: Progress = silent) -> Outlook:
    """Play the coming days, see what is at risk, and play the last times with that picked first too.

    So the plays that say what picking changes had no part in choosing whom to pick.
    """
    _ = (
        morning.shop.prepared(),
        morning.rows,
        morning.due_at,
        morning.weeks,
        morning.until,
        morning.shares_left,
    )
    since = plan.replications - plan.picked_replications
    with closing(found_crew(plan.workers, plan.cluster)) as crew:
        before = _plays(morning, plan, Step("days", range(since), NONE), crew, progress)
        picks = to_pick(morning, stacked([plain for plain, _ in before]).late.mean(axis=0))
        both = _plays(morning, plan, Step("picked", range(since, plan.replications), picks), crew, progress)
    plain = stacked([plain for plain, _ in (*before, *both)])
    picked = [picked for _, picked in both if len(picks)]
    return Outlook(morning, plain, picks, stacked(picked) if picked else plain)


def _plays(morning: Morning, plan: Plan, step: Step, crew: Crew, progress: Progress) -> list[Both]:
    """Play the coming days so many times, whoever does; the plays in order."""
    plays, done = step.plays, dict[int, list[Both]]()
    jobs = (
        partial(_some, morning, plan.seed, plays[begin : begin + A_JOB], step.first)
        for begin in range(0, len(plays), A_JOB)
    )
    for numbers, days in crew.each(jobs, len(plays)):
        done[numbers.start] = days
        progress(step.name, sum(map(len, done.values())), len(plays))
    return [one for _, days in sorted(done.items()) for one in days]


def _some(morning: Morning, seed: int, numbers: range, first: np.ndarray) -> tuple[range, list[Both]]:
    return numbers, [play(morning, seed, number, first) for number in numbers]


def to_pick(morning: Morning, chances: np.ndarray) -> np.ndarray:
    """List what is to go first, the first one due first: int64[k], places in the inbox.

    It is what is at risk and all that is due no later and not late yet: to let a question pass one that is
    due before it would only make another one late.
    """
    at_risk = morning.due_at[~morning.lost & (chances >= AT_RISK)]
    places = np.flatnonzero(~morning.lost & (morning.due_at <= at_risk.max(initial=NEVER)))
    return np.asarray(places[np.argsort(morning.due_at[places], kind="stable")])
