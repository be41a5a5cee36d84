"""What the parts of a log add up to, while sellers are still being found."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.norms.editions.edition import NORMS
from sim.norms.log import EventLog
from sim.norms.log.columns import Array, Numbers
from sim.norms.measures import MEASURES, Frame, Tally, View
from sim.norms.measures.frame import Coded
from sim.norms.parts.cases import CaseCounts

COUNTED = {  # the norms to which the rows of a table add
    "cases": ("response", "questions"),
    "calls": ("phone",),
    "items": ("questions", "on_time", "cancellations", "returns"),
    "parcels": ("track_and_trace",),
    "returns": ("returns",),
    "reviews": ("reviews",),
    "surveys": ("nps",),
}
ROOM = 8  # sellers at first


class Sums:
    """The sums of every norm by one edition, in cells of all dates and of room for more sellers."""

    def __init__(self, view: View, dates: Frame) -> None:
        self._view, self._dates = view, dates
        empty = View(EventLog(), view.edition, view.holidays, view.as_of, view.options, dates)
        self._sums = {norm: _with_room(MEASURES[norm].tally(empty), ROOM) for norm in NORMS}
        self._empty = empty
        self._cases: CaseCounts | None = None

    def add(self, name: str, log: EventLog, sellers: Sequence[str]) -> None:
        """Add the rows of one table, whose sellers are numbers."""
        view = self.view(sellers, log)
        for norm in COUNTED[name]:
            self.cells(norm, len(sellers))[..., : len(sellers), :] += MEASURES[norm].tally(view)

    def add_cases(self, columns: Mapping[str, Array], sellers: int) -> None:
        """Add sound cases by their columns alone."""
        self._cases = self._cases or CaseCounts(self._empty)
        self._cases.add(columns, sellers)

    def view(self, sellers: Sequence[str], log: EventLog | None = None) -> View:
        """Return the cells of these sellers as a view of a part."""
        dates = self._dates
        whole = Coded(sellers, dates.weeks, dates.first, dates.last)
        view = self._view
        return View(log or EventLog(), view.edition, view.holidays, view.as_of, view.options, whole)

    def cells(self, norm: str, sellers: int) -> Numbers:
        """Return the sums of a norm, int64[..., kinds, sellers or more, weeks], to add to."""
        room = self._sums[norm].shape[-2]
        if sellers > room:
            self._sums[norm] = _with_room(self._sums[norm], max(sellers, 2 * room))
        return self._sums[norm]

    def tally(self, sellers: Sequence[str]) -> Tally:
        """Return the sums of these sellers, who are all."""
        sums = {norm: self.cells(norm, len(sellers))[..., : len(sellers), :] for norm in NORMS}
        if self._cases is not None:
            kinds = self._cases.kinds(len(sellers))
            sums["response"] = sums["response"] + kinds[:3]
            sums["questions"] = sums["questions"] + np.stack([kinds.sum(axis=0), np.zeros_like(kinds[0])])
        return Tally(sums)


def _with_room(sums: Numbers, sellers: int) -> Numbers:
    wide = np.zeros((*sums.shape[:-2], sellers, sums.shape[-1]), np.int64)
    if sums.any():  # what nobody wrote to takes no memory
        wide[..., : sums.shape[-2], :] = sums
    return wide
