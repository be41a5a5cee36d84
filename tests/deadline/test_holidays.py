"""The public holidays, against facts typed by hand and another list."""

from datetime import date, timedelta

import holidays as package
import pytest
from dateutil.easter import easter

from sim.deadline.holidays import POLICIES, Holiday, holidays, policy_for


def year(policy, number, **switches):
    return holidays(policy, date(number, 1, 1), date(number, 12, 31), **switches)


def days(policy, number, **switches):
    return [f"{holiday.day:%m-%d}" for holiday in year(policy, number, **switches)]


# Typed from printed calendars, not computed
FACTS = [
    ("NL", 2000, "01-01 04-24 04-29 06-01 06-12 12-25 12-26"),
    ("NL", 2013, "01-01 04-01 04-30 05-09 05-20 12-25 12-26"),
    ("NL", 2014, "01-01 04-21 04-26 05-29 06-09 12-25 12-26"),
    ("NL", 2025, "01-01 04-21 04-26 05-29 06-09 12-25 12-26"),
    ("NL", 2026, "01-01 04-06 04-27 05-14 05-25 12-25 12-26"),
    ("NL", 2027, "01-01 03-29 04-27 05-06 05-17 12-25 12-26"),
    ("BE", 2025, "01-01 04-21 05-01 05-29 06-09 07-21 08-15 11-01 11-11 12-25"),
    ("BE", 2026, "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25"),
    ("NL+BE", 2026, "01-01 04-06 04-27 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25 12-26"),
    ("none", 2026, ""),
]


@pytest.mark.parametrize(("policy", "number", "expected"), FACTS)
def test_the_days_off_are_those_of_the_printed_calendar(policy, number, expected):
    assert days(policy, number) == expected.split()


@pytest.mark.parametrize("number", range(2000, 2038))
def test_the_dutch_list_is_the_package_s_without_sundays_good_friday_and_liberation_day(number):
    theirs = set(package.country_holidays("NL", years=number))
    sundays = {easter(number), easter(number) + timedelta(49)}
    contested = {easter(number) - timedelta(2), date(number, 5, 5)}
    ours = {holiday.day for holiday in year("NL", number)}
    # Ascension Day may itself fall on 5 May, and then it stays
    assert ours == theirs - sundays - contested | {easter(number) + timedelta(39)}


@pytest.mark.parametrize("number", range(2000, 2038))
def test_the_belgian_list_is_the_package_s_without_sundays(number):
    theirs = set(package.country_holidays("BE", years=number))
    assert {holiday.day for holiday in year("BE", number)} == theirs - {
        easter(number),
        easter(number) + timedelta(49),
    }


def test_belgium_has_ten_days_and_boxing_day_is_none_of_them():
    assert len(year("BE", 2026)) == 10
    assert date(2026, 12, 26) not in {holiday.day for holiday in year("BE", 2026)}


@pytest.mark.parametrize(
    ("number", "day", "name"),
    [
        (1990, "04-30", "Queen's Day (Koninginnedag)"),
        (1995, "04-29", "Queen's Day (Koninginnedag)"),  # 30 April was a Sunday
        (2006, "04-29", "Queen's Day (Koninginnedag)"),
        (2013, "04-30", "Queen's Day (Koninginnedag)"),  # the last one
        (2014, "04-26", "King's Day (Koningsdag)"),  # the first one, and 27 April a Sunday
        (2015, "04-27", "King's Day (Koningsdag)"),
        (2025, "04-26", "King's Day (Koningsdag)"),
        (2031, "04-26", "King's Day (Koningsdag)"),
    ],
)
def test_the_royal_birthday_moves_with_the_monarch_and_off_sundays(number, day, name):
    royal = [holiday for holiday in year("NL", number) if "'s Day (Koning" in holiday.name]
    assert [(f"{holiday.day:%m-%d}", holiday.name) for holiday in royal] == [(day, name)]


def test_good_friday_and_liberation_day_are_off_unless_asked_for():
    switched = set(days("NL", 2026, good_friday=True, liberation_day=True))
    assert switched - set(days("NL", 2026)) == {"04-03", "05-05"}
    assert days("BE", 2026, good_friday=True, liberation_day=True) == days("BE", 2026)


def test_a_day_that_both_countries_keep_is_listed_once_with_both():
    by_day = {holiday.day: holiday for holiday in year("NL+BE", 2026)}
    assert by_day[date(2026, 12, 25)].countries == ("NL", "BE")
    assert by_day[date(2026, 12, 26)].countries == ("NL",)
    assert by_day[date(2026, 11, 11)] == Holiday(
        date(2026, 11, 11), "Armistice Day (Wapenstilstand)", ("BE",)
    )
    assert {holiday.countries for holiday in year("NL", 2026)} == {("NL",)}


def test_two_holidays_on_one_day_share_it():
    first_of_may = {holiday.day: holiday for holiday in year("NL+BE", 2008)}[date(2008, 5, 1)]
    assert first_of_may.name == "Labour Day (Dag van de Arbeid) and Ascension Day (Hemelvaartsdag)"
    assert set(first_of_may.countries) == {"NL", "BE"}
    assert len(year("NL+BE", 2008)) == 11


def test_only_the_days_between_the_two_dates_are_listed_both_included():
    found = holidays("NL", date(2025, 12, 26), date(2026, 1, 1))
    assert [holiday.day for holiday in found] == [date(2025, 12, 26), date(2026, 1, 1)]


@pytest.mark.parametrize("policy", POLICIES)
def test_every_list_is_in_order_with_each_day_once(policy):
    found = [holiday.day for holiday in holidays(policy, date(1990, 1, 1), date(2037, 12, 31))]
    assert found == sorted(set(found))


def test_the_list_follows_the_country_by_the_letter_of_the_norm():
    assert {country: policy_for(country) for country in ("NL", "BE", "DE")} == {
        "NL": "NL+BE",
        "BE": "BE",
        "DE": "NL+BE",
    }


def test_an_unknown_list_is_an_error_with_a_suggestion():
    with pytest.raises(
        ValueError, match=r"holidays must be one of NL, BE, NL\+BE, none; got 'NL\+B'; did you mean 'NL\+BE'"
    ):
        year("NL+B", 2026)


@pytest.mark.parametrize("number", [1989, 2038])
def test_years_beyond_the_list_are_an_error(number):
    with pytest.raises(ValueError, match=rf"is {number}-01-01; the list of holidays runs from 1990 to 2037"):
        year("NL", number)
