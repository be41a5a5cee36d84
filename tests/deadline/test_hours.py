"""The door: forms of instants, faults, and the algebra that every shop obeys."""

import doctest
import pickle
import subprocess
import sys
import tracemalloc
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.deadline import NEVER, Calendars, OpeningHours
from sim.deadline import hours as hours_module
from sim.deadline.instants.forms import read_instants

from .calendars import OFFICE, local, office, random_allowances, random_instants, random_shop

FRIDAY, MONDAY = local("2026-11-20 16:30"), local("2026-11-23 16:30")  # 8 working hours apart
EIGHT = 8 * 3600


def test_importing_the_floor_loads_neither_numba_nor_the_floors_above():
    loaded = "import sim.deadline, sim.deadline.account, sim.deadline.holidays, sys; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert not {"numba", "simpy", "matplotlib", "pydantic", "pandas"} & set(names.split())


def test_one_instant_is_answered_without_numba():
    code = (
        "from datetime import date; from sim.deadline import OpeningHours; import sys;"
        "hours = OpeningHours({'mon': ['09:00-17:00']}, first=date(2026, 1, 1), last=date(2026, 12, 31));"
        "hours.deadline(hours.horizon[0], 60), hours.is_open(hours.horizon[0]);"
        "print('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_the_example_in_the_manual_runs():
    assert doctest.testmod(hours_module) == (0, 4)


# Forms


def test_a_python_int_comes_back_as_a_python_int():
    hours = office()
    assert type(hours.deadline(FRIDAY, EIGHT)) is int
    assert type(hours.next_opening(FRIDAY)) is int
    assert type(hours.is_open(FRIDAY)) is bool
    assert hours.deadline(FRIDAY, EIGHT) == MONDAY


@pytest.mark.parametrize(
    ("boundary", "due"), [("close", "2026-11-20 17:00"), ("next_open", "2026-11-23 09:00")]
)
def test_one_pass_knows_both_boundaries(boundary, due):
    at, half_an_hour = np.array([FRIDAY]), 1800
    for told in (
        office().assess(at, at, half_an_hour, boundary),
        Calendars([office()]).assess(at, at, np.array([0]), half_an_hour, boundary),
    ):
        assert told.due_at.tolist() == [local(due)]


def test_two_python_ints_come_back_as_one_and_one_beside_a_numpy_int_does_not():
    assert type(office().elapsed(FRIDAY, MONDAY)) is int
    assert type(office().elapsed(FRIDAY, np.int64(MONDAY))) is np.int64
    assert type(office().elapsed(np.int64(FRIDAY), MONDAY)) is np.int64


@pytest.mark.parametrize(
    "at", [np.array([FRIDAY]), np.array([FRIDAY], "M8[s]")], ids=lambda at: str(at.dtype)
)
def test_instants_in_whole_seconds_are_read_where_they_are(at):
    assert np.shares_memory(read_instants("at", at)[0], at)


@pytest.mark.parametrize("form", [np.int64, np.uint32, np.array])
def test_a_numpy_scalar_comes_back_as_int64(form):
    due = office().deadline(form(FRIDAY), EIGHT)
    assert type(due) is np.int64
    assert due == MONDAY


@pytest.mark.parametrize("unit", ["m", "s", "ms", "us", "ns", "30s"])
def test_datetime64_comes_back_in_its_own_unit(unit):
    hours = office()
    friday, monday = (np.datetime64(at, "s").astype(f"M8[{unit}]") for at in (FRIDAY, MONDAY))

    due = hours.deadline(friday, EIGHT)
    assert (due, due.dtype) == (monday, np.dtype(f"M8[{unit}]"))
    dues = hours.deadline(np.array([friday, np.datetime64("NaT")]), EIGHT)
    assert dues.dtype == np.dtype(f"M8[{unit}]")
    assert dues[0] == monday
    assert np.isnat(dues[1])
    worked = hours.elapsed(friday, monday)
    assert (worked, worked.dtype) == (np.timedelta64(EIGHT, "s"), np.dtype(f"m8[{unit}]"))
    assert hours.next_opening(friday) == friday


def test_parts_of_a_second_are_dropped_downwards():
    hours = office()
    at = np.datetime64("2026-11-20T15:30:00.999", "ms")
    assert hours.deadline(at, EIGHT) == np.datetime64("2026-11-23T15:30:00", "ms")
    before_1970 = OpeningHours(
        {"wed": ["00:00-24:00"]}, timezone="UTC", first=date(1969, 12, 31), last=date(1970, 1, 1)
    )
    assert before_1970.deadline(np.datetime64(-1, "ms"), 1) == np.datetime64(0, "ms")


def test_an_answer_between_two_minutes_does_not_fit_whole_minutes():
    with pytest.raises(ValueError, match=r"does not fit the unit of datetime64\[m\]; give datetime64\[s\]"):
        office().deadline(np.datetime64(FRIDAY // 60, "m"), 61)


def test_two_units_are_answered_in_the_finer_one():
    friday, monday = np.datetime64(FRIDAY, "s"), np.datetime64(MONDAY, "s").astype("M8[ms]")
    assert office().elapsed(friday, monday).dtype == np.dtype("m8[ms]")


def test_arrays_keep_their_shape_and_lists_become_arrays():
    hours = office()
    at = np.array([[FRIDAY, MONDAY], [NEVER, FRIDAY]])
    assert (
        hours.deadline(at, EIGHT).shape
        == hours.next_opening(at).shape
        == hours.elapsed(at, at).shape
        == (2, 2)
    )
    assert hours.deadline(at[:, 0], EIGHT).tolist() == [MONDAY, NEVER]  # not contiguous
    assert hours.deadline([FRIDAY], EIGHT).tolist() == [MONDAY]
    assert hours.is_open(at[:, :1][:1].repeat(2, axis=0)).tolist() == [[True], [True]]
    for empty in ([], np.array([], np.int64), np.array([], "M8[s]")):
        assert (
            hours.deadline(empty, EIGHT).size
            == hours.deadline(empty, np.array([], np.int64)).size
            == hours.elapsed(empty, empty).size
            == hours.is_open(empty).size
            == 0
        )


def test_one_may_stand_for_many():
    hours = office()
    assert hours.deadline(FRIDAY, np.array([0, EIGHT])).tolist() == [FRIDAY, MONDAY]
    assert hours.deadline(np.array([FRIDAY, FRIDAY]), np.array([0, EIGHT])).tolist() == [FRIDAY, MONDAY]
    assert hours.elapsed(FRIDAY, np.array([FRIDAY + 60, MONDAY])).tolist() == [60, EIGHT]
    assert hours.elapsed(np.array([FRIDAY, MONDAY - 60]), MONDAY).tolist() == [EIGHT, 60]


def test_columns_that_may_not_be_written_are_read():
    at = np.array([FRIDAY])
    at.flags.writeable = False
    assert office().deadline(at, EIGHT).tolist() == [MONDAY]


def test_never_in_gives_never_out():
    hours = office()
    assert hours.deadline(NEVER, EIGHT) == hours.next_opening(NEVER) == NEVER
    assert hours.elapsed(NEVER, MONDAY) == hours.elapsed(FRIDAY, NEVER) == NEVER
    assert np.isnat(hours.deadline(np.datetime64("NaT"), EIGHT))
    assert np.isnat(hours.elapsed(np.datetime64("NaT", "ms"), np.datetime64(FRIDAY, "s")))
    assert hours.elapsed(np.array([NEVER, FRIDAY, FRIDAY]), np.array([MONDAY, NEVER, MONDAY])).tolist() == [
        NEVER,
        NEVER,
        EIGHT,
    ]


# Faults


@pytest.mark.parametrize("given", [1.5, True, "2026-11-20", datetime(2026, 11, 20), 10**30, [1.0], None])
def test_what_is_no_instant_is_an_error_with_the_way_out(given):
    with pytest.raises(ValueError, match=r"arrived_at must be whole seconds .* int\(at.timestamp\(\)\)"):
        office().deadline(given, EIGHT)


def test_a_case_that_needs_more_than_is_left_is_told_how_much():
    message = (
        "opening hours end on 2026-12-31; the case of 2026-12-31 16:40 needs {} of working time and "
        "20 minutes are left; extend the calendar"
    )
    at = local("2026-12-31 16:40")
    with pytest.raises(ValueError, match=message.format("8 hours")):
        office().deadline(at, EIGHT)
    with pytest.raises(ValueError, match=message.format("more than 20 minutes")):
        office().deadline(at, 1200, "next_open")
    assert office().deadline(at, 1200) == local("2026-12-31 17:00")
    assert office().deadline([at], EIGHT).tolist() == [NEVER]


def test_an_instant_outside_the_horizon_is_an_error_alone_and_never_in_an_array():
    hours = office()
    first, last = hours.horizon
    message = "is 2027-01-01 00:00:01; opening hours are known from 2026-01-01 00:00 to 2026-12-31 24:00"
    for ask in (lambda at: hours.deadline(at, 0), hours.next_opening, lambda at: hours.elapsed(first, at)):
        with pytest.raises(ValueError, match=message):
            ask(last + 1)
        assert ask(np.array([last + 1])).tolist() == [NEVER]
    with pytest.raises(ValueError, match="start is 2025-12-31 23:59:59"):
        hours.elapsed(first - 1, last)
    with pytest.raises(ValueError, match="arrived_at is 1795188600000 s after 1970"):
        hours.deadline(1000 * FRIDAY, EIGHT)


def test_no_opening_within_the_horizon_is_an_error_alone_and_never_in_an_array():
    hours, at = office(), local("2026-12-31 17:00")
    with pytest.raises(ValueError, match="none begin from 2026-12-31 17:00 on; extend the calendar"):
        hours.next_opening(at)
    assert hours.next_opening(np.array([at])).tolist() == [NEVER]


@pytest.mark.parametrize("outside", [-1, 0, 2**62, NEVER])
def test_whether_the_shop_is_open_is_unknown_outside_the_horizon(outside):
    hours = office()
    for at in (outside, np.array([FRIDAY, outside])):
        with pytest.raises(ValueError, match="opening hours are known from"):
            hours.is_open(at)
    assert not hours.is_open(hours.horizon[1])


def test_a_negative_allowance_is_an_error():
    for at, allowance in ((FRIDAY, -1), ([FRIDAY, FRIDAY], [0, -1]), (NEVER, -1)):
        with pytest.raises(ValueError, match="allowance_s must be 0 or more; got -1"):
            office().deadline(at, allowance)


def test_an_end_before_its_start_is_an_error():
    for start, end in ((FRIDAY + 1, FRIDAY), ([FRIDAY, FRIDAY + 1], [FRIDAY, FRIDAY])):
        with pytest.raises(
            ValueError, match="got 2026-11-20 16:30 for a start at 2026-11-20 16:30:01; swap them"
        ):
            office().elapsed(start, end)


def test_an_unknown_boundary_is_an_error():
    with pytest.raises(
        ValueError, match="boundary must be one of close, next_open; got 'closed'; did you mean 'close'"
    ):
        office().deadline(FRIDAY, EIGHT, "closed")


def test_columns_of_different_length_are_an_error():
    with pytest.raises(
        ValueError, match=r"arrived_at has the shape \(2,\), allowance_s \(3,\); give one for all"
    ):
        office().deadline([FRIDAY] * 2, [1, 2, 3])


def test_integers_beside_datetime64_are_an_error():
    with pytest.raises(ValueError, match=r"in one form; got int64 and datetime64\[s\]"):
        office().elapsed(FRIDAY, np.datetime64(MONDAY, "s"))


# What it is


def test_opening_hours_do_not_change():
    week = {"mon": ["09:00-17:00"]}
    hours = OpeningHours(week, first=date(2026, 11, 23), last=date(2026, 11, 29))
    week["tue"] = ["09:00-17:00"]
    assert hours.opens.tolist() == [local("2026-11-23 09:00")]
    for edges in (hours.opens, hours.closes):
        with pytest.raises(ValueError, match="read-only"):
            edges[0] = 0
    with pytest.raises(AttributeError):
        hours.timezone = "UTC"


def test_opening_hours_say_what_they_are_and_travel_to_other_processes():
    hours = office(holidays=[date(2026, 12, 25)])
    copy = pickle.loads(pickle.dumps(hours))
    assert repr(copy) == "<OpeningHours 2026-01-01 to 2026-12-31, Europe/Amsterdam, 260 intervals>"
    assert (copy.first, copy.last, copy.timezone) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
        "Europe/Amsterdam",
    )
    assert copy.horizon == (local("2026-01-01"), local("2027-01-01"))
    assert copy.holidays == {date(2026, 12, 25)}
    assert copy.deadline(FRIDAY, EIGHT) == MONDAY


# The algebra


def shops_and_cases(n=50):
    def draw(seed):
        rng = np.random.default_rng(seed)
        hours = random_shop(rng)
        return hours, random_instants(rng, hours, n), random_allowances(rng, hours, n)

    return st.integers(0, 2**32).map(draw)


steady = settings(derandomize=True, max_examples=60)


@pytest.mark.property
@steady
@given(shops_and_cases())
def test_the_deadline_is_the_first_instant_at_which_the_allowance_is_used(drawn):
    hours, at, allowance = drawn
    due = hours.deadline(at, allowance)
    known = (due != NEVER) & (allowance > 0)
    at, allowance, due = at[known], allowance[known], due[known]
    np.testing.assert_array_equal(hours.elapsed(at, due), allowance)
    np.testing.assert_array_equal(hours.elapsed(at, due - 1), allowance - 1)


@pytest.mark.property
@steady
@given(shops_and_cases())
def test_next_open_is_the_last_instant_at_which_no_more_than_the_allowance_is_used(drawn):
    hours, at, allowance = drawn
    due = hours.deadline(at, allowance, "next_open")
    known = (due != NEVER) & (allowance > 0)
    at, allowance, due = at[known], allowance[known], due[known]
    np.testing.assert_array_equal(hours.elapsed(at, due), allowance)
    np.testing.assert_array_equal(hours.elapsed(at, due + 1), allowance + 1)


@pytest.mark.property
@steady
@given(shops_and_cases())
def test_who_comes_later_or_is_allowed_more_is_not_due_earlier(drawn):
    hours, at, allowance = drawn
    for boundary in ("close", "next_open"):
        by_arrival = hours.deadline(np.sort(at[at != NEVER]), 3600, boundary)
        by_allowance = hours.deadline(
            np.full(50, hours.opens[0] if hours.opens.size else 0), np.sort(allowance), boundary
        )
        for due in (by_arrival[by_arrival != NEVER], by_allowance[by_allowance != NEVER]):
            assert (np.diff(due) >= 0).all()


@pytest.mark.property
@steady
@given(shops_and_cases())
def test_working_time_adds_up(drawn):
    hours, at, allowance = drawn
    first, last = hours.horizon
    at = np.sort(at[(at >= first) & (at <= last)])
    whole = hours.elapsed(first, last)
    assert whole == (hours.closes - hours.opens).sum()
    steps = np.concatenate(([first], at, [last]))
    assert hours.elapsed(steps[:-1], steps[1:]).sum() == whole
    half = hours.deadline(at, allowance[: at.size])
    twice = hours.deadline(half, 3600)
    np.testing.assert_array_equal(
        twice[half != NEVER], hours.deadline(at, allowance[: at.size] + 3600)[half != NEVER]
    )


@pytest.mark.property
@steady
@given(shops_and_cases())
def test_order_repetition_and_company_change_no_answer(drawn):
    hours, at, allowance = drawn
    due = hours.deadline(at, allowance)
    order = np.random.default_rng(0).permutation(np.tile(np.arange(50), 2))
    np.testing.assert_array_equal(hours.deadline(at[order], allowance[order]), due[order])
    alone = [hours.deadline(at[row : row + 1], allowance[row : row + 1])[0] for row in range(50)]
    np.testing.assert_array_equal(alone, due)


@pytest.mark.property
@steady
@given(shops_and_cases())
def test_the_next_opening_is_open_and_nothing_before_it_is(drawn):
    hours, at, _ = drawn
    opening = hours.next_opening(at)
    known = opening != NEVER
    assert hours.is_open(opening[known]).all()
    assert (hours.elapsed(at[known], opening[known]) == 0).all()


def test_a_year_of_office_hours_adds_up_to_its_working_days():
    days = np.busday_count("2026-01-01", "2027-01-01") - 1
    hours = OpeningHours(
        OFFICE, first=date(2026, 1, 1), last=date(2026, 12, 31), holidays=[date(2026, 12, 25)]
    )
    assert hours.elapsed(*hours.horizon) == 8 * 3600 * days


# One pass


def test_one_pass_over_cases_counted_by_hand():
    at, answered = [FRIDAY, FRIDAY, FRIDAY, NEVER], [MONDAY, MONDAY + 1, NEVER, MONDAY]
    due, worked, late = office().assess(at, answered, EIGHT)
    assert due.tolist() == [MONDAY, MONDAY, MONDAY, NEVER]
    assert worked.tolist() == [EIGHT, EIGHT + 1, NEVER, NEVER]
    assert late.tolist() == [False, True, False, False]


def test_one_pass_answers_in_the_form_of_the_cases():
    at, answered = np.array([[FRIDAY]], "M8[s]"), np.array([[MONDAY]], "M8[s]").astype("M8[ms]")
    due, worked, late = office().assess(at, answered, EIGHT)
    assert (due.dtype, worked.dtype, late.dtype) == (np.dtype("M8[ms]"), np.dtype("m8[ms]"), np.dtype(bool))
    assert due.shape == worked.shape == late.shape == (1, 1)


def test_one_pass_refuses_what_deadline_and_elapsed_refuse():
    with pytest.raises(ValueError, match="swap them"):
        office().assess([FRIDAY, FRIDAY], [FRIDAY, FRIDAY - 1], EIGHT)
    with pytest.raises(ValueError, match="allowance_s must be 0 or more; got -1"):
        office().assess([FRIDAY], [MONDAY], -1)
    with pytest.raises(ValueError, match="arrays of one shape; got"):
        office().assess([FRIDAY], [MONDAY, MONDAY], EIGHT)


def test_a_million_cases_need_no_memory_but_their_answers():
    hours, at = office(), np.arange(local("2026-01-05"), local("2026-01-05") + 10**6)
    hours.assess(at, at, EIGHT), hours.deadline(at, EIGHT)  # compiled, and the tables made
    for ask, bytes_a_case in (
        (lambda: hours.deadline(at, EIGHT), 8),
        (lambda: hours.elapsed(at, at), 8),
        (lambda: hours.assess(at, at, EIGHT), 17),
    ):
        ask()
        tracemalloc.start()
        ask()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < bytes_a_case * at.size + 2**20


def test_a_calendar_of_more_than_68_years_is_an_error():
    with pytest.raises(ValueError, match="a calendar spans at most 68 years; make two"):
        office(date(1950, 1, 1), date(2020, 1, 1))
    assert office(date(1950, 1, 1), date(2017, 12, 14)).deadline([local("2017-12-14 09:00")], 60).size == 1
