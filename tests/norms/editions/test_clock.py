"""The norm clock of each edition against deadlines that a clock outside this project computed."""

import json
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from sim.deadline.holidays import Holiday
from sim.norms.editions.clock import clock, holiday_dates, holidays_between, window
from sim.norms.editions.edition import edition
from sim.norms.editions.records import Contested
from sim.norms.options import Options
from tests.norms.logs import at

ANSWERS = Path(__file__).parents[2] / "answers" / "deadlines.json"
EXAMPLES = json.loads(ANSWERS.read_text(encoding="utf-8"))["examples"]
ENDS = date(2025, 1, 1), date(2027, 12, 31)


def instants(*words: str) -> list[int]:
    return [int(datetime.fromisoformat(word).timestamp()) for word in words]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
@pytest.mark.parametrize(
    ("name", "due", "warning"),
    [("8wh", "due_8wh", "warn_6wh"), ("24h-weekday", "due_24h_weekday", "warn_18h")],
)
def test_worked_example(example: dict[str, str], name: str, due: str, warning: str):
    norm = clock(edition(name), holiday_dates(example["calendar"], *ENDS), *ENDS)
    arrived_at = np.array(instants(example["arrival"]))
    assert norm.due(arrived_at).tolist() == instants(example[due])
    assert norm.warning(arrived_at).tolist() == instants(example[warning])


def test_the_seed_clock_runs_day_and_night_on_christmas():
    norm = clock(edition("24h-2021"), holiday_dates("NL+BE", *ENDS), *ENDS)
    assert norm.due(np.array([at("2026-12-25 12:00")])).tolist() == [at("2026-12-26 12:00")]
    assert norm.warning(np.array([at("2026-12-25 12:00")])).tolist() == [at("2026-12-26 06:00")]


def test_the_hours_of_another_trade_replace_the_window_and_keep_the_allowance():
    options = Options(hours="Sun-Thu 08:00-16:00")
    norm = clock(edition("8wh"), (), *ENDS, options)
    assert norm.allowance_s == 8 * 3600
    assert norm.due(np.array([at("2026-11-19 12:00")])).tolist() == [at("2026-11-22 12:00")]


def test_of_a_norm_of_clock_hours_the_days_of_another_trade_count_whole():
    norm = clock(edition("24h-weekday"), (), *ENDS, Options(hours="Sun-Thu 08:00-16:00"))
    assert norm.due(np.array([at("2026-11-19 20:00")])).tolist() == [at("2026-11-22 20:00")]


def test_hours_are_read_from_words():
    hours = window("Fri-Mon 09:00-12:00, Mon 13:00-17:00, holidays out", [date(2026, 11, 22)], *ENDS, "UTC")
    open_at = ["2026-11-20T09:00", "2026-11-23T11:59", "2026-11-23T13:00"]
    shut_at = ["2026-11-19T09:00", "2026-11-22T09:00", "2026-11-23T12:00", "2026-11-20T13:00"]
    assert hours.is_open(np.array(open_at, "M8[s]")).tolist() == [True] * 3
    assert hours.is_open(np.array(shut_at, "M8[s]")).tolist() == [False] * 4


@pytest.mark.parametrize("text", ["9 to 5", "Mon-Foo 09:00-17:00", "Mon 9-17", ""])
def test_hours_that_cannot_be_read_are_answered_with_an_example(text: str):
    with pytest.raises(ValueError, match="write it like 'mon-fri 09:00-17:00'"):
        window(text, (), *ENDS, "UTC")


def test_holidays_are_a_list_by_name_or_the_dates_themselves():
    year = date(2026, 11, 1), date(2026, 12, 31)
    assert holiday_dates("NL", *year) == (date(2026, 12, 25), date(2026, 12, 26))
    assert holiday_dates("BE", *year) == (date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25))
    assert holiday_dates("none", *year) == ()
    assert holiday_dates([date(2026, 12, 5)], *year) == (date(2026, 12, 5),)


def test_dates_that_are_given_have_no_name_and_both_ends_belong_to_them():
    days = [date(2026, 12, day) for day in (7, 5, 4, 6, 8, 5)]
    found = holidays_between(days, date(2026, 12, 5), date(2026, 12, 7))
    assert found == tuple(Holiday(date(2026, 12, day), "", ()) for day in (5, 6, 7))


@pytest.mark.parametrize(("friday", "fifth"), [(True, False), (False, True)])
def test_each_contested_day_has_its_own_switch(friday: bool, fifth: bool):
    spring = date(2026, 4, 1), date(2026, 5, 31)
    found = {holiday.day for holiday in holidays_between("NL", *spring, Contested(friday, fifth))}
    assert (date(2026, 4, 3) in found, date(2026, 5, 5) in found) == (friday, fifth)
