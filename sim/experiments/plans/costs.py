"""What a plan costs in the reported weeks: planned hours, overtime, messages to customers, measures taken."""

import numpy as np

from sim.experiments.plans.messages import messages
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.shop import Shop
from sim.staffing.people import payroll


def euro(shop: Shop, seasons: Counts) -> float:
    """Estimate what the reported weeks cost, in euro: pay and measures; overtime and messages on average."""
    _, planned = payroll(shop.staff, shop.season)
    overtime = float(np.mean(seasons.overtime_euro))
    _, price = messages(shop, seasons)
    return planned + overtime + price + measures(shop)


def measures(shop: Shop) -> float:
    """Add up the price of the measures that the scenario takes, in euro."""
    taken = [one for one in shop.scenario.may_change.measures.values() if one.taken]
    return sum(one.price(len(shop.season.weeks)) for one in taken)
