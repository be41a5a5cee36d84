"""Which levers can help what is asked, and how far from it they work."""

from collections.abc import Sequence
from math import ceil

import numpy as np

from sim.deadline import NEVER, Boundary, to_utc, zone_of
from sim.deadline.instants.wall import date_of
from sim.experiments.plans.goal import Ask
from sim.experiments.search.levers import WEEK, Choices, Lever
from sim.experiments.search.program.find import Helps
from sim.norms.standing.strikes import decided_at
from sim.scenario.values.days import ZONE


def helpful(choices: Choices, asks: Sequence[Ask], boundary: Boundary) -> list[Helps]:
    """Return the levers that can help each thing asked: those that begin before its last week is decided.

    All of them where other channels eat hours of the same people: more people later are then more now.
    """
    scenario = choices.file.scenario
    weeks = np.array([scenario.weeks[max(ask.weeks)] for ask in asks])
    decided = decided_at(weeks, scenario.judged.clock, boundary, ZONE).tolist()
    begins = [_begins(lever) for lever in choices.levers]
    shared = scenario.contacts.other_channels_hours_per_week > 0
    return [
        {
            place: _weeks_between(lever, [scenario.weeks[week] for week in ask.weeks])
            for place, lever in enumerate(choices.levers)
            if shared or at == NEVER or begins[place] < at
        }
        for ask, at in zip(asks, decided, strict=True)
    ]


def _weeks_between(lever: Lever, mondays: Sequence[int]) -> int:
    """Count the weeks between a lever and some weeks: 0 where it works in them."""
    days = max(min(mondays) - lever.last, lever.first - (max(mondays) + WEEK - 1), 0)
    return ceil(days / WEEK)


def _begins(lever: Lever) -> int:
    """Return the instant from which a lever brings anybody."""
    if lever.sets:
        return NEVER  # before anything is decided
    first = date_of(lever.first).weekday()
    day, opens = min((lever.first + (slot.weekday - first) % WEEK, slot.opens) for slot in lever.slots)
    return to_utc(date_of(day), opens, zone_of(ZONE))
