"""A shop at an instant: its open questions with their clocks, and the weeks whose score may still change."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sim.deadline import local_days, monday_of
from sim.deadline.instants.wall import date_of, to_utc, zone_of
from sim.experiments.morning.left_over import shares_left
from sim.experiments.seasons.shop import Shop
from sim.norms import EventLog
from sim.norms.log import Cases
from sim.norms.log.columns import Instants
from sim.norms.measures.contacts import Questions, judged_questions
from sim.norms.measures.view import View
from sim.norms.standing.strikes import decided_at
from sim.operation.contract import BY_KEY
from sim.operation.rules.policy import QUESTION_ORDERS
from sim.scenario.beside.open_cases import open_rows
from sim.scenario.beside.start import Start
from sim.scenario.schema import Scenario
from sim.scenario.values.days import ZONE

WEEK = 7  # days
NOTHING = EventLog()


@dataclass(frozen=True, eq=False)
class Morning:
    """A shop, the questions that are known at `at`, and which of them are open."""

    shop: Shop  # its season begins at that instant, with what is open then
    cases: Cases

    @property
    def at(self) -> int:
        """The instant."""
        return self.shop.season.since

    @property
    def start(self) -> Start:
        """What waits, as the season begins with it."""
        start = self.shop.scenario.start
        assert start is not None  # `morning` gave it one
        return start

    @cached_property
    def rows(self) -> np.ndarray:
        """The open questions among the cases, in order of arrival: int64[n]."""
        return open_rows(self.cases)

    @cached_property
    def due_at(self) -> Instants:
        """The last second in which each of them is answered in time: int64[n]."""
        boundary = self.shop.boundary
        return self.shop.scenario.judged.clock.due(self.cases.arrived_at[self.rows], boundary)

    @cached_property
    def lost(self) -> np.ndarray:
        """Which of them are late already: bool[n]."""
        return np.asarray(self.due_at < self.at)

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """The weeks (Mondays) whose score may still change, the running one last."""
        running = self.shop.season.weeks[0]
        weeks = np.arange(running - 7 * WEEK, running + 1, WEEK)
        return tuple(weeks[self._decided_at(weeks) >= self.at].tolist())

    @cached_property
    def until(self) -> int:
        """The first instant at which every open question and the running week are decided."""
        running = np.array(self.shop.season.weeks[:1])
        return int(max(self._decided_at(running)[0], self.due_at.max(initial=self.at))) + 1

    @cached_property
    def shares_left(self) -> np.ndarray | None:
        """Which share of what came with each its order of work left open: float64[n].

        None: how long a question takes has no part in that.
        """
        scenario = self.shop.scenario
        if QUESTION_ORDERS[scenario.work.order].curve != BY_KEY:
            return None
        return shares_left(self.cases, self.at, scenario.contacts)

    @cached_property
    def late_before(self) -> np.ndarray:
        """How many answers of each week are late already, those still open left out: int64[weeks]."""
        late = self.judged(self.cases, self.at).late.copy()
        late[self.rows] = False
        return self.by_week(self.cases.arrived_at[late])

    def judged(self, cases: Cases, as_of: int) -> Questions:
        """Judge questions by the norms of the shop, as they stand at an instant."""
        scenario = self.shop.scenario
        options = replace(self.shop.options, weeks=(self.weeks[0], self.weeks[-1]))
        log = replace(NOTHING, cases=cases)  # to make the empty tables anew takes longer than to judge
        return judged_questions(View(log, scenario.judged.edition, self.shop.holidays, as_of, options))

    def by_week(self, arrived_at: Instants) -> np.ndarray:
        """Count questions by the week in which they came: int64[weeks]."""
        week = np.searchsorted(self.weeks, monday_of(local_days(arrived_at, ZONE)))
        inside = np.isin(monday_of(local_days(arrived_at, ZONE)), self.weeks)
        return np.asarray(np.bincount(week[inside], minlength=len(self.weeks)))

    def _decided_at(self, weeks: np.ndarray) -> np.ndarray:
        return decided_at(weeks, self.shop.scenario.judged.clock, self.shop.boundary, ZONE)


def morning(shop: Shop, cases: Cases, start: Start) -> Morning:
    """Put a shop where its season begins with what a log says of an instant.

    Only what the desk sees is simulated: orders where they make customers ask, and days until the running
    week and all that is open now are decided.
    """
    monday = int(monday_of(local_days(np.array([start.since]), ZONE))[0])
    change = {"start": start, "weeks": (monday,), **_without_orders(shop.scenario)}
    whole = Morning(Shop(shop.scenario.model_copy(update=change), shop.boundary), cases)
    days = WEEK
    while _midnight(monday + days) < whole.until:
        days += 1
    return Morning(Shop(whole.shop.scenario, shop.boundary, days=days), cases)


def _without_orders(scenario: Scenario) -> dict[str, Any]:
    """Leave out orders that make nobody ask, and what is uncertain of them."""
    if scenario.order_questions is not None:
        return {}
    kept = {key: ends for key, ends in scenario.uncertain.items() if not key.startswith("orders.")}
    return {"orders": None, "uncertain": kept}


def _midnight(day: int) -> int:
    return to_utc(date_of(day), 0, zone_of(ZONE))
