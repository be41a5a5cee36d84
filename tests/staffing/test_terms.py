"""Head counts, contracts, breaks, training, newcomers, sites and cover: rotas worked out by hand."""

import numpy as np
import pytest

from sim.scenario.season import season_of
from sim.staffing.people import payroll, plan

from .teams import OFFICE, on_days, planned, scenario_of, shown

# Week 47 of 2026 runs from Monday 16 to Sunday 22 November.


def paid_h(people: dict[str, object], weeks: str = "2026-W47", **tables: object) -> float:
    scenario = scenario_of(people, weeks, **tables)
    season = season_of(scenario)
    return payroll(plan(scenario, season), season)[0]


# Head counts


def test_a_head_count_is_so_many_people_with_a_number_each():
    team = planned({"Agents": {"count": 3, "hours": OFFICE}, "Sanne": OFFICE})

    assert [one.name for one in team] == ["Agents 1", "Agents 2", "Agents 3", "Sanne"]
    assert paid_h({"Agents": {"count": 3, "hours": OFFICE}}) == 3 * 5 * 7.5


# Contracts: 36 hours a week, whatever is planned


@pytest.mark.parametrize(
    ("person", "hours"),
    [
        ({"hours": "mon-thu 09:00-17:00"}, 30),
        ({"hours": "mon-thu 09:00-17:00", "contract_hours": 36}, 36),
        ({"hours": OFFICE, "contract_hours": 36}, 37.5),  # what is planned beyond it is paid too
        ({"hours": OFFICE, "contract_hours": 36, "days_off": "2026-11-16..2026-11-22"}, 36),  # paid leave
        ({"hours": OFFICE, "contract_hours": 36, "until": "2026-11-18"}, 22.5),  # Mon-Wed; 36 x 3/7 is less
        ({"hours": "mon 09:00-17:00", "contract_hours": 36, "until": "2026-11-18"}, 36 * 3 / 7),
        ({"hours": OFFICE, "contract_hours": 36, "from": "2026-11-23"}, 0),
    ],
)
def test_a_contract_is_paid_in_every_week_and_what_is_planned_beyond_it(person, hours):
    assert paid_h({"Sanne": person}) == pytest.approx(hours, abs=1 / 3600)


def test_a_contract_is_filled_week_by_week():
    # 40 hours in week 47 do not make up for none in week 48: 40 + 20.
    person = {"hours": "mon-fri 09:00-17:00", "lunch_minutes": 0, "contract_hours": 20, "until": "2026-11-29"}
    away = {"days_off": "2026-11-23..2026-11-29"}
    assert paid_h({"Sanne": person | away}, "2026-W47..2026-W48") == 40 + 20


def test_a_rate_of_ones_own_goes_before_that_of_the_shop():
    scenario = scenario_of(
        {"Sanne": "mon 09:00-13:00", "Cover": {"hours": "sat 09:00-13:00", "euro_per_hour": 39}},
        prices={"euro_per_hour": 28},
    )
    season = season_of(scenario)

    assert payroll(plan(scenario, season), season) == (8, 4 * 28 + 4 * 39)


# Breaks and training


def test_fixed_breaks_stand_in_every_shift_they_meet_and_are_unpaid():
    breaks = ["12:30-13:00", "15:00-15:15"]
    (sanne,) = planned({"Sanne": {"hours": "mon 09:00-17:00, tue 09:00-12:45", "breaks": breaks}})
    paid = [line for line in shown(sanne.paid) if "11-16" in line or "11-17" in line]

    assert paid == [
        "Mon 11-16 09:00-12:30", "Mon 11-16 13:00-15:00", "Mon 11-16 15:15-17:00", "Tue 11-17 09:00-12:30",
    ]  # fmt: skip


def test_training_is_paid_and_weekly_or_on_a_date():
    training = ["mon 16:00-17:00", "2026-11-19 09:00-12:00"]
    (sanne,) = planned({"Sanne": {"hours": OFFICE, "training": training}})

    assert [line for line in shown(sanne.training) if "11-16" <= line.split()[1] <= "11-22"] == [
        "Mon 11-16 16:00-17:00", "Thu 11-19 09:00-12:00",
    ]  # fmt: skip
    assert paid_h({"Sanne": {"hours": OFFICE, "training": training}}) == 37.5


# Newcomers


def test_the_pace_of_a_newcomer_grows_evenly_to_the_standard():
    temps = {"count": 1, "from": "2026-11-16", "weeks": 4, "speed": 0.6, "full_speed_after_weeks": 2}
    _, temp = planned({"Sanne": OFFICE}, "2026-W47..2026-W50", temps=temps)
    pace = dict(zip(on_days(temp.shifts), temp.pace.tolist(), strict=True))

    # 0.6 on Monday the 16th, 1 a fortnight later: four days later 0.6 + 0.4 x 4/14, a week later 0.8.
    assert [pace[day] for day in ("11-16", "11-20", "11-23", "11-30", "12-07")] == [600, 714, 800, 1000, 1000]


def test_a_newcomer_among_the_people_learns_from_their_first_day():
    newcomer = {"hours": OFFICE, "from": "2026-11-18", "speed": 0.5, "full_speed_after_weeks": 1}
    (sanne,) = planned({"Sanne": newcomer}, "2026-W47..2026-W48")

    assert on_days(sanne.shifts)[:4] == ["11-18", "11-19", "11-20", "11-23"]
    assert sanne.pace[:4].tolist() == [500, 571, 643, 857]  # 0.5 + 0.5 x 0, 1, 2 and 5 sevenths


# Sites


def week(lines: list[str], first: str, last: str) -> list[str]:
    return [line for line in lines if first <= line.split()[1] <= last]


def test_each_site_keeps_its_own_holidays():
    sites = {"gent": {"country": "BE", "timezone": "Europe/Brussels"}, "porto": {"country": "elsewhere"}}
    sites["porto"] |= {"closed_days": ["2026-11-13"]}
    team = planned(
        {
            "Anna": OFFICE,
            "Bart": {"hours": OFFICE, "site": "gent"},
            "Rui": {"hours": OFFICE, "site": "porto"},
        },
        "2026-W46",
        sites=sites,
    )
    days = [[day for day in on_days(one.shifts) if "11-09" <= day <= "11-13"] for one in team]

    assert days[0] == ["11-09", "11-10", "11-11", "11-12", "11-13"]
    assert days[1] == ["11-09", "11-10", "11-12", "11-13"]  # Armistice Day
    assert days[2] == ["11-09", "11-10", "11-11", "11-12"]


def test_boxing_day_a_saturday_is_free_in_the_netherlands_only():
    saturdays = planned(
        {"Anna": "sat 09:00-13:00", "Bart": {"hours": "sat 09:00-13:00", "site": "gent"}},
        "2026-W52",
        sites={"gent": {"country": "BE"}},
    )
    assert ["12-26" in on_days(one.shifts) for one in saturdays] == [False, True]


def test_each_site_keeps_its_own_clock_also_while_only_one_of_them_has_changed():
    # 15:00 in Amsterdam is 09:00 in New York, and 14:00 in the week between Europe's clock change (25 October
    # 2026) and America's (1 November).
    (temp,) = planned(
        {"Joe": {"hours": "mon 09:00-17:00", "site": "nyc"}},
        "2026-W43..2026-W45",
        sites={"nyc": {"timezone": "America/New_York", "country": "elsewhere"}},
    )

    assert shown(temp.shifts)[1:4] == [
        "Mon 10-19 15:00-23:00",
        "Mon 10-26 14:00-22:00",
        "Mon 11-02 15:00-23:00",
    ]
    assert np.diff(temp.paid).sum() == len(temp.shifts) * 7.5 * 3600


def test_a_night_at_another_site_is_an_hour_longer_when_its_own_clock_goes_back():
    # Sunday 1 November 2026, 02:00 becomes 01:00 in New York, and nothing changes in Amsterdam.
    night = {"hours": "sun 00:00-05:00", "lunch_minutes": 0}
    sites = {"nyc": {"timezone": "America/New_York", "country": "elsewhere"}}

    assert paid_h({"Joe": night | {"site": "nyc"}}, "2026-W44", sites=sites) == 6
    assert paid_h({"Joe": night}, "2026-W44") == 5


# Cover


def test_cover_works_when_the_shop_is_closed_and_only_then():
    cover = {"hours": "mon-sun 10:00-12:00", "only_closed_days": True}
    _, second = planned(
        {"Sanne": OFFICE, "Second account": cover},
        "2026-W52..2026-W53",
        calls={"closed_days": "2026-12-28..2026-12-29"},
    )

    assert on_days(second.shifts) == ["12-25", "12-26", "12-28", "12-29", "01-01"]


def test_evenings_and_saturdays_are_hours_like_others():
    (evening,) = planned({"Evening": "mon-thu 17:00-21:00, sat 10:00-14:00"})

    assert week(shown(evening.shifts), "11-16", "11-22") == [
        "Mon 11-16 17:00-21:00", "Tue 11-17 17:00-21:00", "Wed 11-18 17:00-21:00", "Thu 11-19 17:00-21:00",
        "Sat 11-21 10:00-14:00",
    ]  # fmt: skip
