"""Public holidays of the Netherlands and Belgium, as norm data: dated, sourced, and our own.

The marketplace speaks of "official Dutch and Belgian public holidays" and publishes no list
(norms/README.md, 1.2: K3, K5, K6). The lists here are
- NL: Algemene termijnenwet, art. 3, whose Good Friday and 5 May are contested and off unless asked for;
- BE: the ten days of the Royal Decree of 18 April 1974 (carrying out the Act of 4 January 1974); 26 December
  and Good Friday are none of them.
Easter Sunday and Whit Sunday are in neither: they are Sundays.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from dateutil.easter import easter

from sim.deadline.instants.forms import one_of

YEARS = range(1990, 2038)

POLICIES = {"NL": ("NL",), "BE": ("BE",), "NL+BE": ("NL", "BE"), "none": ()}


@dataclass(frozen=True)
class Holiday:
    """A day off, and the countries of the chosen list that keep it."""

    day: date
    name: str
    countries: tuple[str, ...]


class _Rule(NamedTuple):
    name: str
    countries: tuple[str, ...]
    falls: Callable[[int], date]
    since: int = YEARS[0]
    until: int = YEARS[-1]


@cache
def holidays(
    policy: str, first: date, last: date, good_friday: bool = False, liberation_day: bool = False
) -> tuple[Holiday, ...]:
    """The holidays of a list ("NL", "BE", "NL+BE" or "none") from `first` to `last` inclusive, in order.

    One entry a day: two holidays that fall together share it, by name and countries. `good_friday` and
    `liberation_day` (5 May, every year) add these to the Dutch list. ValueError for an unknown list and
    for years outside 1990 to 2037.
    """
    countries = POLICIES[one_of("holidays", policy, POLICIES)]
    _need_known_years(first, last)
    rules = (*_RULES, *[_GOOD_FRIDAY] * good_friday, *[_LIBERATION_DAY] * liberation_day)
    found = [
        Holiday(rule.falls(year), rule.name, kept_in)
        for year in range(first.year, last.year + 1)
        for rule in rules
        if rule.since <= year <= rule.until
        and (kept_in := tuple(c for c in countries if c in rule.countries))
    ]
    return _one_a_day(holiday for holiday in found if first <= holiday.day <= last)


def policy_for(country: str) -> str:
    """The list for a seller's country, by the letter of the norm text (norms/README.md, 1.2, S).

    "BE" for Belgium, "NL+BE" for the Netherlands and, as nothing is said of them, for all others (5.4).
    """
    return "BE" if country == "BE" else "NL+BE"


def _need_known_years(first: date, last: date) -> None:
    for argument, day in (("first", first), ("last", last)):
        if day.year not in YEARS:
            raise ValueError(
                f"{argument} is {day}; the list of holidays runs from {YEARS[0]} to {YEARS[-1]}; "
                "choose dates within it, or the list none"
            )


def _one_a_day(found: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """In order of days, with the names and countries of one day joined."""
    days: dict[date, list[Holiday]] = {}
    for holiday in found:
        days.setdefault(holiday.day, []).append(holiday)
    return tuple(_joined(day, days[day]) for day in sorted(days))


def _joined(day: date, on_it: list[Holiday]) -> Holiday:
    countries = {country: None for holiday in on_it for country in holiday.countries}
    return Holiday(day, " and ".join(holiday.name for holiday in on_it), tuple(countries))


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days)


def _or_saturday(month: int, day: int) -> Callable[[int], date]:
    """The royal birthday: when it falls on a Sunday, the day before."""

    def falls(year: int) -> date:
        birthday = date(year, month, day)
        return birthday - timedelta(birthday.weekday() == 6)

    return falls


_RULES = (
    _Rule("New Year's Day (Nieuwjaarsdag)", ("NL", "BE"), _on(1, 1)),
    _Rule("Easter Monday (Tweede Paasdag)", ("NL", "BE"), _after_easter(1)),
    _Rule("Queen's Day (Koninginnedag)", ("NL",), _or_saturday(4, 30), until=2013),
    _Rule("King's Day (Koningsdag)", ("NL",), _or_saturday(4, 27), since=2014),
    _Rule("Labour Day (Dag van de Arbeid)", ("BE",), _on(5, 1)),
    _Rule("Ascension Day (Hemelvaartsdag)", ("NL", "BE"), _after_easter(39)),
    _Rule("Whit Monday (Tweede Pinksterdag)", ("NL", "BE"), _after_easter(50)),
    _Rule("Belgian National Day (Nationale feestdag)", ("BE",), _on(7, 21)),
    _Rule("Assumption Day (O.L.V.-Hemelvaart)", ("BE",), _on(8, 15)),
    _Rule("All Saints' Day (Allerheiligen)", ("BE",), _on(11, 1)),
    _Rule("Armistice Day (Wapenstilstand)", ("BE",), _on(11, 11)),
    _Rule("Christmas Day (Eerste Kerstdag)", ("NL", "BE"), _on(12, 25)),
    _Rule("Boxing Day (Tweede Kerstdag)", ("NL",), _on(12, 26)),
)
_GOOD_FRIDAY = _Rule("Good Friday (Goede Vrijdag)", ("NL",), _after_easter(-2))
_LIBERATION_DAY = _Rule("Liberation Day (Bevrijdingsdag)", ("NL",), _on(5, 5))
