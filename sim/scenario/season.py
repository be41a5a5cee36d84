"""The days a season is simulated over: from a week before the first one until the last one is final."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from sim.deadline.holidays import holidays
from sim.deadline.wall import date_of, day_number, local_days, to_utc, zone_of
from sim.deadline.weekly import WeeklySlot
from sim.norms.edition import edition
from sim.norms.strikes import final_at
from sim.scenario.schema import Scenario

ZONE = "Europe/Amsterdam"
WARM_UP_DAYS = 7  # simulated, not reported: the first week begins with a backlog as any other


@dataclass(frozen=True)
class Season:
    """The frame of a simulation: local days and the instants at which they begin."""

    days: np.ndarray  # int64[d], local day numbers in order, from a Monday
    starts: np.ndarray  # int64[d + 1], UTC instant of each local midnight, the last one included
    weeks: tuple[int, ...]  # Mondays (day numbers) of the weeks that are reported
    closed: np.ndarray  # bool[d], public holidays of the shop's country
    phone: np.ndarray  # bool[d], the phone is offered

    @property
    def until(self) -> int:
        """The instant at which the simulation ends and everything is judged: the last week is final."""
        return int(self.starts[-1])

    @property
    def week_edges(self) -> np.ndarray:
        """The instants at which the reported weeks begin, and the end of the last one: int64[weeks + 1]."""
        first = int(np.searchsorted(self.days, self.weeks[0]))
        return self.starts[first : first + 7 * len(self.weeks) + 1 : 7]

    @cached_property
    def hours(self) -> np.ndarray:
        """The instants at which the local hours begin: int64[24 d].

        At a clock change a repeated hour is one hour twice as long, a skipped one has no length.
        """
        zone = zone_of(ZONE)
        dates = [date_of(day) for day in self.days.tolist()]
        return np.array([to_utc(day, 3600 * hour, zone) for day in dates for hour in range(24)], np.int64)

    def intervals(self, slots: tuple[WeeklySlot, ...], days: np.ndarray) -> np.ndarray:
        """Turn slots of a week into instants on the marked days (bool[d]): int64[k, 2] of begin and end.

        Slots that a clock change swallows are left out.
        """
        zone, found = zone_of(ZONE), []
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


def season_of(scenario: Scenario) -> Season:
    """Frame the season of a scenario."""
    until = final_at(scenario.weeks[-1], edition(scenario.edition).strikes, ZONE)
    first, last = scenario.weeks[0] - WARM_UP_DAYS, int(local_days(np.array([until]), ZONE)[0])
    days = np.arange(first, last)
    off = {day_number(holiday.day) for holiday in holidays(scenario.country, date_of(first), date_of(last))}
    zone = zone_of(ZONE)
    starts = [to_utc(date_of(day), 0, zone) for day in range(first, last + 1)]
    closed = np.isin(days, sorted(off))
    phone = ~closed & ~np.isin(days, [day_number(day) for day in scenario.calls.closed_days])
    return Season(days, np.array(starts, dtype=np.int64), scenario.weeks, closed, phone)


def feast(name: str, year: int) -> date:
    """Find the day of a named peak in a year; black friday follows the fourth Thursday of November."""
    if name == "black friday":
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 22)
    return {"sinterklaas": date(year, 12, 5), "christmas": date(year, 12, 25)}[name]
