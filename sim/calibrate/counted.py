"""Arrivals counted by slot of each open day: the form in which every arrival model is fitted and scored."""

from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import monday_of, weekday_of
from sim.deadline.instants.wall import DAY_S

HALF_HOUR_S = 1800
CLEARLY_OPEN = 7.0  # arrivals: a weekday with this mean, if it is open, has none at all once in 1,100 days


@dataclass(frozen=True)
class Counted:
    """How many came in each slot of each open day."""

    days: np.ndarray  # int64[days], day numbers as in sim.deadline, rising; a closed day has no row
    counts: np.ndarray  # int64[days, slots]
    opens_s: int  # local second of the day at which the first slot begins
    slot_s: int  # length of a slot
    told: np.ndarray | None = None  # int64[m], the days that a file has rows of; None: it tells of all

    @property
    def totals(self) -> np.ndarray:
        """The arrivals of each day: int64[days]."""
        return np.asarray(self.counts.sum(axis=1))

    @property
    def mondays(self) -> np.ndarray:
        """The week of each day: int64[days]."""
        return monday_of(self.days)

    @property
    def weekdays(self) -> np.ndarray:
        """The weekday of each day, 0 for Monday: int64[days]."""
        return weekday_of(self.days)

    def kept(self, days: np.ndarray) -> "Counted":
        """Keep the marked days: bool[days]."""
        return replace(self, days=self.days[days], counts=self.counts[days])

    def before(self, day: int) -> "Counted":
        """Keep what was known on the eve of a day."""
        return self.kept(self.days < day)

    def whole_weeks(self) -> np.ndarray:
        """Return the Mondays of the weeks that the data hold to their last open weekday: int64[weeks].

        The first week counts from its first open weekday on; a week that only a holiday cuts short is whole.
        """
        mondays = np.unique(self.mondays)
        if not len(mondays):
            return mondays
        first, last = self.weekdays.min(), self.weekdays.max()
        begun = mondays[0] + first >= self.days[0]
        ended = mondays[-1] + last <= self.days[-1]
        return np.asarray(mondays[0 if begun else 1 : None if ended else -1])


def counted(wall_s: np.ndarray, number: np.ndarray, slot_s: int) -> Counted:
    """Count arrivals (int64[n], so many at once) by slot of the wall clock (int64[n], seconds since 1970).

    The slots run from the first to the last of the day in which anybody ever came. A day without arrivals is
    closed, unless its weekday has so few that an open one may have none.
    """
    day, slot = np.divmod(wall_s // slot_s, DAY_S // slot_s)
    first, opens = int(day.min()), int(slot[number > 0].min(initial=DAY_S // slot_s - 1))
    slots = int(slot[number > 0].max(initial=opens)) - opens + 1
    within = (slot >= opens) & (slot < opens + slots)
    counts = np.zeros((int(day.max()) - first + 1, slots), np.int64)
    np.add.at(counts, (day[within] - first, slot[within] - opens), number[within])
    days = np.arange(first, first + len(counts))
    every = Counted(days, counts, opens * slot_s, slot_s)
    return every.kept(_open(every))


def _open(every: Counted) -> np.ndarray:
    """Mark the open days: bool[days]."""
    came = every.totals > 0
    quiet = np.zeros(7, bool)
    for weekday in np.unique(every.weekdays[came]).tolist():
        quiet[weekday] = every.totals[came & (every.weekdays == weekday)].mean() < CLEARLY_OPEN
    return np.asarray(came | quiet[every.weekdays])
