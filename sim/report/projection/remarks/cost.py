"""What the weeks shown cost: the roster, measures taken, and on average overtime and messages."""

from collections.abc import Iterator

import numpy as np

from sim.experiments.plans.costs import measures
from sim.experiments.plans.messages import messages
from sim.experiments.project import Projection
from sim.experiments.seasons.shop import Shop
from sim.report.texts.language import Language
from sim.staffing.people import payroll


def cost(projection: Projection, say: Language) -> str:
    """Say what the weeks cost."""
    shop = projection.shop
    hours, euro = payroll(shop.staff, shop.season)
    planned = say("cost.planned", hours=hours, euro=euro)
    added = (*_measures(shop, say), *_overtime(projection, say), *_messages(projection, say))
    return "; ".join([planned, *added])


def _measures(shop: Shop, say: Language) -> Iterator[str]:
    """Say what the measures cost that the file takes, where it takes some at a price."""
    if price := measures(shop):
        yield say("cost.measures", euro=price)


def _overtime(projection: Projection, say: Language) -> Iterator[str]:
    """Say what overtime adds where a reaction asks for it."""
    scenario, hours = projection.shop.scenario, projection.seasons.overtime_h
    if any(one.then.change == "overtime" for one in scenario.reactions.values()):
        mean, high = float(hours.mean()), float(np.quantile(hours, 0.95))
        yield say("cost.overtime", hours=mean, euro=float(projection.seasons.overtime_euro.mean()), high=high)


def _messages(projection: Projection, say: Language) -> Iterator[str]:
    """Say what messages to customers cost, where the shop sends some."""
    number, price = messages(projection.shop, projection.seasons)
    if number:
        yield say("cost.messages", number=number, euro=price)
