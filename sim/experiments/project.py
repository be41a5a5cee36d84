"""The projection of a scenario: its seasons simulated, or found on disk, and what they come to."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.experiments.doubts import Floor, Weight, floor, weights
from sim.experiments.estimate import AnyOfWeek, WeekOfNorm, any_norm, weekly
from sim.experiments.many import seasons
from sim.experiments.replicate import Counts, Shop, stack
from sim.operation.simulate import Engine
from sim.records.store import Store
from sim.scenario.read import ScenarioFile

FLOOR_SEASONS = 200  # with endless staff; fewer when fewer are asked for
WEIGHT_SEASONS = 8  # a guess; the same customers each time, so a few seasons tell the order

Progress = Callable[[str, int, int], None]  # what is being done, so many of it done, of how many


@dataclass(frozen=True)
class Settings:
    """How a scenario is run; with the scenario they decide every byte of the result."""

    replications: int = 200
    seed: int = 1
    engine: Engine = "kernel"


@dataclass(frozen=True)
class Projection:
    """Everything that a screen, a picture or a table shows of a run."""

    file: ScenarioFile
    shop: Shop
    settings: Settings
    seasons: Counts  # stacked, in order of replication
    weekly: list[WeekOfNorm]
    any_norm: list[AnyOfWeek]
    floor: Floor
    weights: list[Weight]


def project(
    file: ScenarioFile, shop: Shop, settings: Settings, store: Store, workers: int, progress: Progress
) -> Projection:
    """Simulate what is not in the store yet, keep each season as it is finished, and sum them up in order."""
    wanted = range(settings.replications)
    done = {number: _counts(columns) for number, columns in store if number in wanted}
    missing = [number for number in wanted if number not in done]
    progress("seasons", len(done), len(wanted))
    for number, counts in seasons(shop, settings.seed, missing, settings.engine, workers):
        store.add(number, {"verdicts": counts.verdicts.tolist(), "load": counts.load.tolist()})
        done[number] = counts
        progress("seasons", len(done), len(wanted))
    together = stack(done[number] for number in wanted)
    fewer = min(FLOOR_SEASONS, settings.replications), min(WEIGHT_SEASONS, settings.replications)
    progress("endless staff", 0, 1)
    best = floor(shop, settings.seed, fewer[0], workers)
    progress("weight of the guesses", 0, 1)
    weighed = weights(shop, file.guesses, settings.seed, fewer[1], workers)
    return Projection(
        file, shop, settings, together, weekly(shop, together), any_norm(shop, together), best, weighed
    )


def _counts(columns: dict[str, list[object]]) -> Counts:
    return Counts(np.array(columns["verdicts"], np.int64), np.array(columns["load"], np.int64))
