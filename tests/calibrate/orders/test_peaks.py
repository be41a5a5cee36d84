"""Last year's peak as this year's: which week is which, times what, and how sure."""

from datetime import date

import numpy as np
import pytest

from sim.calibrate.estimates.weeks import Weeks
from sim.calibrate.fitted import Fitted, Untold, fact
from sim.calibrate.orders.peaks import YEAR_SD, a_year_before, peaks_of
from sim.deadline import day_number, week_from_label, week_label

PEAK = [week_from_label(f"2026-W{week}") for week in range(47, 53)]
SHAPE = {"2025-W47": 1.2, "2025-W48": 1.9, "2025-W49": 2.0, "2025-W50": 1.8, "2025-W51": 1.4, "2025-W52": 0.7}


def two_years(shape: dict[str, float], level: float = 1000, now: float = 1.3) -> Weeks:
    """Weeks from 2025-W20 to 2026-W40; the level of the second year is `now` times that of the first."""
    mondays = np.arange(week_from_label("2025-W20"), week_from_label("2026-W40") + 7, 7)
    counts = [
        level * (now if label >= "2026-W20" else 1.0) * shape.get(label, 1.0)
        for label in map(week_label, mondays.tolist())
    ]
    return Weeks(mondays, np.rint(counts).astype(np.int64))


@pytest.mark.parametrize(
    ("week", "before"),
    [
        ("2026-W48", "2025-W48"),  # Black Friday in both
        ("2024-W48", "2023-W47"),  # Black Friday came on 24 November in 2023, on the 29th in 2024
        ("2024-W47", "2023-W46"),
        ("2024-W49", "2023-W49"),  # Sinterklaas keeps its date
        ("2026-W53", "2025-W52"),  # 52 weeks before Monday 28 December 2026 is 29 December 2025
    ],
)
def test_a_week_has_its_week_of_the_year_before(week, before):
    found = week_label(a_year_before(week_from_label(week)))
    assert found == ("2026-W01" if week == "2026-W53" else before)


def test_the_shape_is_last_years_whatever_this_years_level():
    told = peaks_of(two_years(SHAPE), PEAK, "orders")
    assert [one.key for one in told] == [f'peaks."2026-W{week}"' for week in range(47, 53)]
    assert [one.value for one in told] == pytest.approx(list(SHAPE.values()))


def test_weeks_outside_the_end_of_the_year_are_left_alone():
    assert peaks_of(two_years(SHAPE), [week_from_label("2026-W30")], "orders") == []


def test_a_short_history_says_what_it_lacks():
    year = two_years(SHAPE)
    short = Weeks(year.mondays[-30:], year.counts[-30:])
    [told] = peaks_of(short, PEAK, "orders")
    assert told == Untold("peaks", fact("no_level_a_year_ago", what="orders", n=4))


def test_a_year_ahead_peaks_lie_in_their_ranges_and_within_twelve_per_cent():
    """Simulated years: each week of the next peak is off last year's shape as a gift shop's was."""
    rng = np.random.default_rng(4)
    held, off = [], []
    for _ in range(200):
        week_luck = {label: times * rng.lognormal(0, YEAR_SD / 2**0.5) for label, times in SHAPE.items()}
        told = peaks_of(two_years(week_luck), PEAK, "orders")
        truth = [times * rng.lognormal(0, YEAR_SD / 2**0.5) for times in SHAPE.values()]
        for one, this_year in zip(told, truth, strict=True):
            assert isinstance(one, Fitted)
            held.append(one.low <= this_year <= one.high)
            off.append(abs(one.value / this_year - 1))
    assert 0.86 <= np.mean(held) <= 0.94
    assert np.mean(off) < 0.12


def test_the_gift_shops_own_weeks_name_no_week_twice():
    mondays = [
        day_number(date(year, 11, 16)) // 7 * 7 + 4 + 7 * week for year in (2024, 2025) for week in range(6)
    ]
    before = [a_year_before(monday) for monday in mondays if week_label(monday)]
    assert len(set(before)) == len(before)
