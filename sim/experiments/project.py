"""The projection of a scenario: its seasons simulated, or found on disk, and what they come to."""

from dataclasses import dataclass, replace

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
from sim.experiments.replicate import Counts, Shop
from sim.experiments.sweep import Sweep
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

    The sweep has the seed and the engine of the run; endless staff and the guesses are always simulated by
    the compiled engine.
    """
    seasons, tried = range(run.settings.replications), _raised(run)
    few, for_floor = seasons[:WEIGHT_SEASONS], seasons[:FLOOR_SEASONS]
    endless = {ENDLESS: run.shop.with_endless_staff()}
    if run.settings.engine == "kernel":  # beside seasons of the other engine these take no time
        sweep.announce(endless, for_floor, ENDLESS)
        sweep.announce(tried, few, WEIGHTS)
    as_it_is = sweep.counts({AS_IT_IS: run.shop}, seasons, AS_IT_IS)[AS_IT_IS]
    at_least = floor(sweep.counts(endless, for_floor, ENDLESS, "kernel")[ENDLESS])
    weighed = weights(as_it_is.first(len(few)), sweep.counts(tried, few, WEIGHTS, "kernel"))
    return _summed_up(run, as_it_is, at_least, weighed)


def _raised(run: Run) -> dict[str, Shop]:
    """Raise one guess of the file after the other."""
    higher = raised(run.shop.scenario, run.file.guesses)
    return {key: replace(run.shop, scenario=scenario) for key, scenario in higher.items()}


def _summed_up(run: Run, seasons: Counts, floor: Floor, weights: list[Weight]) -> Projection:
    return Projection(
        **vars(run),
        seasons=seasons,
        weekly=weekly(run.shop, seasons),
        waits=waits(run.shop, seasons),
        any_norm=any_norm(run.shop, seasons),
        closure=closure(run.shop, seasons),
        floor=floor,
        weights=weights,
        weighed_on=min(WEIGHT_SEASONS, run.settings.replications),
    )
