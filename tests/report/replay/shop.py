"""A shop of two on one Monday, small enough that every sentence about it is known."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from sim.demand.marks import Journeys, Marks
from sim.demand.orders import Sales
from sim.demand.work import FOLLOW_UP
from sim.experiments.seasons.replicate import Played
from sim.experiments.seasons.shop import Shop
from sim.norms.log import Items, Parcels, Returns, Reviews
from sim.operation.aftermath.log import event_log
from sim.operation.simulate import simulate
from sim.scenario.read import read_text
from sim.staffing.roster import KEEP
from tests.operation.desk import Duty, Row, call, mail, roster_of, rules_of, work_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOTHING_SOLD = Sales(Items(), Parcels(), Returns(), Reviews())
MINUTE_S = 60
SHOP = """
weeks = "2026-W49"
holidays = "NL"
[contacts]
questions_per_week = 10
[people]
Anna = { hours = "mon-fri 09:00-17:00", breaks = "09:20-09:30" }
Ben = "mon-fri 09:00-17:00"
"""


def at(hour: int, minute: int, second: int = 0, day: int = 30) -> int:
    """An instant of Monday 30 November 2026, or of another day of that month."""
    return int(datetime(2026, 11, day, hour, minute, second, tzinfo=AMSTERDAM).timestamp())


# The customer of case 1 waits for the other mail, is interrupted by a call and by Anna's break, and replies.
ROWS = [
    mail(at(8, 50), 10 * MINUTE_S),
    mail(at(8, 55), 20 * MINUTE_S, then=(2,), wait=(3600,)),
    Row(-(2**63), FOLLOW_UP, 5 * MINUTE_S),
    call(at(9, 15), 3 * MINUTE_S),
]
CUSTOMERS = [0, 1, 1, 2]
CASES = [0, 1, 1, 3]  # rows that their questions began with
ANNA = [Duty(at(9, 0), at(9, 20), stop=KEEP), Duty(at(9, 30), at(17, 0))]


def season(
    rows: list[Row] = ROWS, duties: list[Duty] = ANNA, customers: list[int] | None = None, **marks: list[int]
) -> Played:
    """What becomes of rows at the desk of Anna (person 0) and Ben (person 1), by the readable engine."""
    shop = Shop(read_text(SHOP, "shop.toml").scenario)
    number = np.array(customers if customers is not None else range(len(rows)))
    work = replace(work_of(rows), customer=number)
    roster, until = roster_of(duties), shop.season.until
    happened = simulate(work, roster, rules_of(interrupts=True), until, "reference")
    meant = replace(Marks.plain(len(rows)), **{name: np.array(column) for name, column in marks.items()})
    journeys = Journeys(work, meant)
    events = event_log(shop.scenario, journeys, happened, NOTHING_SOLD, until)
    return Played(shop, journeys, roster, happened, events)
