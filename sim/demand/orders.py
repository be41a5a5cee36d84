"""What is ordered, delivered, cancelled, returned and reviewed: counts a day, in tables of the event log.

Each day has one uniform draw a quantity, which the inverse distribution function turns into a count: another
share moves the counts that depend on it, all the same way, and leaves the others as they were.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline import NEVER, monday_of, week_from_label
from sim.deadline.wall import DAY_S
from sim.demand.volume import day_factors, normal_factors
from sim.draws import Streams, binomial, gamma, grades, poisson
from sim.norms.log import Items, Parcels, Returns, Reviews
from sim.scenario.days import ordering_days
from sim.scenario.deliveries import Course
from sim.scenario.orders import Orders
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

NOON_S = DAY_S // 2
WORST_GRADE, BEST_GRADE = 1, 10


@dataclass(frozen=True)
class Sales:
    """Tables that pass by the engines: no customer of theirs waits at the desk."""

    items: Items
    parcels: Parcels
    returns: Returns
    reviews: Reviews


def sales(scenario: Scenario, season: Season, streams: Streams) -> Sales:
    """Draw the sales of a season; a scenario without orders has none."""
    if scenario.orders is None:
        return Sales(Items(), Parcels(), Returns(), Reviews())
    days = _Days(scenario, scenario.orders, season, streams)
    return Sales(_items(days), _parcels(days), _returns(days), _reviews(days))


def by_week(orders: Orders, figure: str, days: np.ndarray) -> np.ndarray:
    """Give each day (int64[n], day numbers) a figure of its week, a normal one or its own: float64[n]."""
    values = np.full(days.shape, getattr(orders, figure), float)
    for week, figures in orders.week.items():
        if (other := getattr(figures, figure)) is not None:
            values[monday_of(days) == week_from_label(week)] = other
    return values


@dataclass(frozen=True)
class _Days:
    """Items by the day of their order; every column is int64[days]."""

    scenario: Scenario
    orders: Orders
    season: Season
    streams: Streams

    @cached_property
    def day(self) -> np.ndarray:
        """Day numbers, from the history before the season on."""
        simulated = range(int(self.season.days[0]), int(self.season.days[-1]) + 1)
        return np.array(ordering_days(simulated))

    @cached_property
    def course(self) -> Course:
        """What becomes of what is ordered on each day."""
        return Course(self.day, self.scenario.country, self.orders.promise_days)

    @cached_property
    def ordered(self) -> np.ndarray:
        before = len(self.day) - len(self.season.days)
        volume = [
            normal_factors(self.scenario, before, self.streams),
            day_factors(self.scenario, self.season, self.streams),
        ]
        normal = by_week(self.orders, "items_per_week", self.day) / 7
        return poisson(self.streams.uniform("items", len(self.day)), normal * np.concatenate(volume))

    @cached_property
    def cancelled(self) -> np.ndarray:
        return self.some(self.ordered, "cancelled_share", self.course.promised_on)

    @cached_property
    def late(self) -> np.ndarray:
        week = (monday_of(self.course.promised_on) - self.day[0]) // 7
        luck = gamma(self.streams.uniform("carrier", int(week[-1]) + 1), self.orders.late_share_spread)
        return self.some(self.delivered, "late_share", self.course.promised_on, luck[week])

    @property
    def delivered(self) -> np.ndarray:
        return np.asarray(self.ordered - self.cancelled)

    @property
    def on_time(self) -> np.ndarray:
        return np.asarray(self.delivered - self.late)

    def some(
        self, of: np.ndarray, figure: str, on: np.ndarray, luck: float | np.ndarray = 1.0, what: str = ""
    ) -> np.ndarray:
        """Draw how many of each day's items a share takes, with the figure of the week of the days `on`."""
        share = np.minimum(1.0, by_week(self.orders, figure, on) * luck)
        return binomial(self.streams.uniform(f"{figure} {what}", len(of)), of, share)

    def noon(self, days: np.ndarray) -> np.ndarray:
        """The instant of noon; after a clock change an hour off, never another day."""
        return np.asarray(self.season.starts[0] + NOON_S + DAY_S * (days - self.season.days[0]))


def _items(days: _Days) -> Items:
    course, ordered_at = days.course, days.noon(days.day)
    never = np.full(len(ordered_at), NEVER)
    quantity = np.concatenate([days.on_time, days.late, days.cancelled])
    some = quantity > 0
    by = np.repeat(np.array([-1, -1, 0], np.int8), len(ordered_at))  # the seller, the first choice
    columns = {
        "quantity": quantity,
        "ordered_at": np.tile(ordered_at, 3),
        "promised_on": np.tile(course.promised_on, 3),
        "attempted_at": np.concatenate([days.noon(course.promised_on), days.noon(course.late_on), never]),
        "cancelled_at": np.concatenate([never, never, ordered_at + DAY_S]),
        "cancelled_by": by,
    }
    return Items(**{name: column[some] for name, column in columns.items()})


def _parcels(days: _Days) -> Parcels:
    sent = np.rint(days.delivered / days.orders.items_per_parcel).astype(np.int64)
    without = days.some(sent, "without_code_share", days.day)
    quantity = np.concatenate([sent - without, without])
    has_code = np.repeat(np.array([1, 0], np.int8), len(sent))
    some = quantity > 0
    shipped_at = np.tile(days.noon(days.day) + DAY_S // 4, 2)  # the afternoon of the order's day
    return Parcels(quantity=quantity[some], shipped_at=shipped_at[some], has_code=has_code[some])


def _returns(days: _Days) -> Returns:
    registered_on = days.course.returned_on
    back = days.some(days.delivered, "returned_share", registered_on)
    return Returns(quantity=back[back > 0], registered_at=days.noon(registered_on)[back > 0])


def _reviews(days: _Days) -> Reviews:
    given_at, given = [], []
    for figure, delivered, on in (
        ("grade_on_time", days.on_time, days.course.reviewed_on),
        ("grade_late", days.late, days.course.late_reviewed_on),
    ):
        reviews = days.some(delivered, "reviewed_share", on, what=figure)
        mean = np.repeat(by_week(days.orders, figure, on), reviews)
        given_at.append(np.repeat(days.noon(on), reviews))
        given.append(grades(days.streams.uniform_each(figure, reviews), mean, WORST_GRADE, BEST_GRADE))
    return Reviews(given_at=np.concatenate(given_at), grade=np.concatenate(given))
