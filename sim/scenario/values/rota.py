"""The words of a rota: breaks, training, time zones and what becomes of work in hand; see `words`."""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from sim.deadline import zone_of
from sim.deadline.weekly import WeeklySlot, read_weekly
from sim.scenario.values.words import parse_day

BREAKS_WAY_OUT = "write '12:30-13:00', or several in a list"
_SPAN = re.compile(r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}")
ON_DAYS_WAY_OUT = "write '2026-11-28 09:00-13:00', or several in a list"
TRAINING_WAY_OUT = "write 'mon 16:00-17:00', '2026-11-25 09:00-12:00', or several in a list"


class DatedSlot(NamedTuple):
    """One stretch of hours of one day."""

    day: date
    opens: int  # seconds after local midnight
    closes: int  # seconds after local midnight, > opens, at most 86,400


Training = tuple[WeeklySlot | DatedSlot, ...]


def parse_breaks(given: object) -> tuple[WeeklySlot, ...]:
    """Read the breaks of a working day, like ``12:30-13:00`` or a list of such, as slots of every day.

    >>> parse_breaks("12:30-13:00")[0].text
    '12:30-13:00'
    """
    if isinstance(given, tuple):
        return given  # read before
    spans = given if isinstance(given, list) else [given]
    if not all(isinstance(span, str) and _SPAN.fullmatch(span.strip()) for span in spans):
        raise ValueError(f"must be hours in quotes; {BREAKS_WAY_OUT}")
    return read_weekly(", ".join(f"mon-sun {span}" for span in spans)) if spans else ()


def parse_training(given: object) -> Training:
    """Read hours that come back every week, hours of one day, or a list of both.

    >>> parse_training("2026-11-25 09:00-12:00")
    (DatedSlot(day=datetime.date(2026, 11, 25), opens=32400, closes=43200),)
    """
    if isinstance(given, tuple):
        return given  # read before
    entries = given if isinstance(given, list) else [given]
    return tuple(slot for entry in entries for slot in _training_of(entry))


def parse_on_days(given: object) -> tuple[DatedSlot, ...]:
    """Read hours of single days: ``2026-11-28 09:00-13:00``, or a list of such; in order.

    >>> [str(slot.day) for slot in parse_on_days(["2026-12-05 09:00-13:00", "2026-11-28 09:00-13:00"])]
    ['2026-11-28', '2026-12-05']
    """
    slots = parse_training(given)
    dated = sorted(slot for slot in slots if isinstance(slot, DatedSlot))
    if len(dated) < len(slots):
        raise ValueError(f"must be hours of single days; {ON_DAYS_WAY_OUT}")
    for earlier, later in pairwise(dated):
        if earlier.day == later.day and later.opens < earlier.closes:
            raise ValueError(f"must be hours that do not overlap on {later.day}; join the two stretches")
    return tuple(dated)


def _training_of(entry: object) -> Training:
    if not isinstance(entry, str):
        raise ValueError(f"must be days and hours in quotes; {TRAINING_WAY_OUT}")
    if not entry[:1].isdigit():
        return read_weekly(entry)
    day, _, span = entry.partition(" ")
    return tuple(DatedSlot(parse_day(day), slot.opens, slot.closes) for slot in read_weekly(f"mon {span}"))


def parse_zone(given: object) -> str:
    """Read the name of a time zone, like ``Europe/Brussels``; it stays text."""
    try:
        return zone_of(str(given)).key
    except ValueError as fault:
        _, _, *hint = str(fault).split("; ")
        way_out = hint[0] if hint else "write 'Europe/Brussels'"
        raise ValueError(f"must be the IANA name of a time zone; {way_out}") from None
