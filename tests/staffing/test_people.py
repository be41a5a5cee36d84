"""Who is planned when, and what it costs; all hours by hand."""

import numpy as np
import pytest
from pydantic import ValidationError

from sim.scenario.people.staff import Person
from sim.scenario.season import season_of
from sim.staffing.people import payroll, plan

from .teams import OFFICE, on_days, planned, scenario_of, shown

# Week 47 of 2026 runs from Monday 16 to Sunday 22 November; the warm-up week comes before it.


def in_week_47(lines):
    return [line for line in lines if "11-16" <= line.split()[1] <= "11-22"]


def test_shifts_follow_the_days_of_the_week():
    (sanne,) = planned({"Sanne": "mon thu 09:00-17:00, sat 10:00-14:00"})

    assert in_week_47(shown(sanne.shifts)) == [
        "Mon 11-16 09:00-17:00", "Thu 11-19 09:00-17:00", "Sat 11-21 10:00-14:00",
    ]  # fmt: skip


def test_nobody_is_planned_on_days_off():
    (sanne,) = planned({"Sanne": {"hours": OFFICE, "days_off": ["2026-11-17..2026-11-19"]}})

    assert in_week_47(shown(sanne.shifts)) == ["Mon 11-16 09:00-17:00", "Fri 11-20 09:00-17:00"]


@pytest.mark.parametrize(
    ("country", "works", "missing"),
    [
        ("NL", False, {"12-25", "01-01"}),  # Boxing Day 2026 is a Saturday
        ("NL", True, set()),
        ("BE", False, {"12-25", "01-01"}),
    ],
)
def test_public_holidays_are_free_unless_a_person_works_them(country, works, missing):
    people = {"Sanne": {"hours": OFFICE, "works_holidays": works}}
    (sanne,) = planned(people, "2026-W51..2026-W53", country=country)

    assert {"12-23", "12-24", "12-25", "12-28", "01-01"} - set(on_days(sanne.shifts)) == missing


def test_armistice_day_is_free_in_belgium_only():
    free = {
        country: "11-11" not in on_days(planned({"Sanne": OFFICE}, "2026-W46", country=country)[0].shifts)
        for country in ("NL", "BE")
    }

    assert free == {"NL": False, "BE": True}


def test_lunch_is_in_the_middle_and_every_third_person_goes_together():
    staff = planned({name: OFFICE for name in ("Aad", "Bea", "Cas", "Dop")})

    monday = [in_week_47(shown(one.breaks))[0] for one in staff]
    assert monday == [
        f"Mon 11-16 {time}" for time in ("12:15-12:45", "12:45-13:15", "13:15-13:45", "12:15-12:45")
    ]


@pytest.mark.parametrize(("hours", "lunches"), [("09:00-14:30", 0), ("09:00-14:31", 1)])
def test_only_shifts_of_more_than_five_and_a_half_hours_have_a_lunch(hours, lunches):
    (sanne,) = planned({"Sanne": f"mon {hours}"})

    assert len(in_week_47(shown(sanne.breaks))) == lunches


@pytest.mark.parametrize("minutes", [0.5, 30, 150, 240])
def test_a_lunch_of_any_length_stays_inside_its_shift(minutes):
    person = {"hours": "mon-fri 09:00-15:00", "lunch_minutes": minutes}
    for one in planned({name: person for name in ("Aad", "Bea", "Cas")}):
        shift = np.searchsorted(one.shifts[:, 0], one.breaks[:, 0], "right") - 1

        assert len(one.breaks) == len(one.shifts)
        assert (one.breaks[:, 1] <= one.shifts[shift, 1]).all()
        assert one.paid_s(0, 2**40) == len(one.shifts) * (6 * 3600 - minutes * 60)


def test_no_lunch_is_no_break():
    (sanne,) = planned({"Sanne": {"hours": OFFICE, "lunch_minutes": 0}})

    assert len(sanne.breaks) == 0


def test_temps_come_from_a_date_on_and_stay_their_weeks():
    temps = {"count": 2, "from": "2026-12-02", "weeks": 3}  # a Wednesday; the last day is Tuesday 22 December
    _, one, two = planned({"Sanne": OFFICE}, "2026-W48..2026-W53", temps=temps)

    days = on_days(one.shifts)
    assert (one.name, two.name) == ("temp 1", "temp 2")
    assert (days[0], days[-1], len(days)) == ("12-02", "12-22", 15)
    assert set(one.pace) == {750} and {"phone", "mail"} <= set(one.skills)
    assert (one.shifts == two.shifts).all()


def test_no_temps_is_nobody():
    assert len(planned({"Sanne": OFFICE}, temps={"count": 0, "from": "2026-12-02"})) == 1


def test_the_payroll_of_a_week_by_hand():
    # Sanne: 5 x 7.5 h at 28 euro; Joris: 4 h on Saturday, no lunch; a temp from Thursday: 2 x 7.5 h at 31.
    scenario = scenario_of(
        {"Sanne": OFFICE, "Joris": "sat 10:00-14:00"},
        temps={"count": 1, "from": "2026-11-19", "weeks": 1},
        prices={"euro_per_hour": 28, "temp_euro_per_hour": 31},
    )
    season = season_of(scenario)

    hours, euro = payroll(plan(scenario, season), season)

    assert hours == 37.5 + 4 + 15
    assert euro == 41.5 * 28 + 15 * 31


def test_a_night_shift_is_an_hour_longer_when_the_clock_goes_back():
    # Sunday 25 October 2026, 03:00 becomes 02:00; the 28th of March 2027, 02:00 becomes 03:00.
    paid = {}
    for week in ("2026-W43", "2026-W44", "2027-W12"):
        scenario = scenario_of({"Sanne": {"hours": "sun 00:00-05:00", "lunch_minutes": 0}}, week)
        season = season_of(scenario)
        paid[week] = payroll(plan(scenario, season), season)[0]

    assert paid == {"2026-W43": 6, "2026-W44": 5, "2027-W12": 4}


def test_hours_of_single_days_come_on_top_whatever_the_day():
    """Monday's shift, a Saturday, and Christmas, on which nobody works otherwise; lunch in the long ones."""
    dated = ["2026-12-26 10:00-12:00", "2026-12-25 09:00-17:00"]
    (sanne,) = planned({"Sanne": {"hours": "mon 09:00-17:00", "on_days": dated}}, weeks="2026-W52")

    assert [line for line in shown(sanne.shifts) if "12-21" <= line.split()[1] <= "12-27"] == [
        "Mon 12-21 09:00-17:00", "Fri 12-25 09:00-17:00", "Sat 12-26 10:00-12:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on_days", "said"),
    [
        ("mon 09:00-13:00", "must be hours of single days"),
        ("2026-12-21 16:00-18:00", "must be hours on top of those of the week; take out 2026-12-21"),
        (["2026-12-26 09:00-12:00", "2026-12-26 11:00-13:00"], "must be hours that do not overlap"),
    ],
)
def test_single_days_that_make_no_sense_are_told(on_days, said):
    with pytest.raises(ValidationError, match=said):
        Person(hours="mon 09:00-17:00", on_days=on_days)
