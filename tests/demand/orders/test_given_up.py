"""Customers who no longer wait for a late item and cancel it: it stays late, and counts as cancelled too."""

from datetime import date

import numpy as np
from scipy import stats

from sim.deadline import NEVER
from sim.demand.orders import sales
from sim.norms import Options, judge_by
from sim.norms.log import EventLog

from .sold import DAY_S, days_of, shop

CUSTOMER = 1  # as the log codes who cancelled


def sold(**orders):
    scenario = shop({"cancelled_share": 0} | orders)
    days = days_of(scenario)
    return days, sales(scenario, days.season, days.streams)


def test_a_share_of_the_late_items_is_cancelled_by_the_customer_after_the_promise():
    days, sold_with = sold(late_cancelled_share=0.25, late_cancelled_after_days=2)
    items = sold_with.items
    gone = items.cancelled_by == CUSTOMER

    assert stats.binomtest(int(items.quantity[gone].sum()), int(days.late.sum()), 0.25).pvalue > 0.001
    assert (items.attempted_at[gone] == NEVER).all()
    assert set((items.cancelled_at[gone] // DAY_S - items.promised_on[gone]).tolist()) == {2}
    late = items.attempted_at // DAY_S > items.promised_on
    assert items.quantity[gone | late].sum() == days.late.sum()
    assert items.quantity.sum() == days.ordered.sum()


def test_another_share_moves_late_items_alone():
    (plain, _), (other, _) = sold(), sold(late_cancelled_share=0.5)

    assert all(
        np.array_equal(getattr(plain, name), getattr(other, name)) for name in ("ordered", "late", "on_time")
    )
    assert (plain.given_up == 0).all() and (other.given_up <= other.late).all()


def test_the_norms_count_what_was_given_up_as_late_and_as_cancelled():
    days, told = sold(late_cancelled_share=0.25)
    weeks = (days.season.weeks[0], days.season.weeks[-1])
    log = EventLog(items=told.items)
    verdicts = judge_by(log, "8wh", "NL", days.season.until, Options(weeks=weeks))

    monday = (date(2026, 2, 9) - date(1970, 1, 1)).days
    of_week = (days.course.promised_on >= monday) & (days.course.promised_on < monday + 7)
    on_time, cancelled = (verdicts.at(norm, "2026-W07") for norm in ("on_time", "cancellations"))
    assert on_time.bad == days.late[of_week].sum()
    assert cancelled.bad == days.given_up[of_week].sum() > 100
    assert on_time.total == cancelled.total == days.ordered[of_week].sum()


def test_what_was_given_up_does_not_come_back():
    days, told = sold(late_share=0.4, late_cancelled_share=1, returned_share=1)

    assert told.returns.quantity.sum() == days.on_time.sum() < days.delivered.sum()
