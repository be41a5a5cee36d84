"""The event log: its tables, its checks, and how a real one is read."""

from sim.deadline import NEVER
from sim.norms.log.checks import check
from sim.norms.log.tables import Calls, Cases, EventLog, Items, Parcels, Returns, Reviews, Surveys

__all__ = [
    "NEVER",
    "Calls",
    "Cases",
    "EventLog",
    "Items",
    "Parcels",
    "Returns",
    "Reviews",
    "Surveys",
    "check",
]
