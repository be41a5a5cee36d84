"""Each measure against a clerk who counts row by row: random logs, ties, `as_of` in the middle."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.deadline import date_of, day_number
from sim.norms import Verdicts, judge
from sim.norms.measures.orders import _months_before

from . import plain
from .shops import FIRST, GRID_S, SPAN_S, random_log, shuffled

SEEDS = range(12)
HOLIDAYS = (date(2026, 11, 1), date(2026, 11, 11))
LAST = FIRST + SPAN_S
HORIZON = date(2026, 1, 1), date(2027, 12, 31)

pytestmark = pytest.mark.property


@pytest.fixture(params=SEEDS)
def judged(request: pytest.FixtureRequest) -> Verdicts:
    """A random log, judged by 8 working hours at an instant of the grid, often in the middle of it."""
    rng = np.random.default_rng(request.param)
    as_of = FIRST + int(rng.integers(SPAN_S // GRID_S // 3, 2 * SPAN_S // GRID_S)) * GRID_S
    return judge(random_log(rng), "8wh", HOLIDAYS, as_of)


def holds(judged: Verdicts, norm: str, tally: plain.Tally) -> None:
    counted = {
        (int(row.seller), date_of(row.week)): [row.good, row.bad, row.pending, row.total]
        for row in judged.of(norm)
    }
    assert set(tally) <= set(counted)
    for cell, counts in counted.items():
        assert counts == tally.get(cell, [0, 0, 0, 0]), (norm, cell)


@pytest.mark.parametrize("boundary", ["close", "next_open"])
def test_response_in_working_hours(judged: Verdicts, boundary: str) -> None:
    log, as_of = judged.view.log, judged.view.as_of
    hours = plain.hours(*HORIZON, HOLIDAYS)
    again = judge(log, "8wh", HOLIDAYS, as_of, boundary)
    holds(again, "response", plain.response(log, as_of, lambda at: hours.deadline(at, 28_800, boundary)))


def test_response_in_weekday_hours(judged: Verdicts) -> None:
    log, as_of = judged.view.log, judged.view.as_of
    hours = plain.hours(*HORIZON, HOLIDAYS, "00:00-24:00")
    again = judge(log, "24h-weekday", HOLIDAYS, as_of)
    holds(again, "response", plain.response(log, as_of, lambda at: hours.deadline(at, 86_400)))


def test_response_in_clock_hours(judged: Verdicts) -> None:
    log, as_of = judged.view.log, judged.view.as_of
    again = judge(log, "24h-2021", HOLIDAYS, as_of)
    holds(again, "response", plain.response(log, as_of, lambda at: at + 86_400))


def test_phone(judged: Verdicts) -> None:
    holds(judged, "phone", plain.phone(judged.view.log, judged.view.as_of, HOLIDAYS))


@pytest.mark.parametrize("norm", ["questions", "on_time", "cancellations", "track_and_trace", "returns"])
def test_what_is_counted_by_week(judged: Verdicts, norm: str) -> None:
    holds(judged, norm, getattr(plain, norm)(judged.view.log, judged.view.as_of))


def test_the_ways_of_shipping_add_up_to_the_norms(judged: Verdicts) -> None:
    """On time leaves Logistics via bol out, cancellations do not; who names no way shipped it himself."""
    ways = {method: judged.tally.by_method(method) for method in ("own", "lvb", "vvb")}
    for norm, counted in {"on_time": ("own", "vvb"), "cancellations": tuple(ways)}.items():
        whole = judged.of(norm)
        for name in ("good", "bad", "pending", "total"):
            parts = sum(getattr(ways[method][norm], name) for method in counted)
            assert parts.ravel().tolist() == getattr(whole, name).tolist(), (norm, name)
    assert ways["lvb"]["on_time"].total.sum() > 0


@pytest.mark.parametrize("norm", ["reviews", "nps"])
def test_what_looks_back(judged: Verdicts, norm: str) -> None:
    for row in judged.of(norm):
        counts = [row.good, row.bad, row.pending, row.total]
        told = getattr(plain, norm)(judged.view.log, judged.view.as_of, int(row.seller), date_of(row.week))
        assert counts == told, row


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    log = random_log(rng)
    assert list(judge(shuffled(log, rng), "24h-weekday", "NL")) == list(judge(log, "24h-weekday", "NL"))


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_another_edition_leaves_the_norms_it_does_not_change(seed: int) -> None:
    log = random_log(np.random.default_rng(seed))
    older, newer = (judge(log, edition, "NL") for edition in ("8wh", "24h-weekday"))
    for norm in ("phone", "questions", "on_time", "cancellations", "reviews", "returns", "nps"):
        assert list(older.of(norm)) == list(newer.of(norm))
    assert list(older.of("response")) != list(newer.of("response"))


def test_three_months_before_the_end_of_a_long_month_is_the_end_of_the_short_one() -> None:
    """The last Sunday of May 2026 is the 31st; three months before it is 28 February."""
    assert plain.three_months_before(date(2026, 5, 31)) == date(2026, 2, 28)
    days = np.array([day_number(date(2024, 1, 1) + timedelta(days=n)) for n in range(1000)])
    told = [day_number(plain.three_months_before(date_of(int(day)))) for day in days]
    assert np.array_equal(_months_before(days, 3), told) and _months_before(days, 3).dtype == np.int64
