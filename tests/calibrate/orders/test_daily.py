"""Daily orders: read by two columns and nothing else, every fault with its row."""

from datetime import date

import numpy as np
import pytest

from sim.calibrate.orders.daily import DailyOrders, read_daily_orders
from sim.deadline import day_number
from sim.norms.faults import InputError


def read(folder, text: str, name: str = "orders.csv") -> DailyOrders:
    (folder / name).write_text(text, encoding="utf-8")
    return read_daily_orders(folder / name)


def faults(folder, text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, text)
    return [str(fault).replace(str(folder), "").lstrip("/\\") for fault in raised.value.faults]


def test_a_day_that_is_left_out_had_no_orders(tmp_path):
    orders = read(tmp_path, "date,orders\n2026-03-02,4\n2026-03-05,6\n")
    assert orders.days[0] == day_number(date(2026, 3, 2)) and orders.counts.tolist() == [4, 0, 0, 6]


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


def test_two_files_are_put_together_and_the_first_one_is_believed():
    first, then = (
        DailyOrders(np.array([10, 11]), np.array([1, 2])),
        DailyOrders(np.array([11, 13]), np.array([9, 4])),
    )
    both = first.beside(then)
    assert both.days.tolist() == [10, 11, 12, 13] and both.counts.tolist() == [1, 2, 0, 4]


@pytest.mark.parametrize("turned", [False, True])
def test_a_gap_of_one_file_is_filled_by_the_other(turned):
    """January and March in one export, February in another: whichever comes first."""
    first, then = (
        DailyOrders(np.array([10, 11, 12]), np.array([1, 0, 2])),
        DailyOrders(np.array([11]), np.array([5])),
    )
    both = then.beside(first) if turned else first.beside(then)
    assert both.days.tolist() == [10, 11, 12] and both.counts.tolist() == [1, 5, 2]


def test_weekdays_are_those_of_normal_weeks():
    """Five whole weeks from Monday 2 March 2026 with as many orders as the weekday's number."""
    monday = day_number(date(2026, 3, 2))
    orders = DailyOrders(monday + np.arange(35), np.tile(np.arange(7), 5))
    assert orders.by_weekday.tolist() == pytest.approx([number / 21 for number in range(7)])
