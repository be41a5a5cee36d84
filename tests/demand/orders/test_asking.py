"""Customers who ask about an order: how many, when, and the same ones whatever else is changed."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from sim.demand.draft import finished
from sim.demand.orders import sales
from sim.demand.orders.asking import CANCELLED, LATE, ON_TIME, REPLY, RETURNED
from sim.demand.work import CALL, LOST_CALL, MAIL
from sim.draws import Streams
from sim.scenario.season import season_of

from ..seasons import wall
from .sold import ALL_HOURS_ALIKE, DAY_S, STEADY, asking_of, by_name, shop

SEEDS = range(12)
CAUSES = (LATE, ON_TIME, CANCELLED, RETURNED)


def inner(days) -> slice:
    """The days of orders all of whose questions come within the season: 40 days at most after the order."""
    first = int(np.searchsorted(days.day, days.season.days[0]))
    last = int(np.searchsorted(days.day, days.season.days[-1] - 40))
    assert last - first > 20
    return slice(first, last)


def items_of(days, cause) -> np.ndarray:
    returned = days.returned.sum(axis=1)
    return {LATE: days.late, ON_TIME: days.on_time, CANCELLED: days.cancelled, RETURNED: returned}[cause]


def counts(scenario, cause, seeds=SEEDS) -> tuple[int, int]:
    """Count the questions of a cause and the items that could cause one, over some seasons."""
    asked = items = 0
    for seed in seeds:
        days, who = asking_of(scenario, seed)
        asked += int(who.of(cause, len(days.day))[inner(days)].sum())
        items += int(items_of(days, cause)[inner(days)].sum())
    return asked, items


@pytest.mark.parametrize(
    ("cause", "share", "items_a_day"),
    [
        # 1000 items a day: 10% cancelled, a fifth of the rest late, a tenth of the rest returned.
        (LATE, 0.3, 180),
        (ON_TIME, 0.02, 720),
        (CANCELLED, 0.2, 100),
        (RETURNED, 0.1, 90),
    ],
)
def test_the_stated_share_of_items_makes_a_customer_ask(cause, share, items_a_day):
    asked, items = counts(shop(), cause)

    days = inner(asking_of(shop())[0])
    expected = items_a_day * (days.stop - days.start) * len(SEEDS)
    assert abs(items - expected) < 4 * np.sqrt(expected)
    assert stats.binomtest(asked, items, share).pvalue > 0.001
    assert abs(asked - share * expected) < 4 * np.sqrt(share * expected)


def test_no_more_customers_ask_about_a_day_than_it_has_items_and_none_before_what_they_ask_about():
    certain = {f"when_{cause}_share": 1 for cause in ("late", "on_time", "cancelled", "returned")}
    days, who = asking_of(shop(questions=certain | {"after_hours_spread": 2}))

    for cause in CAUSES:
        asked, items = who.of(cause, len(days.day)), items_of(days, cause)
        assert (asked <= items).all() and (asked[inner(days)] == items[inner(days)]).all()
    since = {LATE: days.course.promised_on, ON_TIME: days.day, CANCELLED: days.day + 1,
             RETURNED: days.course.returned_on[:, 0]}  # fmt: skip
    for cause, on in since.items():
        mine = who.cause == cause
        lag = who.arrivals.at[mine] - days.noon(on[who.place[mine]])
        assert lag.min() >= 0 and lag.max() <= 28 * DAY_S
    assert all((np.diff(part.at) >= 0).all() for part in (who.writing, who.calling))


@pytest.mark.parametrize(
    ("cause", "key", "median"),
    [(LATE, "when_late", 30), (ON_TIME, "when_on_time", 10), (RETURNED, "when_returned", 70)],
)
def test_lags_follow_the_lognormal_law(cause, key, median):
    questions = {f"{key}_after_hours": median, f"{key}_share": 1, "after_hours_spread": 0.5}
    days, who = asking_of(shop(questions=questions))
    begins = {LATE: days.course.promised_on, ON_TIME: days.day, RETURNED: days.course.returned_on[:, 0]}[
        cause
    ]
    mine = who.cause == cause
    mine &= (who.place >= inner(days).start) & (who.place < inner(days).stop)

    hours = (who.arrivals.at[mine] - days.noon(begins[who.place[mine]])) / 3600

    assert mine.sum() > 1000
    law = stats.lognorm(s=0.5, scale=median)
    assert stats.kstest(hours, law.cdf).pvalue > 0.001
    # The same by another road: how many have asked by the end of each of the first days.
    for day in (1, 2, 3):
        by_then = int((hours <= 24 * day).sum())
        assert abs(by_then - len(hours) * law.cdf(24 * day)) < 4 * np.sqrt(len(hours)) / 2


def test_a_share_of_those_who_ask_in_the_hours_of_the_phone_calls_and_all_others_write():
    scenario = shop({"late_share": 1}, {"by_phone_share": 0.4, "when_late_share": 1})
    days, who = asking_of(scenario)
    work = finished(sales(scenario, days.season, days.streams).caused.drafts).work
    first = np.flatnonzero(work.step == 0)

    open_to_calls = [moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in wall(who.arrivals.at)]
    calls = np.isin(work.line[first], (CALL, LOST_CALL))
    assert len(first) == len(who.arrivals.at)
    assert set(work.line[first].tolist()) == {CALL, LOST_CALL, MAIL}
    assert sorted(work.comes[first].tolist()) == sorted(who.arrivals.at.tolist())
    assert all(moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in wall(work.comes[first][calls]))
    assert stats.binomtest(int(calls.sum()), sum(open_to_calls), 0.4).pvalue > 0.001


# The same customers under every plan

DRAWS = ("phones", "handling", "reviews")


def test_more_late_items_leave_every_customer_who_asked_before_as_they_were():
    fewer, more = (by_name(asking_of(shop({"late_share": share}))[1], *DRAWS) for share in (0.2, 0.35))

    kept = {name for name, one in fewer.items() if one[1] != ON_TIME}
    assert all(more[name] == fewer[name] for name in kept) and len(kept) > 3000
    added = [one for name, one in more.items() if name not in fewer]
    assert {one[1] for one in added} == {LATE}
    gone = [one for name, one in fewer.items() if name not in more]
    assert {one[1] for one in gone} <= {ON_TIME}  # what is late is no longer on time


def test_an_incident_moves_the_customers_of_its_day_alone():
    incident = {"fire": {"date": "2026-02-09", "late_share": 0.7}}
    days, who = asking_of(shop())
    plain, other = by_name(who, *DRAWS), by_name(asking_of(shop({"incidents": incident}))[1], *DRAWS)

    monday = (date(2026, 2, 9) - date(1970, 1, 1)).days
    moved = {name for name in plain.keys() | other.keys() if plain.get(name) != other.get(name)}
    assert len(moved) > 200
    assert {int(days.course.promised_on[(plain.get(name) or other[name])[2]]) for name in moved} == {monday}


@pytest.mark.parametrize("cause", ["when_on_time", "when_cancelled", "when_returned"])
def test_another_cause_leaves_the_customers_of_the_others(cause):
    plain, other = (
        by_name(asking_of(shop(questions=more))[1], *DRAWS) for more in ({}, {f"{cause}_share": 0.9})
    )
    assert all(other[name] == one for name, one in plain.items()) and len(other) > len(plain)


def test_a_longer_season_leaves_the_earlier_customers():
    short, long = (asking_of(shop(weeks=weeks)) for weeks in ("2026-W05..2026-W06", "2026-W05..2026-W10"))
    until = short[0].season.until
    before, after = (by_name(who, *DRAWS) for _, who in (short, long))
    assert before == {name: one for name, one in after.items() if one[0] < until}


def test_without_questions_about_orders_the_sales_are_what_they_were():
    with_them, without = shop(), shop().model_copy(update={"order_questions": None})
    asked, plain = (sales(one, season_of(one), Streams(1, 0)) for one in (with_them, without))

    assert plain.caused is None
    for table in ("items", "parcels", "returns"):
        for name, column in vars(getattr(plain, table)).items():
            assert np.array_equal(column, getattr(getattr(asked, table), name)), (table, name)


# The message

MESSAGE = {"from": "2026-02-09", "removes_share": 0.4}


def test_a_message_removes_its_share_of_the_questions_about_late_items():
    monday = (date(2026, 2, 9) - date(1970, 1, 1)).days
    asked = spared = 0
    for seed in SEEDS:
        days, who = asking_of(shop(), seed)
        told = by_name(asking_of(shop(proactive_message=MESSAGE), seed)[1], *DRAWS)
        plain = by_name(who, *DRAWS)
        spoken_of = {name for name, (_, cause, place, *_) in plain.items()
                     if cause == LATE and days.course.promised_on[place] >= monday}  # fmt: skip
        assert told.items() <= plain.items()  # whoever asks still, asks the same at the same time
        assert plain.keys() - told.keys() <= spoken_of
        asked, spared = asked + len(spoken_of), spared + len(plain) - len(told)

    assert stats.binomtest(spared, asked, 0.4).pvalue > 0.001


def test_a_message_that_removes_more_spares_the_same_customers_and_others():
    left = [
        by_name(asking_of(shop(proactive_message=MESSAGE | {"removes_share": share}))[1], *DRAWS)
        for share in (0.2, 0.6, 1)
    ]
    assert left[0].items() > left[1].items() > left[2].items()


def test_some_customers_answer_the_message_soon_after_it():
    replies = {"replies_share": 0.1, "replies_after_hours": 3}
    spoken = answered = 0
    for seed in SEEDS:
        days, who = asking_of(shop(proactive_message=MESSAGE | replies), seed)
        plain = by_name(asking_of(shop(proactive_message=MESSAGE), seed)[1], *DRAWS)
        told = by_name(who, *DRAWS)
        assert {told[name][1] for name in told.keys() - plain.keys()} == {REPLY}
        assert plain.items() <= told.items()
        late = days.late * (days.course.promised_on >= (date(2026, 2, 9) - date(1970, 1, 1)).days)
        spoken += int(late[inner(days)].sum())
        answered += int(who.of(REPLY, len(days.day))[inner(days)].sum())
        mine = who.cause == REPLY
        hours = (who.arrivals.at[mine] - days.noon(days.course.promised_on[who.place[mine]])) / 3600
        assert np.median(hours) == pytest.approx(3, rel=0.25)

    assert stats.binomtest(answered, spoken, 0.1).pvalue > 0.001


# Peaks


def test_orders_may_peak_otherwise_than_contacts():
    peak = {"times": [1, 1, 1], "orders_times": [3, 3, 3]}
    plain, other = (
        asking_of(shop(contacts={"by_hour": ALL_HOURS_ALIKE}, peaks={"2026-W07": peak} if peaks else {}))[0]
        for peaks in (False, True)
    )
    week = (other.day >= (date(2026, 2, 9) - date(1970, 1, 1)).days) & (
        other.day <= (date(2026, 2, 15) - date(1970, 1, 1)).days
    )
    assert other.ordered[week].sum() == pytest.approx(3 * STEADY["items_per_week"], rel=0.05)
    assert (other.ordered[~week] == plain.ordered[~week]).all()


# Reviews


def test_who_asked_reviews_the_shop_as_often_as_who_did_not():
    orders = {"reviewed_share": 0.3, "late_share": 0.5}
    scenario = shop(orders, {"when_late_share": 0.5, "when_on_time_share": 0.5})
    written = delivered = of_asking = asking = 0
    for seed in SEEDS:
        days, who = asking_of(scenario, seed)
        sold = sales(scenario, days.season, days.streams)
        written += len(sold.reviews.grade)
        of_asking += len(sold.caused.reviewers.customer)
        came = int(np.isin(who.cause, (LATE, ON_TIME)).sum())
        asking += came
        delivered += int(days.delivered.sum()) - came

    assert stats.binomtest(written, delivered, 0.3).pvalue > 0.001
    assert stats.binomtest(of_asking, asking, 0.3).pvalue > 0.001


def test_a_reviewer_is_the_customer_of_the_rows_and_reviews_on_the_day_of_the_others():
    scenario = shop({"reviewed_share": 1, "grade_late": 3, "grade_on_time": 9}, {"by_phone_share": 0.5})
    days, who = asking_of(scenario)
    asked = sales(scenario, days.season, days.streams).caused
    reviewers = asked.reviewers

    work = finished(asked.drafts).work
    first = dict(zip(work.customer.tolist()[::-1], work.comes.tolist()[::-1], strict=True))
    assert [first[customer] for customer in reviewers.customer.tolist()] == reviewers.asked_at.tolist()
    late = who.cause == LATE
    on = np.where(late, days.course.late_on[who.place], days.course.promised_on[who.place]) + 5
    came = np.isin(who.cause, (LATE, ON_TIME))
    means = np.where(late, 3.0, 9.0)
    expected = sorted(zip(who.arrivals.at[came], days.noon(on)[came], means[came], strict=True))
    found = sorted(zip(reviewers.asked_at, reviewers.given_at, reviewers.mean, strict=True))
    assert found == expected


# Who stands before the desk


def test_a_chatbot_meets_those_who_write_about_an_order_and_nobody_who_calls():
    certain = {"when_late_share": 1, "by_phone_share": 0.5}
    plain, met = (
        asking_of(shop(questions=certain, **more))[1] for more in ({}, {"chatbot": {"solves_share": 0.4}})
    )

    assert np.array_equal(plain.calling.at, met.calling.at) and len(met.calling.at) > 500
    left, before = len(met.writing.at), len(plain.writing.at)
    assert stats.binomtest(left, before, 0.6).pvalue > 0.001
    named, all_named = by_name(met, *DRAWS), by_name(plain, *DRAWS)
    assert named.items() <= all_named.items()


def test_whom_the_chatbot_helped_reviews_the_shop_as_one_who_did_not_ask():
    scenario = shop({"reviewed_share": 1}, {"when_late_share": 1}, chatbot={"solves_share": 0.4})
    days, who = asking_of(scenario)
    sold = sales(scenario, days.season, days.streams)

    came = int(np.isin(who.cause, (LATE, ON_TIME)).sum())
    assert len(sold.caused.reviewers.customer) == came
    assert len(sold.reviews.grade) == int(days.delivered.sum()) - came
