"""Daily orders: read by two columns and nothing else, every fault with its row."""

from datetime import date

import numpy as np
import pytest

from sim.calibrate.orders.daily import DailyOrders, every_day
from sim.calibrate.orders.read import read_daily_orders
from sim.deadline import day_number
from sim.norms.faults import InputError


def read(folder, text: str, name: str = "orders.csv") -> DailyOrders:
    (folder / name).write_text(text, encoding="utf-8")
    return read_daily_orders(folder / name)


def faults(folder, text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, text)
    return [str(fault).replace(str(folder), "").lstrip("/\\") for fault in raised.value.faults]


def test_days_run_from_the_first_to_the_last(tmp_path):
    orders = read(tmp_path, "date,orders\n2026-03-02,4\n2026-03-05,6\n")
    assert orders.days[0] == day_number(date(2026, 3, 2)) and orders.counts.tolist() == [4, 0, 0, 6]
    assert orders.told.tolist() == [True, False, False, True]


def test_a_dutch_spreadsheet_is_read_too(tmp_path):
    orders = read(tmp_path, "\ufeffdate;name;orders\n2-3-2026;x;4\n3-3-2026;y;5\n")
    assert orders.counts.tolist() == [4, 5]


def test_columns_with_other_names_are_read_too(tmp_path):
    (tmp_path / "sales.csv").write_text("dag;aantal;date\n2-3-2026;4;x\n3-3-2026;5;y\n", encoding="utf-8")
    named = {"date": "dag", "orders": "aantal", "case_id": "number"}
    assert read_daily_orders(tmp_path / "sales.csv", named).counts.tolist() == [4, 5]


def test_json_lines_are_read_too(tmp_path):
    text = '{"date": "2026-03-02", "orders": 4}\n{"date": "2026-03-03", "orders": 5}\n'
    assert read(tmp_path, text, "orders.jsonl").counts.tolist() == [4, 5]


def test_every_fault_has_its_line(tmp_path):
    rows = [
        "2026-03-02,4",
        "soon,4",
        "2026-03-03,many",
        "2026-03-04,-1",
        "2026-03-02,5",
        ",5",
        "1926-03-02,5",
    ]
    told = faults(tmp_path, "\n".join(["date,orders", *rows]))
    assert [one.split(": ")[0] for one in told] == [f"orders.csv:{line}" for line in range(3, 9)]
    assert "soon given; must be a date" in told[0] and "many given; must be a whole number" in told[1]
    assert "-1 given; must be from 0" in told[2] and "2026-03-02 again" in told[3]
    assert "nothing given" in told[4] and "1926-03-02 given" in told[5]


def test_a_file_without_rows_is_told(tmp_path):
    assert "none given" in faults(tmp_path, "date,orders\n")[0]


def test_a_day_at_the_end_of_one_file_is_as_the_fuller_one_has_it():
    """The first export was made on day 11, before its evening."""
    first = every_day(np.array([10, 11]), np.array([1, 2]))
    then = every_day(np.array([11, 13]), np.array([9, 4]))
    assert not len(first.against(then))
    for both in (first.beside(then), then.beside(first)):
        assert both.days.tolist() == [10, 11, 12, 13] and both.counts.tolist() == [1, 9, 0, 4]
        assert both.told.tolist() == [True, True, False, True]


def test_files_that_say_something_else_of_a_day_do_not_agree():
    first = every_day(np.arange(10, 15), np.array([1, 2, 3, 4, 5]))
    then = every_day(np.arange(9, 16), np.array([7, 8, 2, 9, 4, 0, 1]))
    assert first.against(then).tolist() == [12]


@pytest.mark.parametrize("turned", [False, True])
def test_a_gap_of_one_file_is_filled_by_the_other(turned):
    """January and March in one export, February in another: whichever comes first."""
    first, then = (
        every_day(np.array([10, 11, 12]), np.array([1, 0, 2])),
        every_day(np.array([11]), np.array([5])),
    )
    both = then.beside(first) if turned else first.beside(then)
    assert both.days.tolist() == [10, 11, 12] and both.counts.tolist() == [1, 5, 2]


MONDAY = day_number(date(2026, 1, 12))
WEEK = np.array([10, 20, 30, 40, 50, 0, 60])  # shut on Saturdays


def shop(weeks: int, missing=(), last: int | None = None) -> DailyOrders:
    """So many weeks of a shop that writes no row for a day without orders, and lacks some more days."""
    days, counts = MONDAY + np.arange(7 * weeks), np.tile(WEEK, weeks)
    if last is not None:
        counts[-1] = last
    there = (counts > 0) & ~np.isin(np.arange(7 * weeks), missing)
    return every_day(days[there], counts[there])


def test_a_week_with_a_hole_counts_for_nothing():
    """Of the third week Tuesday and Wednesday are missing; as days without orders they would make it 160."""
    orders = shop(6, missing=(15, 16))
    assert (orders.days[orders.unknown] - MONDAY).tolist() == [15, 16]
    assert orders.weeks.counts.tolist() == [210] * 5
    assert (orders.broken_weeks - MONDAY).tolist() == [14]
    assert orders.filled[15:17].tolist() == [20, 30]


def test_a_weekday_that_never_sells_is_shut_also_where_it_sold_once():
    orders = shop(6)
    once = orders.beside(every_day(np.array([MONDAY + 5]), np.array([12])))
    assert not orders.unknown.any() and not once.unknown.any()
    assert once.weeks.counts.tolist() == [222, 210, 210, 210, 210, 210]


def test_a_row_of_0_is_a_day_without_orders():
    orders = shop(6, missing=(15,)).beside(every_day(np.array([MONDAY + 15]), np.array([0])))
    assert not orders.unknown.any() and orders.weeks.counts.tolist() == [210, 210, 190, 210, 210, 210]


def test_a_shop_that_sells_little_may_sell_nothing_on_a_day():
    """Two a day: the days without any are real ones, once in a week or so."""
    days = MONDAY + np.flatnonzero(np.arange(42) % 7 != np.arange(42) // 7)
    assert not every_day(days, np.full(len(days), 2)).unknown.any()


@pytest.mark.parametrize(("last", "weeks"), [(60, 4), (31, 4), (29, 3)])
def test_the_last_day_of_an_export_may_be_there_in_part(last, weeks):
    """Sundays have 60; with less than half of that the export was made before the evening."""
    assert len(shop(4, last=last).weeks.counts) == weeks
