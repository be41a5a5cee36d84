"""The kernel, against the definition."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.deadline import NEVER, Calendars, OpeningHours, reference
from sim.deadline.kernel import curve, stacked, steps
from sim.deadline.kernel import loops as kernel
from sim.deadline.kernel.compiled import ahead as kernel_ahead

from .calendars import (
    clock_changes,
    daily,
    office,
    random_allowances,
    random_instants,
    random_shop,
    timeline_of,
)

BOUNDARIES = ("close", "next_open")
ROOT = Path(__file__).parents[2]
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


def assert_equal_to_the_definition(known, at, allowance_s, later):
    table, instants = timeline_of(known), at.tolist()
    pairs = list(zip(instants, allowance_s.tolist(), strict=True))
    for boundary in BOUNDARIES:
        due = [reference.deadline(known, arrival, allowance, boundary) for arrival, allowance in pairs]
        np.testing.assert_array_equal(kernel.deadlines(table, at, allowance_s, boundary), due)
    opening = [reference.next_opening(known, instant) for instant in instants]
    np.testing.assert_array_equal(kernel.next_openings(table, at), opening)
    worked = [reference.elapsed(known, *pair) for pair in zip(instants, later.tolist(), strict=True)]
    np.testing.assert_array_equal(kernel.elapsed(table, at, later)[0], worked)


def random_cases(rng, hours, n):
    at, later = random_instants(rng, hours, n), random_instants(rng, hours, n)
    at, later = np.where(later == NEVER, at, np.minimum(at, later)), np.maximum(at, later)
    return at, random_allowances(rng, hours, n), later


@pytest.mark.property
@pytest.mark.parametrize("seed", range(10))
def test_no_case_of_a_thousand_random_shops_differs_from_the_definition(seed):
    rng = np.random.default_rng(seed)
    for _ in range(100):
        hours = random_shop(rng)
        assert_equal_to_the_definition(hours._known, *random_cases(rng, hours, 1000))


@pytest.mark.property
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
def test_no_case_at_a_clock_change_from_1990_to_2037_differs_from_the_definition(zone):
    weekly = daily("00:30-01:30", "01:30:01-02:15", "02:30-02:59:59", "03:00-12:00", "13:00-24:00")
    hours = OpeningHours(weekly, timezone=zone, first=date(1989, 12, 1), last=date(2038, 1, 31))
    changes = np.array(clock_changes(zone, range(1990, 2038)))
    at = (changes[:, None] + np.arange(-5 * 900, 6 * 900, 900)[None, :]).ravel()
    at = np.concatenate((at - 1, at, at + 1))
    allowance_s = np.resize([0, 1, 899, 900, 1800, 3600, 5399, 7200, 86_400], at.size)
    assert_equal_to_the_definition(
        hours._known, at, allowance_s, at + np.resize([0, 1, 3600, 90_000], at.size)
    )


@pytest.mark.property
def test_no_case_at_all_of_small_calendars_differs_from_the_definition():
    rng = np.random.default_rng(1)
    for _ in range(40):
        first, length = int(rng.integers(-300, 300)), int(rng.integers(1, 120))
        edges = np.unique(rng.integers(first, first + length + 1, 2 * rng.integers(0, 6)))
        intervals = tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=False))
        known = reference.Openings(intervals, first, first + length)
        at, allowance_s = (grid.ravel() for grid in np.mgrid[first - 2 : first + length + 3, 0 : length + 2])
        assert_equal_to_the_definition(known, at, allowance_s, at + allowance_s)


def test_the_loops_say_the_same_when_they_are_not_compiled(monkeypatch):
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    rng = np.random.default_rng(7)
    for _ in range(20):
        hours = random_shop(rng)
        at, allowance_s, later = random_cases(rng, hours, 100)
        assert_equal_to_the_definition(hours._known, at, allowance_s, later)
        due, worked, late, _ = kernel.assess(hours.timeline, at, later, 3600, "close")
        assert (due.dtype, worked.dtype, late.dtype) == (np.int64, np.int64, bool)
        np.testing.assert_array_equal(due, kernel.deadlines(hours.timeline, at, np.array([3600]), "close"))
        np.testing.assert_array_equal(worked, kernel.elapsed(hours.timeline, at, later)[0])
        np.testing.assert_array_equal(late, (due != NEVER) & (later > due))


def test_one_allowance_serves_all_arrivals():
    hours = office()
    at = np.arange(*hours.horizon, 7919)
    one = kernel.deadlines(hours.timeline, at, np.array([28_800]), "close")
    each = kernel.deadlines(hours.timeline, at, np.full(at.size, 28_800), "close")
    np.testing.assert_array_equal(one, each)


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_largest_integers_neither_overflow_nor_find_a_deadline(boundary):
    largest = 2**63 - 1
    hours = office()
    at = np.array([hours.opens[0], hours.opens[-1], NEVER, NEVER + 1, largest, hours.horizon[1]])
    due = kernel.deadlines(hours.timeline, at, np.array([largest]), boundary)
    assert due.tolist() == [NEVER] * 6


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_shop_that_never_opens_knows_only_what_is_due_on_arrival(boundary):
    hours = OpeningHours({}, first=date(2026, 1, 1), last=date(2026, 1, 31))
    at = np.full(2, hours.horizon[0] + 5)
    assert kernel.deadlines(hours.timeline, at, np.array([0, 1]), boundary).tolist() == [at[0], NEVER]
    assert kernel.next_openings(hours.timeline, at).tolist() == [NEVER, NEVER]
    assert kernel.elapsed(hours.timeline, at, at + 99)[0].tolist() == [0, 0]


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("slot", ["09:00-17:00", "09:00:07-17:00"])
def test_without_an_allowance_a_case_is_due_on_arrival_up_to_the_end_of_the_calendar(slot, boundary):
    hours = OpeningHours(daily(slot), **YEAR)
    (first, last), closing = hours.horizon, int(hours.closes[-1])
    at = np.array([first, first + 1, closing - 1, closing, closing + 1, last - 1, last])
    assert kernel.deadlines(hours.timeline, at, np.array([0]), boundary).tolist() == at.tolist()
    assert Calendars([hours]).deadline(at, np.zeros(7, int), 0, boundary).tolist() == at.tolist()


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Asia/Kolkata"])  # 5 h 45 and 5 h 30 ahead of UTC
def test_hours_fit_their_grid_on_a_clock_that_is_no_whole_hours_ahead(zone):
    hours = OpeningHours(daily("09:30-17:30"), timezone=zone, first=date(2026, 1, 1), last=date(2026, 1, 14))
    at = np.arange(*hours.horizon, 1801)
    assert curve.due_curve(hours.timeline, 3600, "close").rounds == ()
    assert_equal_to_the_definition(hours._known, at, np.resize([0, 3600, 28_801], at.size), at + 1800)
    due = [reference.deadline(hours._known, one, 3600, "close") for one in at.tolist()]
    np.testing.assert_array_equal(kernel.deadlines(hours.timeline, at, np.array([3600]), "close"), due)
    np.testing.assert_array_equal(Calendars([hours]).deadline(at, np.zeros(at.size, int), 3600), due)


def test_every_second_of_a_minute_that_opens_thirty_times_is_found_in_the_last_cell():
    slots = [f"23:59:{second:02}-23:59:{second + 1:02}" for second in range(0, 60, 2)]
    hours = OpeningHours({}, extra={date(2026, 12, 31): slots}, **YEAR)
    first, last = hours.horizon
    at = np.array([first, *range(last - 62, last + 2), NEVER])
    assert curve.due_curve(hours.timeline, 5, "close").rounds == (0,) * 4  # 3**3 <= 60 edges < 3**4
    assert_equal_to_the_definition(hours._known, at, np.resize([0, 1, 5, 30], at.size), np.maximum(at, last))
    due = [reference.deadline(hours._known, one, 5, "close") for one in at.tolist()]
    np.testing.assert_array_equal(kernel.deadlines(hours.timeline, at, np.array([5]), "close"), due)
    np.testing.assert_array_equal(Calendars([hours]).deadline(at, np.zeros(at.size, int), 5), due)


def test_a_shop_that_never_closes_counts_every_second():
    hours = OpeningHours(daily("00:00-24:00"), first=date(2026, 1, 1), last=date(2026, 12, 31))
    first, last = hours.horizon
    at = np.array([first, first + 1, last - 1, last])
    assert hours.opens.tolist() == [first]
    assert hours.closes.tolist() == [last]
    assert kernel.deadlines(hours.timeline, at, np.array([1]), "close").tolist() == [*(at[:3] + 1), NEVER]
    assert kernel.deadlines(hours.timeline, at, np.array([1]), "next_open").tolist() == [
        *(at[:2] + 1),
        NEVER,
        NEVER,
    ]


@pytest.mark.property
def test_one_pass_over_a_case_says_what_three_say():
    rng = np.random.default_rng(11)
    for _ in range(100):
        hours = random_shop(rng)
        at, allowances, later = random_cases(rng, hours, 200)
        for boundary, allowance_s in zip(BOUNDARIES, allowances.tolist(), strict=False):
            due, worked, late, backwards = kernel.assess(hours.timeline, at, later, allowance_s, boundary)
            cases = list(zip(at.tolist(), later.tolist(), strict=True))
            by_hand = [reference.deadline(hours._known, case[0], allowance_s, boundary) for case in cases]
            np.testing.assert_array_equal(due, by_hand)
            np.testing.assert_array_equal(worked, [reference.elapsed(hours._known, *case) for case in cases])
            np.testing.assert_array_equal(late, (due != NEVER) & (later > due))
            assert backwards == 0


@pytest.mark.parametrize("hours", [office(), OpeningHours(daily("09:00:07-17:00"), **YEAR)])
def test_no_batch_is_too_short_for_its_answer(hours):
    at = np.arange(hours.horizon[0] - 5, hours.horizon[1] + 5, 86_399)
    by_definition = [reference.deadline(hours._known, one, 28_800, "close") for one in at.tolist()]
    for size in range(80):  # rows are worked off several at once, and what is left over one by one
        due = kernel.deadlines(hours.timeline, at[:size], np.array([28_800]), "close")
        assert due.tolist() == by_definition[:size]


@pytest.mark.parametrize("rows", [steps.BLOCK - 1, steps.BLOCK, steps.BLOCK + 1, 2 * steps.BLOCK + 9])
@pytest.mark.parametrize("hours", [office(), OpeningHours(daily("09:00:07-16:59:31"), **YEAR)])
def test_the_last_block_is_answered_as_the_others_and_nothing_is_written_beyond(hours, rows):
    rng = np.random.default_rng(rows)
    at, allowances, later = random_cases(rng, hours, rows)
    known = hours._known
    due = [
        reference.deadline(known, *pair, "close")
        for pair in zip(at.tolist(), allowances.tolist(), strict=True)
    ]
    one_due = np.array([reference.deadline(known, one, 28_800, "close") for one in at.tolist()])
    worked = [reference.elapsed(known, *pair) for pair in zip(at.tolist(), later.tolist(), strict=True)]
    table, room = hours.timeline, np.full((4, rows + 1), 77)
    kernel.deadlines(table, at, allowances, "close", room[0, :rows])
    kernel.deadlines(table, at, np.array([28_800]), "close", room[1, :rows])
    kernel.elapsed(table, at, later, room[2, :rows])
    late = np.ones(rows + 1, bool)
    kernel.assess(table, at, later, 28_800, "close", (np.empty(rows, int), room[3, :rows], late[:rows]))
    for got, expected in zip(room, (due, one_due, worked, worked), strict=True):
        np.testing.assert_array_equal(got, [*expected, 77])
    np.testing.assert_array_equal(late, [*((one_due != NEVER) & (later > one_due)), True])


def test_answers_are_whole_seconds_and_what_is_looked_up_are_words():
    hours = office()
    at, each = hours.opens[:2], np.array([60, 3600])
    for answer in (
        kernel.deadlines(hours.timeline, at, each[:1], "close"),
        kernel.deadlines(hours.timeline, at, each, "close"),
        kernel.next_openings(hours.timeline, at),
        kernel.elapsed(hours.timeline, at, at)[0],
        kernel.assess(hours.timeline, at, at, 60, "close").due,
        kernel.assess(hours.timeline, at, at, 60, "close").worked,
        stacked.work(),
    ):
        assert answer.dtype == np.int64
    assert (steps.words().dtype, steps.pairs().dtype) == (np.uint32, np.uint64)


ONE_SHOP = office(first=date(2026, 11, 1), last=date(2026, 11, 30))
COUNTS = {
    "elapsed": lambda start, end: kernel.elapsed(ONE_SHOP.timeline, start, end)[1],
    "assess": lambda start, end: kernel.assess(ONE_SHOP.timeline, start, end, 60, "close").backwards,
    "elapsed of calendars": lambda start, end: kernel.compiled(stacked.stacked_elapsed_rows)(
        Calendars([ONE_SHOP])._stack(60, "close"), np.zeros(start.size, int), start, end, start.copy()
    ),
    "assess of calendars": lambda start, end: kernel.compiled(stacked.stacked_assessed_rows)(
        Calendars([ONE_SHOP])._stack(60, "close"),
        np.zeros(start.size, int),
        start,
        end,
        start.copy(),
        start.copy(),
        start > 0,
    ),
}


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS.keys())
def test_each_end_before_its_start_is_counted_once_whatever_its_block(count):
    rows = 2 * stacked.BLOCK + 9
    start = np.full(rows, ONE_SHOP.opens[0])
    end, early = start.copy(), [0, steps.BLOCK - 1, steps.BLOCK, stacked.BLOCK + 1, rows - 1]
    end[early] -= 1
    end[[1, -2]] = NEVER
    assert count(start, start) == 0
    assert count(start, end) == len(early)


@pytest.mark.parametrize("hours", [ONE_SHOP, OpeningHours(daily("09:00:07-17:00"), **YEAR)])
def test_an_instant_alone_is_looked_up_as_in_a_block(hours):
    due = curve.due_curve(hours.timeline, 3600, "close")
    for at in (hours.horizon[0], *hours.opens[:2].tolist(), *hours.closes[:2].tolist()):
        x = steps.argument(due, at)
        alone = hours.timeline.first + int(steps.value_at(due, steps.piece_at(due, x), x))
        assert alone == reference.deadline(hours._known, at, 3600, "close")


def test_no_row_is_judged_twice(monkeypatch):
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    at, number = np.full(300, ONE_SHOP.opens[0]), np.zeros(300, int)
    for module, rows, ask in (
        (kernel, steps.BLOCK, lambda: ONE_SHOP.assess(at, at + 1, 60)),
        (stacked, stacked.BLOCK, lambda: Calendars([ONE_SHOP]).assess(at, at + 1, number, 60)),
    ):
        judged = []
        monkeypatch.setattr(module, "lateness", lambda *given, judged=judged: judged.append(given[2:4]))
        ask()
        assert judged == [(begin, begin + rows) for begin in range(0, 300, rows)]


def test_the_rows_of_a_block_are_looked_up_one_by_one_and_in_order(monkeypatch):
    asked = []
    monkeypatch.setattr(steps, "piece_at", lambda curve, x: asked.append(x) or 0)
    monkeypatch.setattr(stacked, "piece_in", lambda curve, cell, y: asked.append(y) or 0)
    one, stack = curve.worked_curve(ONE_SHOP.timeline), Calendars([ONE_SHOP])._stack(60, "close")
    for module, look_up in (
        (steps, lambda x: steps.look_up(one, x, x.copy(), 0, x, x)),
        (stacked, lambda x: stacked.look_up_pieces(stack, 0, x, x, x.copy(), 0, x)),
    ):
        asked.clear()
        look_up(np.arange(module.BLOCK))
        assert asked == list(range(module.BLOCK))


def far_ahead_rows(column, seen):
    for row in range(column.size):
        kernel_ahead(column, row + 2**40)
        kernel_ahead(column, row - 2**40)
        seen[row] = column[row]


def test_reading_ahead_beyond_an_array_is_no_fault_and_changes_nothing():
    column = np.arange(100)
    for loop in (far_ahead_rows, kernel.compiled(far_ahead_rows)):
        seen = np.zeros(100, np.int64)
        loop(column, seen)
        np.testing.assert_array_equal(seen, column)
        np.testing.assert_array_equal(column, np.arange(100))


def test_every_line_of_every_column_is_read_ahead(monkeypatch):
    asked = set()
    monkeypatch.setattr(kernel, "compiled", lambda rows: rows)
    for module in (kernel, steps):
        monkeypatch.setattr(module, "ahead", lambda column, row: asked.add((id(column), row)))
    hours, rows = office(), steps.BLOCK + 1
    at = np.linspace(*hours.horizon, rows).astype(np.int64)
    end, due, worked, late = at + 1, at.copy(), at.copy(), at > 0
    line = {id(column): 64 // column.itemsize for column in (at, end, due, worked, late)}  # rows
    begin, end_of = steps.AHEAD, steps.AHEAD + 2 * steps.BLOCK
    for ask, columns in (
        (lambda: kernel.deadlines(hours.timeline, at, np.array([3600]), "close", due), (at, due)),
        (lambda: kernel.deadlines(hours.timeline, at, end, "close", due), (at, end, due)),
        (lambda: kernel.elapsed(hours.timeline, at, end, worked), (at, end, worked)),
        (
            lambda: kernel.assess(hours.timeline, at, end, 3600, "close", (due, worked, late)),
            (at, end, due, worked, late),
        ),
    ):
        asked.clear()
        ask()
        assert asked == {
            (column, row) for column in map(id, columns) for row in range(begin, end_of, line[column])
        }


def test_the_grid_of_a_plain_week_is_an_hour_and_odd_seconds_have_none():
    plain, odd = office(), OpeningHours(daily("09:00:07-17:00"), **YEAR)
    on_grid, off_grid = (curve.due_curve(hours.timeline, 28_800, "close") for hours in (plain, odd))
    assert (on_grid.rounds, off_grid.rounds) == ((), (0,))
    assert on_grid.starts.size == on_grid.cells.size == 0  # where a cell is a piece, nothing is looked for
    assert on_grid.starts.dtype == off_grid.starts.dtype == np.uint32  # one kind of table, one of loops
    assert on_grid.pieces.shape == (365 * 24 + 3,)  # a cell before the first instant, two after the last


def test_a_function_has_a_grid_while_its_cells_are_not_too_many(monkeypatch):
    """A cell before the first instant, one an hour, one for the last and one beyond."""
    hour, first = 3600, 3600 * 1000

    def laid_out(most):
        monkeypatch.setattr(curve, "MOST_CELLS", most)
        breaks = np.array([first, first + hour, first + hour])
        return curve.lay_out((lambda at: at - first,), breaks, False, first, first + 100 * hour + hour // 2)

    on_grid, off_grid = laid_out(103), laid_out(102)
    assert (on_grid.rounds, on_grid.pieces.size, on_grid.origin) == ((), 103, first - hour)
    assert (off_grid.rounds, off_grid.pieces.size, off_grid.origin) == ((0,), 4, first - 1)


def test_each_cell_off_a_grid_knows_the_piece_at_its_start():
    starts = np.array([0, 4, 8, 9])
    assert curve.first_pieces(starts, 2, 7).tolist() == [0, 1]
    assert curve.first_pieces(starts, 2, 8).tolist() == [0, 1, 2]


@pytest.mark.parametrize("longer", [-1, 0, 1])
@pytest.mark.parametrize("power", [0, 1, 10, 27])
def test_off_a_grid_there_are_more_than_two_cells_a_piece_and_at_most_four(power, longer):
    starts = np.array([0, 1, 12 * 2**power + longer])
    search = curve._in_buckets(starts)
    assert 2 * starts.size < search.cells.size <= 4 * starts.size
    assert search.starts.tolist() == [*starts, *[curve.PAST] * 3]
    assert (search.starts.dtype, search.cells.dtype) == (np.uint32, np.uint32)


@pytest.mark.parametrize(("pieces", "rounds"), [(2, 1), (3, 1), (4, 2), (9, 2), (10, 3), (27, 3), (28, 4)])
def test_each_round_leaves_a_third_of_the_pieces_that_begin_in_the_fullest_cell(pieces, rounds):
    assert curve.rounds_for(np.array([0]), pieces) == rounds


@pytest.mark.parametrize("years", [1, 12, 60])
@pytest.mark.parametrize("slot", ["09:00-17:00", "09:00-17:15", "09:00:07-16:59:31"])
def test_the_tables_stay_small(slot, years):
    hours = OpeningHours(daily(slot), first=date(1971, 1, 1), last=date(1970 + years, 12, 31))
    for table in (
        curve.due_curve(hours.timeline, 28_800, "close"),
        curve.due_curve(hours.timeline, 12_345, "next_open"),
        curve.worked_curve(hours.timeline),
        curve.reached_curve(hours.timeline, "close"),
    ):
        intervals = hours.opens.size
        most = 8 * 5 * (intervals + 2) if table.rounds else curve.MOST_CELLS
        assert table.cells.size <= most
        assert table.pieces.size <= (5 * (intervals + 2) if table.rounds else most)


@pytest.mark.parametrize("cell", [1, 2, 3, 7, 60, 900, 3600, 28_800, 86_400, 604_800, 2**20 - 1, 2**20 + 1])
def test_the_reciprocal_of_a_cell_finds_the_cell_of_every_argument(cell):
    search = curve.on_grid_of(cell)
    number = np.geomspace(1, (2**31 - 1) // cell, 5000).astype(np.uint64)  # the largest one included
    first = number * np.uint64(cell)
    for x, expected in ((first - np.uint64(1), number - np.uint64(1)), (first, number)):
        np.testing.assert_array_equal(x * np.uint64(search.reciprocal) >> np.uint64(search.shift), expected)


def test_threads_may_ask_at_the_same_time_under_any_threading_layer():
    code = (
        "from concurrent.futures import ThreadPoolExecutor; from datetime import date; import numpy as np;"
        "from sim.deadline import OpeningHours;"
        "hours = OpeningHours({'mon': ['09:00-17:00']}, first=date(2026, 1, 1), last=date(2026, 12, 31));"
        "at = np.arange(*hours.horizon, 101); ask = lambda _: hours.deadline(at, 3600).sum();"
        "print(len(set(ThreadPoolExecutor(4).map(ask, range(40)))))"
    )
    environment = {**os.environ, "NUMBA_THREADING_LAYER": "workqueue"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert (ran.stdout, ran.stderr) == ("1\n", "")


@pytest.mark.property
def test_no_lookup_leaves_its_table(tmp_path):
    """The kernels compile without bounds checks; here with them, into a cache of their own."""
    code = (
        "import numpy as np; from sim.deadline import Calendars, Cases, late_table;"
        "from sim.deadline.kernel import loops;"
        "from tests.deadline.calendars import *;"
        "rng = np.random.default_rng(5)\n"
        "for _ in range(40):\n"
        "    hours = random_shop(rng); at = random_instants(rng, hours, 500)\n"
        "    for boundary in ('close', 'next_open'):\n"
        "        for allowance in (28_800, 12_345, random_allowances(rng, hours, 500)):\n"
        "            hours.deadline(at, allowance, boundary)\n"
        "        loops.assess(hours.timeline, at, at + 5000, 28_800, boundary)\n"
        "    hours.next_opening(at), hours.elapsed(at, at)\n"
        "    shops, number = Calendars([hours, hours]), np.arange(500) % 2\n"
        "    shops.deadline(at, number, 28_800), shops.elapsed(at, at, number)\n"
        "    shops.assess(at, at, number, 28_800)\n"
        "    mondays = [hours.horizon[0] // 604_800 * 7 + 4]\n"
        "    late_table(hours, Cases(at, at, np.arange(500) % 3), mondays, 3600)\n"
    )
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert (ran.stderr, ran.returncode) == ("", 0)
