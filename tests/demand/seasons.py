"""Small scenarios whose figures are known: nothing is spread, nothing peaks, unless a test says so."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sim.draws import Streams
from sim.scenario.schema import Scenario
from sim.scenario.season import Season, season_of

ZONE = ZoneInfo("Europe/Amsterdam")
EVEN = {"after_holiday": [1, 1, 1], "week_busyness_sd": 0, "day_busyness_sd": 0}
QUIET = "2026-W05..2026-W10"  # no holiday, no clock change: 26 January to 8 March


def scenario_of(weeks: str = QUIET, contacts: dict | None = None, **tables: object) -> Scenario:
    """Make a scenario of 800 questions a week; `contacts` may say more or otherwise."""
    contacts = {"questions_per_week": 800} | EVEN | (contacts or {})
    people = {"Sanne": "mon-fri 09:00-17:00"}
    return Scenario.model_validate({"weeks": weeks, "contacts": contacts, "people": people} | tables)


def day_of(season: Season, day: str) -> int:
    """Say which day of the season a date is."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days - int(season.days[0])


def days_where(season: Season, marked: np.ndarray) -> list[str]:
    """Write the marked days as dates."""
    return [str(date(1970, 1, 1) + timedelta(days=int(day))) for day in season.days[marked]]


def wall(instants: np.ndarray) -> list[datetime]:
    """Say what the clock on the wall shows, by the standard library alone."""
    return [datetime.fromtimestamp(at, ZONE) for at in instants.tolist()]


def only_in(**hours: list[int]) -> dict[str, list[int]]:
    """Make the weights of a week: so many in each named hour of each named day, none elsewhere."""
    return {
        day: [hours.get(day, []).count(hour) for hour in range(24)]
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    }


def whole_weeks(season: Season) -> tuple[int, int]:
    """Count the whole weeks of a season, and say when the last of them ends; some days follow it."""
    weeks = len(season.days) // 7
    return weeks, int(season.starts[7 * weeks])


def replications(scenario: Scenario, number: int) -> tuple[Season, list[Streams]]:
    return season_of(scenario), [Streams(20, replication) for replication in range(number)]
