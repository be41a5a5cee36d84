"""The projection of a scenario: its seasons simulated, or found on disk, and what they come to."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sim.experiments.confidence import Chance
from sim.experiments.doubts import Floor, Weight, floor, raised, weights
from sim.experiments.estimate import (
    AnyOfWeek,
    WaitOfWeek,
    WeekOfNorm,
    any_norm,
    closure,
    waits,
    weekly,
)
from sim.experiments.many import seasons
from sim.experiments.replicate import Counts, Shop, season_counts, stack
from sim.operation.simulate import Engine
from sim.records.store import Store
from sim.scenario.read import ScenarioFile

FLOOR_SEASONS = 200  # with endless staff; fewer when fewer are asked for
WEIGHT_SEASONS = 16  # a guess, as far as there are so many to set them against

AS_IT_IS, ENDLESS = "seasons", "endless staff"  # plans; every other one is the key of a guess that is raised

Progress = Callable[[str, int, int], None]  # what is being done, so many of it done, of how many


@dataclass(frozen=True)
class Settings:
    """How a scenario is run; with the scenario they decide every byte of the result."""

    replications: int = 200
    seed: int = 1
    engine: Engine = "kernel"

    @property
    def worth_a_worker(self) -> int:
        """How many seasons take as long as a process takes to start."""
        return {"kernel": 50, "reference": 1}[self.engine]


@dataclass(frozen=True)
class Run:
    """What is to be projected: a file, the shop that it and the options describe, and how it is run."""

    file: ScenarioFile
    shop: Shop
    settings: Settings


@dataclass(frozen=True)
class Projection(Run):
    """A run with everything that a screen, a picture or a table shows of it."""

    seasons: Counts  # stacked, in order of replication
    weekly: list[WeekOfNorm]
    waits: list[WaitOfWeek]
    any_norm: list[AnyOfWeek]
    closure: Chance  # by strikes, with those on the books
    floor: Floor
    weights: list[Weight]
    weighed_on: int  # seasons


@dataclass(frozen=True)
class _Plan:
    """A shop whose seasons are wanted, and the step of the run that they belong to."""

    shop: Shop
    seasons: int
    step: str
    engine: Engine = "kernel"

    def jobs(self, run: Run) -> Iterator[Callable[[], Counts]]:
        """Give each season as a call that any process can make; who is planned when is sent along."""
        shop = self.shop.prepared()
        for number in range(self.seasons):
            yield partial(season_counts, shop, run.settings.seed, number, self.engine)


def project(run: Run, store: Store, workers: int, progress: Progress) -> Projection:
    """Simulate what is not in the store yet, keep each season as it is finished, and sum them up in order."""
    plans = _plans(run)
    jobs = {(name, number): job for name, plan in plans.items() for number, job in enumerate(plan.jobs(run))}
    done = {job: counts for number, counts in _kept(store) if (job := (AS_IT_IS, number)) in jobs}
    steps, of = Counter(plans[name].step for name, _ in done), Counter(plans[name].step for name, _ in jobs)
    progress(AS_IT_IS, steps[AS_IT_IS], of[AS_IT_IS])
    missing = {job: season for job, season in jobs.items() if job not in done}
    for (name, number), counts in seasons(missing, workers, run.settings.worth_a_worker):
        if name == AS_IT_IS:
            store.add(number, {name: column.tolist() for name, column in vars(counts).items()})
        done[name, number] = counts
        step = plans[name].step
        steps[step] += 1
        progress(step, steps[step], of[step])
    return _summed_up(
        run,
        {name: stack(done[name, number] for number in range(plan.seasons)) for name, plan in plans.items()},
    )


def _plans(run: Run) -> dict[str, _Plan]:
    """Name what is simulated, in the order in which it is wanted."""
    shop, seasons = run.shop, run.settings.replications
    tried = raised(shop.scenario, run.file.guesses)
    few = min(WEIGHT_SEASONS, seasons)
    return {
        AS_IT_IS: _Plan(shop, seasons, AS_IT_IS, run.settings.engine),
        ENDLESS: _Plan(shop.with_endless_staff(), min(FLOOR_SEASONS, seasons), ENDLESS),
        **{
            key: _Plan(replace(shop, scenario=one), few, "weight of the guesses")
            for key, one in tried.items()
        },
    }


def _summed_up(run: Run, done: dict[str, Counts]) -> Projection:
    together, endless = done.pop(AS_IT_IS), done.pop(ENDLESS)
    weighed_on = min(WEIGHT_SEASONS, run.settings.replications)
    return Projection(
        **vars(run),
        seasons=together,
        weekly=weekly(run.shop, together),
        waits=waits(run.shop, together),
        any_norm=any_norm(run.shop, together),
        closure=closure(run.shop, together),
        floor=floor(endless),
        weights=weights(together.first(weighed_on), done),
        weighed_on=weighed_on,
    )


def _kept(store: Store) -> Iterator[tuple[int, Counts]]:
    """Find the seasons on disk; one of a version that counted something else is not taken."""
    for number, columns in store:
        if columns.keys() == Counts.__dataclass_fields__.keys():
            yield number, Counts(**{name: np.array(column, np.int64) for name, column in columns.items()})
