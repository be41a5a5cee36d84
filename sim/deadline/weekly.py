"""The hours of a week in words: ``Mon-Fri 09:00-17:00, Sat 10:00-14:00``, of a norm, a phone or a person.

What cannot be read raises a ValueError that says "must be <what is allowed>; <the way out>".
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PLACES = {
    day: place
    for week in (DAYS, ("ma", "di", "wo", "do", "vr", "za", "zo"))
    for place, day in enumerate(week)
}
HOURS_WAY_OUT = "write it like 'mon-fri 09:00-17:00' or 'mon tue thu 09:00-13:00, sat 10:00-14:00'"
_PART = re.compile(r"(?P<days>[a-z\- ]+?)\s+(?P<opens>\d{1,2}:\d{2})\s*-\s*(?P<closes>\d{1,2}:\d{2})")


class WeeklySlot(NamedTuple):
    """One stretch of hours that comes back every week."""

    weekday: int  # 0 = Monday
    opens: int  # seconds after local midnight
    closes: int  # seconds after local midnight, > opens, at most 86,400

    @property
    def text(self) -> str:
        """The hours alone, "09:00-17:00"."""
        return f"{time_text(self.opens)}-{time_text(self.closes)}"


def read_weekly(text: str) -> tuple[WeeklySlot, ...]:
    """Read the hours of a week: slots in its order, none overlapping; a range of days may pass Sunday.

    Days may be Dutch: ma di wo do vr za zo.

    >>> read_weekly("sat 10:00-14:00, mon 9:00-17:00")[0]
    WeeklySlot(weekday=0, opens=32400, closes=61200)
    >>> [slot.weekday for slot in read_weekly("Sun-Thu 09:00-17:00")]
    [0, 1, 2, 3, 6]
    """
    slots = sorted(slot for part in text.lower().split(",") for slot in _read_part(part.strip()))
    for earlier, later in pairwise(slots):
        if earlier.weekday == later.weekday and later.opens < earlier.closes:
            raise ValueError(
                f"must be hours that do not overlap on {DAYS[later.weekday]}; join the two stretches"
            )
    return tuple(slots)


def time_text(second: int) -> str:
    """Write a second after midnight as a time of day, "09:00", "12:45:30"; the end of a day is "24:00"."""
    return f"{second // 3600:02}:{second % 3600 // 60:02}" + (f":{second % 60:02}" if second % 60 else "")


def weekly_text(slots: Sequence[WeeklySlot], names: Sequence[str] = DAYS) -> str:
    """Write the hours of a week as `read_weekly` reads them, days with the same hours together.

    `names` are those of the days from Monday to Sunday.

    >>> weekly_text(read_weekly("wed 09:00-17:00, mon tue thu 09:00-17:00, sat 09:00-13:00"))
    'mon-thu 09:00-17:00, sat 09:00-13:00'
    """
    days: dict[str, list[int]] = {}
    for slot in sorted(slots):
        days.setdefault(slot.text, []).append(slot.weekday)
    return ", ".join(f"{_days_text(weekdays, names)} {text}" for text, weekdays in days.items())


def _days_text(weekdays: list[int], names: Sequence[str]) -> str:
    """Write days in order: "mon-fri", "sun-thu", "mon wed fri"."""
    count = len(weekdays)
    runs = ([(first + step) % 7 for step in range(count)] for first in weekdays)
    run = next((run for run in runs if sorted(run) == weekdays), None)
    if run and count > 2:
        return f"{names[run[0]]}-{names[run[-1]]}"
    return " ".join(names[day] for day in weekdays)


def _read_part(part: str) -> list[WeeklySlot]:
    match = _PART.fullmatch(part)
    if not match:
        raise ValueError(f"must be days and hours; {HOURS_WAY_OUT}")
    opens, closes = _seconds(match["opens"]), _seconds(match["closes"])
    if opens >= closes:
        night = f"{match['opens']}-24:00 and, on the next day, 00:00-{match['closes']}"
        raise ValueError(
            f"must be hours that end later on the same day; write a night as two stretches, {night}"
        )
    return [WeeklySlot(day, opens, closes) for word in match["days"].split() for day in _weekdays(word)]


def _weekdays(word: str) -> list[int]:
    first, dash, last = word.partition("-")
    for day in (first, last if dash else first):
        if day not in _PLACES:
            raise ValueError(f"must be days out of {' '.join(DAYS)} (not {word!r}); {HOURS_WAY_OUT}")
    begin, end = _PLACES[first], _PLACES[last or first]
    return [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]


def _seconds(text: str) -> int:
    hours, minutes = (int(part) for part in text.split(":"))
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise ValueError(f"must be times between 00:00 and 24:00 (not {text}); {HOURS_WAY_OUT}")
    return hours * 3600 + minutes * 60
