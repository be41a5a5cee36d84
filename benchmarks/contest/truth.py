"""The judge's own definition: a mask of open seconds and its running sum.

It shares nothing with the engines judged, ours included, but the words of the definition: the wall clock is
read at every second of a date, a slot begins at the first second that shows its opening time and ends at the
first that shows its closing time; a time that the clock skips moves on by the change.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.protocol import Calendar, Instants
from sim.deadline import Boundary

DAY_S = 86_400
STEP_S = 900  # no clock changes within a quarter of an hour


class Truth:
    """Every second of a calendar, and the open seconds before it: 4 bytes a second, some 150 MB a year."""

    def __init__(self, calendar: Calendar) -> None:
        days = [calendar.first + timedelta(n) for n in range((calendar.last - calendar.first).days + 1)]
        self.first = _midnight(days[0], calendar)
        is_open = np.concatenate([_open_seconds(day, calendar) for day in days])
        self.worked = np.zeros(is_open.size + 1, np.int32)  # open seconds before each second
        np.cumsum(is_open, out=self.worked[1:])

    def due(self, arrived_at: Instants, allowance_s: int, boundary: Boundary) -> Instants:
        """The earliest second with the allowance worked, or the last with no more than it."""
        used = self.worked[arrived_at - self.first] + allowance_s
        if boundary == "close":
            return self.first + np.searchsorted(self.worked, used, "left")
        return self.first + np.searchsorted(self.worked, used, "right") - 1

    def elapsed(self, start: Instants, end: Instants) -> Instants:
        """The open seconds from start to end."""
        worked = self.worked[end - self.first] - self.worked[start - self.first]
        return worked.astype(np.int64)


def _open_seconds(day: date, calendar: Calendar) -> NDArray[np.bool_]:
    shown = _shown(day, calendar)
    is_open = np.zeros(shown.size, bool)
    if day.weekday() in calendar.weekdays and day not in calendar.holidays:
        for opens, closes in calendar.slots:
            is_open[_first_showing(opens, shown) : _first_showing(closes, shown)] = True
    return is_open


def _first_showing(second: int, shown: NDArray[np.int64]) -> int:
    if second == DAY_S:
        return int(shown.size)
    found = np.flatnonzero(shown == second)
    return int(found[0]) if found.size else _first_showing(second + _skipped(shown), shown)


def _skipped(shown: NDArray[np.int64]) -> int:
    return int(np.diff(shown, prepend=-1).max()) - 1


def _shown(day: date, calendar: Calendar) -> NDArray[np.int64]:
    """What the wall shows, in seconds after midnight, at each second of a date of 23 to 25 hours."""
    return _seconds(tuple(_steps(day, calendar)))


@lru_cache(maxsize=8)
def _seconds(steps: tuple[int, ...]) -> NDArray[np.int64]:
    return (np.array(steps)[:, None] + np.arange(STEP_S)).ravel()


def _steps(day: date, calendar: Calendar) -> Iterator[int]:
    at, zone = _midnight(day, calendar), calendar.zone
    while (wall := datetime.fromtimestamp(at, zone)).date() == day:
        yield wall.hour * 3600 + wall.minute * 60 + wall.second
        at += STEP_S


def _midnight(day: date, calendar: Calendar) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=calendar.zone).timestamp())
