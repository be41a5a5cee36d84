"""How busy a day is: peaks where the calendar puts them, luck that mail and phone share. Dates by hand."""

from datetime import date

import numpy as np
import pytest

from sim.demand.volume import day_factors, expected_factors, rush_after_holidays
from sim.draws import Streams
from sim.scenario.season import season_of
from sim.scenario.values.days import FEASTS

from .seasons import day_of, days_where, replications, scenario_of

ONE = Streams(1, 0)


def factors(scenario, streams=ONE, draw=expected_factors):
    return draw(scenario, season_of(scenario), streams)


@pytest.mark.parametrize("day", ["2025-11-28", "2026-11-27", "2027-11-26", "2024-11-29", "2023-11-24"])
def test_black_friday_follows_the_fourth_thursday_of_november(day):
    assert FEASTS["black friday"](int(day[:4])) == date.fromisoformat(day)


def test_sinterklaas_and_christmas_stay_where_they_are():
    assert FEASTS["sinterklaas"](2026) == date(2026, 12, 5)
    assert FEASTS["christmas"](2027) == date(2027, 12, 25)


def test_a_peak_of_a_week_lifts_its_seven_days():
    scenario = scenario_of("2026-W47..2026-W52", peaks={"2026-W49": [3, 3, 3]})
    season = season_of(scenario)

    lifted = days_where(season, factors(scenario) == 3)

    assert lifted == ["2026-11-30", *(f"2026-12-0{day}" for day in range(1, 7))]
    assert set(factors(scenario)) == {1, 3}


def test_a_peak_moves_with_its_date():
    peaks = {"black friday": {"times": [2, 2, 2], "from_day": -1, "to_day": 1}}
    scenario = scenario_of("2025-W47..2026-W50", peaks=peaks)

    lifted = days_where(season_of(scenario), factors(scenario) == 2)

    assert lifted == [f"2025-11-{day}" for day in (27, 28, 29)] + [f"2026-11-{day}" for day in (26, 27, 28)]


def test_a_peak_may_reach_over_new_year():
    peaks = {"returns": {"times": [2, 2, 2], "date": "christmas", "from_day": 20, "to_day": 21}}
    scenario = scenario_of("2027-W03..2027-W04", peaks=peaks)  # from 18 January; warm-up from the 11th

    assert days_where(season_of(scenario), factors(scenario) == 2) == ["2027-01-14", "2027-01-15"]


def test_peaks_that_overlap_multiply():
    peaks = {"2026-W49": [3, 3, 3], "2026-12-02": {"times": [2, 2, 2], "to_day": 0}}
    scenario = scenario_of("2026-W48..2026-W50", peaks=peaks)

    assert days_where(season_of(scenario), factors(scenario) == 6) == ["2026-12-02"]


def test_one_draw_sets_the_height_of_all_peaks_and_another_the_season():
    peaks = {"2026-W48": [0, 1, 2], "2026-W50": [10, 11, 12]}
    scenario = scenario_of("2026-W48..2026-W50", peaks=peaks, season_factor=[1, 2, 3])
    season, seeds = replications(scenario, 400)
    quiet, first, second = (day_of(season, day) for day in ("2026-12-01", "2026-11-24", "2026-12-08"))

    drawn = np.array([expected_factors(scenario, season, s) for s in seeds])

    level, low, high = drawn[:, quiet], drawn[:, first], drawn[:, second]
    assert high / level - low / level == pytest.approx(10)
    assert abs(level.mean() - 2) < 4 * np.sqrt(1 / 6 / 400)  # a triangle's variance on (1, 2, 3)
    assert abs(np.corrcoef(level, low / level)[0, 1]) < 4 / 20


@pytest.mark.parametrize(
    ("country", "weeks", "days"),
    [
        # 25 December 2026 and 1 January 2027 are Fridays.
        ("NL", "2026-W47..2026-W53", ["2026-12-28", "2027-01-04"]),
        # Easter Monday 29 March, King's Day Tuesday 27 April, Ascension Thursday 6 May, Whit Monday 17 May.
        ("NL", "2027-W12..2027-W20", ["2027-03-30", "2027-04-28", "2027-05-07", "2027-05-18"]),
        # All Saints' Day is a Sunday and makes no rush, Armistice Day a Wednesday.
        ("BE", "2026-W45..2026-W52", ["2026-11-12", "2026-12-28", "2027-01-04"]),
        # Christmas Day and Boxing Day 2025 are a Thursday and a Friday.
        ("NL", "2025-W51..2025-W52", ["2025-12-29", "2026-01-02"]),
    ],
)
def test_the_first_working_day_after_a_holiday_is_marked(country, weeks, days):
    scenario = scenario_of(weeks, contacts={"after_holiday": [3, 3, 3]}, country=country)
    season = season_of(scenario)

    marked = days_where(season, factors(scenario, draw=rush_after_holidays) == 3)

    assert [day for day in marked if day <= days[-1]] == days


def test_without_luck_a_day_is_normal():
    assert set(factors(scenario_of(), draw=day_factors)) == {1}
