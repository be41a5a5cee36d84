"""Calendars for the tests: a plain office week, and random shops full of edges."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sim.deadline import NEVER, OpeningHours
from sim.deadline.kernel.curve import FAR, Timeline

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE = {day: ["09:00-17:00"] for day in DAYS[:5]}
WEEKDAYS = {day: ["00:00-24:00"] for day in DAYS[:5]}

ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Apia",  # a date was skipped
    "Africa/Casablanca",  # four changes a year, round Ramadan
    "America/Sao_Paulo",  # changed at midnight
    "America/St_Johns",  # changed at 00:01
)


def office(first=date(2026, 1, 1), last=date(2026, 12, 31), **details):
    return OpeningHours(OFFICE, first=first, last=last, **details)


def daily(*slots):
    return {day: slots for day in DAYS}


def timeline_of(known):
    """The open intervals of the definition as the kernel takes them."""
    opens, closes = np.array([*known.intervals, (FAR, FAR)]).T
    return Timeline(opens, closes, known.first, known.last)


def utc(text):
    """UTC seconds of "2026-11-20 15:30[:00]" in UTC, or of an ISO text with its own offset."""
    at = datetime.fromisoformat(text)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


def local(text, zone="Europe/Amsterdam"):
    """UTC seconds of a local time that exists once."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def offset_at(at, zone):
    return int(datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset().total_seconds())


def clock_changes(zone, years):
    """Each UTC second at which the clock of a zone jumps, found by halving single days."""
    found = []
    day, end = utc(f"{years[0]}-01-01"), utc(f"{years[-1] + 1}-01-01")
    for at in range(day, end, 86_400):
        early, late = at, at + 86_400
        if offset_at(early, zone) == offset_at(late, zone):
            continue
        while late - early > 1:
            middle = (early + late) // 2
            early, late = (
                (middle, late) if offset_at(middle, zone) == offset_at(early, zone) else (early, middle)
            )
        found.append(late)
    return found


def random_shop(rng):
    """Lunch breaks, odd seconds, nights, holidays, extras and closures, often near a clock change."""
    zone = str(rng.choice(ZONES))
    first = date(1990, 1, 1) + timedelta(int(rng.integers(365 * 47)))
    if rng.random() < 0.5:
        year = int(rng.integers(1990, 2037))
        change = rng.choice(clock_changes(zone, [year]) or [utc(f"{year}-06-01")])
        first = date(1970, 1, 1) + timedelta(int(change) // 86_400 - int(rng.integers(5)))
    dates = [first + timedelta(day) for day in range(int(rng.integers(1, 40)))]

    def some_dates(share):
        return [day for day in dates if rng.random() < share]

    return OpeningHours(
        {day: random_slots(rng) for day in DAYS if rng.random() < 0.8},
        timezone=zone,
        first=dates[0],
        last=dates[-1],
        holidays=some_dates(0.1),
        extra={day: random_slots(rng) for day in some_dates(0.1)},
        closed={day: random_slots(rng) for day in some_dates(0.1)},
    )


def random_slots(rng):
    kind = rng.random()
    if kind < 0.3:
        return ["09:00-17:00"]
    if kind < 0.4:
        return ["00:00-24:00"]
    grid = int(rng.choice([1800, 900, 60, 1]))
    latest = 5 * 3600 if rng.random() < 0.3 else 86_400  # nights, where clocks change
    edges = np.unique(rng.integers(0, latest // grid + 1, 2 * int(rng.integers(1, 4)))) * grid
    return [f"{_clock(a)}-{_clock(b)}" for a, b in zip(edges[::2], edges[1::2], strict=False)]


def _clock(second):
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def random_instants(rng, hours, n):
    """Instants, half of them within a second of an opening or closing; some outside, some NEVER."""
    first, last = hours.horizon
    edges = np.concatenate((hours.opens, hours.closes, hours.horizon))
    on_edges = rng.choice(edges, n) + rng.integers(-1, 2, n)
    anywhere = rng.integers(first - 20_000, last + 20_000, n)
    at = np.where(rng.random(n) < 0.5, on_edges, anywhere)
    return np.where(rng.random(n) < 0.01, NEVER, at)


def random_allowances(rng, hours, n):
    """0, seconds, whole openings and sums of them, give or take one, and up to two weeks."""
    worked = np.concatenate(([0, 28_800], np.cumsum(hours.closes - hours.opens)))
    sums = np.abs(rng.choice(worked, n) - rng.choice(worked, n)) + rng.integers(-1, 2, n)
    anything = rng.integers(0, 14 * 86_400 >> rng.integers(0, 20, n))
    return np.where(rng.random(n) < 0.5, np.maximum(sums, 0), anything)
