"""The coming days, played once: which open questions become late, also if some are picked first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.demand.marks import Journeys
from sim.draws import Streams
from sim.experiments.morning.inbox import Morning
from sim.experiments.morning.left_over import as_left_over
from sim.experiments.morning.picks import Desk, put_first
from sim.experiments.morning.slack import Slack, slack
from sim.experiments.seasons.replicate import drawn, on_the_floor
from sim.experiments.seasons.shop import Shop
from sim.operation.aftermath.cases import asked, cases
from sim.operation.aftermath.rows import Aftermath
from sim.operation.rules.policy import keyed
from sim.operation.simulate import simulate
from sim.staffing.roster import Roster

NONE = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Days:
    """What became of the coming days, of one play or many stacked."""

    late: np.ndarray  # bool[..., n], of the open questions
    late_new: np.ndarray  # int64[..., weeks], of the questions that were still to come
    slack: Slack

    def last(self, plays: int) -> "Days":
        """The last of stacked plays."""
        since = len(self.late) - plays
        curves = {name: curve[since:] for name, curve in vars(self.slack).items()}
        return Days(self.late[since:], self.late_new[since:], Slack(**curves))


def stacked(days: Sequence[Days]) -> Days:
    """Stack plays along a new first axis, in the order given."""
    curves = {name: np.stack([getattr(one.slack, name) for one in days]) for name in vars(days[0].slack)}
    late, new = np.stack([one.late for one in days]), np.stack([one.late_new for one in days])
    return Days(late, new, Slack(**curves))


@dataclass(frozen=True)
class Met:
    """The customers and people of one play; how long an open question takes, and who is ill, is drawn."""

    shop: Shop
    journeys: Journeys
    opened: np.ndarray  # int64[n], the rows of the open questions
    roster: Roster


def play(morning: Morning, seed: int, number: int, first: np.ndarray) -> tuple[Days, Days]:
    """Play the coming days as things stand, and with some open questions picked first (int64[k], places).

    Both meet the same customers and people. Without any to be picked they are the same.
    """
    met = _met(morning, Streams(seed, number))
    plain = _played(morning, met, NONE)
    return plain, _played(morning, met, first) if len(first) else plain


def _met(morning: Morning, streams: Streams) -> Met:
    shop = morning.shop.of_season(streams)
    journeys, _ = drawn(shop, streams)
    opened = np.flatnonzero(journeys.work.step == 0)[-len(morning.rows) :]
    if morning.shares_left is not None:
        seconds = as_left_over(shop.scenario, journeys, opened, morning.shares_left)
        journeys = replace(journeys, work=replace(journeys.work, work=seconds))
    return Met(shop, journeys, opened, on_the_floor(shop, streams))


def _played(morning: Morning, met: Met, first: np.ndarray) -> Days:
    scenario, opened = met.shop.scenario, met.opened
    desk = Desk(keyed(scenario, met.journeys.work), met.roster, met.shop.rules)
    if len(first):
        desk = put_first(desk, opened[first], scenario, met.shop.boundary)
    aftermath = Aftermath(met.journeys, simulate(desk.work, desk.roster, desk.rules, morning.until))
    return Days(*_late(morning, aftermath, opened), slack(morning, aftermath, opened, met.roster))


def _late(morning: Morning, aftermath: Aftermath, opened: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let the norm engine judge the questions as they stand when all is decided."""
    rows = asked(aftermath)
    written = cases(aftermath, rows, 0, morning.until)
    late = np.zeros(len(aftermath.work), np.bool_)
    late[rows] = morning.judged(written, morning.until - 1).late
    new = late.copy()
    new[opened] = False
    return late[opened], morning.by_week(aftermath.arrived_at[new])
