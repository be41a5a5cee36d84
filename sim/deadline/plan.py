"""Opening hours as people write them: read from text and checked, still in wall time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sim.deadline.instants.forms import one_of
from sim.deadline.instants.wall import parse_time
from sim.deadline.weekly import DAYS

Slot = tuple[int, int]  # [open, close) in seconds after midnight on the wall, 0 <= open < close <= 86,400

LONGEST = timedelta(68 * 365)  # with room to spare below 2**31 seconds, what the tables of `curve` count

_YEARS = range(1900, 2200)
_SLOT = re.compile(r"([0-9:]+)\s*-\s*([0-9:]+)")


@dataclass(frozen=True)
class Plan:
    """When a shop means to be open, date by date, from `first` to `last` inclusive."""

    weekly: tuple[tuple[Slot, ...], ...]  # seven days, Monday first
    zone: ZoneInfo
    holidays: frozenset[date]  # the weekly slots are off
    extra: Mapping[date, tuple[Slot, ...]]  # open as well, holiday or not
    closed: Mapping[date, tuple[Slot, ...]]  # shut, whatever else is said
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"first is {self.first}, after last, {self.last}; swap them")
        if self.last - self.first > LONGEST:
            raise ValueError(
                f"first is {self.first} and last {self.last}; a calendar spans at most 68 years; make two"
            )


def read_week(weekly: Mapping[str, Iterable[str]]) -> tuple[tuple[Slot, ...], ...]:
    """Seven days of slots from {"mon": ["09:00-12:00", "13:00-17:00"], ...}; a day left out is closed."""
    _need(isinstance(weekly, Mapping), "weekly", weekly, 'days with their slots, {"mon": ["09:00-17:00"]}')
    for day in weekly:
        one_of("a day in weekly", day, DAYS)
    return tuple(_read_slots(f"weekly[{day!r}]", weekly.get(day, ())) for day in DAYS)


def read_dates(argument: str, slots: Mapping[date, Iterable[str]] | None) -> dict[date, tuple[Slot, ...]]:
    """Slots of single dates from {date(2026, 11, 27): ["10:00-14:00"]}."""
    given = {} if slots is None else slots
    _need(isinstance(given, Mapping), argument, given, 'dates with their slots, {date: ["10:00-14:00"]}')
    return {
        read_date(f"a date in {argument}", day): _read_slots(f"{argument}[{day}]", texts)
        for day, texts in given.items()
    }


def read_date(argument: str, given: Any) -> date:
    """A date from 1900 to 2199. A datetime is refused: it equals no date and would be silently ignored."""
    is_date = isinstance(given, date) and not isinstance(given, datetime)
    _need(is_date and given.year in _YEARS, argument, given, "a datetime.date from 1900 to 2199")
    return given  # type: ignore[no-any-return]  # _need has made sure


def _read_slots(where: str, texts: Iterable[str]) -> tuple[Slot, ...]:
    listed = isinstance(texts, Iterable) and not isinstance(texts, str)
    _need(listed, where, texts, 'a list of slots, ["09:00-17:00"]')
    return tuple(_read_slot(where, text) for text in texts)


def _read_slot(where: str, text: str) -> Slot:
    parts = _SLOT.fullmatch(str(text).strip())
    _need(parts is not None, where, text, 'a slot written as "09:00-17:00"')
    assert parts is not None
    try:
        opens, closes = parse_time(parts[1]), parse_time(parts[2])
    except ValueError as fault:
        raise ValueError(f"{where}: {text!r} given; {fault}") from None
    if opens >= closes:
        raise ValueError(
            f"{where}: {text!r} given; a slot opens before it closes, on one date; write a night as two "
            f'slots, "{parts[1]}-24:00" and, on the next day, "00:00-{parts[2]}"'
        )
    return opens, closes


def _need(fulfilled: bool, argument: str, given: object, allowed: str) -> None:
    if not fulfilled:
        raise ValueError(f"{argument}: {given!r} given; must be {allowed}")
