"""Answers into ready arrays, and every array that cannot take them."""

from datetime import date

import numpy as np
import pytest

from sim.deadline import NEVER, Assessed, Calendars
from sim.deadline.instants.answers import room

from .calendars import local, office, random_instants

FRIDAY, MONDAY = local("2026-11-20 16:30"), local("2026-11-23 16:30")  # 8 working hours apart
EIGHT = 8 * 3600
HOURS = office()
SHOPS = Calendars([HOURS, office(holidays=[date(2026, 11, 23)])])
AT, END = np.array([FRIDAY, MONDAY, NEVER]), np.array([MONDAY, MONDAY + 60, MONDAY])
NUMBER = np.array([0, 0, 1])


def empty_answers(shape, instants=np.int64, durations=np.int64):
    return Assessed(np.empty(shape, instants), np.empty(shape, durations), np.empty(shape, bool))


ASK = {
    "deadline": lambda at, end, out: HOURS.deadline(at, EIGHT, out=out),
    "deadline, one allowance each": lambda at, end, out: HOURS.deadline(
        at, np.full(at.shape, EIGHT), out=out
    ),
    "next_opening": lambda at, end, out: HOURS.next_opening(at, out=out),
    "elapsed": lambda at, end, out: HOURS.elapsed(at, end, out=out),
    "deadline of calendars": lambda at, end, out: SHOPS.deadline(at, NUMBER, EIGHT, out=out),
    "elapsed of calendars": lambda at, end, out: SHOPS.elapsed(at, end, NUMBER, out=out),
}
asks = pytest.mark.parametrize("ask", ASK.values(), ids=ASK.keys())


@asks
def test_a_ready_array_takes_the_answers_and_is_given_back(ask):
    for at, end in ((AT, END), (AT.view("M8[s]"), END.view("M8[s]"))):
        expected = ask(at, end, None)
        out = np.full_like(expected, 7)
        assert ask(at, end, out) is out
        np.testing.assert_array_equal(out, expected)


@asks
@pytest.mark.parametrize(
    ("spoil", "got"),
    [
        (lambda out: out[:2], r"got int64 ndarray of the shape \(2,\)"),
        (lambda out: out.reshape(1, 3), r"got int64 ndarray of the shape \(1, 3\)"),
        (lambda out: out.astype(np.int32), "got int32"),
        (lambda out: out.astype(float), "got float64"),
        (lambda out: out.view("M8[s]"), r"got datetime64\[s\]"),
        (lambda out: out.astype(">i8"), "got >i8"),
        (lambda out: np.repeat(out, 2)[::2], "out must be a contiguous, writeable array of int64"),
        (lambda out: out[::-1], "out must be a contiguous, writeable array of int64"),
        (lambda out: np.broadcast_to(out[:1], 3), "out must be a contiguous, writeable array of int64"),
        (lambda out: out.tolist(), "got a list of the shape"),
        (lambda out: np.ma.array(out), "got int64 MaskedArray of the shape"),
    ],
)
def test_an_array_that_does_not_fit_the_answers_is_an_error(ask, spoil, got):
    with pytest.raises(ValueError, match=got):
        ask(AT, END, spoil(np.empty_like(AT)))


@asks
def test_a_read_only_array_is_an_error(ask):
    out = np.empty_like(AT)
    out.flags.writeable = False
    with pytest.raises(ValueError, match="writeable"):
        ask(AT, END, out)


@asks
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_answers_may_not_go_where_the_instants_are(ask, shift):
    both = np.array([NEVER, *AT, NEVER])
    at, out = both[1:4], both[1 + shift : 4 + shift]
    before = both.copy()
    with pytest.raises(ValueError, match="out shares memory with what is asked"):
        ask(at, END, out)
    np.testing.assert_array_equal(both, before)


def test_answers_may_not_go_where_the_ends_the_allowances_or_the_numbers_are():
    allowances, number = np.full(3, EIGHT), NUMBER.copy()
    for ask in (
        lambda: HOURS.elapsed(AT, END, out=END),
        lambda: HOURS.deadline(AT, allowances, out=allowances),
        lambda: SHOPS.elapsed(AT, END, NUMBER, out=END),
        lambda: SHOPS.deadline(AT, number, EIGHT, out=number),
        lambda: SHOPS.elapsed(AT, END, number, out=number),
        lambda: SHOPS.assess(AT, END, number, EIGHT, out=Assessed(number, *empty_answers(3)[1:])),
    ):
        with pytest.raises(ValueError, match="out shares memory with what is asked"):
            ask()


@pytest.mark.parametrize("unit", ["ms", "m", "30s"])
def test_only_whole_seconds_go_into_a_ready_array(unit):
    at = AT.view("M8[s]").astype(f"M8[{unit}]")
    with pytest.raises(ValueError, match=r"out takes whole seconds.*give datetime64\[s\]"):
        HOURS.deadline(at, EIGHT, out=np.empty_like(at))


@pytest.mark.parametrize("kind", ["i8", "M8[s]", "m8[s]"])
def test_loops_fill_whole_numbers_whatever_the_form_of_the_answers(kind):
    out = np.empty((2, 3), kind)
    for flat in (room(None, out.dtype, (2, 3)), room(out, out.dtype, (2, 3))):
        assert (flat.dtype, flat.shape) == (np.int64, (6,))
    assert np.shares_memory(flat, out)


def test_durations_go_into_a_ready_array_in_whole_seconds_only():
    out = np.empty(3, "m8[ms]")
    with pytest.raises(
        ValueError, match=r"and these answers come in timedelta64\[ms\]; give datetime64\[s\]"
    ):
        HOURS.elapsed(AT.view("M8[s]").astype("M8[ms]"), END.view("M8[s]").astype("M8[ms]"), out=out)


def test_one_instant_has_no_ready_array():
    for ask in (
        lambda out: HOURS.deadline(FRIDAY, EIGHT, out=out),
        lambda out: HOURS.next_opening(FRIDAY, out=out),
        lambda out: HOURS.elapsed(FRIDAY, MONDAY, out=out),
    ):
        for out in (np.empty((), np.int64), np.empty(1, np.int64)):
            with pytest.raises(ValueError, match=r"out must be .* of the shape \(n,\)"):
                ask(out)


ASSESS = {
    "hours": lambda at, end, out: HOURS.assess(at, end, EIGHT, out=out),
    "calendars": lambda at, end, out: SHOPS.assess(at, end, NUMBER, EIGHT, out=out),
}
assesses = pytest.mark.parametrize("ask", ASSESS.values(), ids=ASSESS.keys())


@assesses
def test_one_pass_fills_three_ready_arrays(ask):
    for at, end in ((AT, END), (AT.view("M8[s]"), END.view("M8[s]"))):
        expected = ask(at, end, None)
        out = empty_answers(3, at.dtype, (at - at).dtype)
        assert ask(at, end, out) is out
        for given, answer in zip(out, expected, strict=True):
            np.testing.assert_array_equal(given, answer)


@assesses
def test_the_three_arrays_of_one_pass_are_three(ask):
    due, worked, late = empty_answers(3)
    bytes_of_due = due.view(bool)[:3]
    for out in (
        Assessed(due, due, late),
        Assessed(due, worked, bytes_of_due),
        Assessed(worked, due, bytes_of_due),
        Assessed(AT, worked, late),
        Assessed(due, END, late),
    ):
        with pytest.raises(ValueError, match="shares memory with what is asked or answered beside it"):
            ask(AT, END, out)
    with pytest.raises(ValueError, match=r"array of bool .*; got uint8"):
        ask(AT, END, Assessed(due, worked, late.view(np.uint8)))


@assesses
def test_one_pass_takes_three_arrays_or_none(ask):
    due, worked, late = empty_answers(3)
    for out in (Assessed(None, worked, late), Assessed(due, worked, None), due, (due, worked, late), 7):
        with pytest.raises(ValueError, match="out must be an Assessed of three ready arrays; got "):
            ask(AT, END, out)


def test_more_dimensions_fit_too():
    at = random_instants(np.random.default_rng(4), HOURS, 24).reshape(2, 3, 4)
    out = np.empty_like(at)
    np.testing.assert_array_equal(HOURS.deadline(at, EIGHT, out=out), HOURS.deadline(at, EIGHT))
    strided = np.repeat(at, 2, axis=2)[:, :, ::2]
    np.testing.assert_array_equal(HOURS.deadline(strided, EIGHT, out=np.empty_like(at)), out)
