"""The calls of a week to come: half-hours drawn by the one model of arrivals, instants spread within them.

Who is planned says how busy a planner thinks the day will be: a day with more hours of people than its
weekday had of late is called with as many more calls.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.calibrate.arrivals.model import DRAWS, forecast
from sim.calibrate.counted import HALF_HOUR_S, counted
from sim.calibrate.phone.attempts import Attempts
from sim.deadline import date_of, local_days, to_utc, weekday_of, zone_of
from sim.deadline.instants.wall import local_seconds
from sim.draws import Streams
from sim.staffing.intervals import on_the_clock

MEMORY_DAYS = 84  # that the model looks back: a level that walks forgets older ones, and time grows cubed
SEED = 2
HALF_LIFE_DAYS = 28.0  # of what is usual on a weekday
LEAST_TIMES, MOST_TIMES = 0.5, 1.5  # the usual calls that a plan can speak for


@dataclass(frozen=True)
class Plan:
    """The days on which somebody is planned; every column has one entry a day."""

    day: np.ndarray  # int64[d], local day numbers in order
    hours: np.ndarray  # float64[d], of all people

    def of_week(self, monday: int) -> "Plan":
        """Keep the days of a week."""
        own = (self.day >= monday) & (self.day < monday + 7)
        return Plan(self.day[own], self.hours[own])

    def times_usual(self, coming: "Plan") -> np.ndarray:
        """Say how many times the hours that their weekday had of late days to come have: float64[coming]."""
        return np.array(
            [self._times(day, hours) for day, hours in zip(coming.day.tolist(), coming.hours, strict=True)]
        ).clip(LEAST_TIMES, MOST_TIMES)

    def _times(self, day: int, hours: float) -> float:
        monday = day - int(weekday_of(np.array([day]))[0])
        past = (self.day < monday) & (self.day >= day - MEMORY_DAYS)
        alike = past & (weekday_of(self.day) == day - monday)
        if not alike.any():
            return 1.0
        weight = 0.5 ** ((day - self.day[alike]) / HALF_LIFE_DAYS)
        return float(hours / np.average(self.hours[alike], weights=weight))


def plan_of(at_work: np.ndarray, timezone: str) -> Plan:
    """Sum a line of stretches by the local day on which each begins."""
    days, place = np.unique(local_days(on_the_clock(at_work)[:, 0], timezone), return_inverse=True)
    return Plan(days, np.bincount(place, np.diff(at_work)[:, 0] / 3600))


def drawn_calls(before: Attempts, plan: Plan, monday: int, timezone: str, plays: int) -> Iterator[np.ndarray]:
    """Draw the instants of the calls of a week, so many times: int64[n] in order.

    `before` is all that is known of calls; half-hours are those of the clock on the wall.
    """
    streams, coming = Streams(SEED, monday), plan.of_week(monday)
    late = before.at[before.day >= monday - MEMORY_DAYS]
    past = counted(local_seconds(late, timezone), np.ones(len(late), np.int64), HALF_HOUR_S)
    times = plan.times_usual(coming)[:, None]
    begins = (
        _midnights(coming.day, timezone)[:, None]
        + past.opens_s
        + past.slot_s * np.arange(past.counts.shape[1])
    )
    for play, counts in enumerate(forecast(past, coming.day, streams)[:: DRAWS // plays]):
        u = streams.uniform("as planned", counts.size, play).reshape(counts.shape)
        begin = np.repeat(begins.ravel(), np.floor(counts * times + u).astype(np.int64).ravel())
        u = streams.uniform("within the half-hour", len(begin), play)
        yield np.sort(begin + (u * past.slot_s).astype(np.int64))


def _midnights(days: np.ndarray, timezone: str) -> np.ndarray:
    zone = zone_of(timezone)
    return np.array([to_utc(date_of(day), 0, zone) for day in days.tolist()], np.int64)
