"""Curves of the norm's clock, which both engines share, read at every minute against the slow definition."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import OpeningHours, reference
from sim.deadline.reference import Openings
from sim.operation.contract import ORDERS
from sim.operation.reference.engine import value
from sim.operation.rules.clocks import due, joined, worked

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = date(2026, 3, 16), date(2026, 6, 30)
EASTER_MONDAY = date(2026, 4, 6)
HOUR_S = 3600
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = {
    "office hours": {day: ["09:00-17:00"] for day in DAYS[:5]},
    "working days round the clock": {day: ["00:00-24:00"] for day in DAYS[:5]},
    "lunch, and Saturdays to the odd second": {
        "mon": ["08:30-12:00", "12:45-17:30"],
        "sat": ["10:00-10:00:07"],
    },
}


def utc(*when: int) -> int:
    return int(datetime(*when, tzinfo=AMSTERDAM).timestamp())


# Three weeks: the clock is put forward on Sunday 29 March, Monday 6 April is a holiday.
MINUTES = np.arange(utc(2026, 3, 23), utc(2026, 4, 13), 60)
INSTANTS = np.concatenate([MINUTES - 1, MINUTES, MINUTES + 1]).tolist()


def open_by_hand(week: dict[str, list[str]]) -> Openings:
    """Every slot of every day, one after the other with zoneinfo; where two touch they are one."""
    found: list[tuple[int, int]] = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(number)
        for slot in [] if day == EASTER_MONDAY else week.get(DAYS[day.weekday()], []):
            begin, end = (second_of(day, text) for text in slot.split("-"))
            if found and found[-1][1] == begin:
                begin = found.pop()[0]
            found.append((begin, end))
    return Openings(tuple(found), second_of(FIRST, "00:00"), second_of(LAST, "24:00"))


def second_of(day: date, text: str) -> int:
    if text == "24:00":
        day, text = day + timedelta(1), "00:00"
    at = datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=AMSTERDAM)
    return int(at.astimezone(UTC).timestamp())


def hours_of(week: dict[str, list[str]]) -> OpeningHours:
    return OpeningHours(week, holidays=[EASTER_MONDAY], first=FIRST, last=LAST)


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("allowance_s", [0, 8 * HOUR_S, 24 * HOUR_S + 7])
@pytest.mark.parametrize("week", WEEKS)
def test_a_question_is_due_when_the_definition_says_so(week, allowance_s, boundary):
    known, curve = open_by_hand(WEEKS[week]), due(hours_of(WEEKS[week]), allowance_s, boundary)

    wrong = [
        at for at in INSTANTS
        if value(curve, 0, at) != reference.deadline(known, at, allowance_s, boundary)
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("week", WEEKS)
def test_the_clock_runs_while_the_shop_is_open(week):
    known, curve = open_by_hand(WEEKS[week]), worked(hours_of(WEEKS[week]))

    wrong = [at for at in INSTANTS if value(curve, 0, at) != reference.elapsed(known, known.first, at)]
    assert wrong == []


def test_a_curve_has_slope_0_or_1_and_no_piece_that_the_one_before_says_as_well():
    curve = due(hours_of(WEEKS["office hours"]), 8 * HOUR_S, "close")

    assert set(curve.slope.tolist()) == {0, 1}
    assert len(curve.at) <= 2 * 5 * 16 + 2  # a day opens and closes


def test_joined_curves_are_those_that_were_joined():
    hours = hours_of(WEEKS["office hours"])
    together = joined(ORDERS, due(hours, 8 * HOUR_S, "close"), worked(hours))

    at = utc(2026, 3, 27, 16, 30)  # a Friday: due on Monday 16:30, when the clock was put forward
    assert [value(together, curve, at) for curve in range(5)] == [
        *(at, -at, 0),
        utc(2026, 3, 30, 16, 30),
        (9 * 8 + 7) * HOUR_S + HOUR_S // 2,  # nine whole working days since the 16th
    ]
