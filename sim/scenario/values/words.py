"""Plain words and numbers of a scenario, read one value at a time.

Every function takes what the file gave and returns what it means, or raises a ValueError that reads
"must be <what is allowed>; <the way out>": the reader splits it there and adds the line.
"""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sim.deadline.instants.wall import date_of, day_number
from sim.deadline.weekly import HOURS_WAY_OUT, WeeklySlot, read_weekly
from sim.scenario.values.days import FEASTS

WEEKS_WAY_OUT = "write '2026-W47..2026-W52', or one week '2026-W47'"
DAY_WAY_OUT = "write it like 2026-12-24"
PEAK_WAY_OUT = "write for example '2026-W47', '2026-12-05' or 'black friday'"
THOUSANDS = r"[1-9]\d{0,2}(?:[.,]\d{3})+"  # as they are written outside of files, 1.000 or 1,000
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"|(?P<dutch_day>\d{1,2})-(?P<dutch_month>\d{1,2})-(?P<dutch_year>\d{4})"
)
WEEK = re.compile(r"(\d{4})-W(\d{2})")
TIMES_WAY_OUT = "write for example [1.2, 1.35, 1.6]"


def parse_hours(given: object) -> tuple[WeeklySlot, ...]:
    """Read the hours of a week, like ``mon-fri 09:00-17:00``; see `read_weekly`."""
    if isinstance(given, tuple):
        return given  # read before
    if not isinstance(given, str):
        raise ValueError(f"must be days and hours in quotes; {HOURS_WAY_OUT}")
    return read_weekly(given)


def parse_span(given: object) -> str:
    """Read the hours of one day, like ``09:00-13:00``; they stay text."""
    if not isinstance(given, str) or not given[:1].isdigit():
        raise ValueError("must be hours in quotes; write it like '09:00-13:00'")
    read_weekly(f"sat {given}")
    return given


def parse_weeks(given: object) -> tuple[int, ...]:
    """Read ``2026-W47..2026-W52`` as the day numbers (days since 1970) of its Mondays, in order."""
    if isinstance(given, tuple):
        return given  # read before
    if not isinstance(given, str):
        raise ValueError(f"must be ISO weeks in quotes; {WEEKS_WAY_OUT}")
    first, dots, last = given.partition("..")
    begin = _monday(first.strip())
    end = _monday(last.strip()) if dots else begin
    if not begin <= end <= begin + 7 * 105:
        raise ValueError(f"must be weeks that run forwards, over two years at most; {WEEKS_WAY_OUT}")
    return tuple(range(begin, end + 1, 7))


def _monday(text: str) -> int:
    match = WEEK.fullmatch(text)
    if not match:
        raise ValueError(f"must be ISO weeks; {WEEKS_WAY_OUT}")
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise ValueError(f"must be weeks that their year has (not {text}); {WEEKS_WAY_OUT}") from None
    if not 1991 <= monday.year <= 2035:  # what comes before and after must lie in the table of holidays
        raise ValueError(f"must be weeks of 1991 to 2035; {WEEKS_WAY_OUT}")
    return day_number(monday)


def parse_week(given: object) -> str:
    """Read the name of one week.

    >>> parse_week("2026-W48")
    '2026-W48'
    """
    if not isinstance(given, str) or not WEEK.fullmatch(given):
        raise ValueError("must be a week; write it as 2026-W48")
    parse_weeks(given)  # says when its year has no such week
    return given


def parse_list_of_weeks(given: object) -> tuple[str, ...]:
    """Read the names of several weeks, each once.

    >>> parse_list_of_weeks(["2026-W40", "2026-W36"])
    ('2026-W36', '2026-W40')
    """
    if not isinstance(given, list | tuple):
        raise ValueError('must be weeks in brackets; write ["2026-W40"]')
    weeks = sorted(parse_week(week) for week in given)
    if len(set(weeks)) < len(weeks):
        raise ValueError("must be weeks named once each; take the second one out")
    return tuple(weeks)


def parse_day(given: object) -> date:
    """Read a day: a date, or one in quotes as the Dutch write it, the day first, as in a log.

    >>> parse_day("3-4-2026")
    datetime.date(2026, 4, 3)
    """
    if type(given) is date:  # a date with a time of day is none
        return given
    # fromisoformat alone would take 2026-W50 for a Monday
    if isinstance(given, str) and (match := _DAY.fullmatch(given)):
        try:
            return date(*(int(match[part] or match[f"dutch_{part}"]) for part in ("year", "month", "day")))
        except ValueError:
            pass
    raise ValueError(f"must be a day that the calendar has; {DAY_WAY_OUT}")


def parse_days_off(given: object) -> tuple[date, ...]:
    """Read days off: a day, a week, a range of either like ``2026-12-24..2027-01-03``, or a list of such.

    >>> len(parse_days_off(["2026-12-07", "2026-12-24..2027-01-03"]))
    12
    >>> len(parse_days_off("2026-W49..2026-W50"))
    14
    """
    entries = given if isinstance(given, list | tuple) else [given]
    return tuple(day for entry in entries for day in _days_between(entry))


def _days_between(entry: object) -> list[date]:
    first, dots, last = entry.partition("..") if isinstance(entry, str) else (entry, "", entry)
    begin, end = _days_of(first)[0].toordinal(), _days_of(last if dots else first)[-1].toordinal()
    if not begin <= end < begin + 366:
        raise ValueError("must be days that run forwards, within a year; write '2026-12-24..2027-01-03'")
    return [date.fromordinal(day) for day in range(begin, end + 1)]


def _days_of(given: object) -> tuple[date, ...]:
    """Read one day, or the seven of a week."""
    text = given.strip() if isinstance(given, str) else given
    if isinstance(text, str) and WEEK.fullmatch(text):
        monday = _monday(text)
        return tuple(date_of(monday + weekday) for weekday in range(7))
    return (parse_day(text),)


def is_week(name: str) -> bool:
    """Say whether a peak's name is one week."""
    try:
        return len(parse_weeks(name)) == 1
    except ValueError:
        return False


def parse_peak_day(given: object) -> str | date:
    """Read the day a peak is tied to: a date, or the name of a day that moves; the name stays a name."""
    if isinstance(given, str) and given.lower() in FEASTS:
        return given.lower()
    if isinstance(given, str) and re.match(r"\d{4}-?w", given.lower()):
        parse_weeks(given)  # says what is wrong with a week
        raise ValueError("must be one week; give each week a line of its own")
    try:
        return parse_day(given)
    except ValueError:
        raise ValueError(f"must be a week, a date or one of {', '.join(FEASTS)}; {PEAK_WAY_OUT}") from None


def parse_times(given: object) -> tuple[float, float, float]:
    """Read low, likely, high in rising order: how many times normal."""
    if not isinstance(given, list | tuple) or len(given) != 3:
        raise ValueError(f"must be three numbers: low, likely, high; {TIMES_WAY_OUT}")
    low, likely, high = (Number(0, 20, TIMES_WAY_OUT)(one) for one in given)
    if not low <= likely <= high:
        raise ValueError(f"must be low, likely, high in rising order; {TIMES_WAY_OUT}")
    return low, likely, high


def parse_weights(given: object) -> tuple[float, ...]:
    """Read the weights of the 24 hours of a day."""
    if not isinstance(given, list | tuple) or len(given) != 24:
        raise ValueError(
            "must be 24 numbers, one for each hour from midnight; write 0 for an hour without questions"
        )
    return tuple(Number(0, 1e9, "write 0 for an hour without questions")(one) for one in given)


@dataclass(frozen=True)
class Number:
    """The reader of a number between two bounds, both allowed; true, false and text are no numbers."""

    least: float
    most: float
    way_out: str

    def __call__(self, given: object) -> float:
        """Return the number, or raise ValueError with what is allowed."""
        if isinstance(given, bool) or not isinstance(given, int | float) or given != given:  # nan
            raise ValueError(f"must be a number, {_between(self.least, self.most)}; {self.way_out}")
        _check_bounds(given, self.least, self.most, self.way_out)
        return float(given) if isinstance(given, Written) else given


class Written(float):
    """A number with a point, which remembers how the file writes it."""

    def __new__(cls, text: str) -> "Written":
        """Read what TOML takes for such a number."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class CountAWeek(Number):
    """The reader of a count a week, where 1.000 is a Dutch thousand and not one."""

    def __call__(self, given: object) -> float:
        """Return the number, or raise ValueError with what is allowed."""
        if isinstance(given, Written) and re.fullmatch(THOUSANDS, given.text):
            digits, marked = given.text.replace(".", ""), given.text.replace(".", "_")
            raise ValueError(f"must be a number without a point for thousands; write {digits} or {marked}")
        return super().__call__(given)


def whole(least: int, most: int, way_out: str) -> Callable[[object], int]:
    """Return the reader of a whole number between two bounds, both allowed."""

    def parse(given: object) -> int:
        if isinstance(given, bool) or not isinstance(given, int):
            raise ValueError(f"must be a whole number, {_between(least, most)}; {way_out}")
        _check_bounds(given, least, most, way_out)
        return given

    return parse


def _check_bounds(given: float, least: float, most: float, way_out: str) -> None:
    if least <= given <= most:
        return
    if (least, most) == (0, 1):
        raise ValueError(f"must be between 0 and 1; {way_out}")
    allowed = f"{least:,} or more" if given < least else f"{most:,} or less"
    raise ValueError(f"must be {allowed}; {way_out}")


def _between(least: float, most: float) -> str:
    return f"between {least:,} and {most:,}"


def choice(words: Sequence[str]) -> Callable[[object], str]:
    """Return the reader of one word out of a few."""

    def parse(given: object) -> str:
        if isinstance(given, str) and given in words:
            return given
        meant = nearest(str(given), words)
        way_out = f"did you mean {meant}?" if meant else "write one of them in quotes"
        raise ValueError(f"must be one of {', '.join(words)}; {way_out}")

    return parse


def nearest(word: str, words: Sequence[str], least: float = 0.6) -> str | None:
    """Return the known word that looks most like an unknown one, capitals aside; 1 is the same word."""
    by_small = {known.lower(): known for known in words}
    near = difflib.get_close_matches(word.lower(), by_small, n=1, cutoff=least)
    return by_small[near[0]] if near else None


def flag(given: object) -> bool:
    """Read true or false."""
    if not isinstance(given, bool):
        raise ValueError("must be true or false; write it in small letters and without quotes")
    return given
