"""The event log: its tables, its checks, and how a real one is read and written."""

from sim.deadline import NEVER
from sim.norms.log.checks import check
from sim.norms.log.naming import Layout
from sim.norms.log.read import Reading, write
from sim.norms.log.read import read as read_log
from sim.norms.log.tables import Calls, Cases, EventLog, Items, Parcels, Returns, Reviews, Surveys

__all__ = [
    "NEVER",
    "Calls",
    "Cases",
    "EventLog",
    "Items",
    "Layout",
    "Parcels",
    "Reading",
    "Returns",
    "Reviews",
    "Surveys",
    "check",
    "read_log",
    "write",
]
