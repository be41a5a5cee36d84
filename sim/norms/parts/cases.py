"""Questions counted in one pass from instants to cells: what the measures say of sound rows, much faster."""

from collections.abc import Mapping

import numpy as np

from sim.deadline import NEVER, date_of, to_utc, zone_of
from sim.deadline.kernel.curve import Curves, Seconds, due_curve, lay_out
from sim.deadline.kernel.loops import compiled
from sim.norms.log.checks import EARLIEST, LATEST
from sim.norms.log.columns import Array, Numbers
from sim.norms.measures import View
from sim.norms.measures.contacts import PHONE
from sim.norms.measures.frame import FOREVER, WEEK
from sim.norms.parts.kernel import case_rows, strange_rows

GONE = ("handed_to_bol_at", "taken_over_by_bol_at", "returned_at")
LATER = ("answered_at", *GONE, "closed_at")  # than the arrival
ANY_TIME = ("auto_replied_at", "outside_reply_at")
KINDS = 4  # in time, late, pending, and come without counting


def all_sound(columns: Mapping[str, Array]) -> bool:
    """Tell cases without a fault in their instants."""
    arrived = columns["arrived_at"]
    if arrived.min() < EARLIEST or arrived.max() > LATEST:
        return False
    later = (columns[name] for name in LATER if name in columns)
    others = (columns[name] for name in ANY_TIME if name in columns)
    return not any(compiled(strange_rows)(arrived, at) for at in later) and not any(
        ((at != NEVER) & ((at < EARLIEST) | (at > LATEST))).any() for at in others
    )


class CaseCounts:
    """The questions of each cell by one edition."""

    def __init__(self, view: View) -> None:
        self._view = view
        clock, boundary = view.clock, view.options.boundary
        self._due = due_curve(clock.hours.timeline, clock.allowance_s, boundary)
        self._instants = clock.hours.timeline.first, view.as_of
        self._weeks = _weeks(view)
        self.counts = np.zeros((1, len(view.weeks), KINDS), np.int64)

    def add(self, columns: Mapping[str, Array], sellers: int) -> None:
        """Add sound rows, of so many sellers so far."""
        if sellers > len(self.counts):
            more = max(sellers, 2 * len(self.counts)) - len(self.counts)
            self.counts = np.pad(self.counts, [(0, more), (0, 0), (0, 0)])
        cases = tuple(columns[name] for name in ("seller_id", "arrived_at", "answered_at"))
        apart = self._counted(columns), self._gone(columns)
        compiled(case_rows)(self._due, self._weeks, self._instants, cases, *apart, self.counts)

    def kinds(self, sellers: int) -> Numbers:
        """Return the counts as int64[kinds, sellers, weeks]."""
        wide = np.pad(self.counts, [(0, max(sellers - len(self.counts), 0)), (0, 0), (0, 0)])
        return np.moveaxis(wide[:sellers], -1, 0)

    def _counted(self, columns: Mapping[str, Array]) -> Array | None:
        if "channel" not in columns or self._view.edition.response.phone_cases_count:
            return None
        counted: Array = columns["channel"] != PHONE
        return counted

    def _gone(self, columns: Mapping[str, Array]) -> Seconds | None:
        at = [columns[name] for name in GONE if name in columns]
        come = [np.where(self._view.known(one), one, FOREVER) for one in at]
        return np.minimum.reduce(come) if come else None


def _weeks(view: View) -> Curves:
    """The place of an instant's week among the weeks; no clock has shown a Monday's midnight twice."""
    zone = zone_of(view.options.timezone)
    mondays = [*view.weeks.tolist(), int(view.weeks[-1]) + WEEK]
    starts = np.array([to_utc(date_of(monday), 0, zone) for monday in mondays])

    def place(at: Seconds) -> Seconds:
        return np.searchsorted(starts, at, "right") - 1

    return lay_out((place,), starts, False, int(starts[0]), int(starts[-1]) - 1)
