"""The window behind the performance score: six final weeks pooled, norm by norm.

"Last 6 final weeks, recalculated each Wednesday" (K10, K10b, S). The formula is not public, so there is no
score here: each norm's pooled ratio, and whether it conforms, is what a buy-box standing rests on (5.18).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.norms.edition import NORMS
from sim.norms.measures import Counts
from sim.norms.rules import rules
from sim.norms.verdicts import Verdicts

LATEST_ONLY = ("reviews", "nps")  # already look back three months, or a month


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


def standing(verdicts: Verdicts) -> tuple[Standing, ...]:
    """Return how each seller stands by each norm; weeks that are not final count for nothing."""
    return tuple(
        row for seller in verdicts.view.sellers for row in _standing_of(verdicts.of(seller=seller), seller)
    )


def _standing_of(verdicts: Verdicts, seller: str) -> Iterator[Standing]:
    view = verdicts.view
    final = np.unique(verdicts.week[verdicts.final_at <= view.as_of])[-view.edition.score.final_weeks :]
    applied = rules(view.edition, view.options)
    for norm in NORMS:
        weeks = final[-1:] if norm in LATEST_ONLY else final
        rows = (verdicts.norm == norm) & np.isin(verdicts.week, weeks)
        pooled = {name: getattr(verdicts, name)[rows].sum() for name in ("good", "bad", "pending", "total")}
        counts = Counts(**pooled)
        judged = bool(applied[norm].judged(counts))
        met = int(not applied[norm].missed(counts)) if judged else -1
        share = float(applied[norm].share(counts)) if judged else None
        said = {name: int(count) for name, count in pooled.items()}
        in_score = norm in view.edition.score.norms
        yield Standing(seller, norm, tuple(weeks.tolist()), met=met, share=share, in_score=in_score, **said)
