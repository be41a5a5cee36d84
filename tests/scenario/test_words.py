"""Plain words: what they mean, and what is no word."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.deadline.weekly import DAYS, WeeklySlot
from sim.scenario.values.words import (
    Number,
    nearest,
    parse_day,
    parse_days_off,
    parse_hours,
    parse_peak_day,
    parse_span,
    parse_times,
    parse_weeks,
    parse_weights,
    whole,
)


def at(hours, minutes=0):
    return hours * 3600 + minutes * 60


def week_of(day_number):
    return date.fromordinal(date(1970, 1, 1).toordinal() + day_number).isocalendar()[:3]


def test_a_range_of_days_is_one_slot_a_day():
    assert parse_hours("mon-wed 9:00-17:30") == tuple(WeeklySlot(day, at(9), at(17, 30)) for day in (0, 1, 2))


def test_hours_come_out_in_the_order_of_the_week():
    assert parse_hours("SUN 20:00-24:00, mon thu 00:00-01:00") == (
        WeeklySlot(0, 0, at(1)),
        WeeklySlot(3, 0, at(1)),
        WeeklySlot(6, at(20), at(24)),
    )


def test_two_stretches_of_a_day_may_touch():
    assert parse_hours("sat 09:00-12:00, sat 12:00-15:00") == (
        WeeklySlot(5, at(9), at(12)),
        WeeklySlot(5, at(12), at(15)),
    )


minutes = st.integers(0, 24 * 60)
slots = st.tuples(st.integers(0, 6), minutes, minutes).filter(lambda slot: slot[1] < slot[2])


@given(st.lists(slots, min_size=1, max_size=8, unique_by=lambda slot: slot[0]))
def test_hours_written_out_are_read_back(wanted):
    def clock(minute):
        return f"{minute // 60:02}:{minute % 60:02}"

    text = ", ".join(f"{DAYS[day]} {clock(opens)}-{clock(closes)}" for day, opens, closes in wanted)

    assert parse_hours(text) == tuple(sorted(WeeklySlot(d, o * 60, c * 60) for d, o, c in wanted))


@given(st.text(alphabet="monfritue 0123456789:-,.", max_size=40))
def test_hours_are_read_in_order_without_overlap_or_refused(text):
    try:
        found = parse_hours(text)
    except ValueError as error:
        assert str(error).startswith("must be ") and "; " in str(error)
        return
    assert found == tuple(sorted(found)) and all(0 <= slot.opens < slot.closes <= at(24) for slot in found)
    pairs = pairwise(found)
    assert all((a.weekday, a.closes) <= (b.weekday, b.opens) or a.weekday < b.weekday for a, b in pairs)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "days and hours"),
        ("09:00-17:00", "days and hours"),
        ("mon-fri", "days and hours"),
        ("monday 09:00-17:00", "'monday'"),
        ("mon- 09:00-17:00", "'mon-'"),
        ("-mon 09:00-17:00", "'-mon'"),
        ("mon 17:00-09:00", "end later on the same day"),
        ("mon 09:00-09:00", "end later on the same day"),
        ("mon 09:00-24:01", "not 24:01"),
        ("mon 09:60-17:00", "not 09:60"),
        ("mon 09:00-13:00, mon 12:00-17:00", "do not overlap on mon"),
        ("mon mon 09:00-17:00", "do not overlap on mon"),
        (9, "in quotes"),
        (["mon 09:00-17:00"], "in quotes"),
    ],
)
def test_hours_that_are_none_say_why(text, reason):
    with pytest.raises(ValueError, match=rf"^must be .*{reason}.*; "):
        parse_hours(text)


def test_weeks_run_over_the_turn_of_a_year_of_53_weeks():
    found = [week_of(monday) for monday in parse_weeks("2026-W52..2027-W01")]

    assert found == [(2026, 52, 1), (2026, 53, 1), (2027, 1, 1)]


def test_one_week_is_a_range():
    assert len(parse_weeks("2026-W47")) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-W53", "not 2025-W53"),
        ("2026-W00", "not 2026-W00"),
        ("2026-47", "ISO weeks"),
        ("2026-W47..", "ISO weeks"),
        ("2026-W50..2026-W49", "run forwards"),
        ("2026-W01..2028-W10", "two years at most"),
        ("1989-W01", "1991 to 2035"),
        ("2035-W52..2036-W02", "1991 to 2035"),
        (47, "in quotes"),
        (["2026-W47"], "in quotes"),
    ],
)
def test_weeks_that_are_none_say_why(text, reason):
    with pytest.raises(ValueError, match=rf"^must be .*{reason}.*; "):
        parse_weeks(text)


@pytest.mark.parametrize("given", ["2026-12-24", "24-12-2026", date(2026, 12, 24)])
def test_a_day_may_stand_in_quotes_or_not(given):
    assert parse_day(given) == date(2026, 12, 24)


@pytest.mark.parametrize(
    "given",
    [
        "12-24-2026",
        "24-12-26",
        "24/12/2026",
        "30-02-2026",
        "2026-02-30",
        "2026-W50",
        "20261224",
        "christmas",
        5,
        datetime(2026, 12, 24, 9),
    ],
)
def test_anything_else_is_no_day(given):
    with pytest.raises(ValueError, match=r"^must be a day that the calendar has; "):
        parse_day(given)


def test_the_day_comes_first_where_the_year_comes_last():
    assert parse_day("3-4-2026") == date(2026, 4, 3)
    assert parse_days_off("24-12-2026..3-1-2027") == parse_days_off("2026-12-24..2027-01-03")


def test_days_off_may_be_a_day_a_range_or_a_list_of_both():
    assert parse_days_off("2026-12-24") == (date(2026, 12, 24),)
    assert len(parse_days_off("2026-12-24..2027-01-03")) == 11
    assert parse_days_off(["2026-12-24", "2026-12-28..2026-12-29"]) == (
        date(2026, 12, 24),
        date(2026, 12, 28),
        date(2026, 12, 29),
    )
    assert parse_days_off([]) == ()


def test_a_week_off_is_its_seven_days():
    week = parse_days_off("2026-W53")  # the last one, over New Year
    assert (week[0], week[-1], len(week)) == (date(2026, 12, 28), date(2027, 1, 3), 7)
    assert parse_days_off("2026-W49..2026-W50") == parse_days_off("2026-11-30..2026-12-13")
    assert parse_days_off(["2026-W49..2026-12-08", "2026-12-24"])[-2:] == (
        date(2026, 12, 8),
        date(2026, 12, 24),
    )


@pytest.mark.parametrize("given", ["2026-W54", "2026-W50..2026-W49", "2026-W49.."])
def test_a_week_off_is_one_that_its_year_has_and_runs_forwards(given):
    with pytest.raises(ValueError, match="must be"):
        parse_days_off(given)


@pytest.mark.parametrize("given", ["2027-01-03..2026-12-24", "2026-01-01..2027-01-02"])
def test_days_off_run_forwards_within_a_year(given):
    with pytest.raises(ValueError, match=r"^must be days that run forwards"):
        parse_days_off(given)


def test_a_peak_is_tied_to_a_date_or_to_a_day_that_moves():
    assert parse_peak_day("Black Friday") == "black friday"
    assert parse_peak_day("2026-12-05") == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("xmas", "a week, a date or one of black friday, sinterklaas, christmas"),
        ("2026-W54", "not 2026-W54"),
        ("2026-W50..2026-W51", "one week"),
        (5, "a week, a date or"),
    ],
)
def test_a_peak_without_a_day_says_why(given, reason):
    with pytest.raises(ValueError, match=rf"^must be .*{reason}"):
        parse_peak_day(given)


def test_the_hours_of_a_saturday_stay_text():
    assert parse_span("09:00-13:00") == "09:00-13:00"
    for wrong in ("13:00-09:00", "nine", "sat 09:00-13:00", "", 9):
        with pytest.raises(ValueError, match=r"^must be "):
            parse_span(wrong)


def test_times_may_be_equal_but_not_fall():
    assert parse_times([1, 1, 1]) == (1, 1, 1)
    for wrong in ([1, 2], [1, 2, 1.5], [2, 1, 3], [-1, 1, 2], [1, "2", 3], [1, 2, 101], "1 2 3", 1.5):
        with pytest.raises(ValueError, match=r"^must be .*; write for example \[1.2, 1.35, 1.6\]"):
            parse_times(wrong)


def test_weights_are_24_numbers():
    assert parse_weights([0.5] * 24) == (0.5,) * 24
    for wrong in ([1] * 23, [1] * 25, [-1] * 24, ["1"] * 24, 24):
        with pytest.raises(ValueError, match=r"^must be "):
            parse_weights(wrong)


def test_the_bounds_of_a_number_are_allowed():
    assert [Number(0, 1, "-")(value) for value in (0, 0.5, 1)] == [0, 0.5, 1]
    assert [whole(-3, 3, "-")(value) for value in (-3, 0, 3)] == [-3, 0, 3]


@pytest.mark.parametrize(
    "given", [True, False, "1", None, [], float("nan"), float("inf"), 10**400, -0.1, 1.1]
)
def test_what_is_no_number_within_the_bounds_is_refused(given):
    with pytest.raises(ValueError, match=r"^must be .*between 0 and 1; way out$"):
        Number(0, 1, "way out")(given)


def test_only_the_bound_that_is_broken_is_named():
    with pytest.raises(ValueError, match=r"^must be 0 or more; write 0 for no temps$"):
        whole(0, 200, "write 0 for no temps")(-2)
    with pytest.raises(ValueError, match=r"^must be 1,440 or less; "):
        Number(0.01, 1440, "-")(1441)


@pytest.mark.parametrize("given", [True, 0.5, 1.0, "1", None])
def test_a_count_is_a_whole_number(given):
    with pytest.raises(ValueError, match=r"^must be a whole number, between 0 and 9; -$"):
        whole(0, 9, "-")(given)


def test_the_nearest_word_is_found_whatever_its_capitals():
    assert nearest("nl+be", ["NL", "BE", "NL+BE"]) == "NL+BE"
    assert nearest("zzz", ["NL", "BE"]) is None
