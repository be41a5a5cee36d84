"""Which hours are worth most: what one more person in each half-hour of the week spares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.deadline.weekly import WeeklySlot, weekly_text
from sim.experiments.estimates.confidence import Difference, difference
from sim.experiments.plans.costs import euro
from sim.experiments.plans.goal import Goal
from sim.experiments.plans.targets import PHONE, RESPONSE
from sim.experiments.seasons.replicate import BAD, Counts
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.people.staff import Person, weekday_of
from sim.scenario.schema import Scenario
from sim.scenario.values.rota import DatedSlot

HALF_HOUR_S = 1800
IN_A_BLOCK = 4  # half-hours that are named together
BEST = 5
EXTRA = "one more person"
STEP = "hours"


@dataclass(frozen=True)
class HalfHour:
    """A half-hour of the week, and what one more person in it comes to in each season."""

    slot: WeeklySlot
    euro: float  # of that person in all reported weeks
    spared: np.ndarray  # float64[seasons], answers late or calls missed, fewer
    weeks_spared: np.ndarray  # float64[seasons], weeks that miss the goal, fewer

    @cached_property
    def change(self) -> Difference:
        """What is spared in a season."""
        return difference(self.spared)

    @cached_property
    def weeks_change(self) -> Difference:
        """The missed weeks that are spared in a season."""
        return difference(self.weeks_spared)


@dataclass(frozen=True)
class Block:
    """Half-hours on end; its person stands in one of them, any, and this is their average."""

    slot: WeeklySlot
    euro: float
    spared: Difference  # holds for all blocks that were looked at together


@dataclass(frozen=True)
class Hours:
    """All half-hours in which somebody works or the phone is open, in order of the week."""

    cells: tuple[HalfHour, ...]
    seasons: int

    def best(self) -> list[Block]:
        """Name the blocks that spare most for a euro beyond chance, none of which overlap, the best first."""
        windows = list(_windows(self.cells))
        blocks = [_block(window, len(windows)) for window in windows]
        helping = [one for one in blocks if one.spared.low > 0]
        chosen: list[Block] = []
        for one in sorted(helping, key=lambda block: -block.spared.mean / block.euro):
            if len(chosen) < BEST and not any(_overlap(one.slot, other.slot) for other in chosen):
                chosen.append(one)
        return chosen


def worth_of_hours(shop: Shop, goal: Goal, sweep: Sweep, replications: int) -> Hours:
    """Put one more person on each half-hour, in all weeks, one after the other, in the same seasons.

    The person does all that the desk does, at the average speed and price of its people, and is ill or away
    by a luck that is the same in every half-hour.
    """
    tried = plans(shop)
    counts = sweep.counts(tried, range(replications), STEP)
    base = counts.pop("")
    cells = [
        HalfHour(
            slot=slot,
            euro=euro(tried[name], seasons) - euro(shop, base),
            spared=failures(base, goal) - failures(seasons, goal),
            weeks_spared=goal.missed_weeks(base) - goal.missed_weeks(seasons),
        )
        for slot, (name, seasons) in zip(half_hours(shop.scenario), counts.items(), strict=True)
    ]
    return Hours(tuple(cells), replications)


def plans(shop: Shop) -> dict[str, Shop]:
    """List what is simulated: the shop as it is, and with one more person on each half-hour."""
    slots = half_hours(shop.scenario)
    with_one = {weekly_text([slot]): replace(shop, scenario=_with_one(shop.scenario, slot)) for slot in slots}
    return {"": shop, **with_one}


def failures(seasons: Counts, goal: Goal) -> np.ndarray:
    """Count what a goal counts against the shop: missed calls of the phone, else late answers: float64[n]."""
    norm = PHONE if goal.counts_calls else RESPONSE
    return np.asarray(seasons.verdicts[:, :, norm, BAD].sum(axis=1), float)


def half_hours(scenario: Scenario) -> list[WeeklySlot]:
    """List the half-hours of the week in which somebody works or the phone is open."""
    people = scenario.people.values()
    shifts: list[WeeklySlot | DatedSlot] = [slot for one in people for slot in one.hours]
    shifts += [slot for one in people for slot in one.on_days]
    starts = {
        (weekday_of(slot), begin)
        for slot in (*shifts, *scenario.calls.open)
        for begin in range(slot.opens - slot.opens % HALF_HOUR_S, slot.closes, HALF_HOUR_S)
    }
    return [WeeklySlot(weekday, begin, begin + HALF_HOUR_S) for weekday, begin in sorted(starts)]


def _with_one(scenario: Scenario, slot: WeeklySlot) -> Scenario:
    usual = scenario.prices.euro_per_hour
    people = scenario.people.values()
    several = [person.count or 1 for person in people]
    prices = [usual if person.euro_per_hour is None else person.euro_per_hour for person in people]
    speeds = [person.speed for person in people]
    one = Person(
        hours=(slot,),
        speed=float(np.average(speeds, weights=several)) if speeds else 1.0,
        euro_per_hour=float(np.average(prices, weights=several)) if prices else usual,
        languages="both",
        care=True,
    )
    return scenario.model_copy(update={"people": {**scenario.people, EXTRA: one}})


def _windows(cells: Sequence[HalfHour]) -> Iterator[Sequence[HalfHour]]:
    """List the runs of half-hours of a day that are as long as a block."""
    for first in range(len(cells) - IN_A_BLOCK + 1):
        window = cells[first : first + IN_A_BLOCK]
        begin, end = window[0].slot, window[-1].slot
        if begin.weekday == end.weekday and end.closes - begin.opens == IN_A_BLOCK * HALF_HOUR_S:
            yield window


def _block(window: Sequence[HalfHour], together: int) -> Block:
    first, last = window[0].slot, window[-1].slot
    return Block(
        slot=WeeklySlot(first.weekday, first.opens, last.closes),
        euro=float(np.mean([cell.euro for cell in window])),
        spared=difference(np.mean([cell.spared for cell in window], axis=0), together),
    )


def _overlap(one: WeeklySlot, other: WeeklySlot) -> bool:
    return one.weekday == other.weekday and one.opens < other.closes and other.opens < one.closes
