"""The coming days, played once: which open questions become late, and how many of each week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.draws import Streams
from sim.experiments.morning.inbox import Morning
from sim.experiments.morning.left_over import as_left_over
from sim.experiments.morning.picks import Desk, put_first
from sim.experiments.morning.slack import Slack, slack
from sim.experiments.seasons.replicate import drawn, on_the_floor
from sim.operation.aftermath.cases import Told, asked, cases
from sim.operation.rules.policy import keyed
from sim.operation.simulate import simulate


@dataclass(frozen=True)
class Days:
    """What became of the coming days, of one play or many stacked."""

    late: np.ndarray  # bool[..., n], of the open questions
    late_new: np.ndarray  # int64[..., weeks], of the questions that were still to come
    slack: Slack

    def first(self, plays: int) -> "Days":
        """The first of stacked plays."""
        curves = {name: curve[:plays] for name, curve in vars(self.slack).items()}
        return Days(self.late[:plays], self.late_new[:plays], Slack(**curves))


def stacked(days: Sequence[Days]) -> Days:
    """Stack plays along a new first axis, in the order given."""
    curves = {name: np.stack([getattr(one.slack, name) for one in days]) for name in vars(days[0].slack)}
    late, new = np.stack([one.late for one in days]), np.stack([one.late_new for one in days])
    return Days(late, new, Slack(**curves))


def play(morning: Morning, seed: int, number: int, first: np.ndarray) -> Days:
    """Play the coming days once; `first` (int64[k], places among the open ones) are picked first.

    Plays of one seed and number meet the same customers and people, whoever is picked. How long an open
    question takes, and who is ill today, is drawn: nobody knows it yet.
    """
    streams = Streams(seed, number)
    shop = morning.shop.of_season(streams)
    scenario = shop.scenario
    journeys, _ = drawn(shop, streams)
    opened = np.flatnonzero(journeys.work.step == 0)[-len(morning.rows) :]
    if morning.shares_left is not None:
        seconds = as_left_over(scenario, journeys, opened, morning.shares_left)
        journeys = replace(journeys, work=replace(journeys.work, work=seconds))
    work, roster = keyed(scenario, journeys.work), on_the_floor(shop, streams)
    desk = Desk(work, roster, shop.rules)
    if len(first):
        desk = put_first(desk, opened[first], scenario, shop.boundary)
    happened = simulate(desk.work, desk.roster, desk.rules, morning.until)
    told = Told(journeys, happened)
    late, late_new = _late(morning, told, opened)
    return Days(late, late_new, slack(morning, told, opened, roster))


def _late(morning: Morning, told: Told, opened: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let the norm engine judge the questions as they stand when all is decided."""
    rows = asked(told)
    written = cases(told, rows, 0, morning.until)
    late = np.zeros(len(told.work), np.bool_)
    late[rows] = morning.judged(written, morning.until - 1).late
    new = late.copy()
    new[opened] = False
    return late[opened], morning.by_week(told.arrived_at[new])
