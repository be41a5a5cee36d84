"""What is ordered comes back: on time, late or cancelled, and never twice."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.orders import HISTORY_WEEKS, Sales, sales
from sim.draws import Streams
from sim.scenario.season import season_of

from .seasons import replications, scenario_of

ONE = Streams(1, 0)
STEADY = {"items_per_week": 7000, "late_share_spread": 0}


def sell(streams=ONE, **orders) -> Sales:
    scenario = scenario_of(orders=STEADY | orders)
    return sales(scenario, season_of(scenario), streams)


def near(count, expected, variance=None):
    return abs(count - expected) < 4 * np.sqrt(expected if variance is None else variance)


def test_as_many_items_are_ordered_as_stated():
    season, seeds = replications(scenario_of(), 20)
    ordered = sum(int(sell(s).items.quantity.sum()) for s in seeds)

    assert near(ordered, 1000 * (7 * HISTORY_WEEKS + len(season.days)) * len(seeds))


def test_every_item_is_on_time_late_or_cancelled():
    items = sell(late_share=0.1, cancelled_share=0.2).items
    late = items.attempted_at // 86_400 > items.promised_on
    cancelled = items.cancelled_at != NEVER
    total = int(items.quantity.sum())

    assert not (late & cancelled).any()
    assert ((items.attempted_at != NEVER) ^ cancelled).all()
    assert near(items.quantity[cancelled].sum(), 0.2 * total, 0.16 * total)
    assert near(items.quantity[late].sum(), 0.08 * total, 0.0736 * total)


@pytest.mark.parametrize(
    ("shares", "kind"), [({"late_share": 1}, "late"), ({"cancelled_share": 1}, "cancelled")]
)
def test_the_extremes_leave_nothing_else(shares, kind):
    items = sell(**{"cancelled_share": 0} | shares).items

    late = items.attempted_at // 86_400 > items.promised_on
    assert (late if kind == "late" else items.cancelled_at != NEVER).all()


def test_lateness_and_cancellation_change_nothing_but_themselves():
    one, other = (sell(late_share=share, cancelled_share=share).items for share in (0.01, 0.3))

    def by_day(items):
        days, where = np.unique(items.ordered_at, return_inverse=True)
        return days.tolist(), np.bincount(where, items.quantity).tolist()

    assert by_day(one) == by_day(other)


def test_promises_stand_two_days_on_and_never_on_a_sunday():
    items = sell().items
    promised = [date(1970, 1, 1) + timedelta(days=day) for day in items.promised_on.tolist()]
    ordered = [date(1970, 1, 1) + timedelta(days=at // 86_400) for at in items.ordered_at.tolist()]

    assert {(o.weekday(), (p - o).days) for o, p in zip(ordered, promised, strict=True)} == {
        (day, 3 if day == 4 else 2) for day in range(7)
    }  # ordered on Friday, promised for Monday


def test_parcels_returns_and_reviews_follow_what_was_delivered():
    sold = sell(cancelled_share=0.5, returned_share=0.1, reviewed_share=0.05, without_code_share=0.25)
    delivered = int(sold.items.quantity[sold.items.cancelled_at == NEVER].sum())
    parcels = int(sold.parcels.quantity.sum())

    assert parcels == pytest.approx(delivered / 1.2, rel=0.001)
    assert near(sold.parcels.quantity[sold.parcels.has_code == 0].sum(), parcels / 4, parcels * 3 / 16)
    assert near(sold.returns.quantity.sum(), delivered / 10, delivered * 0.09)
    assert near(len(sold.reviews.grade), delivered / 20, delivered * 0.0475)


def test_reviews_have_the_stated_mean_grade():
    good, bad = (sell(late_share=share, reviewed_share=0.5).reviews.grade for share in (0, 1))

    assert good.mean() == pytest.approx(8.8, abs=0.05)
    assert bad.mean() == pytest.approx(4.6, abs=0.05)
    assert min(bad) >= 1 and max(good) <= 10


def test_a_shop_that_sells_nothing_here_has_empty_tables():
    scenario = scenario_of()
    sold = sales(scenario, season_of(scenario), Streams(1, 0))

    assert [len(getattr(sold, table).__dict__[column]) for table, column in (
        ("items", "quantity"), ("parcels", "quantity"), ("returns", "quantity"), ("reviews", "grade"),
    )] == [0, 0, 0, 0]  # fmt: skip


def test_the_share_late_of_a_promised_week_spreads_as_stated():
    weeks = np.concatenate([late_shares_by_promised_week(seed) for seed in range(40)])

    assert abs(weeks.std() / weeks.mean() - 0.5) < 0.05  # 40 seasons of ten weeks: about 3 standard errors


def late_shares_by_promised_week(seed):
    """The share late of each whole promised week of a season, from plain sums."""
    items = sell(Streams(seed, 0), items_per_week=500_000, late_share=0.05, late_share_spread=0.5).items
    late = items.attempted_at // 86_400 > items.promised_on
    monday = items.promised_on - (items.promised_on - 4) % 7  # day 4 of 1970 was a Monday
    week = (monday - monday.min()) // 7
    of_all, of_late = (np.bincount(week, items.quantity * which)[2:-2] for which in (1, late))
    return of_late / of_all


def test_the_first_reported_week_has_promises_and_reviews_however_long_the_promise():
    sold = sell(promise_days=30)
    reported = season_of(scenario_of()).weeks[0]

    assert (sold.items.promised_on == reported).any()
    assert sold.reviews.given_at.min() < (reported - 91) * 86_400
