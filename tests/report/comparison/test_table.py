"""The tables of a comparison, worked out by hand."""

import csv

import pytest

from sim.report.comparison.table import plans_table, weeks_table
from sim.report.tables import as_csv

from .made import told

TOLD = told(("as it is", 0, (10, 4)), ("a, b=1", 300, (2, 0)), ("dear", 400, (2, 1)), ("even", 350, (1, 1)))


def test_a_row_says_what_a_plan_comes_to_and_what_it_adds():
    base, other, dear, even = plans_table(TOLD).to_pylist()
    assert (base["extra_euro"], other["extra_euro"]) == (0, 300)
    assert (base["late_mean"], other["late_mean"]) == (30 * 14 / 20, 30 * 2 / 20)
    assert (base["mails_mean"], base["weeks_below_mean"], base["phone_weeks_below_mean"]) == (0.7, 0.7, 0.05)
    assert (base["p_mail"], base["p_below"], base["p_no_bad_week"]) == (0.5, 0.5, 0.5)
    assert (other["p_below"], other["p_no_bad_week"]) == (0.1, 0.9)
    assert other["late_added"] == pytest.approx(-18)
    assert other["p_no_bad_week_added"] == pytest.approx(0.4)
    assert other["late_added_low"] < -18 < other["late_added_high"] < 0
    assert base["late_added"] is None and base["late_variance_cut"] is None
    assert [row["risk"] for row in (base, other, dear, even)] == [0.5, 0.1, 0.1, 0.05]
    assert (dear["risk_low"], dear["risk_high"]) == pytest.approx((0.0123, 0.3170), abs=5e-5)  # of 2 in 20
    assert [row["frontier"] for row in (base, other, dear, even)] == [True, True, False, True]


def test_every_week_has_its_chances():
    found = {
        (row["plan"], row["week"], row["target"]): row["p_missed"] for row in weeks_table(TOLD).to_pylist()
    }
    assert len(found) == 4 * 2 * 4
    assert found["as it is", "2026-W48", "response"] == 0.5
    assert found["as it is", "2026-W49", "mail"] == 0.2
    assert found["a, b=1", "2026-W48", "phone"] == 0.05


def test_a_name_with_a_comma_is_one_cell():
    rows = list(csv.DictReader(as_csv(plans_table(TOLD)).decode().splitlines()))
    assert [row["plan"] for row in rows] == ["as it is", "a, b=1", "dear", "even"]
    assert rows[0]["late_added"] == ""
