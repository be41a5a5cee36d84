"""The table of sellers and weeks, counted case by case with the wall clock."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER, Cases, day_number, kernel, tally

from .calendars import local, office

MONDAYS = [day_number(date(2026, 10, 12)) + 7 * week for week in range(4)]  # with the change of 25 October
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize("boundary", ["close", "next_open"])
@pytest.mark.parametrize("compiled", [kernel.compiled, lambda rows: rows], ids=["compiled", "as it stands"])
def test_each_case_is_counted_once_in_the_week_of_its_arrival(boundary, compiled, monkeypatch):
    monkeypatch.setattr(kernel, "compiled", compiled)
    rng, hours = np.random.default_rng(4), office()
    mondays = [local(f"2026-10-{day}") for day in (12, 19, 26)]
    at = np.concatenate((rng.integers(local("2026-10-05"), local("2026-11-16"), 2000), mondays))
    at = np.concatenate((at, at - 1, [NEVER]))
    answered = np.where(rng.random(at.size) < 0.1, NEVER, at + rng.integers(0, 5 * 86_400, at.size))
    seller = rng.integers(0, 7, at.size).astype(np.uint16)
    table = tally(hours, Cases(at, answered, seller), MONDAYS, 8 * 3600, boundary)

    total, late = Counter(), Counter()
    for one, arrival, answer in zip(seller.tolist(), at.tolist(), answered.tolist(), strict=True):
        if arrival != NEVER:
            week = (day_number(datetime.fromtimestamp(arrival, AMSTERDAM).date()) - MONDAYS[0]) // 7
            total[one, week] += 1
            late[one, week] += answer > hours.deadline(arrival, 8 * 3600, boundary)
    for one, week in np.ndindex(7, 4):
        assert (table.total[one, week], table.late[one, week]) == (total[one, week], late[one, week])


def test_shares_and_flags_of_a_table_counted_by_hand():
    at = np.full(13, local("2026-10-12 09:00"))
    answered = at + 8 * 3600 + np.array([0] * 2 + [1] * 11)
    table = tally(office(), Cases(at, answered, np.array([0, 2] + [2] * 11)), MONDAYS, 8 * 3600)
    assert table.total[:, 0].tolist() == [1, 0, 12]
    assert table.late[:, 0].tolist() == [0, 0, 11]
    np.testing.assert_array_equal(table.share[:, 0], [1, np.nan, 1 / 12])
    assert table.late_at_least(10)[:, 0].tolist() == [False, False, True]
    assert table.total[:, 1:].sum() == 0


def test_no_cases_are_an_empty_table():
    none = np.array([], np.int64)
    assert tally(office(), Cases(none, none, none), MONDAYS, 3600).total.shape == (0, 4)


@pytest.mark.parametrize(
    ("cases", "mondays", "message"),
    [
        (Cases([NEVER], [NEVER], [-1]), MONDAYS, "seller must be 0 or more; got -1"),
        (Cases([NEVER], [NEVER], [0, 1]), MONDAYS, "cases need columns of one length"),
        (Cases([NEVER], [NEVER], [0.5]), MONDAYS, "whole numbers; got .* of float64"),
        (
            Cases([NEVER], [NEVER], [0]),
            [MONDAYS[0] + 1],
            "mondays must be day numbers of consecutive Mondays",
        ),
        (Cases([NEVER], [NEVER], [0]), MONDAYS[::2], "consecutive Mondays"),
        (Cases([NEVER], [NEVER], [0]), [], "consecutive Mondays"),
    ],
)
def test_a_table_that_cannot_be_is_an_error(cases, mondays, message):
    with pytest.raises(ValueError, match=message):
        tally(office(), cases, mondays, 3600)
