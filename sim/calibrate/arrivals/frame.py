"""What the calendar says of days, seen and to come: weekday, week, order, and what follows a closed day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from sim.deadline import date_of, monday_of, weekday_of

LONGEST = 8  # days from one open day to the next: what is closed for more than a week is on no holiday
MOSTLY = 0.5  # of its weeks: a weekday that is open less often is no regular one
# The log of what follows a holiday, before any is seen: 1.06 to 1.31 times normal in the calls of a US bank,
# of which one part is the same after every holiday, and one is each one's own.
RUSH, RUSH_SD, RUSH_OWN_SD = 0.13, 0.10, 0.10
PAYDAYS = 3.0  # days: how far the busyness of a place in the month reaches
WEEKDAY_SD = 1.0  # of the log: next to nothing is known of a weekday before it is seen


@dataclass(frozen=True)
class Frame:
    """Days in their order, and what is known of each beforehand."""

    days: np.ndarray  # int64[days]
    weekdays: np.ndarray  # int64[days]
    weeks: np.ndarray  # int64[days], numbered from that of the first day
    rush: np.ndarray  # bool[days], the first open day after a regular weekday that was closed

    @property
    def effects(self) -> np.ndarray:
        """Which effects a day has, its weekday's and that of following a holiday: float64[days, 8]."""
        return np.column_stack([self.weekdays[:, None] == np.arange(7), self.rush]).astype(float)

    @cached_property
    def walked(self) -> np.ndarray:
        """How many steps of the level two days have both behind them: float64[days, days]."""
        return np.asarray(np.minimum.outer(self.weeks, self.weeks), float)

    @cached_property
    def same_week(self) -> np.ndarray:
        """Whether two days lie in one week, 1 or 0: float64[days, days]."""
        return np.asarray(np.equal.outer(self.weeks, self.weeks), float)

    @cached_property
    def same_place(self) -> np.ndarray:
        """How alike the places of two days in their months are, 1 for the same: float64[days, days].

        The place is counted from the nearest turn of the month, around which salaries and rents are paid.
        """
        place = np.array([_from_turn(date_of(day)) for day in self.days.tolist()])
        return np.asarray(np.exp(-(np.subtract.outer(place, place) ** 2) / (2 * PAYDAYS**2)))

    @cached_property
    def doubt(self) -> np.ndarray:
        """The covariance of the days because their effects are not known: float64[days, days]."""
        spread = self.effects * np.array([WEEKDAY_SD] * 7 + [RUSH_SD])
        return np.asarray(spread @ spread.T + np.diag(RUSH_OWN_SD**2 * self.rush))


def frame(seen: np.ndarray, to_come: np.ndarray) -> Frame:
    """Lay out the days that were seen and, after them, those to come (int64 day numbers, rising)."""
    days = np.concatenate([seen, to_come])
    weeks = (monday_of(days) - monday_of(days[:1])) // 7
    return Frame(days, weekday_of(days), weeks, _after_closed(days, regular(seen)))


def regular(seen: np.ndarray) -> np.ndarray:
    """Mark the weekdays that are open in most weeks: bool[7]."""
    weeks = len(np.unique(monday_of(seen)))
    return np.asarray(np.bincount(weekday_of(seen), minlength=7) > MOSTLY * weeks)


def _after_closed(days: np.ndarray, regular: np.ndarray) -> np.ndarray:
    """Mark the days before which, since the last open one, a regular weekday was closed: bool[days]."""
    begun = np.zeros(len(days), bool)
    gaps = np.diff(days)
    known = np.diff(monday_of(days)) <= 7  # what lies between: a week that is left out was not closed
    for place in np.flatnonzero((gaps > 1) & (gaps <= LONGEST) & known).tolist():
        closed = np.arange(days[place] + 1, days[place + 1])
        begun[place + 1] = regular[weekday_of(closed)].any()
    return begun


def _from_turn(day: date) -> int:
    """Count the days from the nearest first of a month: 0 for the first itself, -1 for the day before it."""
    next_turn = (day.replace(day=1) + timedelta(32)).replace(day=1)
    return min(day.day - 1, (day - next_turn).days, key=abs)
