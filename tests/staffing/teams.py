"""Small teams whose hours are known: never ill, never away, unless a test says so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from sim.draws import Streams
from sim.scenario.schema import Scenario
from sim.scenario.season import season_of
from sim.staffing.duty import on_duty
from sim.staffing.people import Planned, plan
from sim.staffing.roster import Roster

ZONE = ZoneInfo("Europe/Amsterdam")
OFFICE = "mon-fri 09:00-17:00"
HEALTHY = {"sick_day_chance": 0, "sick_week_chance": 0}
DOES = {  # four lines of the first language, two of the second
    "phone": 0b01_0001,
    "mail": 0b10_0110,
    "care": 0b00_1000,
    "first language": 0b00_1111,
    "second language": 0b11_0000,
}


def scenario_of(
    people: dict[str, object],
    weeks: str = "2026-W47",
    at_work: float = 1,
    other_h: float = 0,
    **tables: object,
) -> Scenario:
    contacts = {"questions_per_week": 100, "other_channels_hours_per_week": other_h}
    given = {"weeks": weeks, "contacts": contacts, "people": people, "work": {"really_at_work": at_work}}
    return Scenario.model_validate({"absence": HEALTHY} | given | tables)


def planned(*args: object, **tables: object) -> list[Planned]:
    scenario = scenario_of(*args, **tables)
    return plan(scenario, season_of(scenario))


def duty(scenario: Scenario, replication: int = 0) -> Roster:
    season = season_of(scenario)
    return on_duty(plan(scenario, season), scenario, season, Streams(7, replication), DOES)


def shown(pairs: np.ndarray) -> list[str]:
    """Write intervals as the clock on the wall shows them: 'Mon 11-16 09:00-17:00'."""
    at = [[datetime.fromtimestamp(instant, ZONE) for instant in pair] for pair in pairs.tolist()]
    return [f"{begin:%a %m-%d %H:%M}-{end:%H:%M}" for begin, end in at]


def on_days(pairs: np.ndarray) -> list[str]:
    return [line.split()[1] for line in shown(pairs)]
