"""How many items are ordered, delivered, late, cancelled and returned: counts by the day of the order.

Each day has one uniform draw a quantity, which the inverse distribution function turns into a count: another
share moves the counts that depend on it, all the same way, and leaves the others as they were.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline.instants.wall import DAY_S
from sim.demand.orders.carrier import late_shares, luck_of_week, week_of
from sim.demand.volume import normal_factors, order_factors
from sim.draws import Streams, binomial, poisson
from sim.scenario.customers.deliveries import Course, Lag, by_week
from sim.scenario.customers.orders import Orders
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.scenario.values.days import ordering_days

NOON_S = DAY_S // 2


@dataclass(frozen=True)
class OrderDays:
    """Items by the day of their order; every column is int64[days].

    ordered = on time + late + cancelled, day by day; of what is late, some is given up.
    """

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
        return Course(self.day, self.scenario.country, self.orders)

    @cached_property
    def ordered(self) -> np.ndarray:
        """Items ordered."""
        before = len(self.day) - len(self.season.days)
        volume = [
            normal_factors(self.scenario, before, self.streams),
            order_factors(self.scenario, self.season, self.streams),
        ]
        normal = by_week(self.orders, "items_per_week", self.day) / 7
        return poisson(self.streams.uniform("items", len(self.day)), normal * np.concatenate(volume))

    @cached_property
    def cancelled(self) -> np.ndarray:
        """Items that the seller cancels, the day after."""
        return self.some(self.ordered, "cancelled_share", self.course.promised_on)

    @cached_property
    def late(self) -> np.ndarray:
        """Items not delivered on the promised day."""
        first_day = int(self.day[0])
        share = late_shares(self.orders, self.course.promised_on, first_day, self.streams)
        return self.taken(self.delivered, "late_share", share)

    @cached_property
    def given_up(self) -> np.ndarray:
        """Late items that their customers cancel before they come."""
        return self.taken(self.late, "late_cancelled_share", self.orders.late_cancelled_share)

    @cached_property
    def delivered(self) -> np.ndarray:
        """Items that the shop does not cancel."""
        return np.asarray(self.ordered - self.cancelled)

    @cached_property
    def on_time(self) -> np.ndarray:
        """Items delivered on the promised day."""
        return np.asarray(self.delivered - self.late)

    @cached_property
    def returned(self) -> np.ndarray:
        """Items that come back, by the day of the order and the lag of their return: int64[days, lags]."""
        course = self.course
        items = self.delivered - self.given_up
        return self.later(items, "returned_share", course.returned_on, course.return_lag)

    def some(self, of: np.ndarray, figure: str, on: np.ndarray, what: str = "") -> np.ndarray:
        """Draw how many of each day's items a share takes, with the figure of the week of the days `on`."""
        return self.taken(of, figure, self.share(figure, on), what)

    def share(self, figure: str, on: np.ndarray) -> np.ndarray:
        """Draw the share of each day (day numbers): that of its week, times the luck of that week."""
        shares, spread = by_week(self.orders, figure, on), getattr(self.orders, f"{figure}_spread", 0.0)
        if not spread:
            return shares
        luck = luck_of_week(self.streams, f"week of {figure}", spread, week_of(on, int(self.day[0])))
        return np.asarray(np.minimum(shares * luck, 1.0))

    def taken(self, of: np.ndarray, figure: str, share: float | np.ndarray, what: str = "") -> np.ndarray:
        """Draw how many of each day's items a share takes."""
        return binomial(self.streams.uniform(f"{figure} {what}", len(of)), of, np.asarray(share))

    def later(self, of: np.ndarray, figure: str, on: np.ndarray, lag: Lag, what: str = "") -> np.ndarray:
        """Draw how many of each day's items a share takes, and after which lag: int64[days, lags].

        The share is that of the week of the days `on`, int64[days, lags]. Lag by lag it takes some of those
        that are left: together a multinomial count.
        """
        chances = self.share(figure, on) * lag.chance
        left, gone, counts = of, np.zeros(len(of)), np.zeros_like(on)
        for number in range(len(lag.days)):
            numbers = (number,) if len(lag.days) > 1 else ()
            u = self.streams.uniform(f"{figure} {what}", len(of), *numbers)
            share = np.clip(chances[:, number] / np.maximum(1 - gone, chances[:, number] + 1e-300), 0, 1)
            counts[:, number] = binomial(u, left, share)
            left, gone = left - counts[:, number], gone + chances[:, number]
        return counts

    def noon(self, days: np.ndarray) -> np.ndarray:
        """The instant of noon; after a clock change an hour off, never another day."""
        return np.asarray(self.season.starts[0] + NOON_S + DAY_S * (days - self.season.days[0]))
