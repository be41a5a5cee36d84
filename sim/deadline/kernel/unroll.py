"""The open intervals of a plan, all its days at once: the same as `reference.openings`, laid out as arrays.

A local day of 86,400 seconds on which nothing is special is its weekday's slots after midnight. Every other
day, some thirty a year, is asked of the definition.
"""

import numpy as np

from sim.deadline.instants.wall import DAY_S, EPOCH, date_of, midnights
from sim.deadline.kernel.curve import FAR, Seconds, Timeline
from sim.deadline.plan import Plan
from sim.deadline.reference import open_on

_EPOCH_WEEKDAY = EPOCH.weekday()


def unrolled(plan: Plan) -> Timeline:
    """The open intervals of a plan, from 00:00 local time on its first date to 24:00 on its last."""
    begins = midnights(plan.first, plan.last, plan.zone)
    usual = np.diff(begins) == DAY_S  # no clock changes twice a day
    days = (plan.first - EPOCH).days + np.arange(usual.size)
    special = [(day - plan.first).days for day in (*plan.holidays, *plan.extra, *plan.closed)]
    usual[[day for day in special if 0 <= day < usual.size]] = False
    asked = [interval for day in days[~usual].tolist() for interval in open_on(date_of(day), plan)]
    first, last = int(begins[0]), int(begins[-1])
    slots = _slots(plan, begins[:-1][usual], (days[usual] + _EPOCH_WEEKDAY) % 7)
    edges = np.concatenate((slots, np.array(asked, np.int64).reshape(-1, 2)))
    opens, closes = _merged(*np.clip(edges, first, last).T)
    return Timeline(np.append(opens, FAR), np.append(closes, FAR), first, last)


def _slots(plan: Plan, begins: Seconds, weekday: Seconds) -> Seconds:
    """int64[n, 2] opening and closing of every slot of each weekday, from its midnight on."""
    of_weekday = [
        begins[weekday == number, None] + np.array(slot)
        for number, slots in enumerate(plan.weekly)
        for slot in slots
    ]
    return np.concatenate(of_weekday) if of_weekday else np.zeros((0, 2), np.int64)


def _merged(opens: Seconds, closes: Seconds) -> tuple[Seconds, Seconds]:
    """The same open time, in order, with touching and overlapping intervals made one and empty ones gone."""
    some = closes > opens
    order = np.argsort(opens[some], kind="stable")
    opens, closes = opens[some][order], np.maximum.accumulate(closes[some][order])
    apart = opens[1:] > closes[:-1]  # nothing before is still open
    starts, ends = np.ones(opens.size, bool), np.ones(opens.size, bool)
    starts[1:] = ends[:-1] = apart
    return opens[starts], closes[ends]
