"""What a plan costs in the reported weeks: planned hours, overtime, messages to customers."""

import numpy as np

from sim.experiments.messages import messages
from sim.experiments.replicate import Counts, Shop
from sim.staffing.people import payroll


def euro(shop: Shop, seasons: Counts) -> float:
    """Estimate what the reported weeks cost, in euro: planned pay; overtime and messages on average."""
    _, planned = payroll(shop.staff, shop.season)
    overtime = float(np.mean(seasons.overtime_euro))
    _, price = messages(shop, seasons)
    return planned + overtime + price
