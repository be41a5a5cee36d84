"""From what may be chosen to a scenario: what a plan writes into the file, and what it costs."""

import pytest

from sim.experiments.search.choices import choices
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.replicate import season_counts
from sim.experiments.seasons.shop import Shop
from sim.norms.faults import InputError
from sim.scenario.read import ScenarioFile, read_text
from sim.staffing.people import payroll
from tests.experiments.shops import TINY

SHOP = """# Enough?
weeks = "2026-W51..2026-W53"
edition = "8wh"
[contacts]
questions_per_week = 240
[people]                     # the two of us
Sanne = "mon-fri 09:00-17:00"
Lotte = "mon tue 09:00-13:00"
Saturday = "mon 09:00-10:00" # a name
[prices]
euro_per_hour = 20
[may_change]
temp = { from = 2026-12-14, weeks = 2, max = 2, euro_per_hour = 30, speed = 0.5, full_speed_after_weeks = 2 }
saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 40, each_week = true }
overtime = { hours = "mon 17:00-19:00", max_people = 3, euro_per_hour = 25, from = 2026-12-21, phone = false }
more_hours = { Lotte = "wed 09:00-13:00" }
order = ["first answers first", "oldest first"]
"""


def shop() -> ScenarioFile:
    return read_text(SHOP, "shop.toml")


def euro(file: ScenarioFile) -> float:
    planned = Shop(file.scenario)
    return payroll(planned.staff, planned.season)[1]


def test_each_offer_is_a_lever_and_a_saturday_on_a_holiday_is_none():
    """Saturday 26 December is Boxing Day; Friday 25 December is Christmas."""
    chosen = choices(shop())
    assert [(lever.name, lever.most) for lever in chosen.levers] == [
        ("temp", 2),
        ("Saturday W51", 2),
        ("Saturday W53", 2),
        ("overtime", 3),
        ("Lotte", 1),
    ]
    assert chosen.orders == ("oldest first", "first answers first")


def test_who_may_come_speaks_the_languages_of_the_offer():
    both = 'languages = "both", '
    text = SHOP.replace("temp = { ", f"temp = {{ {both}").replace("overtime = { ", f"overtime = {{ {both}")
    text = text.replace("questions_per_week = 240", "questions_per_week = 240\nsecond_language_share = 0.2")
    text = text.replace(
        'Sanne = "mon-fri 09:00-17:00"', 'Sanne = { hours = "mon-fri 09:00-17:00", languages = "both" }'
    )
    chosen = choices(read_text(text, "shop.toml"))
    people = chosen.planned(Plan((1, 1, 0, 1, 0), "oldest first")).scenario.people
    assert [people[name].languages for name in ("temp", "Saturday W51", "overtime")] == [
        "both",
        "first",
        "both",
    ]


def test_an_offer_in_a_language_that_no_customer_speaks_is_told_at_its_key():
    with pytest.raises(InputError, match='languages: "second" given; must be absent without'):
        read_text(SHOP.replace("temp = { ", 'temp = { languages = "second", '), "shop.toml")


def test_a_step_costs_its_paid_hours_in_the_reported_weeks():
    """A temp: 2 weeks of 5 and 4 days, 7.5 paid hours a day. Overtime: Mondays 21 and 28 December."""
    prices = choices(shop()).prices.steps
    assert prices[0] == pytest.approx([30 * 7.5 * 9] * 2)
    assert prices[1] == pytest.approx([40 * 4.0] * 2)
    assert prices[3] == pytest.approx([25 * 2.0 * 2] * 3)
    assert prices[4] == pytest.approx([20 * 4.0 * 3])


def test_a_plan_is_a_few_lines_more_in_the_same_file():
    planned = choices(shop()).planned(Plan((2, 0, 1, 0, 1), "first answers first"))
    text = planned.text
    assert "# the two of us" in text and 'Saturday = "mon 09:00-10:00" # a name' in text
    people = planned.scenario.people
    assert planned.scenario.work.order == "first answers first"
    temp = people["temp"]
    assert (temp.count, temp.speed, temp.full_speed_after_weeks, temp.euro_per_hour) == (2, 0.5, 2, 30)
    assert (str(temp.from_), str(temp.until)) == ("2026-12-14", "2026-12-27")
    saturday = people["Saturday W53"]
    assert (str(saturday.from_), str(saturday.until), saturday.count) == ("2026-12-28", "2027-01-03", 1)
    assert people["Lotte"].hours_per_week == 12
    assert read_text(text, "again.toml").scenario == planned.scenario


def test_what_staff_says_a_plan_costs_is_what_run_says_of_its_file():
    chosen = choices(shop())
    for levels in [(2, 1, 2, 3, 1), (0, 2, 0, 1, 0), (1, 0, 1, 0, 1)]:
        plan = Plan(levels, chosen.orders[0])
        assert chosen.cost(plan) == pytest.approx(euro(chosen.planned(plan)) - euro(shop()))


def test_no_lever_is_the_file_as_it_is():
    chosen = choices(shop())
    assert chosen.planned(chosen.nothing).text == shop().text
    assert choices(read_text(SHOP.partition("[may_change]")[0], "shop.toml")).levers == ()


def test_who_would_have_the_name_of_somebody_else_gets_another():
    text = SHOP.replace(", each_week = true", "").replace("Saturday =", '"overtime" =')
    text = text.replace(
        'order = ["first',
        'shifts.Saturday = { hours = "tue 17:00-19:00", max_people = 1, euro_per_hour = 1 }\norder = ["first',
    )
    names = [lever.name for lever in choices(read_text(text, "shop.toml")).levers]
    assert names == [
        "temp",
        "Saturday",
        "overtime (2)",
        "Lotte",
    ]  # a later shift of a name replaces one


def test_hours_that_touch_become_one_shift():
    text = SHOP.replace('{ Lotte = "wed 09:00-13:00" }', '{ Lotte = "tue 13:00-17:00" }')
    lotte = choices(read_text(text, "shop.toml"))
    planned = lotte.planned(Plan((0, 0, 0, 0, 1), lotte.orders[0]))
    assert [slot.text for slot in planned.scenario.people["Lotte"].hours] == ["09:00-13:00", "09:00-17:00"]
    assert "Lotte" not in [lever.name for lever in choices(planned).levers]  # taken already


def test_the_scenario_of_a_plan_is_read_once():
    chosen = choices(shop())
    first, again = (chosen.planned(Plan((1, 0, 0, 0, 1), "oldest first")) for _ in range(2))
    assert first is again


@pytest.mark.parametrize("there", [0, 1])
def test_a_temp_of_a_plan_is_the_same_person_as_one_of_the_file(there: int):
    """Ill and away at the same times: two ways to write one plan are not two plans."""
    terms = "from = 2026-11-23\nweeks = 2\n[prices]\ntemp_euro_per_hour = 28\n[may_change]"
    offer = "temp = { from = 2026-11-23, weeks = 2, max = 3, euro_per_hour = 28 }"
    before, after = (f"{TINY}[temps]\ncount = {count}\n{terms}\n{offer}\n" for count in (there, 2))
    chosen = choices(read_text(before, "shop.toml"))
    planned = chosen.planned(Plan((2 - there,), "oldest first")).scenario
    of_the_file = read_text(after, "shop.toml").scenario
    names = [[one.name for one in Shop(scenario).staff] for scenario in (planned, of_the_file)]
    assert set(names[0]) == set(names[1]) == {"Sanne", "Mehmet", "temp 1", "temp 2"}
    for replication in range(3):
        plan, file = (season_counts(Shop(scenario), 1, replication) for scenario in (planned, of_the_file))
        assert (plan.load == file.load).all()


MEASURES = """measures."quick replies" = { set = ["work.minutes_per_mail=8"], euro = 300, euro_per_week = 10 }
measures."quicker replies" = { set = ["work.minutes_per_mail=7"], euro = 500 }
measures.order = { set = ["work.order=newest first"] }
measures.Friday = { set = ["people.Mehmet.hours=mon-fri 09:00-17:00"] }
measures.shorter = { set = ["people.Sanne.hours=mon-fri 09:00-16:00"] }
measures.done = { set = ["work.minutes_per_call=3.2"], taken = true }
"""


def test_a_measure_is_a_lever_of_one_step_at_its_price():
    chosen = choices(read_text(f"{TINY}[may_change]\n{MEASURES}", "tiny.toml"))
    assert [lever.name for lever in chosen.levers] == ["quick replies", "order", "Friday"]
    assert chosen.prices.steps == ((300 + 2 * 10,), (0.0,), (2 * 7.5 * 28,))
    work = chosen.planned(Plan((1, 1, 0), chosen.orders[0])).scenario.work
    assert (work.minutes_per_mail, work.order) == (8, "newest first")


def test_measures_that_clash_or_save_money_are_left_out_and_named():
    offers = f'more_hours = {{ Mehmet = "fri 09:00-17:00" }}\norder = ["first answers first"]\n{MEASURES}'
    chosen = choices(read_text(f"{TINY}[may_change]\n{offers}", "tiny.toml"))
    assert [lever.name for lever in chosen.levers] == ["Mehmet", "quick replies"]
    assert chosen.left_out == ("quicker replies", "order", "Friday", "shorter")
