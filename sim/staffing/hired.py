"""Who is employed where, from when until when, and on which days they may be planned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import day_number
from sim.scenario.people.staff import TEMP, Hired, Person, Prices, names_of
from sim.scenario.schema import Scenario
from sim.scenario.season import Season, public_holidays
from sim.scenario.values.days import ZONE


@dataclass(frozen=True)
class Employed:
    """Somebody who may be planned: a person of the scenario, or a temp."""

    name: str
    terms: Hired
    timezone: str  # of their site
    first: int  # day number; before the season for who was there already
    last: int  # day number, included
    days: np.ndarray  # bool[days], on which they may be planned
    contract_hours: float
    euro_per_hour: float
    overtime_euro_per_hour: float | None  # None: works no overtime


@dataclass(frozen=True)
class Place:
    """Where people work."""

    timezone: str
    closed: np.ndarray  # bool[days], public holidays and days on which the place is closed


Places = dict[str | None, Place]  # by the name of a site; None is where the shop is


def everybody(scenario: Scenario, season: Season) -> list[Employed]:
    """List the people, then the temps, in the order of the file; people called as temps are come last."""
    places, more_temps = _places(scenario, season), scenario.people.get(TEMP)
    people = list(_people(scenario, season, places))
    first, last = ([one for one in people if (one.terms is more_temps) == late] for late in (False, True))
    return [*first, *_temps(scenario, places), *last]


def _places(scenario: Scenario, season: Season) -> Places:
    """Say where people work."""
    places: Places = {None: Place(ZONE, season.closed)}
    for name, site in scenario.sites.items():
        free = public_holidays("none" if site.country == "elsewhere" else site.country, season.days)
        shut = np.isin(season.days, [day_number(day) for day in site.closed_days])
        places[name] = Place(site.timezone, free | shut)
    return places


def _people(scenario: Scenario, season: Season, places: Places) -> Iterator[Employed]:
    usual = scenario.prices.euro_per_hour
    for name, person in scenario.people.items():
        euro = usual if person.euro_per_hour is None else person.euro_per_hour
        first = day_number(person.from_) if person.from_ else int(season.days[0]) - 1
        last = day_number(person.until) if person.until else int(season.days[-1])
        one = Employed(
            name=name,
            terms=person,
            timezone=places[person.site].timezone,
            first=first,
            last=last,
            days=_working_days(person, scenario, season, places[person.site]),
            contract_hours=person.contract_hours or 0.0,
            euro_per_hour=euro,
            overtime_euro_per_hour=_of_overtime(person, euro, scenario.prices),
        )
        yield from (replace(one, name=each) for each in names_of(name, person.count, scenario.temps))


def _working_days(person: Person, scenario: Scenario, season: Season, place: Place) -> np.ndarray:
    """Mark the days on which a person may be planned, first and last day aside: bool[days]."""
    off = np.isin(season.days, [day_number(day) for day in person.days_off])
    if person.only_closed_days:
        shut = np.isin(season.days, [day_number(day) for day in scenario.calls.closed_days])
        return ~off & (place.closed | shut)
    return ~off & (person.works_holidays | ~place.closed)


def _temps(scenario: Scenario, places: Places) -> Iterator[Employed]:
    temps = scenario.temps
    if temps is None:
        return
    first, euro = day_number(temps.from_), scenario.prices.temp_euro_per_hour
    one = Employed(
        name=TEMP,
        terms=temps,
        timezone=places[temps.site].timezone,
        first=first,
        last=first + 7 * temps.weeks - 1,
        days=~places[temps.site].closed,
        contract_hours=0.0,
        euro_per_hour=euro,
        overtime_euro_per_hour=_of_overtime(temps, euro, scenario.prices),
    )
    yield from (replace(one, name=each) for each in names_of(TEMP, temps.count))


def _of_overtime(terms: Hired, euro_per_hour: float, prices: Prices) -> float | None:
    """Say what an hour of somebody's overtime costs; None when they work none."""
    if terms.overtime is None:
        return None
    if terms.overtime.factor is not None:
        return terms.overtime.factor * euro_per_hour
    own = terms.overtime.euro_per_hour
    return prices.overtime_euro_per_hour if own is None else own
