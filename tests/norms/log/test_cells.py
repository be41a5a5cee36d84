"""One column of a file at a time: every way to write its cells, and what cannot be read."""

from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest

from sim.deadline import NEVER
from sim.norms.log import Calls, Cases, Items, Parcels, Reviews
from sim.norms.log.cells import NaiveError, Reader, allowed, date_of, instant_of, is_skipped, whole_number
from sim.norms.log.columns import columns
from tests.norms.logs import AMSTERDAM, at, day

TEN = at("2026-11-17 10:00")
UNREAD = object()
RULES = {
    name: rule for table in (Parcels, Reviews, Calls, Items, Cases) for name, rule in columns(table).items()
}


def read(column, cells, words=None, zone=None):
    """The values of a column, UNREAD where a cell could not be read."""
    values, unread = Reader(RULES[column], words or {}, zone).read(cells)
    return [UNREAD if no else value for value, no in zip(values.tolist(), unread.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("column", "words", "values"),
    [
        ("quantity", ["8", "8.0", "200.0", " 3 ", "-2"], [8, 8, 200, 3, -2]),
        ("quantity", ["1.000", "12.345", "8.5", "many", "1e300", ""], [UNREAD] * 6),
        ("grade", ["10", "7.0", "7,5", "nan"], [10, 7, UNREAD, UNREAD]),
        ("waited_s", ["90", "90.0", "90 s", "", "NaT"], [90, 90, UNREAD, -1, -1]),
        ("outcome", ["busy", "BUSY", "lost", "null"], [2, 2, UNREAD, -1]),
        ("has_code", ["TRUE", "yes", "Y", "1"], [1] * 4),
        ("has_code", ["false", "No", "n", "0", "2", "N/A"], [0, 0, 0, 0, UNREAD, -1]),
        ("promised_on", ["2026-11-18", "18-11-2026", "2026-11-17T23:30Z"], [day("2026-11-18")] * 3),
        ("promised_on", ["18 nov", "none"], [UNREAD, NEVER]),
        ("arrived_at", ["2026-11-17T10:00:00+01:00", "2026-11-17T09:00:00.9Z"], [TEN, TEN]),
        ("arrived_at", ["soon", ""], [UNREAD, NEVER]),
        ("case_id", ["a", " b ", "7", None], ["a", "b", "7", ""]),
    ],
)
def test_each_way_to_write_a_cell_is_read_or_said_to_be_unread(column, words, values):
    assert read(column, pa.array(words)) == values
    assert read(column, pa.array(words).dictionary_encode()) == values


def test_a_word_of_the_file_may_stand_for_one_of_ours():
    cells = pa.array(["AGENT", "busy", "HANGUP"])
    assert read("outcome", cells, {"AGENT": "answered", "HANGUP": "abandoned"}) == [0, 2, 1]
    assert read("case_id", pa.array([7, 8, None]), {"7": "seven"}) == ["seven", "8", ""]


def test_ids_that_are_whole_numbers_stay_so():
    assert read("case_id", pa.array([7, None, 2**40], pa.int64())) == [7, -1, 2**40]
    assert read("case_id", pa.array([7, 9], pa.int16())) == [7, 9]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_of_any_unit_with_their_clock(unit):
    cells = pa.array(
        [None, TEN * 10 ** {"s": 0, "ms": 3, "us": 6, "ns": 9}[unit], None], pa.timestamp(unit, "UTC")
    )
    assert read("arrived_at", cells) == [NEVER, TEN, NEVER]
    assert read("arrived_at", cells[1:]) == [TEN, NEVER]


def test_instants_without_a_clock_need_one():
    shown = ["2026-11-17 10:00", "2026-07-01 10:00", "2026-03-29 02:30", None, "2026-10-25 02:30"]
    cells = pa.array(np.array([word or "NaT" for word in shown], "M8[s]"))
    values = [TEN, at("2026-07-01 10:00"), UNREAD, NEVER, at("2026-10-25 02:30")]
    assert read("arrived_at", cells, zone=AMSTERDAM) == values  # the first 02:30 of that night
    with pytest.raises(NaiveError, match=r"^2026-11-17T10:00:00$"):
        read("arrived_at", cells)
    assert read("arrived_at", cells[3:4]) == [NEVER]


def test_words_without_a_clock_need_one():
    assert instant_of("17-11-2026 10:00", AMSTERDAM) == TEN
    assert instant_of("2026-10-25 02:30", AMSTERDAM) == at("2026-10-25 02:30")
    asked = ("2026-03-29 02:59:59", "2026-03-29 03:00", "no")
    assert [is_skipped(word, AMSTERDAM) for word in asked] == [True, False, False]
    with pytest.raises(NaiveError, match=r"^17-11-2026 10:00$"):
        read("arrived_at", pa.array(["17-11-2026 10:00"]))


def test_the_date_of_an_instant_is_that_of_a_clock():
    assert date_of("2026-11-17T23:30Z", None) == day("2026-11-18")
    assert date_of("2026-11-17T23:30Z", ZoneInfo("America/New_York")) == day("2026-11-17")
    assert date_of("7-11-2026 9:05", None) == day("2026-11-07")


@pytest.mark.parametrize("word", ["8.5", "9223372036854775808", "-1e19", "inf", "nan", "1,5", "eight"])
def test_what_is_no_whole_number_of_64_bits(word):
    with pytest.raises((ValueError, OverflowError)):
        whole_number(word)


def test_what_a_column_may_hold_is_said_as_it_is_written():
    said = {
        "arrived_at": "an instant such as 2026-11-17T10:00:00+01:00 or 17-11-2026 10:00",
        "promised_on": "a date such as 2026-11-17",
        "has_code": "true or false",
        "quantity": "a whole number",
        "grade": "a whole number",
        "waited_s": "a whole number of seconds",
        "outcome": "one of answered, abandoned, busy, voicemail, menu",
    }
    assert {name: allowed(RULES[name]) for name in said} == said
