"""Orders, from the day they are placed to what their customers ask: counts a day, tables, and customers."""

from sim.demand.orders.caused import Reviewers
from sim.demand.orders.days import OrderDays
from sim.demand.orders.tables import Sales, sales

__all__ = ["OrderDays", "Reviewers", "Sales", "sales"]
