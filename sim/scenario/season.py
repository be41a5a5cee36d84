"""The days a season is simulated over: from a week before the first one until the last one is final."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.deadline import NEVER
from sim.deadline.holidays import holidays
from sim.deadline.instants.wall import HOUR_S, date_of, day_number, to_utc, zone_of
from sim.deadline.kernel.compiled import compiled
from sim.deadline.weekly import WeeklySlot
from sim.scenario.schema import Scenario
from sim.scenario.values.days import ZONE, simulated_days


@dataclass(frozen=True)
class Season:
    """The frame of a simulation: local days and the instants at which they begin."""

    days: np.ndarray  # int64[d], local day numbers in order, from a Monday
    starts: np.ndarray  # int64[d + 1], UTC instant of each local midnight, the last one included
    weeks: tuple[int, ...]  # Mondays (day numbers) of the weeks that are reported
    closed: np.ndarray  # bool[d], public holidays of the shop's country
    phone: np.ndarray  # bool[d], the phone is offered ...
    phone_hours: tuple[WeeklySlot, ...]  # ... in these hours
    since: int = NEVER  # what came before this instant is known, and not drawn; NEVER: all is drawn

    @property
    def until(self) -> int:
        """The instant at which the simulation ends and everything is judged: the last week is final."""
        return int(self.starts[-1])

    def first(self, days: int) -> "Season":
        """The same season, ended after so many days; they must hold the weeks that are reported."""
        kept = {name: getattr(self, name)[:days] for name in ("days", "closed", "phone")}
        return replace(self, starts=self.starts[: days + 1], **kept)

    @property
    def week_edges(self) -> np.ndarray:
        """The instants at which the reported weeks begin, and the end of the last one: int64[weeks + 1]."""
        first = int(np.searchsorted(self.days, self.weeks[0]))
        return self.starts[first : first + 7 * len(self.weeks) + 1 : 7]

    def week_of(self, at: np.ndarray) -> np.ndarray:
        """Tell in which reported week instants lie: int64[n], -1 before all, `len(weeks)` behind."""
        week = np.empty(len(at), np.int64)
        compiled(weeks_in_turn)(self.week_edges, at, week)
        return week

    @cached_property
    def hours(self) -> np.ndarray:
        """The instants at which the local hours begin: int64[24 d].

        At a clock change a repeated hour is one hour twice as long, a skipped one has no length.
        """
        zone = zone_of(ZONE)
        dates = [date_of(day) for day in self.days.tolist()]
        return np.array([to_utc(day, 3600 * hour, zone) for day in dates for hour in range(24)], np.int64)

    @cached_property
    def clock_hours(self) -> np.ndarray:
        """The instants at which the hours of the clock begin, which no change of time moves: int64[h]."""
        return np.arange(self.starts[0], self.until, HOUR_S)

    @cached_property
    def local_hour(self) -> np.ndarray:
        """The place among `hours` of each hour of the clock: int64[h]."""
        return np.searchsorted(self.hours, self.clock_hours, side="right") - 1

    @cached_property
    def offered(self) -> np.ndarray:
        """When the phone is offered: int64[k, 2], instants of begin and end, in order."""
        return self.intervals(self.phone_hours, self.phone)

    @cached_property
    def phone_every_day(self) -> np.ndarray:
        """When it would be offered if no day were closed: int64[k, 2]."""
        return self.intervals(self.phone_hours, np.ones(len(self.days), np.bool_))

    def intervals(self, slots: tuple[WeeklySlot, ...], days: np.ndarray, timezone: str = ZONE) -> np.ndarray:
        """Turn slots of a week into instants on the marked days (bool[d]): int64[k, 2] of begin and end.

        Slots that a clock change swallows are left out.
        """
        zone, found = zone_of(timezone), []
        for day in np.flatnonzero(days).tolist():
            local = date_of(int(self.days[day]))
            found += [
                (to_utc(local, slot.opens, zone), to_utc(local, slot.closes, zone))
                for slot in slots
                if slot.weekday == local.weekday()
            ]
        pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
        ended = np.maximum.accumulate(pairs[:, 1])
        pairs[1:, 0] = np.maximum(pairs[1:, 0], ended[:-1])  # a clock change may move one into the next
        return pairs[pairs[:, 0] < pairs[:, 1]]


def weeks_in_turn(edges: np.ndarray, at: np.ndarray, week: np.ndarray) -> None:
    """Write the week of each instant: most often that of the one before, and so not searched."""
    now, weeks = 0, len(edges) - 1
    for row in range(len(at)):
        if at[row] < edges[0] or at[row] >= edges[weeks]:
            week[row] = -1 if at[row] < edges[0] else weeks
            continue
        while edges[now + 1] <= at[row]:
            now += 1
        while at[row] < edges[now]:
            now -= 1
        week[row] = now


def public_holidays(country: str, days: np.ndarray) -> np.ndarray:
    """Mark the public holidays of a country among days: bool[days]; "none" has none."""
    found = holidays(country, date_of(int(days[0])), date_of(int(days[-1])))
    return np.isin(days, [day_number(holiday.day) for holiday in found])


def season_of(scenario: Scenario) -> Season:
    """Frame the season of a scenario."""
    simulated = simulated_days(scenario.weeks, scenario.edition, scenario.start is not None)
    first, last = simulated.start, simulated.stop
    days = np.array(simulated)
    zone = zone_of(ZONE)
    starts = [to_utc(date_of(day), 0, zone) for day in range(first, last + 1)]
    closed = public_holidays(scenario.country, days)
    phone = ~closed & ~np.isin(days, [day_number(day) for day in scenario.calls.closed_days])
    since = NEVER if scenario.start is None else scenario.start.since
    edges = np.array(starts, dtype=np.int64)
    return Season(days, edges, scenario.weeks, closed, phone, scenario.calls.open, since)
