"""What is ordered comes back: on time, late or cancelled, and never twice."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.orders import Sales, sales
from sim.draws import Streams
from sim.norms.log import Items
from sim.scenario.season import season_of
from sim.scenario.values.days import HISTORY_WEEKS

from .seasons import replications, scenario_of

ONE = Streams(1, 0)
TIMES = ("ordered_at", "promised_on", "attempted_at", "cancelled_at")
STEADY = {"items_per_week": 7000, "late_share_spread": 0}


def sell(streams=ONE, **orders) -> Sales:
    scenario = scenario_of(orders=STEADY | orders)
    return sales(scenario, season_of(scenario), streams)


def in_the_season(items: Items) -> Items:
    """Items ordered from 19 January 2026 on, in weeks without a holiday."""
    since = items.ordered_at >= (date(2026, 1, 19) - date(1970, 1, 1)).days * 86_400
    return Items(**{name: getattr(items, name)[since] for name in ("quantity", *TIMES)})


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
    items = in_the_season(sell().items)
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


# Days without deliveries


@pytest.mark.parametrize(
    ("country", "ordered", "promised", "late"),
    [
        # Promised for Christmas Day, a Friday; Boxing Day is a Saturday and a holiday in NL alone.
        ("NL", "2026-12-23", "2026-12-28", "2026-12-29"),
        ("BE", "2026-12-23", "2026-12-26", "2026-12-28"),
        # 11 November, a Wednesday, is a holiday in BE alone; 1 November is a Sunday.
        ("BE", "2026-11-09", "2026-11-12", "2026-11-13"),
        ("NL", "2026-11-09", "2026-11-11", "2026-11-12"),
        # Promised for the day before a holiday: a late one comes the day after it.
        ("NL", "2026-12-22", "2026-12-24", "2026-12-28"),
        # History: King's Day 2026 is a Monday, and its eve a Sunday.
        ("NL", "2026-04-24", "2026-04-28", "2026-04-29"),
    ],
)
def test_nothing_is_promised_or_delivered_on_a_sunday_or_a_public_holiday(country, ordered, promised, late):
    weeks = "2026-W47..2026-W52" if ordered > "2026-05" else "2026-W24"
    scenario = scenario_of(weeks, orders=STEADY | {"late_share": 0.5, "cancelled_share": 0}, country=country)
    items = sales(scenario, season_of(scenario), ONE).items
    day = (date.fromisoformat(ordered) - date(1970, 1, 1)).days

    of_day = items.ordered_at // 86_400 == day

    assert dates(items.promised_on[of_day]) == {promised}
    assert dates(items.attempted_at[of_day] // 86_400) == {promised, late}


def dates(days: np.ndarray) -> set[str]:
    return {str(date(1970, 1, 1) + timedelta(days=day)) for day in days.tolist()}


# Figures of one week

WEEK = "2026-W07"  # 9 to 15 February, in the middle of the season
MONDAY = (date(2026, 2, 9) - date(1970, 1, 1)).days
SAMPLE = {"late_share": 0.1, "without_code_share": 0.1, "reviewed_share": 0.2, "returned_share": 0.1}


def tallies(sold: Sales) -> dict[str, dict[tuple[int, ...], int]]:
    """Every figure of the orders, counted by the day that the figure belongs to."""
    items, parcels, returns, reviews = sold.items, sold.parcels, sold.returns, sold.reviews
    late = items.attempted_at // 86_400 > items.promised_on
    cancelled = items.cancelled_at != NEVER
    return {
        "items_per_week": tally(items.ordered_at // 86_400, items.quantity),
        "late_share": tally(items.promised_on[late], items.quantity[late]),
        "cancelled_share": tally(items.promised_on[cancelled], items.quantity[cancelled]),
        "without_code_share": tally(parcels.shipped_at // 86_400, parcels.quantity * (1 - parcels.has_code)),
        "returned_share": tally(returns.registered_at // 86_400, returns.quantity),
        "reviewed_share": tally(reviews.given_at // 86_400, np.ones_like(reviews.grade)),
        "grades": tally(reviews.given_at // 86_400, reviews.grade),
    }


def tally(days: np.ndarray, quantity: np.ndarray) -> dict[int, int]:
    each, where = np.unique(days, return_inverse=True)
    return dict(zip(each.tolist(), np.bincount(where, quantity).tolist(), strict=True))


def changed_days(one: dict[int, int], other: dict[int, int]) -> set[int]:
    return {day for day in one.keys() | other.keys() if one.get(day, 0) != other.get(day, 0)}


@pytest.mark.parametrize(
    ("figure", "value", "moved"),
    [
        ("items_per_week", 20_000, {"late_share", "cancelled_share", "without_code_share", "returned_share",
                                    "reviewed_share", "grades"}),
        ("late_share", 0.6, {"reviewed_share", "grades"}),
        ("cancelled_share", 0.6, {"late_share", "without_code_share", "returned_share", "reviewed_share",
                                  "grades"}),
        ("without_code_share", 0.6, set()),
        ("returned_share", 0.6, set()),
        ("reviewed_share", 0.6, {"grades"}),
    ],
)  # fmt: skip
def test_a_figure_of_one_week_moves_that_week_and_what_follows_from_it(figure, value, moved):
    plain, other = (tallies(sell(**SAMPLE, **more)) for more in ({}, {"week": {WEEK: {figure: value}}}))

    changed = {name: changed_days(plain[name], other[name]) for name in plain}

    assert changed[figure] == {day for day in plain[figure] if MONDAY <= day < MONDAY + 7}
    assert {name for name, days in changed.items() if days} == {figure} | moved
    up = sum(other[figure][day] for day in changed[figure]) / sum(
        plain[figure][day] for day in changed[figure]
    )
    normal = {"items_per_week": 7000, "cancelled_share": 0.01} | SAMPLE
    assert up == pytest.approx(value / normal[figure], rel=0.15)


@pytest.mark.parametrize(("figure", "late_share"), [("grade_on_time", 0), ("grade_late", 1)])
def test_a_grade_of_one_week_is_given_in_that_week_alone(figure, late_share):
    normal = SAMPLE | {"late_share": late_share}
    plain, other = (sell(**normal, **more).reviews for more in ({}, {"week": {WEEK: {figure: 1}}}))
    in_week = (plain.given_at // 86_400 - MONDAY) // 7 == 0

    assert (plain.given_at == other.given_at).all()
    assert set(other.grade[in_week].tolist()) == {1} and len(set(plain.grade[in_week].tolist())) > 4
    assert (plain.grade[~in_week] == other.grade[~in_week]).all()


def test_a_week_of_the_history_is_a_week_like_any_other():
    plain, other = (tallies(sell(**more)) for more in ({}, {"week": {"2025-W48": {"reviewed_share": 1}}}))

    monday = (date(2025, 11, 24) - date(1970, 1, 1)).days
    assert changed_days(plain["reviewed_share"], other["reviewed_share"]) == set(
        range(monday, monday + 7)
    ) & set(other["reviewed_share"])


# The same customers under every plan


@pytest.mark.parametrize(
    ("figure", "shares", "fixed"),
    [
        ("late_share", (0.01, 0.04, 0.1, 0.5), {"items_per_week", "cancelled_share", "without_code_share",
                                                "returned_share"}),
        ("cancelled_share", (0.01, 0.04, 0.1, 0.5), {"items_per_week"}),
        ("without_code_share", (0.01, 0.04, 0.1, 0.5), None),
        ("returned_share", (0.01, 0.04, 0.1, 0.5), None),
        ("reviewed_share", (0.01, 0.04, 0.1, 0.5), {"items_per_week", "late_share", "cancelled_share",
                                                    "without_code_share", "returned_share"}),
    ],
)  # fmt: skip
def test_a_higher_share_never_lowers_its_counts_and_leaves_what_does_not_depend_on_it(figure, shares, fixed):
    told = [tallies(sell(**{figure: share})) for share in shares]
    fixed = told[0].keys() - {figure} if fixed is None else fixed

    for lower, higher in pairwise(told):
        for name in fixed:
            assert lower[name] == higher[name]
        days = changed_days(lower[figure], higher[figure])
        assert len(days) > 100 and all(higher[figure].get(d, 0) > lower[figure].get(d, 0) for d in days)


def test_more_items_never_make_a_day_smaller_and_a_longer_season_leaves_the_earlier_days():
    few, many = (tallies(sell(items_per_week=items))["items_per_week"] for items in (7000, 7700))
    assert all(many[day] >= few[day] for day in few) and sum(many.values()) > sum(few.values())

    short, long = (
        scenario_of(weeks, orders=STEADY) for weeks in ("2026-W05..2026-W06", "2026-W05..2026-W10")
    )
    before, after = (tallies(sales(one, season_of(one), ONE)) for one in (short, long))
    end = season_of(short).days[-1]
    for name in before:
        assert {d for d in changed_days(before[name], after[name]) if d <= end} == set()
