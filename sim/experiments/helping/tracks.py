"""What a scenario lets the shop do, step by step: an order of work, one more person, a measure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiments.search.levers import people_levers
from sim.scenario.changes.change import Change
from sim.scenario.changes.measures import taking
from sim.scenario.read import ScenarioFile

USUAL_ORDER = "first answers first"  # offered unasked: it lets no question rot that counts for the norm


@dataclass(frozen=True)
class Track:
    """Something of which there may be more and more, or which may be done once."""

    name: str  # "temp", "first answers first", "quick replies"
    levels: tuple[tuple[Change, ...], ...]  # what the scenario is to say for one of it, for two ...

    @property
    def keys(self) -> frozenset[str]:
        """The keys that it sets."""
        return frozenset(change.key for level in self.levels for change in level)


def tracks(file: ScenarioFile) -> list[Track]:
    """List what a scenario lets the shop do, from its [may_change] and the orders of work."""
    return [*_orders(file), *_people(file), *_measures(file)]


def _orders(file: ScenarioFile) -> Iterator[Track]:
    for order in file.scenario.may_change.order or (USUAL_ORDER,):
        if order != file.scenario.work.order:
            yield Track(order, ((Change("work.order", json.dumps(order)),),))


def _people(file: ScenarioFile) -> Iterator[Track]:
    """Let one more come at each step, as `normsim staff` would write it; the weeks of an offer together."""
    for lever in people_levers(file, weekly=False):
        yield Track(lever.name, tuple((lever.change(level),) for level in range(1, lever.most + 1)))


def _measures(file: ScenarioFile) -> Iterator[Track]:
    for name, measure in file.scenario.may_change.measures.items():
        if not measure.taken:
            yield Track(name, (taking(name, measure),))
