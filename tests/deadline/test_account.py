"""A clock explained, piece by piece."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from sim.deadline import NEVER, OpeningHours
from sim.deadline.account import Piece, account

from .calendars import daily, local, office, random_instants, random_shop, utc

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
ARMISTICE = date(2026, 11, 11)


def test_a_case_over_a_holiday_is_counted_closed_holiday_closed_counted():
    hours = office(holidays=[ARMISTICE])

    pieces = account(
        hours, local("2026-11-10 14:00"), local("2026-11-12 14:00"), {ARMISTICE: "Armistice Day"}
    )

    assert pieces == (
        Piece(local("2026-11-10 14:00"), local("2026-11-10 17:00"), "counted", 3 * 3600),
        Piece(local("2026-11-10 17:00"), local("2026-11-11 00:00"), "closed", 3 * 3600),
        Piece(local("2026-11-11 00:00"), local("2026-11-12 00:00"), "holiday", 3 * 3600, "Armistice Day"),
        Piece(local("2026-11-12 00:00"), local("2026-11-12 09:00"), "closed", 3 * 3600),
        Piece(local("2026-11-12 09:00"), local("2026-11-12 14:00"), "counted", 8 * 3600),
    )


def test_a_weekend_is_one_piece():
    kinds = [piece.kind for piece in account(office(), local("2026-11-20 16:30"), local("2026-11-23 16:30"))]
    assert kinds == ["counted", "closed", "counted"]


def test_two_holidays_are_one_piece_without_names_and_two_with_them():
    christmas, boxing = date(2025, 12, 25), date(2025, 12, 26)
    hours = office(date(2025, 12, 1), date(2026, 1, 31), holidays=[christmas, boxing])
    span = local("2025-12-24 16:00"), local("2025-12-29 10:00")

    nameless = account(hours, *span)
    named = account(hours, *span, {christmas: "Christmas Day", boxing: "Boxing Day"})

    assert [piece.kind for piece in nameless] == ["counted", "closed", "holiday", "closed", "counted"]
    assert [piece.name for piece in named] == [None, None, "Christmas Day", "Boxing Day", None, None]
    assert named[2].end == named[3].start == local("2025-12-26 00:00")


def test_hours_opened_on_a_holiday_count():
    hours = office(holidays=[ARMISTICE], extra={ARMISTICE: ["10:00-12:00"]})
    pieces = account(hours, local("2026-11-11 09:00"), local("2026-11-11 13:00"))
    assert [(piece.kind, piece.counted_s) for piece in pieces] == [
        ("holiday", 0),
        ("counted", 7200),
        ("holiday", 7200),
    ]


def test_a_holiday_of_25_hours_is_one_piece():
    sunday = date(2026, 10, 25)
    hours = OpeningHours(
        daily("00:00-24:00"),
        first=date(2026, 10, 24),
        last=date(2026, 10, 26),
        holidays=[sunday],
    )
    pieces = account(hours, *hours.horizon)
    assert [(piece.kind, (piece.end - piece.start) // 3600) for piece in pieces] == [
        ("counted", 24),
        ("holiday", 25),
        ("counted", 24),
    ]


def test_nothing_happens_between_an_arrival_and_itself():
    assert account(office(), local("2026-11-10 14:00"), local("2026-11-10 14:00")) == ()


@pytest.mark.parametrize(
    ("arrived_at", "until", "message"),
    [
        (local("2026-11-10 14:00"), local("2026-11-10 13:00"), "end must not be before start"),
        (local("2026-11-10 14:00"), NEVER, "got never"),
        (local("2026-11-10 14:00"), local("2027-11-10 14:00"), "opening hours are known from"),
    ],
)
def test_there_is_no_account_of_the_unknown(arrived_at, until, message):
    with pytest.raises(ValueError, match=message):
        account(office(), arrived_at, until)


@pytest.mark.property
def test_the_pieces_of_random_shops_meet_change_and_add_up():
    rng = np.random.default_rng(11)
    for _ in range(100):
        hours = random_shop(rng)
        at = random_instants(rng, hours, 20)
        at = np.sort(at[(at >= hours.horizon[0]) & (at <= hours.horizon[1])]).tolist()
        for start, end in pairwise(at):
            pieces = account(hours, start, end)
            counted = sum(piece.end - piece.start for piece in pieces if piece.kind == "counted")
            assert counted == hours.elapsed(start, end)
            edges = [start, *(piece.end for piece in pieces)]
            assert [piece.start for piece in pieces] == edges[:-1]
            assert edges[-1] == end
            assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_a_holiday_begins_at_midnight_on_the_wall_of_the_shop_and_not_of_utc():
    amsterdam = office(holidays=[ARMISTICE])
    evening = local("2026-11-10 18:00"), local("2026-11-11 00:30")  # 23:30 UTC, on the day before
    assert [piece.kind for piece in account(amsterdam, *evening)] == ["closed", "holiday"]

    new_york = OpeningHours({}, **YEAR, timezone="America/New_York", holidays=[ARMISTICE])
    night = utc("2026-11-11 01:00"), utc("2026-11-11 06:00")  # from 20:00 on the day before to 01:00
    pieces = account(new_york, *night)
    assert [(piece.kind, piece.end) for piece in pieces] == [
        ("closed", utc("2026-11-11 05:00")),
        ("holiday", night[1]),
    ]
