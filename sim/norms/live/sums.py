"""What rows add up to, with all that is needed to know the cells too; and which rows are settled."""

from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import NEVER
from sim.norms.log.columns import Numbers, columns
from sim.norms.measures import Extent, Frame, Tally, View, tally
from sim.norms.measures.contacts import judged_questions
from sim.norms.measures.view import Rows


@dataclass(frozen=True, eq=False)
class Sums:
    """The tally of rows, how many name each seller, and how many make each date a known one.

    A first and a last date cannot be taken back when a row changes; counts of rows by date can.
    """

    tally: Tally
    rows: Numbers  # int64[sellers]
    days: Numbers  # int64[days of the cells]

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.tally + other.tally, self.rows + other.rows, self.days + other.days)

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(self.tally - other.tally, self.rows - other.rows, self.days - other.days)

    def widened(self, sellers: int) -> "Sums":
        """Return the same sums with room for more sellers."""
        more = sellers - len(self.rows)
        wide = {
            norm: np.pad(sums, [*[(0, 0)] * (sums.ndim - 2), (0, more), (0, 0)])
            for norm, sums in self.tally.sums.items()
        }
        return replace(self, tally=Tally(wide), rows=np.pad(self.rows, (0, more)))

    def extent(self, frame: Frame) -> Extent:
        """Return whom the rows name and which dates they make known."""
        names = frozenset(frame.sellers[place] for place in np.flatnonzero(self.rows).tolist())
        days = np.flatnonzero(self.days) + frame.first
        return Extent(names, int(days[0]), int(days[-1])) if len(days) else Extent(names)


def sums_of(view: View) -> Sums:
    """Sum up the rows of a part of the log in the cells of the whole."""
    tables = [table for table in view.log.tables().values() if len(table)]
    sellers = len(view.frame.sellers)
    rows = [np.bincount(view.seller(table), minlength=sellers) for table in tables]
    known = [at[view.known(at)] for at in view.first_instants().values() if len(at)]
    dates = [view.days(at) for at in known if len(at)] + [view.log.items.promised_on[view.items_known]]
    size = 7 * len(view.weeks)
    days = np.bincount(np.concatenate(dates) - view.frame.first, minlength=size)
    return Sums(tally(view), np.sum([np.zeros(sellers, np.int64), *rows], axis=0), days)


def settled(view: View) -> dict[str, Rows]:
    """Tell the rows whose part in the sums no later `as_of` can change.

    All their instants have come; a question has its answer, went to bol or is late; an item was attempted or
    is late. An event or another calendar can still change them.
    """
    found = {name: _all_come(view, name) for name in view.log.tables()}
    cases, items = view.log.cases, view.log.items
    ends = (cases.answered_at, cases.handed_to_bol_at, cases.taken_over_by_bol_at, cases.returned_at)
    due_at = judged_questions(view).due_at
    late = (due_at != NEVER) & (due_at < view.as_of)
    found["cases"] &= np.logical_or.reduce([late, *(view.known(at) for at in ends)])
    found["items"] &= view.known(items.attempted_at) | (items.promised_on < view.today)
    return found


def _all_come(view: View, name: str) -> Rows:
    table = getattr(view.log, name)
    come = np.ones(len(table), bool)
    for column, rule in columns(type(table)).items():
        if rule.kind == "instant":
            come &= getattr(table, column) <= view.as_of  # NEVER is below every instant
    return come
