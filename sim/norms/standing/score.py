"""The window behind the performance score: six final weeks pooled, norm by norm.

"Last 6 final weeks, recalculated each Wednesday" (K10, K10b, S). The formula is not public, so there is no
score here: each norm's pooled ratio, and whether it conforms, is what a buy-box standing rests on (5.18).
Where an edition has "separate scores for own shipping, Logistics via bol and (newest) Shipping via bol"
(K10, K10b, S), on time and cancellations are pooled for each way of shipping as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.norms.editions.edition import NORMS
from sim.norms.measures import Counts
from sim.norms.measures.view import Rows
from sim.norms.rules import rules
from sim.norms.standing.excused import excused_weeks
from sim.norms.verdicts import NO_VERDICT, Verdicts

LATEST_ONLY = ("reviews", "nps")  # already look back three months, or a month
ALL = ""  # every way of shipping that counts for the norm


@dataclass(frozen=True)
class Standing:
    """One norm over the last final weeks of one seller."""

    seller: str
    norm: str
    weeks: tuple[int, ...]  # Mondays
    good: int
    bad: int
    pending: int
    total: int
    met: int  # 1 met, 0 missed, -1 no verdict
    share: float | None  # for reading only
    in_score: bool  # the norm counts for the performance score of this edition
    method: str = ALL  # own, lvb or vvb: only what was shipped in that way


def standing(verdicts: Verdicts) -> tuple[Standing, ...]:
    """Return how each seller stands by each norm; weeks that are excused or not final count for nothing."""
    sellers = dict.fromkeys(verdicts.seller.tolist())
    return tuple(row for seller in sellers for row in _standing_of(verdicts, seller))


def _standing_of(verdicts: Verdicts, seller: str) -> Iterator[Standing]:
    view = verdicts.view
    final = np.unique(verdicts.week[verdicts.final_at <= view.as_of])[-view.edition.score.final_weeks :]
    applied, excused = rules(view.edition, view.options), excused_weeks(view)
    for method, norm, counts in _counted(verdicts, seller):
        weeks = final[-1:] if norm in LATEST_ONLY else final
        pooled = _pooled(counts, np.isin(view.weeks, weeks) & ~excused[norm])
        judged = bool(applied[norm].judged(pooled))
        yield Standing(
            seller,
            norm,
            tuple(weeks.tolist()),
            **{name: int(count) for name, count in vars(pooled).items()},
            met=int(not applied[norm].missed(pooled)) if judged else NO_VERDICT,
            share=float(applied[norm].share(pooled)) if judged else None,
            in_score=norm in view.edition.score.norms,
            method=method,
        )


def _counted(verdicts: Verdicts, seller: str) -> Iterator[tuple[str, str, Counts]]:
    """Yield way of shipping, norm and the counts of each week, int64[weeks] each."""
    view = verdicts.view
    for norm in NORMS:
        rows = verdicts.of(norm, seller=seller)
        yield ALL, norm, Counts(rows.good, rows.bad, rows.pending, rows.total)
    place = view.sellers.index(seller)
    for method in view.edition.score.separate_for:
        for norm, counts in verdicts.tally.by_method(method).items():
            yield method, norm, Counts(*(each[place] for each in vars(counts).values()))


def _pooled(counts: Counts, weeks: Rows) -> Counts:
    return Counts(*(each[weeks].sum() for each in vars(counts).values()))
