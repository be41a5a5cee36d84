"""What the desk looks at: the reactions of a scenario as measures, levels and instants of looking."""

from dataclasses import replace

import numpy as np

from sim.demand.work import CALL, MAIL
from sim.operation.contract import OLDEST, WAITING, Reactions, Rules
from sim.operation.rules.clocks import joined, worked
from sim.operation.rules.policy import QUESTIONS, lines_of
from sim.scenario.people.reactions import Measure
from sim.scenario.schema import Scenario
from sim.staffing.people import Planned

LOOK_EVERY_S = 15 * 60  # on the quarters of the hour, while somebody is planned

# What is measured, and on which lines: of a question that waits for its first answer the norm's clock runs.
MEASURED: dict[Measure, tuple[int, int]] = {
    "questions": (WAITING, QUESTIONS),
    "callers": (WAITING, lines_of(CALL)),
    "oldest question": (OLDEST, lines_of(MAIL)),
}


def with_reactions(rules: Rules, scenario: Scenario, staff: list[Planned]) -> Rules:
    """Let the desk look at itself; without reactions the rules stay as they are."""
    said = scenario.reactions.values()
    if not said:
        return rules
    measured = np.array([MEASURED[one.when.measure] for one in said], dtype=np.int64)
    reactions = Reactions(
        looks=looks(staff),
        measure=measured[:, 0],
        lines=measured[:, 1],
        clock=np.full(len(said), len(rules.curves.first) - 1),  # behind those that are there
        above=np.array([one.when.value for one in said], dtype=np.int64),
        below=np.array([one.ends_at.value for one in said], dtype=np.int64),
    )
    curves = joined(rules.curves, worked(scenario.judged.clock.hours))
    return replace(rules, curves=curves, reactions=reactions)


def looks(staff: list[Planned]) -> np.ndarray:
    """List the quarters of an hour at which somebody is planned: int64[l], in order."""
    shifts = np.unique(np.concatenate([np.empty((0, 2), np.int64), *(one.shifts for one in staff)]), axis=0)
    quarters = [
        np.arange(-(-begin // LOOK_EVERY_S) * LOOK_EVERY_S, end, LOOK_EVERY_S)
        for begin, end in shifts.tolist()
    ]
    return np.unique(np.concatenate([np.empty(0, np.int64), *quarters]))
