"""Where the search begins: work that comes day by day against the hours at the desk, as if both were water.

Mail may wait a working day, so a plan is short where the oldest work is more than a day old. Calls take part
as work and not as calls. It is rough, and only says which plan is tried first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.deadline.instants.wall import HOUR_S
from sim.experiments.plans.goal import Ask
from sim.experiments.search.judging.purse import Purse
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.search.program.analytic import overdue
from sim.experiments.search.program.covering import Levels, at_level
from sim.experiments.search.program.find import Helps
from sim.experiments.seasons.replicate import OFFERED_S, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.staffing.duty import present_share

A_WORKING_DAY = 1  # that an answer may take, in days with working hours
STANDARD_PACE = 1000


@dataclass(frozen=True)
class Fluid:
    """The choices, what is asked, and the work that came in simulated seasons of endless staff."""

    choices: Choices
    asks: Sequence[Ask]
    helps: Sequence[Helps]  # the levers that can help each ask
    endless: Counts
    eases: np.ndarray  # float64[levers, weeks], the share of a week's work that each of a lever spares
    # By which share more work of a week is thought to come: float64[weeks], or one share for all.
    safety: np.ndarray = field(default_factory=lambda: np.zeros(1))
    purse: Purse = field(default_factory=Purse)  # of questions: a guess need not be the best there is

    def failed(self, levels: Levels) -> tuple[int, ...]:
        """Return what a plan would not keep; BudgetSpent after so many questions as are paid for."""
        self.purse.pay(1)
        late = self._late(levels)
        return tuple(
            number
            for number, ask in enumerate(self.asks)
            if late[:, list(ask.weeks)][..., _measured(ask)].any(axis=(1, 2)).mean() > ask.allowed
        )

    def seen_to_fail(self, levels: Levels, ask: int) -> tuple[int, ...]:
        """Return the same: it is seen at once, whatever is asked for."""
        return self.failed(levels)

    def _late(self, levels: Levels) -> np.ndarray:
        """Mark weeks with too much late work: bool[seasons, weeks, 2], for the share and for the mail."""
        scenario = self._now.scenario
        norm = edition(scenario.edition).response
        left = np.maximum(1 - np.array(levels) @ self.eases, 0.0)
        week_h = left * (1 + self.safety) * self.endless.load[..., OFFERED_S] / HOUR_S
        oldest = overdue(
            left[self._week] * self._comes, self._base + np.array(levels) @ self._each, A_WORKING_DAY
        )
        late = np.stack(
            [oldest[:, self._week == week].max(axis=1) for week in range(week_h.shape[1])], axis=1
        )
        few = (norm.mail_at_late or 1) * scenario.work.minutes_per_mail / 60
        return np.stack([late > week_h * float(1 - norm.min_share), late > few], axis=-1)

    @cached_property
    def _now(self) -> Shop:
        return self._shop(self.choices.nothing.levels)

    @cached_property
    def _edges(self) -> np.ndarray:
        """When the days with working hours begin, and the end of the last week: int64[days + 1]."""
        season = self._now.season
        begin, end = season.week_edges[[0, -1]]
        hours = self._now.scenario.judged.clock.hours
        starts = season.starts[(season.starts >= begin) & (season.starts < end)]
        ends = np.append(starts[1:], end)
        return np.append(starts[hours.elapsed(starts, ends) > 0], end)

    @cached_property
    def _week(self) -> np.ndarray:
        """The week of each day: int64[days]."""
        return np.searchsorted(self._now.season.week_edges, self._edges[:-1], side="right") - 1

    @cached_property
    def _comes(self) -> np.ndarray:
        """Hours of work that come on each day: float64[seasons, days], a week's evenly over its days."""
        days = np.bincount(self._week, minlength=self.endless.load.shape[1])
        week_h = (1 + self.safety) * self.endless.load[..., OFFERED_S] / HOUR_S
        return np.asarray((week_h / days)[:, self._week])

    @cached_property
    def _base(self) -> np.ndarray:
        return self._hours(self._now)

    @cached_property
    def _each(self) -> np.ndarray:
        """Hours that the first step of each lever adds: float64[levers, days]."""
        nothing = self.choices.nothing.levels
        one = [at_level(nothing, lever, 1) for lever in range(len(nothing))]
        return np.array([self._hours(self._shop(levels)) - self._base for levels in one])

    def _shop(self, levels: Levels) -> Shop:
        return Shop(self.choices.planned(Plan(levels, self.choices.orders[0])).scenario)

    def _hours(self, shop: Shop) -> np.ndarray:
        """Return the hours at the desk, at standard pace, until each day ends: float64[days]."""
        absence = shop.scenario.absence
        there = present_share(shop.scenario, shop.staff, shop.season)
        there *= 1 - absence.sick_day_chance - absence.sick_week_chance
        hours = np.zeros(len(self._edges) - 1)
        for one in shop.staff:
            shift = np.searchsorted(one.shifts[:, 0], one.paid[:, 0], side="right") - 1
            worked = np.diff(one.paid)[:, 0] * one.pace[shift] / STANDARD_PACE / HOUR_S
            day = np.searchsorted(self._edges, one.paid[:, 0], side="right") - 1
            inside = (day >= 0) & (day < len(hours))
            hours += np.bincount(day[inside], worked[inside], minlength=len(hours))
        return hours * there


def _measured(ask: Ask) -> list[int]:
    """Say what hours decide of an ask: a share of late work (0), a number of late answers (1)."""
    return sorted({int(target == "mail") for target in ask.watched if target != "phone"})
