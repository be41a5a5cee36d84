"""A case log as it is fitted: the shop's own questions, in its own time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.calibrate.weeks import Weeks, by_week
from sim.deadline import NEVER, local_days
from sim.deadline.wall import date_of, midnights, weekday_of, zone_of
from sim.norms.log import Cases

HOUR_S = 3600
OFFICE_DAYS, OFFICE_OPENS_S, OFFICE_CLOSES_S = 5, 9 * HOUR_S, 17 * HOUR_S


@dataclass(frozen=True, eq=False)
class Questions:
    """The questions of a case log; every column has one entry a question."""

    cases: Cases
    timezone: str

    @cached_property
    def day(self) -> np.ndarray:
        """The local day on which each came: int64[n], day numbers."""
        return local_days(self.cases.arrived_at, self.timezone)

    @cached_property
    def second(self) -> np.ndarray:
        """Seconds since the midnight of that day: int64[n]."""
        zone, first, last = zone_of(self.timezone), int(self.day.min()), int(self.day.max())
        begins = midnights(date_of(first), date_of(last), zone)
        return np.asarray(self.cases.arrived_at - begins[self.day - first])

    @cached_property
    def by_phone(self) -> np.ndarray:
        """Mark the phone contacts: bool[n]."""
        return np.asarray(self.cases.channel == Cases.choices("channel").index("phone"))

    @cached_property
    def forwarded(self) -> np.ndarray:
        """Mark what the marketplace forwarded, which the scenario counts apart: bool[n]."""
        return np.asarray(self.cases.forwarded_by_bol == 1)

    @cached_property
    def own(self) -> np.ndarray:
        """Mark the questions that customers put to the shop: bool[n]."""
        return np.asarray(~self.forwarded)

    @cached_property
    def mailed(self) -> np.ndarray:
        """Mark the shop's own questions in writing: bool[n]."""
        return np.asarray(self.own & ~self.by_phone)

    @cached_property
    def outside(self) -> np.ndarray:
        """Mark what came outside Monday to Friday 09:00-17:00: bool[n]."""
        early_or_late = (self.second < OFFICE_OPENS_S) | (self.second >= OFFICE_CLOSES_S)
        return np.asarray(early_or_late | (weekday_of(self.day) >= OFFICE_DAYS))

    @cached_property
    def weeks(self) -> Weeks:
        """The shop's own questions by whole week of the log."""
        return self.counted(self.own)

    def counted(self, which: np.ndarray) -> Weeks:
        """Count some questions (bool[n]) in the whole weeks of all of them."""
        return by_week(self.day, which)

    def known(self, column: str) -> np.ndarray:
        """Mark the questions of which an instant is known: bool[n]."""
        return np.asarray(getattr(self.cases, column) != NEVER)

    def hours_between(self, since: str, until: str, which: np.ndarray) -> np.ndarray:
        """Return the hours from one instant to another, of some questions that have both."""
        both = which & self.known(since) & self.known(until)
        return np.asarray(getattr(self.cases, until)[both] - getattr(self.cases, since)[both]) / HOUR_S
