"""How late the carrier is, day by day: a normal share, a week's luck, bad days, and incidents with a name.

Everything that is promised on a day shares the luck of that day and of its week.
"""

import numpy as np

from sim.deadline import day_number
from sim.draws import Streams, gamma
from sim.scenario.customers.deliveries import by_week
from sim.scenario.customers.orders import Orders


def late_shares(orders: Orders, promised_on: np.ndarray, first_day: int, streams: Streams) -> np.ndarray:
    """Draw the share late of what is promised on each day (int64[n]): float64[n].

    `first_day` is a Monday; no day lies before it. A bad day has `bad_day_late_share`, or its normal share
    where that is higher; an incident has its own share, whatever the luck.
    """
    luck = luck_of_week(streams, "carrier", orders.late_share_spread, week_of(promised_on, first_day))
    share = np.minimum(1.0, by_week(orders, "late_share", promised_on) * luck)
    bad = _bad_days(orders, promised_on, first_day, streams)
    share = np.where(bad, np.maximum(share, orders.bad_day_late_share), share)
    for incident in orders.incidents.values():
        share[promised_on == day_number(incident.date)] = incident.late_share
    return np.asarray(share)


def week_of(days: np.ndarray, first_day: int) -> np.ndarray:
    """Number the weeks of days (int64[...]) from that of `first_day`, a Monday, on, which has 0."""
    return (days - first_day) // 7


def luck_of_week(streams: Streams, name: str, spread: float, week: np.ndarray) -> np.ndarray:
    """Give days the luck of their week (int64[...], numbers from 0 on), of mean 1: float64[...]."""
    luck = gamma(streams.uniform(name, int(week.max()) + 1), spread)
    return np.asarray(luck[week])


def _bad_days(orders: Orders, promised_on: np.ndarray, first_day: int, streams: Streams) -> np.ndarray:
    """Mark what is promised on a bad day: bool[n].

    On each day a row of bad days may begin, of a length of its own (geometric): each day keeps its draws,
    whatever the chance and the mean length, and rows may overlap.
    """
    days = np.arange(int((promised_on - first_day).max()) + 1)
    begins = streams.uniform("bad day of the carrier", len(days)) < orders.bad_day_chance
    drawn = streams.uniform("bad days in a row", len(days))
    goes_on = 1 - 1 / orders.bad_days_in_a_row
    length = 1 + np.floor(np.log1p(-drawn) / np.log(goes_on)) if goes_on else np.ones(len(days))
    until = np.maximum.accumulate(np.where(begins, days + length, 0))
    return np.asarray((days < until)[promised_on - first_day])
