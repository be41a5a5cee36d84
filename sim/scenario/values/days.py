"""The days a scenario is about: which are simulated, how far its orders reach back, when the feasts are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from sim.deadline.instants.wall import local_days
from sim.norms.editions.edition import edition
from sim.norms.standing.strikes import final_at

ZONE = "Europe/Amsterdam"
OLDEST_DAYS = 366  # of a question that is open at the start; an older one is a slip of the year
WARM_UP_DAYS = 7  # simulated, not reported: the first week begins with a backlog as any other
HISTORY_WEEKS = 20  # of orders, before that: promises, returns and three months of reviews reach back


def simulated_days(weeks: Sequence[int], edition_name: str, has_start: bool = False) -> range:
    """Return the day numbers that are simulated for some weeks (Mondays): until the last one is final.

    A shop that says what is open when the first week begins needs no week of warming up.
    """
    until = final_at(weeks[-1], edition(edition_name).strikes, ZONE)
    first = weeks[0] if has_start else weeks[0] - WARM_UP_DAYS
    return range(first, int(local_days(np.array([until]), ZONE)[0]))


def ordering_days(simulated: range) -> range:
    """Return the day numbers on which orders are drawn."""
    return range(simulated.start - 7 * HISTORY_WEEKS, simulated.stop)


def _black_friday(year: int) -> date:
    """Find the day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


# Peaks that a file may call by name: when each falls in a year.
FEASTS: Mapping[str, Callable[[int], date]] = {
    "black friday": _black_friday,
    "sinterklaas": lambda year: date(year, 12, 5),
    "christmas": lambda year: date(year, 12, 25),
}
