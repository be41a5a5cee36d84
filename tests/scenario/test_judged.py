"""How far the judged weeks reach, worked out by hand on the calendar."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sim.deadline import date_of, week_from_label
from sim.scenario.customers.orders import Orders
from sim.scenario.fits.judged import Judged


def judged(week, edition="8wh", holidays="NL", has_orders=False):
    return Judged((week_from_label(week),), edition, holidays, "NL", has_orders)


def utc(wall):
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())


def ends(days):
    return date_of(days[0]), date_of(days[-1])


@pytest.mark.parametrize(
    ("week", "edition", "holidays", "last"),
    [
        ("2026-W48", "8wh", "NL", date(2026, 11, 30)),  # asked on Sunday: eight hours of Monday
        ("2026-W48", "24h-weekday", "NL", date(2026, 11, 30)),  # Monday whole, to the midnight that ends it
        ("2027-W12", "8wh", "NL", date(2027, 3, 30)),  # Easter Monday does not count
        ("2027-W12", "8wh", "none", date(2027, 3, 29)),
        ("2026-W53", "8wh", "NL", date(2027, 1, 4)),  # New Year's Day lies in the week itself
    ],
)
def test_the_desk_matters_until_the_last_question_of_the_week_is_due(week, edition, holidays, last):
    assert ends(judged(week, edition, holidays).desk)[1] == last


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        ("", "2026-11-30 15:00"),  # Fri 15:00: two hours of Friday, six of Monday
        ("mon-sat 09:00-17:00", "2026-11-28 15:00"),  # and six of Saturday
        ("sun-thu 10:00-14:00", "2026-11-30 14:00"),  # four hours of Sunday, four of Monday
    ],
)
def test_the_clock_counts_the_hours_of_another_trade(hours, due):
    clock = replace(judged("2026-W48"), hours=hours).clock
    assert clock.due(utc("2026-11-27 15:00")) == utc(due)


def test_the_desk_matters_until_a_saturday_that_counts_is_over():
    open_on_saturday = replace(judged("2026-W52", holidays="none"), hours="sat 09:00-17:00")
    assert ends(open_on_saturday.desk)[1] == date(2027, 1, 2)  # asked on Sunday 27 December


def test_the_desk_matters_from_a_week_before():
    assert ends(judged("2026-W48").desk)[0] == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("week", "surveys", "last"),
    [
        ("2026-W25", (date(2026, 6, 8), date(2026, 6, 30)), date(2026, 6, 30)),
        ("2026-W48", (date(2026, 11, 16), date(2026, 11, 30)), date(2026, 11, 30)),
        ("2026-W49", (date(2026, 12, 1), date(2026, 12, 22)), date(2026, 12, 22)),  # final on the 23rd
    ],
)
def test_surveys_count_in_the_month_of_the_sunday_until_the_week_is_final(week, surveys, last):
    found = judged(week, has_orders=True)

    assert ends(found.surveys) == surveys
    assert ends(found.desk)[1] == last


def test_figures_of_orders_reach_as_far_as_the_calendar_says():
    # Monday 8 to Sunday 14 June 2026; two days to the promise, no deliveries on Sundays. Reviews count from
    # 15 March, five days after the delivery: one of Tuesday 10 that was promised on Monday 9 and is late was
    # ordered on Friday 6 or Saturday 7. What is ordered on Sunday 14 June is promised on Tuesday 16.
    found = {
        figure: ends(days) for figure, days in judged("2026-W24").figures(Orders(items_per_week=1)).items()
    }

    march, june = (lambda day: date(2026, 3, day)), (lambda day: date(2026, 6, day))
    assert found["items_per_week"] == (march(6), june(14))
    assert found["late_share"] == (march(9), june(13))
    assert found["cancelled_share"] == (march(9), june(16))
    assert found["without_code_share"] == (june(8), june(14))
    assert found["returned_share"] == (june(8), june(14))
    assert found["reviewed_share"] == (march(15), june(14))
    assert found["grade_late"] == (march(15), june(14))
    assert found["survey_grade"] == (june(1), june(30))
