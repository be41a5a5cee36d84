"""What the bench asks of an engine, and the little an adapter has to say.

An adapter is one module with a `PEER`. The bench opens its engine on a calendar, turns the cases into the
form the engine is fed with (`given`, not timed), asks (`deadlines` or `elapsed`, timed) and reads the answers
back as UTC seconds or seconds of working time (`seconds`, not timed).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sim.deadline import OpeningHours
from sim.deadline.weekly import DAYS

Instants = NDArray[np.int64]  # UTC seconds
Category = Literal[
    "plain days",
    "lunch breaks",
    "weekends",
    "holidays",
    "clock-change nights",
    "24-hour slots",
    "odd-second slots",
    "outside hours",
    "on edges",
]

ONE_SLOT: Mapping[Category, str] = {"lunch breaks": "one slot a day"}
NO_ZONES: Mapping[Category, str] = {"clock-change nights": "no time zones"}
NO_24: Mapping[Category, str] = {"24-hour slots": "no 24:00"}
NO_SECONDS: Mapping[Category, str] = {"odd-second slots": "no seconds"}
FIXED_WEEKEND: Mapping[Category, str] = {"clock-change nights": "Saturday and Sunday are always closed"}


@dataclass(frozen=True)
class Calendar:
    """The same slots on each working weekday, none on holidays, from `first` to `last`."""

    slots: tuple[tuple[int, int], ...] = ((9 * 3600, 17 * 3600),)  # [open, close), seconds after midnight
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)  # 0 = Monday
    holidays: tuple[date, ...] = ()
    first: date = date(2026, 1, 1)
    last: date = date(2027, 2, 28)
    timezone: str = "Europe/Amsterdam"

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock."""
        return ZoneInfo(self.timezone)

    @property
    def weekend(self) -> tuple[int, ...]:
        """The weekdays without slots."""
        return tuple(day for day in range(7) if day not in self.weekdays)

    @property
    def weekmask(self) -> str:
        """The week as pandas and numpy write it, "1111100"."""
        return "".join("01"[day in self.weekdays] for day in range(7))

    @cached_property
    def hours(self) -> OpeningHours:
        """The same calendar as our own engine opens it."""
        slots = [f"{clock(opens)}-{clock(closes)}" for opens, closes in self.slots]
        return OpeningHours(
            {DAYS[day]: slots for day in self.weekdays},
            first=self.first,
            last=self.last,
            holidays=self.holidays,
            timezone=self.timezone,
        )


@dataclass(frozen=True)
class Peer:
    """An engine that somebody could pick, and what it has no words for."""

    name: str
    package: str  # the distribution whose version is named
    engine: Callable[[Calendar], Any]  # with given, seconds, and deadlines or elapsed
    cannot: Mapping[Category, str] = field(default_factory=dict)  # "cannot say" is not "wrong"
    asks: Literal["deadline", "elapsed"] = "deadline"


def clock(second: int) -> str:
    """ "09:00:07" of a second after midnight, "24:00:00" of the last."""
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def time_of(second: int) -> time:
    """The wall time of a second after midnight; datetime has no 24:00."""
    return time(second // 3600, second // 60 % 60, second % 60)
