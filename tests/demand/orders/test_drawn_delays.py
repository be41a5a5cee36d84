"""Returns and reviews come after drawn delays: their law, their sums, and the data that give the shape."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy import stats

from sim.demand.orders import sales
from sim.demand.orders.asking import RETURNED
from sim.draws import Streams
from sim.scenario.customers.deliveries import lag
from sim.scenario.season import season_of

from ..seasons import wall
from .sold import DAY_S, asking_of, shop

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
INVOICES, OLIST = (
    DATA / f"{name}.parquet" for name in ("uci_online_retail_invoices", "olist_orders_reviews_sample8k")
)
RETURNS = {"returned_after_days": 8, "returned_after_spread": 1.1}
REVIEWS = {"reviewed_after_days": 2, "reviewed_after_spread": 0.75}


def test_lags_are_whole_days_of_a_lognormal_law():
    law = stats.lognorm(s=1.1, scale=8)
    found = lag(8, 1.1)

    below = np.cumsum(found.chance)
    for day in (
        0,
        1,
        4,
        8,
        18,
        41,
    ):  # rounded: day k is k - 1/2 to k + 1/2; the tail beyond 90 days is left out
        assert below[day] == pytest.approx(law.cdf(day + 0.5) / law.cdf(90.5), abs=1e-5)
    assert found.days.tolist() == list(range(91)) and below[-1] == pytest.approx(1)
    assert lag(8, 0).days.tolist() == [8] and lag(8, 0).chance.tolist() == [1]


def test_returns_are_spread_over_the_days_as_the_law_says():
    counts = sum(asking_of(shop(orders=RETURNS), seed)[0].returned.sum(axis=0) for seed in range(4))
    law = stats.lognorm(s=1.1, scale=8)
    edges = np.array([0, 2, 5, 9, 19, 45, 91])
    seen = np.add.reduceat(counts, edges[:-1])
    expected = np.diff(law.cdf(edges - 0.5)) / law.cdf(90.5) * counts.sum()

    assert counts.sum() > 10_000
    assert stats.chisquare(seen, expected).pvalue > 0.001


def test_however_they_are_spread_the_stated_share_comes_back():
    """A tenth of what is delivered; with a share of 1 every item, and never one more."""
    fixed, drawn, all_back = (
        asking_of(shop(orders=orders))[0] for orders in ({}, RETURNS, RETURNS | {"returned_share": 1})
    )
    delivered = int(drawn.delivered.sum())

    assert (fixed.delivered == drawn.delivered).all()
    assert abs(drawn.returned.sum() - 0.1 * delivered) < 4 * np.sqrt(0.09 * delivered)
    assert (all_back.returned.sum(axis=1) == all_back.delivered - all_back.given_up).all()


def test_a_week_without_returns_has_none_and_leaves_the_days_before_it_as_they_were():
    week = {"week": {"2026-W07": {"returned_share": 0}}}
    one, other = (asking_of(shop(orders=RETURNS | more))[0] for more in ({}, week))
    monday = (date(2026, 2, 9) - date(1970, 1, 1)).days
    in_week = (other.course.returned_on >= monday) & (other.course.returned_on < monday + 7)
    before = (other.course.returned_on < monday).all(axis=1)

    assert one.returned[in_week].sum() > 100 and other.returned[in_week].sum() == 0
    assert before.any() and (one.returned[before] == other.returned[before]).all()


def test_the_log_has_a_row_a_day_of_the_order_and_of_the_return():
    scenario = shop(orders=RETURNS)
    days, _ = asking_of(scenario)
    returns = sales(scenario, season_of(scenario), Streams(1, 0)).returns

    assert returns.quantity.sum() == days.returned.sum() and (returns.quantity > 0).all()
    assert {at.hour for at in wall(returns.registered_at)} <= {11, 12, 13}


def test_who_asks_about_a_return_does_so_after_one_of_its_day():
    days, who = asking_of(shop(orders=RETURNS, questions={"when_returned_share": 1, "after_hours_spread": 0}))
    mine = who.cause == RETURNED
    at, place = who.arrivals.at[mine], who.place[mine]

    # The lag of the question is 96 hours sharp, in hours that are all alike: what is left is the return's.
    after = np.rint((at - 96 * 3600 - days.noon(days.course.promised_on[place])) / DAY_S).astype(int)
    assert (days.returned[place, after] > 0).all()
    assert len(after) > 1_000 and np.unique(after).size > 20


def test_reviews_of_who_asked_and_of_others_come_after_the_same_law():
    law = stats.lognorm(s=0.75, scale=2)
    scenario = shop(orders=REVIEWS | {"reviewed_share": 1}, questions={"when_on_time_share": 0.3})
    season = season_of(scenario)
    days, who = asking_of(scenario)
    sold = sales(scenario, season, Streams(1, 0))
    reviewers = sold.caused.reviewers
    writers = np.concatenate([who.writing.number, who.calling.number])
    assert len(reviewers.given_at) == len(writers[np.isin(who.cause, (0, 1))])

    on_time = reviewers.mean == scenario.orders.grade_on_time
    promised = days.noon(days.course.promised_on[who.place[reviewers.customer]])
    lags = np.rint((reviewers.given_at - promised) / DAY_S)[on_time]
    for day in (1, 2, 4):
        share = law.cdf(day + 0.5)
        assert abs((lags <= day).mean() - share) < 4 * np.sqrt(share * (1 - share) / len(lags))


# The data that the schema names


@pytest.mark.skipif(not INVOICES.is_file(), reason=f"needs data: {INVOICES.name} in $NORMSIM_DATA")
def test_returns_to_a_gift_shop_have_the_shape_that_the_schema_says():
    """From the day of a customer's last purchase to that of the cancelled invoice."""
    names = ("at", "kind", "customer")
    at, kind, customer = (pq.read_table(INVOICES)[name].to_pylist() for name in names)
    last, lags = {}, []
    for moment, what, who in sorted(zip(at, kind, customer, strict=True), key=lambda row: row[0]):
        if what == "sale":
            last[who] = moment
        elif what == "cancel" and who is not None and who in last:
            lags.append((moment.date() - last[who].date()).days)
    later = np.array([days for days in lags if days])

    assert len(later) == 5_474
    assert np.percentile(later, [25, 50, 75]).tolist() == [4, 8, 18]
    assert np.log(later).std() == pytest.approx(1.1, abs=0.06)
    # The law beside it, at its quartiles: 3.8, 8 and 16.8 days.
    for quarter in (0.25, 0.5, 0.75):
        assert (later <= stats.lognorm(s=1.1, scale=8).ppf(quarter)).mean() == pytest.approx(
            quarter, abs=0.06
        )


@pytest.mark.skipif(not OLIST.is_file(), reason=f"needs data: {OLIST.name} in $NORMSIM_DATA")
def test_reviews_of_a_marketplace_have_the_shape_that_the_schema_says():
    columns = (
        pq.read_table(OLIST)[name].to_pylist() for name in ("delivered_at", "review_at", "promised_day")
    )
    seconds = [
        (review - delivered).total_seconds()
        for delivered, review, promised in zip(*columns, strict=True)
        if delivered and review and delivered.date() <= promised.date()
    ]
    days = np.array([one for one in seconds if one > 0]) / DAY_S

    assert len(seconds) == 2_557
    assert np.median(days) == pytest.approx(2.07, abs=0.01)
    assert np.log(days).std() == pytest.approx(0.75, abs=0.01)
