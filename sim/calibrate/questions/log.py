"""A case log as it is fitted: the shop's own questions, in its own time."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.calibrate.estimates.weeks import Weeks, by_week
from sim.calibrate.questions.again import again
from sim.deadline import NEVER
from sim.deadline.instants.wall import DAY_S, local_seconds, weekday_of
from sim.norms.log import Cases

HOUR_S = 3600
PHONE = Cases.choices("channel").index("phone")

OFFICE_DAYS, OFFICE_OPENS_S, OFFICE_CLOSES_S = 5, 9 * HOUR_S, 17 * HOUR_S


@dataclass(frozen=True, eq=False)
class Questions:
    """The questions of a case log, and callers beside it; every column has one entry each, callers last."""

    cases: Cases
    timezone: str
    callers: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # int64[m], see callers_beside

    @cached_property
    def arrived_at(self) -> np.ndarray:
        """The instant at which each came: int64[n]."""
        return np.concatenate([self.cases.arrived_at, self.callers])

    @cached_property
    def day(self) -> np.ndarray:
        """The local day on which each came: int64[n], day numbers."""
        return self._wall_s // DAY_S

    @cached_property
    def second(self) -> np.ndarray:
        """Seconds since the midnight of that day: int64[n]."""
        return self._wall_s % DAY_S

    @cached_property
    def _wall_s(self) -> np.ndarray:
        return local_seconds(self.arrived_at, self.timezone)

    @cached_property
    def by_phone(self) -> np.ndarray:
        """Mark the phone contacts: bool[n]."""
        return np.asarray(self._filled(self.cases.channel, PHONE) == PHONE)

    @cached_property
    def forwarded(self) -> np.ndarray:
        """Mark what the marketplace forwarded, which the scenario counts apart: bool[n]."""
        return np.asarray(self._filled(self.cases.forwarded_by_bol, -1) == 1)

    @cached_property
    def own(self) -> np.ndarray:
        """Mark the new questions that customers put to the shop: bool[n]."""
        return np.asarray(~self.forwarded & ~self._filled(again(self.cases), False))

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
        return np.asarray(self._filled(getattr(self.cases, column), NEVER) != NEVER)

    def topics(self) -> np.ndarray:
        """Return what each is about, without blanks around it: text[n], "" where it is not told."""
        words = np.char.strip(self.cases.topic.astype(str))
        return self._filled(np.where(words == "-1", "", words), "")

    def hours_between(self, since: str, until: str, which: np.ndarray) -> np.ndarray:
        """Return the hours from one instant to another, of some questions that have both."""
        both = (which & self.known(since) & self.known(until))[: len(self.cases)]
        return np.asarray(getattr(self.cases, until)[both] - getattr(self.cases, since)[both]) / HOUR_S

    def _filled(self, column: np.ndarray, value: object) -> np.ndarray:
        """Give callers, who have no case, a value in a column of the cases."""
        return np.concatenate([column, np.full(len(self.callers), value, column.dtype)])
