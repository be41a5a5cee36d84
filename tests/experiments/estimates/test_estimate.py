"""Means, quantiles and chances against a second way of counting."""

from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from scipy.stats import binomtest

from sim.experiments.estimates.estimate import any_norm, closure, weekly
from sim.experiments.seasons.replicate import BAD, GOOD, MAIL, MET, PENDING, STRIKE, TOTAL, Counts
from sim.norms.editions.edition import NORMS
from tests.experiments.shops import tiny

SHOP = tiny()
AT_MOST = ("questions", "cancellations", "returns")  # the share is that of the bad ones


def random_seasons(rng: np.random.Generator, seasons: int) -> Counts:
    """Counts that no judgement made: some weeks without data, shares of every size, ties among them."""
    shape = (seasons, len(SHOP.season.weeks), len(NORMS))
    good, bad, pending = (rng.integers(0, 6, shape) for _ in range(3))
    nothing = rng.random(shape) < 0.3
    good, bad = np.where(nothing, 0, good), np.where(nothing, 0, bad)
    met = np.where(good + bad == 0, -1, rng.integers(0, 2, shape))
    mail, strike = (rng.random(shape) < 0.1 for _ in range(2))
    columns = [good, bad, pending, good + bad + pending, met, mail, strike]
    return Counts(np.stack([np.asarray(one, np.int64) for one in columns], axis=-1), *uncounted(seasons, 2))


def uncounted(seasons: int, weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """Load and waiting of seasons in which only verdicts matter."""
    return np.zeros((seasons, weeks, 2)), np.zeros((seasons, weeks, 3), np.int64)


def quantile(values: list[float], percent: int) -> float:
    """The smallest value that at least so many per cent of the values do not exceed."""
    return sorted(values)[max(ceil(Fraction(percent, 100) * len(values)), 1) - 1]


def share_of(norm: str, row: list[int]) -> float | None:
    judged = row[TOTAL] - row[PENDING]
    if not judged:
        return None
    if norm == "nps":
        return (row[GOOD] - row[BAD]) / judged
    return (row[BAD] if norm in AT_MOST else row[GOOD]) / judged


@pytest.mark.parametrize("seasons", [1, 2, 19, 40])
def test_weeks_agree_with_a_recount_row_by_row(seasons: int):
    counts = random_seasons(np.random.default_rng(seasons), seasons)
    found = {(one.week, one.norm): one for one in weekly(SHOP, counts)}
    assert len(found) == 2 * len(NORMS)
    for (monday, norm), one in found.items():
        week, place = SHOP.season.weeks.index(monday), NORMS.index(norm)
        rows = counts.verdicts[:, week, place].tolist()
        late = [row[BAD] for row in rows]
        shares = [share for row in rows if (share := share_of(norm, row)) is not None]
        assert one.n_mean == pytest.approx(sum(row[TOTAL] for row in rows) / seasons)
        assert one.bad_mean == pytest.approx(sum(late) / seasons)
        assert one.bad == tuple(quantile(late, percent) for percent in (5, 50, 95))
        assert one.no_data == sum(row[MET] == -1 for row in rows) / seasons
        for found_chance, times in ((one.missed, sum(row[MET] == 0 for row in rows)),
                                    (one.mail, sum(row[MAIL] for row in rows)),
                                    (one.strike, sum(row[STRIKE] for row in rows))):  # fmt: skip
            exact = binomtest(times, seasons).proportion_ci(method="exact")
            assert (found_chance.low, found_chance.high) == pytest.approx((exact.low, exact.high), abs=1e-12)
        assert one.missed.share == sum(row[MET] == 0 for row in rows) / seasons
        assert one.mail.share == sum(row[MAIL] for row in rows) / seasons
        assert one.strike.share == sum(row[STRIKE] for row in rows) / seasons
        if not shares:
            assert one.share is None and one.share_mean is None
        else:
            assert one.share == pytest.approx([quantile(shares, p) for p in (5, 25, 50, 75, 95)])
            assert one.share_mean is not None
            low, high = one.share_mean.low, one.share_mean.high
            assert one.share_mean.mean == pytest.approx(sum(shares) / len(shares))
            assert (-1 if norm == "nps" else 0) <= low < high <= 1


def test_late_answers_are_values_that_occurred():
    late = np.array([0, 0, 0, 1_000])
    table = np.zeros((4, 2, len(NORMS), 7), np.int64)
    table[:, 0, 0, BAD] = table[:, 0, 0, TOTAL] = late
    assert weekly(SHOP, Counts(table, *uncounted(4, 2)))[0].bad == (0, 0, 1_000)


def test_a_week_of_two_bad_norms_is_one_strike():
    table = np.zeros((4, 2, len(NORMS), 7), np.int64)
    table[0, 0, NORMS.index("on_time"), STRIKE] = table[0, 0, NORMS.index("response"), STRIKE] = 1
    table[1, 0, NORMS.index("cancellations"), STRIKE] = 1
    table[:3, 1, NORMS.index("response"), MAIL] = 1
    first, second = any_norm(SHOP, Counts(table, *uncounted(4, 2)))
    assert (first.week, first.mail.share, first.strike.share) == (SHOP.season.weeks[0], 0, 0.5)
    assert (second.week, second.mail.share, second.strike.share) == (SHOP.season.weeks[1], 0.75, 0)


@pytest.mark.parametrize(
    ("struck", "closed"),
    [
        ((0, 1, 2, 3), False),
        ((0, 1, 2, 3, 4), True),
        ((0, 5, 10, 15, 21), True),  # the fifth is booked with the 22nd final week: the first still counts
        ((0, 5, 10, 15, 22), False),  # a week later it does not
        ((0, 5, 10, 15, 22, 26), True),  # five from 5 to 26
        ((0, 5, 10, 15, 22, 27), False),
        ((), False),
    ],
)
def test_five_strikes_within_22_final_weeks_close_the_shop(struck: tuple[int, ...], closed: bool):
    shop = tiny(("2026-W48..2026-W49", "2026-W21..2026-W50"))
    table = np.zeros((2, 30, len(NORMS), 7), np.int64)
    for place, week in enumerate(struck):  # by any norm
        table[1, week, NORMS.index(("on_time", "cancellations")[place % 2]), STRIKE] = 1
    found = closure(shop, Counts(table, *uncounted(2, 30)))
    exact = binomtest(int(closed), 2).proportion_ci(method="exact")
    assert found.share == closed / 2
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-12)


def test_a_week_of_two_strikes_is_one_on_the_way_to_closure():
    shop = tiny(("2026-W48..2026-W49", "2026-W44..2026-W48"))
    table = np.zeros((1, 5, len(NORMS), 7), np.int64)
    table[0, :4, :, STRIKE] = 1
    assert closure(shop, Counts(table, *uncounted(1, 5))).share == 0
    table[0, 4, NORMS.index("on_time"), STRIKE] = 1
    assert closure(shop, Counts(table, *uncounted(1, 5))).share == 1


def test_a_personal_norm_is_no_norm_until_it_is_given():
    given = tiny(("items_per_week = 400", "items_per_week = 400\nquestions_norm = 0.5"))
    assert SHOP.options.questions_norm is None
    assert given.options.questions_norm == Fraction(1, 2)
    assert replace(given, endless_staff=True).options == given.options
