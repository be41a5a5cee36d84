"""The projection of a scenario: its seasons simulated, or found on disk, and what they come to."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sim.experiments.doubts import Floor, Weight, floor, raised, weights
from sim.experiments.estimates.confidence import Chance
from sim.experiments.estimates.estimate import (
    AnyOfWeek,
    WaitOfWeek,
    WeekOfNorm,
    any_norm,
    closure,
    waits,
    weekly,
)
from sim.experiments.estimates.precision import Until, watched
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.operation.simulate import Engine
from sim.scenario.read import ScenarioFile

FLOOR_SEASONS = 200  # with endless staff; fewer when fewer are asked for
WEIGHT_SEASONS = 16  # a guess, as far as there are so many to set them against

AS_IT_IS, ENDLESS, WEIGHTS = "seasons", "endless staff", "weight of the guesses"  # the steps of a run


@dataclass(frozen=True)
class Settings:
    """How a scenario is run; with the scenario they decide every byte of the result."""

    replications: int = 200
    seed: int = 1
    engine: Engine = "kernel"
    until: Until | None = None  # None: after so many replications

    @property
    def looks(self) -> tuple[int, ...]:
        """After how many replications a run may stop."""
        return self.until.looks if self.until else (self.replications,)

    @property
    def said(self) -> dict[str, Any]:
        """Say all of it that is set."""
        return {name: value for name, value in asdict(self).items() if value is not None}


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


def project(run: Run, sweep: Sweep) -> Projection:
    """Simulate what the sweep has not kept yet, step by step, and sum the seasons up in order.

    A run until its chances are known well enough looks at whole steps only, whatever was finished first. The
    sweep has the seed and the engine of the run; endless staff and the guesses are always simulated by the
    compiled engine.
    """
    if run.settings.engine == "kernel":  # beside seasons of the other engine these take no time
        _announce(run, sweep)
    for replications in run.settings.looks:
        sized = replace(run, settings=replace(run.settings, replications=replications))
        as_it_is = sweep.counts({AS_IT_IS: run.shop}, range(replications), AS_IT_IS)[AS_IT_IS]
        if _enough(sized, as_it_is):
            break
    few, for_floor = _compared(sized)
    endless = sweep.counts(_endless(run), for_floor, ENDLESS, "kernel")[ENDLESS]
    weighed = weights(as_it_is.first(len(few)), sweep.counts(_raised(run), few, WEIGHTS, "kernel"))
    return _summed_up(sized, as_it_is, floor(endless), weighed)


def _announce(run: Run, sweep: Sweep) -> None:
    """Say what comes after the seasons as they are, for the time to go."""
    few, for_floor = _compared(run)
    sweep.announce(_endless(run), for_floor, ENDLESS)
    sweep.announce(_raised(run), few, WEIGHTS)


def _compared(run: Run) -> tuple[range, range]:
    """Say in which seasons the guesses are weighed, and those of endless staff."""
    seasons = range(run.settings.replications)
    return seasons[:WEIGHT_SEASONS], seasons[:FLOOR_SEASONS]


def _endless(run: Run) -> dict[str, Shop]:
    return {ENDLESS: run.shop.with_endless_staff()}


def _enough(run: Run, seasons: Counts) -> bool:
    """Tell whether every chance that people look at is known as well as was asked."""
    until, looks = run.settings.until, len(run.settings.looks)
    if until is None:
        return True
    return all(until.fits(one.chance) for one in watched(weekly(run.shop, seasons, looks)))


def _raised(run: Run) -> dict[str, Shop]:
    """Raise one guess of the file after the other."""
    higher = raised(run.shop.scenario, run.file.guesses)
    return {key: replace(run.shop, scenario=scenario) for key, scenario in higher.items()}


def _summed_up(run: Run, seasons: Counts, floor: Floor, weights: list[Weight]) -> Projection:
    looks = len(run.settings.looks)
    return Projection(
        **vars(run),
        seasons=seasons,
        weekly=weekly(run.shop, seasons, looks),
        waits=waits(run.shop, seasons),
        any_norm=any_norm(run.shop, seasons, looks),
        closure=closure(run.shop, seasons, looks),
        floor=floor,
        weights=weights,
        weighed_on=min(WEIGHT_SEASONS, run.settings.replications),
    )
