"""What the rows of a log add up to, norm by norm, and what a norm counts by it.

Sums only: the tally of two parts of a log, in the cells of the whole, is the sum of their tallies. Whatever
does not add up (a minimum number of reviews, no fewer than none) waits for the finish.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import add, sub
from typing import NamedTuple

import numpy as np

from sim.norms.editions.edition import NORMS, Edition
from sim.norms.log.columns import Numbers
from sim.norms.measures import contacts, orders
from sim.norms.measures.frame import WEEK, Counts, Frame
from sim.norms.measures.view import View

COUNTED_ON_TIME = [orders.WAYS.index(way) for way in ("own", "vvb")]  # Logistics via bol is left out (K2)
BY_WAY = ("on_time", "cancellations")


class Measure(NamedTuple):
    """How a norm is counted."""

    tally: Callable[[View], Numbers]  # int64[..., kinds, sellers, weeks], additive in the rows
    finish: Callable[[Numbers, Edition], Counts]


@dataclass(frozen=True, eq=False)
class Tally:
    """The sums of every norm, int64[..., kinds, sellers, weeks] each."""

    sums: Mapping[str, Numbers]

    def __add__(self, other: "Tally") -> "Tally":
        return self._with(other, add)

    def __sub__(self, other: "Tally") -> "Tally":
        return self._with(other, sub)

    def counts(self, norm: str, edition: Edition) -> Counts:
        """Return what a norm counts."""
        return MEASURES[norm].finish(self.sums[norm], edition)

    def by_method(self, method: str) -> dict[str, Counts]:
        """Return what the performance score tells apart by the way of shipping; parcels do not say theirs.

        "separate scores for own shipping, Logistics via bol and (newest) Shipping via bol" (K10, K10b: S).
        """
        way = orders.WAYS.index(method)
        return {norm: _disjoint(self.sums[norm][way]) for norm in BY_WAY}

    def cut(self, frame: Frame, shown: Frame) -> "Tally":
        """Cut the cells to be shown out of all; rows without a seller belong to the only one."""
        places = [frame.place[name] for name in shown.sellers]
        unnamed = [frame.place[""]] if "" in frame.place and "" not in shown.sellers else []
        ahead = int(frame.weeks[0] - shown.weeks[0]) // WEEK  # outside the cells nothing is known
        into = slice(max(ahead, 0), max(ahead + len(frame.weeks), 0))
        out_of = slice(max(-ahead, 0), max(len(shown.weeks) - ahead, 0))
        cut = {}
        for norm, sums in self.sums.items():
            cut[norm] = np.zeros((*sums.shape[:-2], len(places), len(shown.weeks)), np.int64)
            if sums.any():  # most norms of a log of one table have no rows
                picked = sums[..., out_of]
                more = picked[..., unnamed, :].sum(axis=-2, keepdims=True)
                cut[norm][..., into] = picked[..., places, :] + more
        return Tally(cut)

    def _with(self, other: "Tally", combined: Callable[[Numbers, Numbers], Numbers]) -> "Tally":
        return Tally({norm: combined(sums, other.sums[norm]) for norm, sums in self.sums.items()})


def tally(view: View) -> Tally:
    """Sum up the rows of a log as they are known."""
    return Tally({norm: MEASURES[norm].tally(view) for norm in NORMS})


def _disjoint(sums: Numbers) -> Counts:
    """Count good, bad and, where there are any, pending ones, of which no row is two."""
    good, bad = sums[:2]
    pending = sums[2] if len(sums) > 2 else np.zeros_like(bad)
    return Counts(good, bad, pending, good + bad + pending)


def _one_kind_a_row(sums: Numbers, _: Edition) -> Counts:
    return _disjoint(sums)


def _on_time(sums: Numbers, _: Edition) -> Counts:
    return _disjoint(sums[COUNTED_ON_TIME].sum(axis=0))


def _cancellations(sums: Numbers, _: Edition) -> Counts:
    return _disjoint(sums.sum(axis=0))


def _share_of_orders(sums: Numbers, _: Edition) -> Counts:
    """Set what happened in a week against the items ordered in it; there can be more of it than of them."""
    bad, ordered = sums
    return Counts(good=np.maximum(ordered - bad, 0), bad=bad, pending=np.zeros_like(bad), total=ordered)


def _reviews(sums: Numbers, edition: Edition) -> Counts:
    """Take the last months only, or all grades where those are few."""
    all_grades, all_number, old_grades, old_number = sums
    recent = all_number - old_number >= edition.reviews.all_when_fewer_than
    grades = np.where(recent, all_grades - old_grades, all_grades)
    number = np.where(recent, all_number - old_number, all_number)
    return Counts(good=grades, bad=np.zeros_like(number), pending=np.zeros_like(number), total=number)


def _nps(sums: Numbers, _: Edition) -> Counts:
    good, bad, _passive = sums
    return Counts(good, bad, np.zeros_like(bad), sums.sum(axis=0))


MEASURES: dict[str, Measure] = {
    "response": Measure(contacts.response, _one_kind_a_row),
    "phone": Measure(contacts.phone, _one_kind_a_row),
    "questions": Measure(contacts.questions, _share_of_orders),
    "on_time": Measure(orders.on_time, _on_time),
    "cancellations": Measure(orders.cancellations, _cancellations),
    "track_and_trace": Measure(orders.track_and_trace, _one_kind_a_row),
    "reviews": Measure(orders.reviews, _reviews),
    "returns": Measure(orders.returns, _share_of_orders),
    "nps": Measure(contacts.nps, _nps),
}
