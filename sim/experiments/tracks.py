"""What a scenario lets the shop do, step by step: temps one after the other, an order of work, a measure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sim.deadline import date_of, day_number
from sim.scenario.change import Change
from sim.scenario.measures import taking
from sim.scenario.offers import SaturdayOffer, TempOffer
from sim.scenario.read import ScenarioFile
from sim.scenario.staff import OFFICE_HOURS

USUAL_ORDER = "first answers first"  # offered unasked: it lets no question rot that counts for the norm
WEEK = 7


@dataclass(frozen=True)
class Track:
    """Something of which there may be more and more, or which may be done once."""

    name: str  # "extra temp", "first answers first", "quick replies"
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
    offers = file.scenario.may_change
    if offers.temp is not None:
        yield _more("extra temp", _temp(offers.temp), offers.temp.max)
    if offers.saturday is not None:
        yield _more("Saturday", _saturday(offers.saturday), offers.saturday.max_people)


def _more(name: str, terms: str, most: int) -> Track:
    """Let one person come, then two, and so on, all alike."""
    key = f"people.{json.dumps(name)}"
    counts = range(1, most + 1)
    return Track(name, tuple((Change(key, f"{{ {terms}, count = {count} }}"),) for count in counts))


def _temp(offer: TempOffer) -> str:
    last = date_of(day_number(offer.from_) + WEEK * offer.weeks - 1)
    return (
        f'hours = "{OFFICE_HOURS}", from = {offer.from_}, until = {last}, speed = {offer.speed:g}, '
        f"euro_per_hour = {offer.euro_per_hour:g}"
    )


def _saturday(offer: SaturdayOffer) -> str:
    return f'hours = "sat {offer.hours}", euro_per_hour = {offer.euro_per_hour:g}'


def _measures(file: ScenarioFile) -> Iterator[Track]:
    for name, measure in file.scenario.may_change.measures.items():
        if not measure.taken:
            yield Track(name, (taking(name, measure),))
