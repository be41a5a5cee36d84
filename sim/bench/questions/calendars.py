"""The calendars of the bench: each says what it tries, and how it is handed to an engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property, partial
from typing import Any

from dateutil.easter import easter

from sim.deadline import OpeningHours
from sim.deadline.holidays import holidays
from sim.deadline.instants.wall import HOUR_S
from sim.deadline.weekly import DAYS

ZONE = "Europe/Amsterdam"
MARGIN = timedelta(weeks=26)  # before the end of a calendar nobody asks: every deadline comes within it

Slots = Mapping[str, tuple[str, ...]]
Dated = Mapping[date, tuple[str, ...]]
NIGHTS: Slots = {"sat": ("22:00-24:00",), "sun": ("00:00-06:00", "22:00-24:00"), "mon": ("00:00-04:00",)}


@dataclass(frozen=True, eq=False)
class Calendar:
    """Opening hours as an engine gets them, and an allowance that tries them."""

    name: str
    tries: str  # in a few words
    weekly: Slots
    first: date
    last: date
    holidays: tuple[date, ...] = ()
    extra: Dated = field(default_factory=dict)
    closed: Dated = field(default_factory=dict)
    allowance_s: int = 8 * HOUR_S

    @cached_property
    def hours(self) -> OpeningHours:
        """The clock of the definition."""
        return hours_of(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """Return the calendar as the protocol writes it."""
        return {
            "name": self.name,
            "timezone": ZONE,
            "first": str(self.first),
            "last": str(self.last),
            "weekly": {day: list(slots) for day, slots in self.weekly.items()},
            "holidays": [str(day) for day in self.holidays],
            "extra": {str(day): list(slots) for day, slots in self.extra.items()},
            "closed": {str(day): list(slots) for day, slots in self.closed.items()},
        }


def hours_of(calendar: Mapping[str, Any]) -> OpeningHours:
    """Read a calendar of the protocol."""
    extra, closed = (
        {date.fromisoformat(day): slots for day, slots in calendar[key].items()}
        for key in ("extra", "closed")
    )
    return OpeningHours(
        calendar["weekly"],
        timezone=calendar["timezone"],
        first=date.fromisoformat(calendar["first"]),
        last=date.fromisoformat(calendar["last"]),
        holidays=[date.fromisoformat(day) for day in calendar["holidays"]],
        extra=extra,
        closed=closed,
    )


@cache
def calendars(first: date, last: date) -> tuple[Calendar, ...]:
    """Return the calendars of the bench, all from `first` to `last`, years 1990 to 2037."""
    off = tuple(holiday.day for holiday in holidays("NL", first, last))
    years = range(first.year, last.year + 1)
    plain = _week("09:00-17:00")
    one = partial(Calendar, first=first, last=last)
    return (
        one("plain", "Monday to Friday 09:00-17:00, Dutch holidays", plain, holidays=off),
        one("lunch", "lunch breaks", _week("09:00-12:30", "13:00-17:30"), holidays=off),
        one("nights", "nights and Sundays across clock changes", NIGHTS),
        one(
            "round-the-clock",
            "24 hours a day, clock changes",
            dict.fromkeys(DAYS, ("00:00-24:00",)),
            allowance_s=24 * HOUR_S,
        ),
        one(
            "odd-seconds",
            "slots and allowance to the second",
            _week("08:59:59-12:00:01", "12:30:17-17:00:03"),
            holidays=off,
            allowance_s=7 * HOUR_S + 1801,
        ),
        one(
            "extras",
            "extra openings, also on holidays, and early closing",
            plain,
            holidays=off,
            extra=_extra(years),
            closed=_early_closing(years),
        ),
    )


def _week(*slots: str) -> Slots:
    return dict.fromkeys(DAYS[:5], slots)


def _extra(years: Iterable[int]) -> Dated:
    """Easter Monday open for a while, the Sunday before Christmas, a long evening that touches the day."""
    opened: dict[date, tuple[str, ...]] = {}
    for year in years:
        christmas = date(year, 12, 25)
        opened[easter(year) + timedelta(1)] = ("10:00-14:00",)
        opened[christmas - timedelta(christmas.isoweekday())] = ("12:00-17:00",)
        opened[date(year, 11, 30)] = ("07:30-09:00", "16:30-21:00")
    return opened


def _early_closing(years: Iterable[int]) -> Dated:
    return {date(year, 12, day): ("15:00-24:00",) for year in years for day in (5, 24, 31)}
