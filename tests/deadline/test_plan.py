"""Opening hours as people write them, and every way to get them wrong."""

from datetime import date, datetime, timedelta

import pytest

from sim.deadline import OpeningHours

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
THU = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"weekly": {"mno": []}},
            "a day in weekly must be one of mon, .*, sun; got 'mno'; did you mean 'mon'",
        ),
        (
            {"weekly": {"mon": "09:00-17:00"}},
            r"weekly\['mon'\]: '09:00-17:00' given; must be a list of slots",
        ),
        (
            {"weekly": {"mon": ["9 to 5"]}},
            r"weekly\['mon'\]: '9 to 5' given; must be a slot written as \"09:00-17:00\"",
        ),
        ({"weekly": {"mon": [9]}}, "9 given; must be a slot"),
        ({"weekly": {"mon": ["09:00-25:00"]}}, "'09:00-25:00' given; a time is .* got '25:00'"),
        (
            {"weekly": {"fri": ["22:00-06:00"]}},
            r"weekly\['fri'\]: '22:00-06:00' given; a slot opens before it closes, on one date; write a "
            'night as two slots, "22:00-24:00" and, on the next day, "00:00-06:00"',
        ),
        ({"weekly": {"mon": ["09:00-09:00"]}}, "opens before it closes"),
        ({"weekly": ["09:00-17:00"]}, "weekly: .* given; must be days with their slots"),
        ({"first": date(2027, 1, 1)}, "first is 2027-01-01, after last, 2026-12-31; swap them"),
        ({"first": "2026-01-01"}, "first: '2026-01-01' given; must be a datetime.date from 1900 to 2199"),
        ({"last": date(9999, 12, 31)}, "last: .* must be a datetime.date from 1900 to 2199"),
        ({"holidays": [datetime(2026, 12, 25)]}, "a date in holidays: datetime.* must be a datetime.date"),
        ({"extra": {"2026-11-26": []}}, "a date in extra: '2026-11-26' given; must be a datetime.date"),
        ({"extra": {THU: ["14:00-10:00"]}}, r"extra\[2026-11-26\]: '14:00-10:00' given; a slot opens before"),
        ({"closed": {THU: None}}, r"closed\[2026-11-26\]: None given; must be a list of slots"),
        ({"closed": [THU]}, "closed: .* given; must be dates with their slots"),
        ({"timezone": "Amsterdam"}, "timezone must be an IANA name"),
    ],
)
def test_a_fault_names_the_argument_the_value_and_the_way_out(arguments, message):
    with pytest.raises(ValueError, match=message):
        OpeningHours(**{"weekly": {}, **YEAR, **arguments})


def test_slots_may_be_written_loosely():
    loose = OpeningHours({"mon": [" 9:00 - 17:00:00 "]}, **YEAR)
    strict = OpeningHours({"mon": ["09:00-17:00"]}, **YEAR)
    assert loose.opens.tolist() == strict.opens.tolist()
    assert loose.closes.tolist() == strict.closes.tolist()


def test_the_order_of_slots_and_their_overlaps_do_not_matter():
    one = OpeningHours({"mon": ["13:00-17:00", "09:00-12:00", "09:30-13:00"]}, **YEAR)
    other = OpeningHours({"mon": ["09:00-17:00"]}, **YEAR)
    assert one.opens.tolist() == other.opens.tolist()
    assert one.closes.tolist() == other.closes.tolist()


def test_dates_beyond_the_calendar_are_ignored():
    late = date(2027, 1, 4)
    hours = OpeningHours({}, **YEAR, holidays=[late], extra={late: ["09:00-17:00"]}, closed={late: []})
    assert hours.opens.size == 0


@pytest.mark.parametrize("days", [0, 68 * 365])
def test_a_calendar_may_be_one_day_and_nearly_68_years(days):
    first = date(1970, 1, 1)
    hours = OpeningHours({}, first=first, last=first + timedelta(days))
    assert (hours.last - hours.first).days == days
