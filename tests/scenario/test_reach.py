"""What is refused for having no effect has none, what is accepted has one: tried out, season by season."""

from datetime import date, timedelta

import pytest

from sim.experiments.seasons.replicate import season_counts
from sim.experiments.seasons.shop import Shop
from sim.norms.faults import InputError
from sim.scenario.customers.orders import WeekOfOrders
from sim.scenario.customers.peaks import Peak
from sim.scenario.people.staff import Temps
from sim.scenario.read import read_text

SEASONS = 4
TEXT = """\
weeks = "2026-W24..2026-W25"
[contacts]
questions_per_week = 220
phone_share = 0.3
[work]
order = "newest first"
[people]
Sanne = "mon-fri 08:00-17:00"
"""
ORDERS = """\
[orders]
items_per_week = 700
late_share = 0.2
"""
FIGURES = {
    "items_per_week": 7,
    "late_share": 1,
    "cancelled_share": 1,
    "without_code_share": 1,
    "returned_share": 1,
    "reviewed_share": 1,
    "grade_on_time": 1,
    "grade_late": 10,
    "survey_share": 1,
    "survey_grade": 0,
}


@pytest.mark.parametrize(
    "hours",
    [
        "sun 10:00-11:00",  # eight weeks: the last one is final after two
        "mon-fri 08:00-08:01",
        "sun 00:00-00:01",  # nine years
    ],
)
def test_hours_of_the_norm_that_never_hold_an_answer_are_told_once_where_they_stand(hours):
    with pytest.raises(InputError) as error:
        read_text(f'hours = "{hours}"\n{TEXT}[temps]\ncount = 1\nfrom = 2026-06-08\nweeks = 2\n', "shop.toml")
    [fault] = error.value.faults
    assert "shop.toml:1: hours:" in str(fault) and "hold the 8 hours of an answer" in str(fault)


def week(number):
    """The name of a week, counted from the first one that is judged."""
    year, week, _ = (date(2026, 6, 8) + timedelta(7 * number)).isocalendar()
    return f"{year}-W{week:02}"


def changes(text, **other):
    """Say whether something else in a scenario, checked or not, changes what is judged in some season."""
    plain = read_text(text, "shop.toml").scenario
    shops = Shop(plain), Shop(plain.model_copy(update=other))
    for season in range(SEASONS):
        was, now = (season_counts(shop, 1, season) for shop in shops)
        if (was.verdicts != now.verdicts).any() or (was.load != now.load).any():
            return True
    return False


def accepted(text):
    try:
        read_text(text, "shop.toml")
    except InputError as error:
        assert all("the days that have an effect" in str(fault) for fault in error.faults)
        return False
    return True


def edges(said):
    """The pairs of neighbours of which one is refused and the other is not."""
    found = [(n, n + 1) for n in range(-30, 30) if said(n) != said(n + 1)]
    assert len(found) == 2, found
    return [number for pair in found for number in pair]


@pytest.mark.parametrize(("figure", "value"), FIGURES.items())
def test_a_figure_of_a_week_is_accepted_where_it_changes_what_is_judged(figure, value):
    def said(number):
        return accepted(f"{TEXT}{ORDERS}[orders.week.{week(number)}]\n{figure} = {value}\n")

    orders = read_text(TEXT + ORDERS, "x").scenario.orders
    for number in edges(said):
        other = {week(number): WeekOfOrders(**{figure: value})}
        did = changes(TEXT + ORDERS, orders=orders.model_copy(update={"week": other}))
        assert did == said(number), week(number)


@pytest.mark.parametrize("orders", ["", ORDERS])
def test_a_peak_is_accepted_on_days_on_which_it_changes_what_is_judged(orders):
    def day(number):
        return date(2026, 6, 8) + timedelta(number)

    def said(number):
        return accepted(f"{TEXT}{orders}[peaks.{day(number)}]\ntimes = [9, 9, 9]\nto_day = 0\n")

    for number in edges(said):
        peak = Peak(times=[9, 9, 9], date=day(number), to_day=0)
        assert changes(TEXT + orders, peaks={"x": peak}) == said(number), day(number)


@pytest.mark.parametrize("orders", ["", ORDERS + "survey_share = 1\n"])
def test_temps_are_accepted_on_days_on_which_they_change_what_is_judged(orders):
    behind = TEXT.replace("08:00-17:00", "13:00-17:00") + orders

    def day(number):
        return date(2026, 6, 15) + timedelta(number)

    def said(number):
        return accepted(f"{behind}[temps]\ncount = 2\nweeks = 1\nfrom = {day(number)}\n")

    last, first = next((n, n + 1) for n in range(30) if said(n) and not said(n + 1))
    for number in (last, first):
        temps = Temps(**{"count": 2, "weeks": 1, "from": day(number)})
        assert changes(behind, temps=temps) == said(number), day(number)
