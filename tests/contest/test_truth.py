"""The mask of open seconds, against days counted by hand; the sample, against what its categories promise."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from benchmarks.contest.sample import CALENDARS, CASES, EDGES_S, OFFICE, sample
from benchmarks.contest.truth import Truth
from benchmarks.peers.protocol import Calendar

HOUR_S = 3600
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def one_day(day, *slots):
    in_seconds = tuple((round(opens * HOUR_S), round(closes * HOUR_S)) for opens, closes in slots)
    return Truth(Calendar(slots=in_seconds, weekdays=tuple(range(7)), first=day, last=day))


def utc(text):
    return np.array([int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())])


@pytest.mark.parametrize(
    ("day", "slot", "open_h"),
    [
        (date(2026, 11, 23), (9, 17), 8),
        (date(2026, 11, 23), (0, 24), 24),
        (SPRING, (0, 24), 23),
        (SPRING, (0, 6), 5),
        (SPRING, (2, 3), 0),  # 02:00 is 03:00, 03:00 is 03:00 ... and a skipped end moves with it
        (SPRING, (2.5, 4), 0.5),  # 02:30 is 03:30
        (AUTUMN, (0, 24), 25),
        (AUTUMN, (0, 6), 7),
        (AUTUMN, (2, 2.5), 0.5),  # the first pass only
        (AUTUMN, (2.5, 4), 2.5),  # from the first pass on
    ],
)
def test_a_slot_is_open_this_many_hours(day, slot, open_h):
    assert one_day(day, slot).worked[-1] == open_h * HOUR_S


def test_eight_hours_from_opening_are_due_at_closing_or_at_the_next_opening():
    week = Truth(Calendar(first=date(2026, 11, 23), last=date(2026, 11, 24)))
    monday_9 = utc("2026-11-23T08:00")
    assert week.due(monday_9, 8 * HOUR_S, "close") == utc("2026-11-23T16:00")
    assert week.due(monday_9, 8 * HOUR_S, "next_open") == utc("2026-11-24T08:00")
    assert week.elapsed(monday_9, utc("2026-11-24T09:00")) == 9 * HOUR_S


def test_the_sample_asks_every_category_and_stays_in_its_calendar():
    batches = sample()
    assert {batch.category for batch in batches} >= set(CALENDARS)
    for batch in batches:
        begin, end = batch.calendar.hours.horizon
        assert batch.arrived_at.size == CASES
        assert begin <= batch.arrived_at.min() and batch.replied_at.max() < end
        assert (batch.replied_at >= batch.arrived_at).all()


def test_arrivals_on_edges_are_within_a_second_of_one():
    (first, *_) = [batch for batch in sample() if batch.category == "on edges"]
    walls = [datetime.fromtimestamp(at, OFFICE.zone) for at in first.arrived_at.tolist()]
    assert {wall.hour * 3600 + wall.minute * 60 + wall.second for wall in walls} == set(EDGES_S)


def test_clock_change_nights_have_arrivals_in_both_passes_of_the_repeated_hour():
    batches = [batch for batch in sample() if batch.category == "clock-change nights"]
    arrived_at = np.concatenate([batch.arrived_at for batch in batches])
    passes = np.searchsorted(utc("2026-10-25T01:00"), arrived_at, "right")
    repeated = (arrived_at >= utc("2026-10-25T00:00")) & (arrived_at < utc("2026-10-25T02:00"))
    assert set(passes[repeated].tolist()) == {0, 1}
