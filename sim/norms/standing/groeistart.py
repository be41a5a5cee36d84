"""GroeiStart: a new seller gets no strikes until its first orders are in, and is looked at three times.

"GroeiStart, no strikes, until 100 orders; looked at after 10, 50, 100 on on-time, cancellations and number of
questions; failing = another 100 orders" (K9, K15: S). Our reading (R): a look counts everything since the
first order; a week can be a strike when the phase was over before it began.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sim.deadline import date_of, to_utc, zone_of
from sim.norms.log.columns import Instants
from sim.norms.log.tables import Items
from sim.norms.measures import MEASURES, Counts, View
from sim.norms.measures.frame import FOREVER
from sim.norms.measures.view import Rows
from sim.norms.rules import Rule, rules

LOOKED_AT = ("on_time", "cancellations", "questions")


@dataclass(frozen=True)
class Look:
    """What the marketplace sees of a new seller after so many orders."""

    orders: int
    at: int  # UTC second of that order
    met: dict[str, int]  # norm -> 1 met, 0 missed, -1 no verdict
    ends: bool  # GroeiStart is over: enough orders, and no norm missed


def looks(view: View) -> tuple[Look, ...]:
    """Return each look that has come, in order; a failed last one brings the same looks once more."""
    return tuple(_looks(view, _ordered_at(view)))


def growing(view: View) -> Rows:
    """Tell the weeks of the log, bool[weeks], that begin in GroeiStart."""
    ended_at = next((look.at for look in looks(view) if look.ends), FOREVER)
    zone = zone_of(view.options.timezone)
    begins = [to_utc(date_of(week), 0, zone) for week in view.weeks.tolist()]
    return np.array(begins) <= ended_at


def _looks(view: View, ordered_at: Instants) -> Iterator[Look]:
    phase = view.edition.new_seller
    done = 0
    while True:
        for orders in (*(one for one in phase.looks if one < phase.orders), phase.orders):
            if done + orders > len(ordered_at):
                return
            look = _look(view, done + orders, int(ordered_at[done + orders - 1]), orders == phase.orders)
            yield look
            if look.ends:
                return
        done += phase.orders


def _look(view: View, orders: int, at: int, last: bool) -> Look:
    then = replace(view, as_of=at, options=replace(view.options, weeks=None), whole=None)
    applied = rules(view.edition, view.options)
    applied["questions"] = _of_the_phase(applied["questions"], view)
    met = {norm: _met(applied[norm], _pooled(_counts(then, norm)), norm, view) for norm in LOOKED_AT}
    return Look(orders, at, met, last and 0 not in met.values())


def _of_the_phase(rule: Rule, view: View) -> Rule:
    """Cap the personal norm: "at least 3 questions per phase; norm capped at 15%" (K15: S)."""
    most: Fraction = view.edition.new_seller.max_questions_ratio
    return replace(rule, level=None if rule.level is None else min(rule.level, most))


def _met(rule: Rule, counts: Counts, norm: str, view: View) -> int:
    few = norm == "questions" and counts.bad < view.edition.new_seller.min_questions
    return -1 if few or not rule.judged(counts) else int(not rule.missed(counts))


def _counts(view: View, norm: str) -> Counts:
    measure = MEASURES[norm]
    return measure.finish(measure.tally(view), view.edition)


def _pooled(counts: Counts) -> Counts:
    return Counts(*(each.sum() for each in vars(counts).values()))


def _ordered_at(view: View) -> Instants:
    """Return when each order came, in order; items without the id of their order are an order each (R)."""
    items: Items = view.log.items
    known = view.known(items.ordered_at)
    named = items.order_id != ("" if items.order_id.dtype.kind == "U" else -1)
    at, ids = items.ordered_at[known & named], items.order_id[known & named]
    order = np.argsort(at)
    _, first = np.unique(ids[order], return_index=True)
    alone = np.repeat(items.ordered_at[known & ~named], items.quantity[known & ~named])
    return np.sort(np.concatenate([at[order][first], alone]))
