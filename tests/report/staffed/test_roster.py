"""The roster of a plan, against shifts counted by hand."""

import csv

from sim.experiments.search.choices import choices
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.shop import Shop
from sim.report.staffed.roster import roster_csv, week_roster
from sim.report.staffed.words import beside, could_work, parts, short
from sim.report.texts.language import Language
from sim.scenario.read import read_text

EN, NL = Language("en"), Language("nl")
SHOP = """# Enough?
weeks = "2026-W52..2026-W53"
[contacts]
questions_per_week = 240
[people]
Sanne = "mon-fri 09:00-17:00"
[may_change]
saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 40 }
more_hours = { Sanne = "mon 17:00-19:00" }
order = ["first answers first"]
"""
CHOICES = choices(read_text(SHOP, "shop.toml"))
PLAN = Plan((2, 1), "first answers first")
NOW, PLANNED = (Shop(CHOICES.planned(plan).scenario) for plan in (CHOICES.nothing, PLAN))


def test_every_shift_is_a_line_and_what_the_plan_adds_is_marked():
    """Christmas and New Year are Fridays, Boxing Day is a Saturday: 4 + 4 days, one Saturday for two."""
    rows = list(csv.DictReader(roster_csv(NOW, PLANNED).decode().splitlines()))
    assert len(rows) == 8 + 2
    assert rows[0] == {
        "person": "Sanne",
        "date": "2026-12-21",
        "begins": "09:00",
        "ends": "19:00",
        "paid_hours": "9.5",
        "euro_per_hour": "28",
        "added": "yes",
    }
    assert [row["added"] for row in rows[1:4]] == ["no"] * 3
    saturday = [row for row in rows if row["person"].startswith("Saturday")]
    assert [(row["person"], row["date"], row["paid_hours"]) for row in saturday] == [
        ("Saturday 1", "2027-01-02", "4"),
        ("Saturday 2", "2027-01-02", "4"),
    ]


def test_a_week_shows_each_persons_hours_from_monday_to_sunday():
    head, *people = week_roster(NOW, PLANNED, PLANNED.season.weeks[1], EN)
    assert head == ("", "mon 28", "tue 29", "wed 30", "thu 31", "fri 1", "sat 2", "sun 3")
    assert people[0] == ("+ Sanne", "09:00-19:00", *["09:00-17:00"] * 3, "", "", "")
    assert people[1] == ("+ Saturday 1", "", "", "", "", "", "09:00-13:00", "")


def test_a_plan_in_words_names_people_hours_days_and_price():
    """Saturday: 2 people, 4 hours, one Saturday at 40 euro. Sanne: 2 hours on two Mondays at 28."""
    assert list(parts(CHOICES, PLAN, EN)) == [
        ("Saturday: 2 people, sat 09:00-13:00, Mon 21 Dec to Sun 3 Jan", 320.0),
        ("Sanne: mon 09:00-19:00, tue-fri 09:00-17:00 from now on", 112.0),
        ("work in the order: first answers before replies", 0.0),
    ]
    assert (
        short(CHOICES, PLAN, EN)
        == "2 people on Saturdays, the longer hours of Sanne and first answers before replies"
    )
    assert short(CHOICES, CHOICES.nothing, EN) == "nothing"
    assert beside(CHOICES, PLAN, Plan((1, 1), PLAN.order), EN) == "1 person on Saturdays less"
    assert (
        beside(CHOICES, Plan((1, 1), ""), Plan((2, 0), ""), EN)
        == "without the longer hours of Sanne and 1 person on Saturdays more"
    )


def test_a_plan_in_dutch_words_has_our_names_for_what_it_adds_in_dutch_too():
    assert list(parts(CHOICES, PLAN, NL)) == [
        ("zaterdag: 2 mensen, za 09:00-13:00, ma 21 dec t/m zo 3 jan", 320.0),
        ("Sanne: ma 09:00-19:00, di-vr 09:00-17:00 vanaf nu", 112.0),
        ("werk in de volgorde: eerste antwoorden vóór reacties", 0.0),
    ]
    head, *people = week_roster(NOW, PLANNED, PLANNED.season.weeks[1], NL)
    assert head[1:3] == ("ma 28", "di 29")
    assert [name for name, *_ in people] == ["+ Sanne", "+ zaterdag 1", "+ zaterdag 2"]


def test_a_shift_until_midnight_ends_at_24_00_as_the_roster_of_normsim_reads_it():
    text = SHOP.replace('Sanne = "mon-fri 09:00-17:00"', 'Sanne = "mon-thu 16:00-24:00"')
    shop = Shop(read_text(text, "shop.toml").scenario)
    rows = list(csv.DictReader(roster_csv(shop, shop).decode().splitlines()))
    assert {(row["begins"], row["ends"], row["paid_hours"]) for row in rows} == {("16:00", "24:00", "7.5")}
    assert list(week_roster(shop, shop, shop.season.weeks[0], EN))[1][1] == "16:00-24:00"


def test_overtime_is_asked_of_who_works_until_it_begins():
    """Sanne works until 17:00 every day, Lotte only on Friday, on which no overtime is offered."""
    offer = 'overtime = { hours = "mon-thu 17:00-18:00", max_people = 1, euro_per_hour = 35 }'
    text = SHOP.replace("[may_change]", f'Lotte = "fri 09:00-17:00"\n[may_change]\n{offer}')
    found = choices(read_text(text, "shop.toml"))
    [overtime] = [lever for lever in found.levers if lever.name == "overtime"]
    assert could_work(overtime, found.file.scenario) == ["Sanne"]


def test_a_measure_is_told_by_its_name():
    text = SHOP + 'measures."quick replies" = { set = ["work.minutes_per_mail=8"], euro = 300 }\n'
    found = choices(read_text(text, "shop.toml"))
    plan, less = Plan((1, 0, 1), "oldest first"), Plan((2, 0, 0), "oldest first")
    assert list(parts(found, plan, EN))[1] == ("quick replies: a measure, in all weeks", 300.0)
    assert short(found, plan, EN) == "1 person on Saturdays and quick replies"
    assert beside(found, plan, less, EN) == "without quick replies and 1 person on Saturdays more"
    assert beside(found, less, plan, EN) == "1 person on Saturdays less and with quick replies"
