"""How busy each day of a season is, times normal: peaks, the season's luck, a week's and a day's own."""

import numpy as np

from sim.deadline import date_of, day_number, weekday_of
from sim.draws import Streams, gamma, triangular
from sim.scenario.customers.peaks import Peak
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.scenario.values.days import FEASTS
from sim.scenario.values.words import parse_weeks


def day_factors(scenario: Scenario, season: Season, streams: Streams) -> np.ndarray:
    """Draw float64[days], the contacts of each day of the season; mail and phone share them."""
    luck = _luck(scenario, len(season.days), "", streams)
    return np.asarray(expected_factors(scenario, season, streams) * luck)


def order_factors(scenario: Scenario, season: Season, streams: Streams) -> np.ndarray:
    """Draw float64[days], the orders of each day: the contacts' luck and peaks, with the orders' times."""
    luck = _luck(scenario, len(season.days), "", streams)
    own = {name: peak.of_orders for name, peak in scenario.peaks.items()}
    return np.asarray(expected_factors(scenario.model_copy(update={"peaks": own}), season, streams) * luck)


def normal_factors(scenario: Scenario, days: int, streams: Streams) -> np.ndarray:
    """Draw float64[days], the volume of the normal days before the season, which begin on a Monday."""
    return _luck(scenario, days, " before", streams)


def _luck(scenario: Scenario, days: int, when: str, streams: Streams) -> np.ndarray:
    """Draw how far each day is off its forecast: its week's luck times its own."""
    weeks = gamma(streams.uniform(f"week busyness{when}", days // 7 + 1), scenario.contacts.week_busyness_sd)
    own = gamma(streams.uniform(f"day busyness{when}", days), scenario.contacts.day_busyness_sd)
    return np.asarray(np.repeat(weeks, 7)[:days] * own)


def rush_after_holidays(scenario: Scenario, season: Season, streams: Streams) -> np.ndarray:
    """Draw float64[days], what the first working day after a holiday does to contacts, 1 for other days."""
    rush = triangular(streams.uniform("after a holiday", len(season.days)), scenario.contacts.after_holiday)
    return np.where(_first_after_holiday(season), rush, 1.0)


def expected_factors(scenario: Scenario, season: Season, streams: Streams) -> np.ndarray:
    """Draw what the ops lead forecasts: the season's factor and the height of its peaks.

    One draw sets the height of all peaks: a high Black Friday comes with a high Sinterklaas.
    """
    height = streams.uniform("height of the peaks", 1)[0]
    level = triangular(streams.uniform("season", 1)[0], scenario.season_factor)
    factors = np.full(len(season.days), float(level))
    for name, peak in scenario.peaks.items():
        factors[_days_of(name, peak, season)] *= triangular(height, peak.times)
    return factors


def _days_of(name: str, peak: Peak, season: Season) -> np.ndarray:
    """Mark the days of a peak: bool[days]."""
    if peak.date is None:
        (monday,) = parse_weeks(name)
        return (season.days >= monday) & (season.days <= monday + 6)
    marked = np.zeros(len(season.days), bool)
    for day in _dates_of(peak, season):
        marked |= (season.days >= day + peak.from_day) & (season.days <= day + peak.to_day)
    return marked


def _dates_of(peak: Peak, season: Season) -> list[int]:
    if not isinstance(peak.date, str):
        return [day_number(peak.date)] if peak.date else []
    years = range(date_of(int(season.days[0])).year - 1, date_of(int(season.days[-1])).year + 2)
    return [day_number(FEASTS[peak.date](year)) for year in years]


def _first_after_holiday(season: Season) -> np.ndarray:
    """Mark the first working day after each public holiday that was no weekend day: bool[days]."""
    weekday = weekday_of(season.days) < 5
    working = weekday & ~season.closed
    marked = np.zeros(len(season.days), bool)
    for holiday in np.flatnonzero(season.closed & weekday).tolist():
        following = np.flatnonzero(working[holiday:])
        if len(following):
            marked[holiday + following[0]] = True
    return marked
