"""How many proactive messages a season takes, and what they cost."""

import numpy as np

from sim.deadline import day_number
from sim.experiments.seasons.replicate import BAD, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS

ON_TIME = NORMS.index("on_time")


def messages(shop: Shop, seasons: Counts) -> tuple[float, float]:
    """Estimate the messages of the reported weeks in a season, one a late item, and their price in euro.

    A week in which they begin counts by its days.
    """
    message = shop.scenario.proactive_message
    if message is None:
        return 0.0, 0.0
    mondays = np.array(shop.season.weeks)
    days = np.clip(mondays + 7 - day_number(message.from_), 0, 7)
    late = seasons.verdicts[:, :, ON_TIME, BAD].mean(axis=0)
    number = float((late * days / 7).sum())
    return number, number * message.euro_per_message
