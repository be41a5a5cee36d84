"""What the desk looks at: the reactions of a scenario as measures, levels and instants of looking."""

from dataclasses import replace

import numpy as np

from sim.deadline import OpeningHours, date_of
from sim.deadline.holidays import policy_for
from sim.demand.work import CALL, MAIL
from sim.norms.clock import clock, holidays_between
from sim.norms.edition import edition
from sim.operation.contract import OLDEST, WAITING, Curves, Reactions, Rules
from sim.operation.policy import QUESTIONS, lines_of
from sim.scenario.reactions import Measure
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.staffing.people import Planned

LOOK_EVERY_S = 15 * 60  # on the quarters of the hour, while somebody is planned

# What is measured, and on which lines: of a question that waits for its first answer the norm's clock runs.
MEASURED: dict[Measure, tuple[int, int]] = {
    "questions": (WAITING, QUESTIONS),
    "callers": (WAITING, lines_of(CALL)),
    "oldest question": (OLDEST, lines_of(MAIL)),
}


def with_reactions(rules: Rules, scenario: Scenario, season: Season, staff: list[Planned]) -> Rules:
    """Let the desk look at itself; without reactions the rules stay as they are."""
    said = scenario.reactions.values()
    if not said:
        return rules
    curves, norms_clock = extended(rules.curves, worked_time(norm_hours(scenario, season)))
    measured = np.array([MEASURED[one.when.measure] for one in said], dtype=np.int64)
    reactions = Reactions(
        looks=looks(staff),
        measure=measured[:, 0],
        lines=measured[:, 1],
        clock=np.full(len(said), norms_clock),
        above=np.array([one.when.value for one in said], dtype=np.int64),
        below=np.array([one.ends_at.value for one in said], dtype=np.int64),
    )
    return replace(rules, curves=curves, reactions=reactions)


def looks(staff: list[Planned]) -> np.ndarray:
    """List the quarters of an hour at which somebody is planned: int64[l], in order."""
    shifts = np.unique(np.concatenate([np.empty((0, 2), np.int64), *(one.shifts for one in staff)]), axis=0)
    quarters = [
        np.arange(-(-begin // LOOK_EVERY_S) * LOOK_EVERY_S, end, LOOK_EVERY_S)
        for begin, end in shifts.tolist()
    ]
    return np.unique(np.concatenate([np.empty(0, np.int64), *quarters]))


def norm_hours(scenario: Scenario, season: Season) -> OpeningHours:
    """Give the hours in which the norm's response clock runs."""
    first, last = date_of(int(season.days[0])).replace(month=1, day=1), date_of(int(season.days[-1]))
    named, rules = scenario.holidays or policy_for(scenario.country), edition(scenario.edition)
    off = holidays_between(named, first, last, rules.holidays)
    return clock(rules, tuple(holiday.day for holiday in off), first, last).hours


def worked_time(hours: OpeningHours) -> Curves:
    """Draw how long a clock has run at each instant: a curve that rises while it is open."""
    at = np.column_stack([hours.opens, hours.closes]).ravel()
    worked = np.append(0, np.cumsum(hours.closes - hours.opens))
    value = np.column_stack([worked[:-1], worked[1:]]).ravel()
    at, value = np.append(hours.horizon[0], at), np.append(0, value)
    slope = np.append(0, np.tile([1, 0], len(hours.opens)))
    return Curves(np.array([0, len(at)]), at, value, slope)


def extended(curves: Curves, more: Curves) -> tuple[Curves, int]:
    """Add curves behind others, and give the number of the first of them."""
    first = np.append(curves.first, more.first[1:] + len(curves.at))
    columns = (np.append(getattr(curves, name), getattr(more, name)) for name in ("at", "value", "slope"))
    return Curves(first, *columns), len(curves.first) - 1
