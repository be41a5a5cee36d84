"""How far a date of the calendar reaches: the rows whose part in a norm can change with it."""

from datetime import date

import numpy as np

from sim.deadline import NEVER, day_number, to_utc, zone_of
from sim.deadline.instants.wall import DAY_S, date_of
from sim.norms.live.rows import RUNS, Rows
from sim.norms.log.columns import Instants, Numbers
from sim.norms.measures import View
from sim.norms.measures.frame import FOREVER


def reached(rows: dict[str, Rows], day: date, view: View) -> dict[str, Numbers]:
    """Return the questions whose clock runs into a date, and the call attempts made on it.

    Time before the date runs as it did, so a question due before it, by the calendar as it was, is out of
    reach; so is one that came after it. Deadlines grow with arrivals: going back day by day from the last on
    which one came, no day needs a look before the one whose last second is due before the date.
    """
    zone = zone_of(view.options.timezone)
    start, end = to_utc(day, 0, zone), to_utc(date_of(day_number(day) + 1), 0, zone)
    days, last = rows["cases"].by_day, end // DAY_S
    calls = _came(rows["calls"], start // DAY_S, last, start, end)
    first = min(last, max(days, default=last))  # beyond the calendar in use no deadline is known
    earliest = min(days, default=last)
    while first > earliest and _due(view, np.array([first * DAY_S - 1]))[0] >= start:
        first -= 1
    cases = _came(rows["cases"], first, last, 0, end)
    arrived_at = rows["cases"].cells["arrived_at"].values[cases]
    return {"calls": calls, "cases": cases[_due(view, arrived_at) >= start]}


def _came(rows: Rows, first: int, last: int, start: int, end: int) -> Numbers:
    """Return the rows of some UTC days that came in [start, end)."""
    found = [row for day in range(first, last + 1) for row in rows.by_day.get(day, ())]
    some = np.array(found, np.int64)
    at = rows.cells[RUNS[rows.name]].values[some]
    return np.unique(some[(at >= start) & (at < end)])


def _due(view: View, arrived_at: Instants) -> Instants:
    due_at = view.clock.due(arrived_at, view.options.boundary)
    return np.where(due_at == NEVER, FOREVER, due_at)
