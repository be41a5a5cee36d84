"""What is ordered, delivered, cancelled, returned and reviewed: counts a day, in tables of the event log."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER, monday_of, week_from_label
from sim.demand.volume import day_factors, normal_factors
from sim.draws import Streams, gamma
from sim.norms.log import Items, Parcels, Returns, Reviews
from sim.scenario.schema import Orders, Scenario
from sim.scenario.season import Season

DAY_S = 86_400
NOON_S = DAY_S // 2
HISTORY_WEEKS = 20  # before the season: promises, returns and three months of reviews reach back
REVIEW_AFTER_DAYS = 5  # of the delivery; guess
RETURN_AFTER_DAYS = 8  # guess
WORST_GRADE, BEST_GRADE = 1, 10


@dataclass(frozen=True)
class Sales:
    """Tables that pass by the engines: no customer of theirs waits at the desk."""

    items: Items
    parcels: Parcels
    returns: Returns
    reviews: Reviews


@dataclass(frozen=True)
class _Days:
    """Items by the day of their order: int64[days] each."""

    ordered: np.ndarray
    late: np.ndarray
    cancelled: np.ndarray
    arrives: np.ndarray  # the number of the day on which they are promised, from 0
    promised_on: np.ndarray  # the same as a day number

    @property
    def on_time(self) -> np.ndarray:
        return np.asarray(self.ordered - self.late - self.cancelled)


def sales(scenario: Scenario, season: Season, streams: Streams) -> Sales:
    """Draw the sales of a season; a scenario without orders has none."""
    if scenario.orders is None:
        return Sales(Items(), Parcels(), Returns(), Reviews())
    orders = scenario.orders
    first = int(season.days[0]) - 7 * HISTORY_WEEKS
    volume = np.concatenate(
        [normal_factors(scenario, 7 * HISTORY_WEEKS, streams), day_factors(scenario, season, streams)]
    )
    days = _draw_days(orders, volume, first, streams)
    # Noon by winter time: an hour off in summer, never another day.
    noon = season.starts[0] + NOON_S + DAY_S * (np.arange(len(volume) + 40) - 7 * HISTORY_WEEKS)
    return Sales(
        _items(days, noon),
        _parcels(orders, days, noon, streams),
        _returns(orders, days, noon, streams),
        _reviews(orders, days, noon, streams),
    )


def _draw_days(orders: Orders, volume: np.ndarray, first: int, streams: Streams) -> _Days:
    days = len(volume)
    arrives = np.arange(days) + orders.promise_days
    arrives += (first + arrives - 3) % 7 == 0  # not on Sundays; day 3 of 1970 was one
    promised_on = first + arrives
    week = (monday_of(promised_on) - first) // 7
    luck = gamma(streams.uniform("carrier", int(week[-1]) + 1), orders.late_share_spread)[week]
    late_share = _by_day(orders.late_share, orders.late_share_in, promised_on) * luck
    cancelled_share = _by_day(orders.cancelled_share, orders.cancelled_share_in, promised_on)
    ordered = streams.stream("items").poisson(orders.items_per_week / 7 * volume)
    cancelled = streams.stream("cancelled items").binomial(ordered, cancelled_share)
    late = streams.stream("late items").binomial(ordered - cancelled, np.minimum(1.0, late_share))
    return _Days(ordered, late, cancelled, arrives, promised_on)


def _by_day(normal: float, by_week: Mapping[str, float], promised_on: np.ndarray) -> np.ndarray:
    """Give each day the share of the week of its promise: float64[days]."""
    mondays = monday_of(promised_on)
    shares = np.full(len(promised_on), normal)
    for week, share in by_week.items():
        shares[mondays == week_from_label(week)] = share
    return shares


def _items(days: _Days, noon: np.ndarray) -> Items:
    ordered_at = noon[: len(days.ordered)]
    never = np.full(len(ordered_at), NEVER)
    quantity = np.concatenate([days.on_time, days.late, days.cancelled])
    some = quantity > 0
    by = np.repeat(
        np.array([-1, -1, 0], np.int8), len(ordered_at)
    )  # cancelled by the seller, the first choice
    columns = {
        "quantity": quantity,
        "ordered_at": np.tile(ordered_at, 3),
        "promised_on": np.tile(days.promised_on, 3),
        "attempted_at": np.concatenate([noon[days.arrives], noon[days.arrives + 1], never]),
        "cancelled_at": np.concatenate([never, never, ordered_at + DAY_S]),
        "cancelled_by": by,
    }
    return Items(**{name: column[some] for name, column in columns.items()})


def _parcels(orders: Orders, days: _Days, noon: np.ndarray, streams: Streams) -> Parcels:
    sent = np.rint((days.on_time + days.late) / orders.items_per_parcel).astype(np.int64)
    without = streams.stream("parcels without code").binomial(sent, orders.without_code_share)
    quantity = np.concatenate([sent - without, without])
    has_code = np.repeat(np.array([1, 0], np.int8), len(sent))
    some = quantity > 0
    shipped_at = np.tile(noon[: len(sent)] + DAY_S // 4, 2)  # the afternoon of the order's day
    return Parcels(quantity=quantity[some], shipped_at=shipped_at[some], has_code=has_code[some])


def _returns(orders: Orders, days: _Days, noon: np.ndarray, streams: Streams) -> Returns:
    back = streams.stream("returned items").binomial(days.on_time + days.late, orders.returned_share)
    registered_at = noon[np.arange(len(back)) + RETURN_AFTER_DAYS]
    return Returns(quantity=back[back > 0], registered_at=registered_at[back > 0])


def _reviews(orders: Orders, days: _Days, noon: np.ndarray, streams: Streams) -> Reviews:
    """Draw grades as 1 + binomial(9): the mean is the scenario's, the spread follows from it."""
    given_at, grades = [], []
    for name, delivered, mean in (
        ("on time", days.on_time, orders.grade_on_time),
        ("late", days.late, orders.grade_late),
    ):
        stream = streams.stream(f"reviews {name}")
        reviews = stream.binomial(delivered, orders.reviewed_share)
        given_at.append(np.repeat(noon[days.arrives + REVIEW_AFTER_DAYS], reviews))
        above = BEST_GRADE - WORST_GRADE
        grades.append(WORST_GRADE + stream.binomial(above, (mean - WORST_GRADE) / above, reviews.sum()))
    return Reviews(given_at=np.concatenate(given_at), grade=np.concatenate(grades))
