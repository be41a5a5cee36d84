"""What a caller reads when something is wrong: every message in full, typed from what it should say."""
# ruff: noqa: E501 (a line a message)

from datetime import date, datetime

import numpy as np
import pytest

from sim.deadline import (
    NEVER,
    Calendars,
    Cases,
    OpeningHours,
    late_table,
    local_days,
    week_from_label,
    week_label,
)
from sim.deadline.account import account
from sim.deadline.holidays import holidays
from sim.deadline.instants.forms import one_of, whole_seconds
from sim.deadline.instants.wall import parse_time, zone_of
from sim.deadline.weekly import read_weekly

from .calendars import local, office

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
THU = date(2026, 11, 26)
NINE = local("2026-11-26 09:00")
NINES = np.array([NINE, NINE])
MAX = 2**63 - 1
WRITE = "write it like 'mon-fri 09:00-17:00' or 'mon tue thu 09:00-13:00, sat 10:00-14:00'"
NEW_YEAR = local("2027-01-01 00:00")


def shop(**arguments):
    return OpeningHours(**{"weekly": {}, **YEAR, **arguments})


def array(*values, unit="s"):
    return np.array(values, f"M8[{unit}]")


TOLD = [
    # the plan
    (
        lambda: shop(weekly=["mon"]),
        'weekly: [\'mon\'] given; must be days with their slots, {"mon": ["09:00-17:00"]}',
    ),
    (
        lambda: shop(weekly={"mno": []}),
        "a day in weekly must be one of mon, tue, wed, thu, fri, sat, sun; got 'mno'; did you mean 'mon'?",
    ),
    (
        lambda: shop(weekly={"mon": "09:00-17:00"}),
        "weekly['mon']: '09:00-17:00' given; must be a list of slots, [\"09:00-17:00\"]",
    ),
    (
        lambda: shop(weekly={"mon": ["9 to 5"]}),
        "weekly['mon']: '9 to 5' given; must be a slot written as \"09:00-17:00\"",
    ),
    (
        lambda: shop(weekly={"mon": ["9:00-25:00"]}),
        "weekly['mon']: '9:00-25:00' given; a time is HH:MM or HH:MM:SS from 00:00 to 24:00; got '25:00'",
    ),
    (
        lambda: shop(weekly={"fri": ["22:00-06:00"]}),
        "weekly['fri']: '22:00-06:00' given; a slot opens before it closes, on one date; write a night as two "
        'slots, "22:00-24:00" and, on the next day, "00:00-06:00"',
    ),
    (
        lambda: shop(first=date(2027, 1, 1)),
        "first is 2027-01-01, after last, 2026-12-31; swap them",
    ),
    (
        lambda: shop(first=date(1950, 1, 1)),
        "first is 1950-01-01 and last 2026-12-31; a calendar spans at most 68 years; make two",
    ),
    (lambda: shop(first=None), "first: None given; must be a datetime.date from 1900 to 2199"),
    (
        lambda: shop(last=date(2200, 1, 1)),
        "last: datetime.date(2200, 1, 1) given; must be a datetime.date from 1900 to 2199",
    ),
    (
        lambda: shop(holidays=[datetime(2026, 12, 25)]),
        "a date in holidays: datetime.datetime(2026, 12, 25, 0, 0) given; must be a datetime.date from 1900 to "
        "2199",
    ),
    (
        lambda: shop(extra=[THU]),
        'extra: [datetime.date(2026, 11, 26)] given; must be dates with their slots, {date: ["10:00-14:00"]}',
    ),
    (
        lambda: shop(closed={THU: None}),
        'closed[2026-11-26]: None given; must be a list of slots, ["09:00-17:00"]',
    ),
    (
        lambda: shop(closed={"x": []}),
        "a date in closed: 'x' given; must be a datetime.date from 1900 to 2199",
    ),
    (lambda: shop(extra={"x": []}), "a date in extra: 'x' given; must be a datetime.date from 1900 to 2199"),
    (
        lambda: shop(timezone="Europe/Amsterdm"),
        "timezone must be an IANA name such as 'Europe/Amsterdam'; got 'Europe/Amsterdm'; did you mean "
        "'Europe/Amsterdam'?",
    ),
    (lambda: zone_of("-"), "timezone must be an IANA name such as 'Europe/Amsterdam'; got '-'"),
    # the clock
    (
        lambda: office().deadline(NINE, -1),
        "allowance_s must be 0 or more; got -1; write 0 for due on arrival",
    ),
    (
        lambda: one_of("x", "close", ["closed"]),
        "x must be one of closed; got 'close'; did you mean 'closed'?",
    ),
    (
        lambda: office().deadline(NINE, 1, "open"),
        "boundary must be one of close, next_open; got 'open'; did you mean 'next_open'?",
    ),
    (
        lambda: office().deadline(1.5, 1),
        "arrived_at must be whole seconds (int64) or, for an instant, datetime64; got float64; write a datetime "
        "as int(at.timestamp())",
    ),
    (
        lambda: whole_seconds("here", [True]),
        "here must be whole seconds (int64) or, for an instant, datetime64; got bool; write a datetime as "
        "int(at.timestamp())",
    ),
    (
        lambda: office().elapsed(NINE, array("2026-11-26")[0]),
        "start and end must come in one form; got int64 and datetime64[s]",
    ),
    (
        lambda: office().deadline([NINE, NINE], [1, 2, 3]),
        "arrived_at has the shape (2,), allowance_s (3,); give one for all or one for each",
    ),
    (
        lambda: office().elapsed([NINE, NINE], [1, 2, 3]),
        "start has the shape (2,), end (3,); give one for all or one for each",
    ),
    (
        lambda: office().assess([NINE], [NINE, NINE], 60),
        "assess takes arrays of one shape; got (1,) and (2,); ask deadline and elapsed for anything else",
    ),
    (
        lambda: office().deadline(local("2026-12-31 16:40"), 8 * 3600),
        "opening hours end on 2026-12-31; the case of 2026-12-31 16:40 needs 8 hours of working time and 20 "
        "minutes are left; extend the calendar",
    ),
    (
        lambda: office().deadline(local("2026-12-31 16:40"), 20 * 60, "next_open"),
        "opening hours end on 2026-12-31; the case of 2026-12-31 16:40 needs more than 20 minutes of working time "
        "and 20 minutes are left; extend the calendar",
    ),
    (
        lambda: office().deadline(NEW_YEAR + 1, 60),
        "arrived_at is 2027-01-01 00:00:01; opening hours are known from 2026-01-01 00:00 to 2026-12-31 24:00 "
        "(Europe/Amsterdam); extend the calendar",
    ),
    (
        lambda: office().elapsed(NEW_YEAR + 1, NEW_YEAR + 2),
        "start is 2027-01-01 00:00:01; opening hours are known from 2026-01-01 00:00 to 2026-12-31 24:00 "
        "(Europe/Amsterdam); extend the calendar",
    ),
    (
        lambda: office().elapsed(NINE, NEW_YEAR + 1),
        "end is 2027-01-01 00:00:01; opening hours are known from 2026-01-01 00:00 to 2026-12-31 24:00 "
        "(Europe/Amsterdam); extend the calendar",
    ),
    (
        lambda: office().is_open(NEVER),
        "at is never; opening hours are known from 2026-01-01 00:00 to 2026-12-31 24:00 (Europe/Amsterdam); "
        "extend the calendar",
    ),
    (
        lambda: office().next_opening(MAX),
        f"at is {MAX} s after 1970; opening hours are known from 2026-01-01 00:00 to 2026-12-31 24:00 "
        "(Europe/Amsterdam); extend the calendar",
    ),
    (
        lambda: office().next_opening(local("2026-12-31 17:00")),
        "opening hours end on 2026-12-31; none begin from 2026-12-31 17:00 on; extend the calendar",
    ),
    (
        lambda: office().elapsed(NINE, NINE - 1),
        "end must not be before start; got 2026-11-26 08:59:59 for a start at 2026-11-26 09:00; swap them",
    ),
    (
        lambda: office().assess([NINE, NINE + 60], [NINE, NINE + 59], 60),
        "end must not be before start; got 2026-11-26 09:00:59 for a start at 2026-11-26 09:01; swap them",
    ),
    (
        lambda: Calendars([office()]).elapsed([NINE], [NINE - 60], np.array([0])),
        "end must not be before start; got 2026-11-26 08:59 for a start at 2026-11-26 09:00; swap them",
    ),
    (
        lambda: Calendars([office()]).assess([NINE], [NINE - 60], np.array([0]), 60),
        "end must not be before start; got 2026-11-26 08:59 for a start at 2026-11-26 09:00; swap them",
    ),
    (
        lambda: office().deadline(NINES, 60, out=NINES),
        "out shares memory with what is asked or answered beside it; give an array of its own",
    ),
    (
        lambda: office().deadline(NINES, 60, out=[0, 0]),
        "out must be a contiguous, writeable array of int64 and of the shape (2,); got a list of the shape ()",
    ),
    (
        lambda: office().assess(NINES, NINES, 60, out=7),
        "out must be an Assessed of three ready arrays; got int",
    ),
    (
        lambda: account(office(), NINE, NEVER),
        "an account needs an arrival and an end; got never; give the instant it is seen from",
    ),
    # dates and weeks
    (
        lambda: parse_time("24:01"),
        "a time is HH:MM or HH:MM:SS from 00:00 to 24:00; got '24:01'",
    ),
    (
        lambda: parse_time("09:60"),
        "a time is HH:MM or HH:MM:SS from 00:00 to 24:00; got '09:60'",
    ),
    (
        lambda: parse_time("09:00:60"),
        "a time is HH:MM or HH:MM:SS from 00:00 to 24:00; got '09:00:60'",
    ),
    (
        lambda: week_label(20786),
        "a week is the day number of its Monday; got 20786, Sunday 2026-11-29",
    ),
    (lambda: week_from_label("W1"), "a week is an ISO week of its year, such as '2026-W49'; got 'W1'"),
    (
        lambda: local_days(np.array([5, MAX]), "UTC"),
        f"instants are UTC seconds within the years 1 to 9999; got 5 to {MAX}; divide milliseconds by 1000",
    ),
    (
        lambda: holidays("NL+B", date(2026, 1, 1), date(2026, 1, 2)),
        "holidays must be one of NL, BE, NL+BE, none; got 'NL+B'; did you mean 'NL+BE'?",
    ),
    (
        lambda: holidays("NL", date(1989, 12, 31), date(2026, 1, 2)),
        "first is 1989-12-31; the list of holidays runs from 1990 to 2037; choose dates within it, or the list "
        "none",
    ),
    (
        lambda: holidays("NL", date(2037, 12, 31), date(2038, 1, 1)),
        "last is 2038-01-01; the list of holidays runs from 1990 to 2037; choose dates within it, or the list "
        "none",
    ),
    # the words of a week
    (lambda: read_weekly("always"), f"must be days and hours; {WRITE}"),
    (
        lambda: read_weekly("mon-fri 09:00-17:00, tue 16:00-18:00"),
        "must be hours that do not overlap on tue; join the two stretches",
    ),
    (
        lambda: read_weekly("fri 22:00-06:00"),
        "must be hours that end later on the same day; write a night as two stretches, 22:00-24:00 and, on the "
        "next day, 00:00-06:00",
    ),
    (
        lambda: read_weekly("mon-fry 09:00-17:00"),
        f"must be days out of mon tue wed thu fri sat sun (not 'mon-fry'); {WRITE}",
    ),
    (
        lambda: read_weekly("mon 09:60-17:00"),
        f"must be times between 00:00 and 24:00 (not 09:60); {WRITE}",
    ),
]


@pytest.mark.parametrize(("ask", "message"), TOLD, ids=[message[:60] for _, message in TOLD])
def test_what_is_wrong_is_told_in_full(ask, message):
    with pytest.raises(ValueError) as fault:
        ask()
    assert str(fault.value) == message


@pytest.mark.parametrize(
    ("argument", "ask"),
    [
        ("arrived_at", lambda at: office().deadline(at, 60)),
        ("allowance_s", lambda at: office().deadline(NINE, at)),
        ("start", lambda at: office().elapsed(at, NINE)),
        ("end", lambda at: office().elapsed(NINE, at)),
        ("arrived_at", lambda at: office().assess(at, [NINE], 60)),
        ("answered_at", lambda at: office().assess([NINE], at, 60)),
        ("at", lambda at: office().is_open(at)),
        ("at", lambda at: office().next_opening(at)),
        ("arrived_at", lambda at: Calendars([office()]).deadline(at, [0], 60)),
        ("start", lambda at: Calendars([office()]).elapsed(at, [NINE], [0])),
        ("end", lambda at: Calendars([office()]).elapsed([NINE], at, [0])),
        ("arrived_at", lambda at: late_table(office(), Cases(at, [NINE], [0]), [], 60)),
        ("answered_at", lambda at: late_table(office(), Cases([NINE], at, [0]), [], 60)),
    ],
)
def test_an_instant_that_is_no_whole_number_is_told_by_its_name(argument, ask):
    with pytest.raises(ValueError) as fault:
        ask(np.array([1.5]))
    assert str(fault.value) == (
        f"{argument} must be whole seconds (int64) or, for an instant, datetime64; got float64; write a datetime "
        "as int(at.timestamp())"
    )
