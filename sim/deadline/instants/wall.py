"""Wall time and calendar days: the only place where a clock on the wall meets UTC seconds.

Throughout the project an instant is an int64 number of seconds since 1970-01-01 00:00 UTC, a day is the
int64 number of days since 1970-01-01, and a week is the day number of its Monday.
"""

import re
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np
from numpy.typing import NDArray

from sim.deadline.instants.forms import did_you_mean

NEVER = -(2**63)  # int64 minimum, which numpy's datetime64 reads as NaT
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400
EPOCH = date(1970, 1, 1)

_MIDNIGHT = time()
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST, _LATEST = -62_135_596_800, 253_402_300_799  # the years that datetime knows, 1 to 9999
_A_SEASON_S = 2**27  # some four years
_BLOCK = 25  # clock changes are looked up in blocks of 2**25 s, a little over a year
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


def zone_of(timezone: str) -> ZoneInfo:
    """The time zone of an IANA name such as "Europe/Amsterdam"; ValueError for an unknown one."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        hint = did_you_mean(timezone, available_timezones())
        raise ValueError(
            f"timezone must be an IANA name such as 'Europe/Amsterdam'; got {timezone!r}{hint}"
        ) from None


def to_utc(day: date, second: int, zone: ZoneInfo) -> int:
    """The UTC second at which the wall clock of `zone` shows `second` seconds after 00:00 on `day`.

    As zoneinfo does with fold=0: a time that the spring change skips moves on by the change (02:30 is
    03:30), a time that the autumn change repeats means its first pass. 86,400 is the next midnight.
    """
    shown = datetime.combine(day, _MIDNIGHT, zone) + timedelta(seconds=second)
    return int(shown.timestamp())


@lru_cache(maxsize=16)
def midnights(first: date, last: date, zone: ZoneInfo) -> NDArray[np.int64]:
    """`to_utc` of 00:00 on every date from `first` to `last` and of the next midnight; read-only."""
    days = np.arange(first.toordinal(), last.toordinal() + 2)
    # the offset alone: a tenth of the time that `to_utc` takes for a date
    offsets = [zone.utcoffset(datetime.fromordinal(day)) or timedelta() for day in days.tolist()]
    seconds = {offset: offset // timedelta(seconds=1) for offset in set(offsets)}
    begins: NDArray[np.int64] = (days - EPOCH.toordinal()) * DAY_S - np.array(
        [seconds[offset] for offset in offsets]
    )
    begins.flags.writeable = False
    return begins


def to_wall(at: int, zone: ZoneInfo) -> datetime:
    """What the wall clock of `zone` shows at UTC second `at`; OverflowError outside years 1 to 9999."""
    return (_EPOCH_UTC + timedelta(seconds=at)).astimezone(zone)


def wall_text(at: int, zone: ZoneInfo) -> str:
    """An instant for a reader, "2026-12-31 16:40" local time, with seconds only where there are any."""
    try:
        shown = to_wall(at, zone)
    except OverflowError:
        return "never" if at == NEVER else f"{at} s after 1970"
    return shown.strftime("%Y-%m-%d %H:%M" + (":%S" if shown.second else ""))


def duration_text(seconds: int) -> str:
    """A duration for a reader, "1 hour 20 minutes"; "0 minutes" for none."""
    sizes = {"hour": seconds // 3600, "minute": seconds // 60 % 60, "second": seconds % 60}
    parts = [f"{size} {unit}" + ("s" if size != 1 else "") for unit, size in sizes.items() if size]
    return " ".join(parts) or "0 minutes"


def parse_time(text: str) -> int:
    """Seconds after midnight of "HH:MM" or "HH:MM:SS"; "24:00" is 86,400; ValueError for anything else."""
    parts = _TIME.fullmatch(text.strip())
    hours, minutes, seconds = (int(part or 0) for part in parts.groups()) if parts else (99, 0, 0)
    total = 3600 * hours + 60 * minutes + seconds
    if minutes > 59 or seconds > 59 or total > DAY_S:
        raise ValueError(f"a time is HH:MM or HH:MM:SS from 00:00 to 24:00; got {text!r}")
    return total


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(day))


def local_days(at: NDArray[np.int64], timezone: str) -> NDArray[np.int64]:
    """The local date at each UTC second, as int64 days since 1970-01-01, of the same shape as `at`.

    Exact across every clock change, also where a change repeats or skips midnight or a whole date.
    NEVER in gives NEVER out; an instant outside the years 1 to 9999 raises ValueError.
    """
    shown = local_seconds(at, timezone)
    return np.where(shown == NEVER, NEVER, shown // DAY_S)


def local_seconds(at: NDArray[np.int64], timezone: str) -> NDArray[np.int64]:
    """What the wall clock shows at each UTC second, as int64 seconds since 1970-01-01 00:00 of that clock.

    NEVER in gives NEVER out; an instant outside the years 1 to 9999 raises ValueError.
    """
    at = np.asarray(at, np.int64)
    comes = at != NEVER
    if at.size and comes.all():
        return _shown(at, zone_of(timezone))
    shown = np.full(at.shape, NEVER)
    if comes.any():
        shown[comes] = _shown(at[comes], zone_of(timezone))
    return shown


def weekday_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The weekday of each day number, 0 for Monday to 6 for Sunday. NEVER in gives NEVER out."""
    days = np.asarray(days, np.int64)
    return np.where(days == NEVER, NEVER, (days + 3) % 7)  # day 0 was a Thursday


def monday_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The week of each day number: the day number of its Monday. NEVER in gives NEVER out."""
    days = np.asarray(days, np.int64)
    return np.where(days == NEVER, NEVER, days - weekday_of(days))


def week_label(monday: int) -> str:
    """The ISO name, "2026-W53", of the week that starts on day number `monday`."""
    year, week, weekday = date_of(monday).isocalendar()
    if weekday != 1:
        raise ValueError(
            f"a week is the day number of its Monday; got {monday}, {date_of(monday):%A %Y-%m-%d}"
        )
    return f"{year:04}-W{week:02}"


def week_from_label(label: str) -> int:
    """The day number of the Monday of the ISO week "2026-W53"; ValueError for a week that does not exist."""
    parts = _WEEK.fullmatch(label.strip())
    try:
        year, week = map(int, parts.groups() if parts else ())
        return day_number(date.fromisocalendar(year, week, 1))
    except ValueError:
        raise ValueError(f"a week is an ISO week of its year, such as '2026-W49'; got {label!r}") from None


def _shown(at: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """What the wall clock of a zone shows at instants, of which none is NEVER."""
    since, offset = _offsets(at, zone)
    shown: NDArray[np.int64] = at + offset[np.searchsorted(since, at, "right") - 1]
    return shown


def _offsets(at: NDArray[np.int64], zone: ZoneInfo) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Since when each UTC offset holds, and the offset in seconds, in all the time that `at` touches."""
    first, last = int(at.min()), int(at.max())
    if first < _EARLIEST or last > _LATEST:
        raise ValueError(
            f"instants are UTC seconds within the years 1 to 9999; got {first} to {last}; "
            "divide milliseconds by 1000"
        )
    if last - first < _A_SEASON_S:
        return _changes_within(zone, first >> _BLOCK, last >> _BLOCK)
    blocks = at >> _BLOCK
    # np.unique would sort every instant of a log to find a handful of years
    return _table(zone, np.flatnonzero(np.bincount(blocks - blocks.min())) + blocks.min())


@cache
def _changes_within(zone: ZoneInfo, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What `_offsets` says of some blocks that follow each other: one table for all seasons of a shop."""
    return _table(zone, np.arange(first, last + 1))


def _table(zone: ZoneInfo, blocks: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    changes = np.array([change for block in blocks.tolist() for change in _changes(zone, block)])
    return changes[:, 0], changes[:, 1]


@cache
def _changes(zone: ZoneInfo, block: int) -> list[tuple[int, int]]:
    """(since, offset) at the start of a block and at each clock change in it."""
    start, end = block << _BLOCK, block + 1 << _BLOCK
    probes = [*range(start, end, DAY_S), end]  # no clock changes twice a day
    sinces = [start]
    for early, late in pairwise(probes):
        if _offset(early, zone) != _offset(late, zone):
            sinces.append(_change_between(early, late, zone))
    return [(since, _offset(since, zone)) for since in sinces]


def _change_between(early: int, late: int, zone: ZoneInfo) -> int:
    """The first second after `early` with another offset."""
    before = _offset(early, zone)
    return early + bisect_left(range(early, late), True, key=lambda at: _offset(at, zone) != before)


def _offset(at: int, zone: ZoneInfo) -> int:
    within = min(max(at, _EARLIEST + DAY_S), _LATEST - DAY_S)  # where local time has a year, too
    offset = to_wall(within, zone).utcoffset()
    assert offset is not None  # a ZoneInfo always has one
    return int(offset.total_seconds())
