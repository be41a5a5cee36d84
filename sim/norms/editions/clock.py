"""The norm's own clock: the hours that an edition counts, without the holidays that a country gets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sim.deadline import Boundary, OpeningHours
from sim.deadline.holidays import Holiday
from sim.deadline.holidays import holidays as holidays_of
from sim.deadline.instants.wall import HOUR_S
from sim.deadline.weekly import DAYS, read_weekly
from sim.norms.editions.edition import Edition
from sim.norms.editions.records import Contested
from sim.norms.log.columns import Instants
from sim.norms.options import DEFAULTS, Options

HOLIDAYS_OUT = ", holidays out"
UNCONTESTED = Contested(good_friday=False, liberation_day=False)


@dataclass(frozen=True, eq=False)
class Clock:
    """When the response clock runs, how long a seller has, and when a question is marked open for long."""

    hours: OpeningHours
    allowance_s: int
    early_warning_s: int

    def due(self, arrived_at: Instants, boundary: Boundary = "close") -> Instants:
        """Return the last instant in time, NEVER where the hours do not fill the allowance."""
        return self.hours.deadline(arrived_at, self.allowance_s, boundary)

    def warning(self, arrived_at: Instants) -> Instants:
        """Return when each question is marked open for long."""
        return self.hours.deadline(arrived_at, self.early_warning_s)


@cache
def clock(
    edition: Edition, holidays: tuple[date, ...], first: date, last: date, options: Options = DEFAULTS
) -> Clock:
    """Return the response clock of an edition, known from `first` to `last`."""
    norm = edition.response
    if norm.clock == "working_hours":
        hours = window(options.hours or norm.window, holidays, first, last, options.timezone)
    else:
        days = _days(norm.excludes, options.hours)
        off = holidays if "holidays" in norm.excludes else ()
        hours = _opening({day: ["00:00-24:00"] for day in days}, off, first, last, options.timezone)
    return Clock(hours, norm.hours * HOUR_S, norm.early_warning_hours * HOUR_S)


@cache
def phone_window(
    edition: Edition, holidays: tuple[date, ...], first: date, last: date, options: Options = DEFAULTS
) -> OpeningHours:
    """Return when call attempts count for the norm, whatever hours a seller offers the phone."""
    return window(options.hours or edition.phone.window, holidays, first, last, options.timezone)


def window(text: str, holidays: Iterable[date], first: date, last: date, timezone: str) -> OpeningHours:
    """Return opening hours from words such as "Mon-Fri 09:00-17:00, Sat 10:00-14:00", holidays out."""
    weekly: dict[str, list[str]] = {}
    for slot in read_weekly(text.removesuffix(HOLIDAYS_OUT)):
        weekly.setdefault(DAYS[slot.weekday], []).append(slot.text)
    return _opening(weekly, holidays, first, last, timezone)


def holiday_dates(holidays: str | Iterable[date], first: date, last: date) -> tuple[date, ...]:
    """Return the dates alone, without the contested ones."""
    return tuple(holiday.day for holiday in holidays_between(holidays, first, last))


def holidays_between(
    holidays: str | Iterable[date], first: date, last: date, contested: Contested = UNCONTESTED
) -> tuple[Holiday, ...]:
    """Return the days of a list (NL, BE, NL+BE, none), or those given, which have no name, in order."""
    if isinstance(holidays, str):
        return holidays_of(holidays, first, last, contested.good_friday, contested.liberation_day)
    return tuple(Holiday(day, "", ()) for day in sorted(set(holidays)) if first <= day <= last)


def _days(excludes: tuple[str, ...], hours: str) -> set[str]:
    """Return the days that count whole: all but those excluded, or those on which another trade is open."""
    if hours:
        return {DAYS[slot.weekday] for slot in read_weekly(hours)}
    return {*DAYS} - {excluded[:3].lower() for excluded in excludes}


def _opening(
    weekly: dict[str, list[str]], holidays: Iterable[date], first: date, last: date, timezone: str
) -> OpeningHours:
    return OpeningHours(weekly, holidays=holidays, timezone=timezone, first=first, last=last)
